import type { Graph } from '../../src/features/graph/graph.ts';
import type { Layout } from '../../src/features/graph/layout/layout.ts';
import type { Palette } from '../../src/features/graph/paint/palette.ts';
import { t } from '../l10n.ts';
import type { Viewport } from '../render/sight.ts';
import { h } from '../ui/dom.ts';

export interface Minimap {
  readonly element: HTMLElement;
  show(graph: Graph, layout: Layout, palette: Palette): void;
  move(viewport: Viewport, size: { width: number; height: number }): void;
}

const [width, height] = [168, 110];

/** The whole picture in small, with the part in sight; a click or drag goes there. The keyboard has the canvas. */
export function createMinimap(onGo: (x: number, y: number) => void): Minimap {
  const base = h('canvas', { width: width * 2, height: height * 2, 'aria-hidden': 'true' });
  const frame = h('div', { class: 'sight', 'aria-hidden': 'true' });
  const element = h('div', { class: 'minimap', role: 'img', 'aria-label': t('Minimap') }, base, frame);
  let scale = 1;
  let origin = { x: 0, y: 0 };
  const go = (event: PointerEvent) => {
    const box = element.getBoundingClientRect();
    onGo((event.clientX - box.x) / scale + origin.x, (event.clientY - box.y) / scale + origin.y);
  };
  element.addEventListener('pointerdown', (event) => {
    element.setPointerCapture(event.pointerId);
    go(event);
  });
  element.addEventListener('pointermove', (event) => {
    if (event.buttons > 0) go(event);
  });
  return {
    element,
    show(graph, layout, palette) {
      const { bounds } = layout;
      scale = Math.min((width - 12) / Math.max(1, bounds.width), (height - 12) / Math.max(1, bounds.height));
      origin = {
        x: bounds.x - (width / scale - bounds.width) / 2,
        y: bounds.y - (height / scale - bounds.height) / 2,
      };
      const to = base.getContext('2d')!;
      to.setTransform(1, 0, 0, 1, 0, 0);
      to.clearRect(0, 0, base.width, base.height);
      to.setTransform(2 * scale, 0, 0, 2 * scale, -origin.x * 2 * scale, -origin.y * 2 * scale);
      to.fillStyle = palette.frame;
      to.strokeStyle = palette.frameBorder;
      to.lineWidth = 1 / scale;
      for (const group of graph.groups) {
        const box = layout.boxes.get(group.id);
        if (!box) continue;
        to.fillRect(box.x, box.y, box.width, box.height);
        to.strokeRect(box.x, box.y, box.width, box.height);
      }
      for (const card of layout.cards.values()) {
        to.fillStyle = card.card.severity ? palette.severity[card.card.severity] : palette.role[card.card.node.role];
        to.fillRect(card.x, card.y, card.width, card.height);
      }
    },
    move({ zoom, pan }, size) {
      const left = (-pan.x / zoom - origin.x) * scale;
      const top = (-pan.y / zoom - origin.y) * scale;
      const [x1, y1] = [Math.max(0, left), Math.max(0, top)];
      const x2 = Math.min(width, left + (size.width / zoom) * scale);
      const y2 = Math.min(height, top + (size.height / zoom) * scale);
      frame.style.setProperty('transform', `translate(${x1}px, ${y1}px)`);
      frame.style.setProperty('width', `${Math.max(4, x2 - x1)}px`);
      frame.style.setProperty('height', `${Math.max(4, y2 - y1)}px`);
    },
  };
}
