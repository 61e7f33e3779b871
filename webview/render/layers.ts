import type { Graph } from '../../src/features/graph/graph.ts';
import type { Layout } from '../../src/features/graph/layout/layout.ts';
import type { PlacedCard } from '../../src/features/graph/layout/route.ts';
import { edgeLook, pathData } from '../../src/features/graph/paint/edges.ts';
import {
  type CardState,
  farTitle,
  paintCard,
  paintFarCard,
  paintFarTitle,
  paintFrame,
  paintLabel,
} from '../../src/features/graph/paint/paint.ts';
import type { Palette } from '../../src/features/graph/paint/palette.ts';
import { paintEdge, rowUse } from '../../src/features/graph/paint/picture.ts';
import { h } from '../ui/dom.ts';
import { canvasPainter } from './canvasPainter.ts';

/** What stands out. */
export interface Emphasis {
  readonly selected?: string | undefined;
  /** In the present step of a trace. */
  readonly active?: ReadonlySet<string> | undefined;
  /** Those that stay when the rest fades. */
  readonly nodes?: ReadonlySet<string> | undefined;
  readonly edges?: ReadonlySet<string> | undefined;
  readonly faded: boolean;
}

/** Below this zoom, cards are drawn without small text. */
const farZoom = 0.4;

/** The canvases around Cytoscape's own: frames under the edges, cards over them. */
export function createLayers(container: HTMLElement) {
  const under = h('canvas', { class: 'layer' });
  const middle = h('div', { class: 'layer edges' });
  const over = h('canvas', { class: 'layer over' });
  container.append(under, middle, over);
  const context = (canvas: HTMLCanvasElement) => canvas.getContext('2d')!;
  const [below, above] = [context(under), context(over)];
  let palette: Palette;
  let graph: Graph | undefined;
  let layout: Layout | undefined;
  let cards: PlacedCard[] = [];
  let states = new Map<string, CardState>();
  let emphasis: Emphasis = { faded: false };
  let hovered: string | undefined;
  let traveller: { path: SVGPathElement; at: number; color: string } | undefined;
  const moved = new Map<string, PlacedCard>();

  const resize = () => {
    const ratio = window.devicePixelRatio || 1;
    const { clientWidth, clientHeight } = container;
    // Setting a size clears the canvas and costs as much as painting it.
    if (under.width === Math.round(clientWidth * ratio) && under.height === Math.round(clientHeight * ratio)) return;
    for (const canvas of [under, over]) {
      canvas.width = Math.round(clientWidth * ratio);
      canvas.height = Math.round(clientHeight * ratio);
    }
  };
  resize();

  const begin = (to: CanvasRenderingContext2D, zoom: number, pan: { x: number; y: number }) => {
    const ratio = window.devicePixelRatio || 1;
    to.setTransform(1, 0, 0, 1, 0, 0);
    to.clearRect(0, 0, to.canvas.width, to.canvas.height);
    to.setTransform(ratio * zoom, 0, 0, ratio * zoom, ratio * pan.x, ratio * pan.y);
  };

  return {
    middle,
    resize,
    use(next: Palette) {
      palette = next;
    },
    hover(id: string | undefined) {
      hovered = id;
    },
    emphasise(next: Emphasis) {
      emphasis = next;
    },
    move(id: string, { x, y }: { x: number; y: number }) {
      const card = layout?.cards.get(id);
      if (!card) return;
      moved.set(id, { ...card, x: x - card.width / 2, y: y - card.height / 2 });
      cards = [...layout!.cards].map(([each, placed]) => moved.get(each) ?? placed);
    },
    show(nextGraph: Graph, nextLayout: Layout) {
      graph = nextGraph;
      layout = nextLayout;
      moved.clear();
      cards = [...nextLayout.cards.values()];
      const use = rowUse(nextGraph.edges);
      states = new Map();
      for (const id of nextLayout.cards.keys()) {
        const [entered, left] = [use.entered.get(id), use.left.get(id)];
        if (entered || left) states.set(id, { ...(entered && { entered }), ...(left && { left }) });
      }
    },
    /** `withEdges` where Cytoscape does not have them yet. */
    paint(zoom: number, pan: { x: number; y: number }, withEdges: boolean) {
      if (!graph || !layout) return;
      const [left, top] = [-pan.x / zoom, -pan.y / zoom];
      const [right, bottom] = [left + container.clientWidth / zoom, top + container.clientHeight / zoom];
      const visible = (box: { x: number; y: number; width: number; height: number }) =>
        box.x < right + 10 && left < box.x + box.width + 10 && box.y < bottom + 10 && top < box.y + box.height + 10;
      begin(below, zoom, pan);
      const ground = canvasPainter(below, palette.font);
      for (const group of graph.groups) {
        const box = layout.boxes.get(group.id);
        if (box && visible(box)) paintFrame(ground, box, group, palette, zoom);
      }
      if (withEdges)
        for (const edge of graph.edges) {
          const route = layout.edges.get(edge.id);
          if (route) paintEdge(ground, edge, route.points, palette);
        }
      begin(above, zoom, pan);
      const painter = canvasPainter(above, palette.font);
      const far = zoom < farZoom;
      for (const card of cards) {
        if (!visible(card)) continue;
        const id = card.card.node.id;
        const out = emphasis.faded && !emphasis.nodes?.has(id) && id !== emphasis.selected;
        if (out) above.globalAlpha = 0.3;
        const state: CardState = {
          ...states.get(id),
          selected: id === emphasis.selected,
          hovered: id === hovered,
          active: emphasis.active?.has(id) ?? false,
        };
        if (far) paintFarCard(painter, card, card.card, palette, state, zoom);
        else paintCard(painter, card, card.card, palette, state);
        if (out) above.globalAlpha = 1;
      }
      if (zoom < farTitle)
        for (const group of graph.groups) {
          const box = layout.boxes.get(group.id);
          if (box && visible(box)) paintFarTitle(painter, box, group, palette, zoom);
        }
      if (!far)
        for (const edge of graph.edges) {
          // The way of an edge is another once one of its ends was dragged.
          if (moved.has(edge.source) || moved.has(edge.target)) continue;
          const label = layout.edges.get(edge.id)?.label;
          if (!label || !visible(label)) continue;
          const out = emphasis.faded && !emphasis.edges?.has(edge.id);
          if (out) above.globalAlpha = 0.25;
          paintLabel(painter, label, label.text, edgeLook(edge, palette).color, palette);
          if (out) above.globalAlpha = 1;
        }
      if (traveller) {
        const point = traveller.path.getPointAtLength(traveller.at * traveller.path.getTotalLength());
        painter.circle(point.x, point.y, 7, { fill: traveller.color, stroke: palette.background, width: 2 });
      }
    },
    travel(id: string, milliseconds: number, repaint: () => void): Promise<void> {
      const route = layout?.edges.get(id);
      const edge = graph?.edges.find((each) => each.id === id);
      if (!route || !edge) return Promise.resolve();
      const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
      path.setAttribute('d', pathData(route.points));
      const start = performance.now();
      return new Promise((resolve) => {
        const frame = (now: number) => {
          const share = Math.min(1, (now - start) / milliseconds);
          traveller = { path, at: share * share * (3 - 2 * share), color: edgeLook(edge, palette).color };
          if (share === 1) traveller = undefined;
          repaint();
          if (share < 1) requestAnimationFrame(frame);
          else resolve();
        };
        requestAnimationFrame(frame);
      });
    },
    destroy() {
      container.replaceChildren();
    },
  };
}
