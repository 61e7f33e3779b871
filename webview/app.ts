import { schemaVersion } from '../src/features/graph/messages.ts';
import { createEmphasis } from './app/emphasis.ts';
import { createHeader } from './app/header.ts';
import { keysOf, takeKeys } from './app/keys.ts';
import { createLooking } from './app/looking.ts';
import { createMemory, restorePicture } from './app/memory.ts';
import { takeMessages } from './app/messages.ts';
import { createNotices } from './app/notices.ts';
import { createPage } from './app/page.ts';
import { createPicture } from './app/picture.ts';
import { createPointing } from './app/pointing.ts';
import { createSelection } from './app/selection.ts';
import { createSession, type Init } from './app/session.ts';
import { createSide } from './app/side.ts';
import type { Host } from './host.ts';
import { useStrings } from './l10n.ts';
import { openSheet } from './parts/sheet.ts';
import { registerControls } from './ui/controls.ts';

declare global {
  interface Window {
    /** Where a card, or else the selected one, is on the canvas: for tests. */
    podpathBox(id?: string): { x: number; y: number; width: number; height: number } | undefined;
    /** Moves the view, in pixels: for measurements. */
    podpathPan(x: number, y: number): void;
  }
}

/** Starts the topology in an element and talks to the host. Nothing is drawn before the host's `init`. */
export function startApp(root: HTMLElement, host: Host): void {
  let started = false;
  host.listen((message) => {
    if (message.type !== 'init') return;
    if (message.schemaVersion !== schemaVersion) {
      root.textContent = 'Podpath was updated: close and open the topology again.';
      return;
    }
    if (started) return;
    started = true;
    useStrings(message.strings);
    runApp(root, host, message);
  });
  host.send({ type: 'ready', schemaVersion });
}

/** Puts the pieces together. Each draws itself when the session's state changes, in the order in which they stand here. */
function runApp(root: HTMLElement, host: Host, init: Init): void {
  registerControls();
  const page = createPage(root);
  const session = createSession(host, init, page.announce);
  const picture = createPicture(session, page);
  const looking = createLooking(session, picture);
  const notices = createNotices(session, page, picture, looking);
  const selection = createSelection(session, page, picture, looking, notices);
  const pointing = createPointing(session, page, picture);
  const help = () => openSheet(shortcuts);
  const header = createHeader(session, page, picture, looking, selection, help, () => side.showChanges());
  const side = createSide(session, page, picture, looking, selection);
  createEmphasis(session, page, picture);
  const remember = createMemory(session, picture);
  const shortcuts = keysOf({ session, page, picture, looking, selection, pointing, header, side, help });
  takeKeys(shortcuts, page.stage);
  takeMessages(session, picture, selection, pointing, side);
  picture.listen({
    onSelect: (id) => {
      // The ring is for the keyboard.
      page.stage.classList.add('by-pointer');
      page.stage.focus({ preventScroll: true });
      selection.select(id, false);
    },
    onOpen: selection.open,
    onHover: pointing.hover,
    onContext: pointing.contextFor,
    onView: () => {
      pointing.hideHover();
      remember();
    },
  });

  session.draw();
  restorePicture(session, picture, init);
  if (session.state.selection !== undefined) host.send({ type: 'select', id: session.state.selection });
  window.podpathPan = (x, y) => picture.canvas.panBy(x, y);
  window.podpathBox = (id) => picture.canvas.screenBox(id ?? session.state.selection ?? '');
  document.body.dataset.painted = 'true';
}
