import { createTooltip } from '../parts/tooltip.ts';
import type { Page } from './page.ts';
import type { Picture } from './picture.ts';
import type { Session } from './session.ts';

/** So long the pointer rests before the editor's hover is asked for. */
const restMilliseconds = 350;

/** What the pointer is over: its hover, and what the context menu is about. */
export interface Pointing {
  hover(id: string | undefined, at: { x: number; y: number }): void;
  /** Shows the editor's answer, unless the pointer has gone on. */
  showHover(id: string, markdown: string): void;
  /** Whether there was a hover to hide. */
  hideHover(): boolean;
  /** The editor's own context menu asks the page what stands under the pointer. */
  contextFor(id: string | undefined): void;
  /** Opens the context menu at the selection. */
  openContext(): void;
}

/** Follows the pointer over the stage. */
export function createPointing(session: Session, page: Page, picture: Picture): Pointing {
  const { stage } = page;
  const tooltip = createTooltip();
  page.stageWrap.append(tooltip.element);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let under: { id: string; x: number; y: number } | undefined;

  const self: Pointing = {
    hover(id, at) {
      clearTimeout(timer);
      tooltip.hide();
      under = id === undefined ? undefined : { id, ...at };
      if (id !== undefined) timer = setTimeout(() => session.host.send({ type: 'hover', id }), restMilliseconds);
      self.contextFor(id);
    },
    showHover(id, markdown) {
      if (under?.id === id && markdown !== '') tooltip.show(markdown, under, picture.canvas.size());
    },
    hideHover() {
      const wasOpen = !tooltip.element.hidden;
      tooltip.hide();
      return wasOpen;
    },
    contextFor(id) {
      const node = picture.node(id);
      stage.dataset.vscodeContext = JSON.stringify({
        webviewSection: node ? 'node' : id === undefined ? 'canvas' : 'edge',
        preventDefaultContextMenuItems: true,
        ...(id !== undefined && { podpathId: id }),
        ...(node && { podpathKind: node.kind, podpathRole: node.role }),
      });
    },
    openContext() {
      const { selection } = session.state;
      const box = selection === undefined ? undefined : picture.canvas.screenBox(selection);
      self.contextFor(selection);
      const at = stage.getBoundingClientRect();
      const [x, y] = box ? [at.x + box.x + box.width / 2, at.y + box.y + box.height / 2] : [at.x + 40, at.y + 40];
      stage.dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, cancelable: true, clientX: x, clientY: y }));
    },
  };
  return self;
}
