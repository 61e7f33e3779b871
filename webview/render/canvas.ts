import type { Graph, NodeId } from '../../src/features/graph/graph.ts';
import { emptyGraph } from '../../src/features/graph/graph.ts';
import type { Layout } from '../../src/features/graph/layout/layout.ts';
import type { Point } from '../../src/features/graph/layout/route.ts';
import type { Palette } from '../../src/features/graph/paint/palette.ts';
import { middleOf } from './curve.ts';
import { createEngine } from './cytoscape.ts';
import { createElements } from './elements.ts';
import { createLayers, type Emphasis } from './layers.ts';
import { listenToPointer, type PointerEvents } from './pointer.ts';
import { createSight, type Sight } from './sight.ts';

export interface CanvasEvents extends PointerEvents {
  onViewport(): void;
  /** The canvas has another size. */
  onResize(): void;
}

/** A graph on the screen: frames, lines and cards, in three layers that move as one. */
export interface Canvas extends Sight {
  /** Draws a graph; what stood before keeps its element, so only differences cost. */
  show(graph: Graph, layout: Layout): void;
  /** Where the cards are that were dragged, by id: their middles. */
  moved(): Readonly<Record<NodeId, Point>>;
  /** Puts cards where they were dragged to before, and all others where the layout has them. */
  place(moved: Readonly<Record<NodeId, Point>>): void;
  restyle(palette: Palette): void;
  emphasise(emphasis: Emphasis): void;
  /** Takes the size that the element has now. Later changes are seen without it. */
  resize(): void;
  /** A dot runs along an edge. Resolves when it has arrived. */
  travel(edge: string, milliseconds: number): Promise<void>;
}

/** Creates the drawing in an element. */
export function createCanvas(container: HTMLElement, palette: Palette, events: CanvasEvents): Canvas {
  const layers = createLayers(container, palette);
  const cy = createEngine(layers.middle);
  /** The middles of the cards that the user has put elsewhere. */
  const moved = new Map<NodeId, Point>();
  const elements = createElements(cy, palette, moved);
  let graph = emptyGraph;
  let layout: Layout | undefined;

  // Painting costs as much as Cytoscape's own drawing: once for each frame, together with it, is enough.
  let painted = 0;
  let isWaiting = false;
  const paintNow = () => {
    painted++;
    layers.paint(cy.zoom(), cy.pan(), elements.edgesToCome);
  };
  const paint = () => {
    if (isWaiting) return;
    isWaiting = true;
    const before = painted;
    requestAnimationFrame(() => {
      isWaiting = false;
      if (painted === before) paintNow();
    });
  };
  cy.on('render', paintNow);
  cy.on('viewport', () => events.onViewport());
  listenToPointer(cy, layers.middle, {
    ...events,
    onHover: (id, at) => {
      layers.hover(id);
      events.onHover(id, at);
      paint();
    },
    onMove: (id, place) => {
      moved.set(id, place);
      layers.move(id, place);
    },
    onMoved: () => {
      paint();
      events.onMoved();
    },
  });

  const putMoved = () =>
    cy.batch(() => {
      for (const [id, place] of moved) {
        if (!layout?.cards.has(id)) continue;
        cy.getElementById(id).position({ ...place });
        layers.move(id, place);
      }
    });
  const resize = () => {
    cy.resize();
    layers.resize();
  };
  new ResizeObserver(() => {
    resize();
    events.onResize();
    paint();
  }).observe(container);

  return {
    ...createSight(cy, () => layout),
    show(next, nextLayout) {
      graph = next;
      layout = nextLayout;
      elements.show(next, nextLayout);
      layers.show(next, nextLayout);
      putMoved();
      paint();
    },
    moved: () => Object.fromEntries(moved),
    place(places) {
      for (const id of moved.keys()) {
        const card = layout?.cards.get(id);
        if (card) cy.getElementById(id).position({ ...middleOf(card) });
      }
      moved.clear();
      if (layout) layers.show(graph, layout);
      for (const [id, at] of Object.entries(places)) moved.set(id, at);
      putMoved();
      paint();
    },
    restyle(next) {
      layers.use(next);
      elements.restyle(next);
      paint();
    },
    emphasise(emphasis) {
      layers.emphasise(emphasis);
      elements.emphasise(emphasis);
      paint();
    },
    resize,
    travel: (edge, milliseconds) => layers.travel(edge, milliseconds, paintNow),
  };
}
