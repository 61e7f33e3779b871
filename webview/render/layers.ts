import type { Graph } from '../../src/features/graph/graph.ts';
import type { Layout } from '../../src/features/graph/layout/layout.ts';
import type { Box } from '../../src/features/graph/layout/pack.ts';
import type { PlacedCard, Point } from '../../src/features/graph/layout/route.ts';
import { edgeLook } from '../../src/features/graph/paint/edges.ts';
import { paintMarks } from '../../src/features/graph/paint/marks.ts';
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
import { createTraveller } from './traveller.ts';

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

/** The canvases around Cytoscape's own, which goes into `middle`: frames under the lines, cards over them. */
export interface Layers {
  readonly middle: HTMLElement;
  /** Takes the size of the element. */
  resize(): void;
  use(palette: Palette): void;
  hover(id: string | undefined): void;
  emphasise(emphasis: Emphasis): void;
  /** Puts a card elsewhere than the layout has it, until the next graph: its middle. */
  move(id: string, middle: Point): void;
  show(graph: Graph, layout: Layout): void;
  /** Paints what is in sight; `withEdges` where Cytoscape does not have them yet. */
  paint(zoom: number, pan: Point, withEdges: boolean): void;
  travel(edge: string, milliseconds: number, repaint: () => void): Promise<void>;
}

/** Below this zoom, cards are drawn without small text. */
const farZoom = 0.4;

/** Creates the canvases in an element. */
export function createLayers(container: HTMLElement, first: Palette): Layers {
  const under = h('canvas', { class: 'layer' });
  const middle = h('div', { class: 'layer edges' });
  const over = h('canvas', { class: 'layer over' });
  container.append(under, middle, over);
  const [below, above] = [under.getContext('2d')!, over.getContext('2d')!];
  const traveller = createTraveller();
  let palette = first;
  let graph: Graph | undefined;
  let layout: Layout | undefined;
  let cards: readonly PlacedCard[] = [];
  let rows = new Map<string, CardState>();
  let emphasis: Emphasis = { faded: false };
  let hovered: string | undefined;
  /** What the frames were painted for last. */
  let ground: readonly unknown[] = [];
  const moved = new Map<string, PlacedCard>();

  const resize = () => {
    const ratio = window.devicePixelRatio || 1;
    const [width, height] = [Math.round(container.clientWidth * ratio), Math.round(container.clientHeight * ratio)];
    // Setting a size clears the canvas and costs as much as painting it.
    if (under.width === width && under.height === height) return;
    for (const canvas of [under, over]) {
      canvas.width = width;
      canvas.height = height;
    }
    ground = [];
  };
  resize();

  const begin = (to: CanvasRenderingContext2D, zoom: number, pan: Point) => {
    const ratio = window.devicePixelRatio || 1;
    to.setTransform(1, 0, 0, 1, 0, 0);
    to.clearRect(0, 0, to.canvas.width, to.canvas.height);
    to.setTransform(ratio * zoom, 0, 0, ratio * zoom, ratio * pan.x, ratio * pan.y);
    return canvasPainter(to, palette.font);
  };
  const inSight = (zoom: number, pan: Point) => {
    const [left, top] = [-pan.x / zoom - 10, -pan.y / zoom - 10];
    const [right, bottom] = [left + container.clientWidth / zoom + 20, top + container.clientHeight / zoom + 20];
    return (box: Box) => box.x < right && left < box.x + box.width && box.y < bottom && top < box.y + box.height;
  };
  const framesOf = (of: Graph, placed: Layout, isVisible: (box: Box) => boolean) =>
    of.groups.flatMap((group) => {
      const box = placed.boxes.get(group.id);
      return box && isVisible(box) ? [{ group, box }] : [];
    });

  /** Frames change only with the graph and the view: most often they stand already. */
  function paintBelow(of: Graph, placed: Layout, zoom: number, pan: Point, withEdges: boolean): void {
    const wanted = [of, placed, palette, zoom, pan.x, pan.y, withEdges];
    if (wanted.every((each, index) => each === ground[index])) return;
    ground = wanted;
    const painter = begin(below, zoom, pan);
    for (const { group, box } of framesOf(of, placed, inSight(zoom, pan)))
      paintFrame(painter, box, group, palette, zoom);
    if (!withEdges) return;
    for (const edge of of.edges) {
      const route = placed.edges.get(edge.id);
      if (route) paintEdge(painter, edge, route.points, palette);
    }
  }

  function paintAbove(of: Graph, placed: Layout, zoom: number, pan: Point): void {
    const painter = begin(above, zoom, pan);
    const isVisible = inSight(zoom, pan);
    const isFar = zoom < farZoom;
    for (const card of cards) {
      if (!isVisible(card)) continue;
      const { id } = card.card.node;
      const state: CardState = {
        ...rows.get(id),
        selected: id === emphasis.selected,
        hovered: id === hovered,
        active: emphasis.active?.has(id) ?? false,
      };
      above.globalAlpha = emphasis.faded && !emphasis.nodes?.has(id) && !state.selected ? fadedAlpha(palette) : 1;
      if (isFar) paintFarCard(painter, card, card.card, palette, state, zoom);
      else paintCard(painter, card, card.card, palette, state);
    }
    above.globalAlpha = 1;
    const titled = zoom < farTitle ? framesOf(of, placed, isVisible) : [];
    const titles = [...titled].flatMap(({ group, box }) => paintFarTitle(painter, box, group, palette, zoom) ?? []);
    if (isFar) paintMarks(painter, cards.filter(isVisible), palette, zoom, titles);
    else
      for (const edge of of.edges) {
        // The way of an edge is another once one of its ends was dragged.
        if (moved.has(edge.source) || moved.has(edge.target)) continue;
        const label = placed.edges.get(edge.id)?.label;
        if (!label || !isVisible(label)) continue;
        const isFaded = emphasis.faded && !emphasis.edges?.has(edge.id);
        // The line does not show through faded words.
        if (isFaded) painter.rect(label.x, label.y, label.width, label.height, { fill: palette.background, radius: 8 });
        above.globalAlpha = isFaded ? fadedAlpha(palette) : 1;
        paintLabel(painter, label, label.text, edgeLook(edge, palette).color, palette);
        above.globalAlpha = 1;
      }
    above.globalAlpha = 1;
    const dot = traveller.at();
    if (dot) painter.circle(dot.point.x, dot.point.y, 7, { fill: dot.color, stroke: palette.background, width: 2 });
  }

  return {
    middle,
    resize,
    use(next) {
      palette = next;
    },
    hover(id) {
      hovered = id;
    },
    emphasise(next) {
      emphasis = next;
    },
    move(id, { x, y }) {
      const card = layout?.cards.get(id);
      if (!card) return;
      moved.set(id, { ...card, x: x - card.width / 2, y: y - card.height / 2 });
      cards = [...layout!.cards].map(([each, placed]) => moved.get(each) ?? placed);
    },
    show(nextGraph, nextLayout) {
      if (graph?.edges !== nextGraph.edges) rows = usedRows(nextGraph);
      graph = nextGraph;
      layout = nextLayout;
      moved.clear();
      cards = [...nextLayout.cards.values()];
    },
    paint(zoom, pan, withEdges) {
      if (!graph || !layout) return;
      paintBelow(graph, layout, zoom, pan, withEdges);
      paintAbove(graph, layout, zoom, pan);
    },
    travel(id, milliseconds, repaint) {
      const points = layout?.edges.get(id)?.points;
      const edge = graph?.edges.find((each) => each.id === id);
      if (!points || !edge) return Promise.resolve();
      return traveller.send(points, edgeLook(edge, palette).color, milliseconds, repaint);
    },
  };
}

/** How much is left of what does not stand out. In high contrast all of it stays readable. */
export function fadedAlpha({ highContrast }: Palette): number {
  return highContrast ? 0.7 : 0.35;
}

/** Where edges meet the rows of each card, for their dots. */
function usedRows(graph: Graph): Map<string, CardState> {
  const { entered, left } = rowUse(graph.edges);
  const out = new Map<string, CardState>();
  for (const id of new Set([...entered.keys(), ...left.keys()])) {
    const [inward, outward] = [entered.get(id), left.get(id)];
    out.set(id, { ...(inward && { entered: inward }), ...(outward && { left: outward }) });
  }
  return out;
}
