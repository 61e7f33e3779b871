/** The only file that knows Cytoscape: it has the viewport, the hits and the edges; cards and frames are painted. */
import type cytoscape from 'cytoscape';
import create from 'cytoscape/dist/cytoscape.esm.min.mjs';
import type { Graph, GraphEdge, NodeId } from '../../src/features/graph/graph.ts';
import type { Layout } from '../../src/features/graph/layout/layout.ts';
import type { Point } from '../../src/features/graph/layout/route.ts';
import { edgeLook } from '../../src/features/graph/paint/edges.ts';
import type { Palette } from '../../src/features/graph/paint/palette.ts';
import { createLayers, type Emphasis } from './layers.ts';

export interface Viewport {
  readonly zoom: number;
  readonly pan: { readonly x: number; readonly y: number };
}

export interface CanvasEvents {
  onSelect(id: string | undefined): void;
  onOpen(id: string): void;
  onHover(id: string | undefined, at: { x: number; y: number }): void;
  onContext(id: string | undefined): void;
  onViewport(): void;
  /** A card was dragged. */
  onMoved(): void;
  /** The canvas has another size. */
  onResize(): void;
}

export interface Canvas {
  /** Draws a graph; what stood before keeps its element, so only differences cost. */
  show(graph: Graph, layout: Layout): void;
  /** Where the cards are that were dragged, by id: their middles. */
  moved(): Readonly<Record<NodeId, Point>>;
  /** Puts cards where they were dragged to before, and all others where the layout has them. */
  place(moved: Readonly<Record<NodeId, Point>>): void;
  restyle(palette: Palette): void;
  emphasise(emphasis: Emphasis): void;
  /** The whole graph, or these nodes, in sight. */
  fit(ids?: readonly string[]): void;
  /** Whether the whole graph is in sight. */
  isWhole(): boolean;
  zoomBy(factor: number): void;
  resetZoom(): void;
  panBy(x: number, y: number): void;
  /** Brings a node or an edge into sight, without moving more than needed. */
  reveal(id: string): void;
  viewport(): Viewport;
  setViewport(viewport: Viewport): void;
  size(): { width: number; height: number };
  /** Takes the size that the element has now. Later changes are seen without it. */
  resize(): void;
  /** Where the pointer's target is on the screen; nothing when it is not there. */
  screenBox(id: string): { x: number; y: number; width: number; height: number } | undefined;
  /** A dot runs along an edge. Resolves when it has arrived. */
  travel(edge: string, milliseconds: number): Promise<void>;
  destroy(): void;
}

/** From so many edges on, they come after the first picture. */
const manyEdges = 300;

/** Creates the drawing in an element, which must have a size. */
export function createCanvas(container: HTMLElement, palette: Palette, events: CanvasEvents): Canvas {
  const layers = createLayers(container);
  // Cytoscape forbids every menu over its element, and with it the editor's own: the stage gets the event in its place.
  layers.middle.addEventListener(
    'contextmenu',
    (event) => {
      event.stopPropagation();
      event.preventDefault();
      container.dispatchEvent(new MouseEvent('contextmenu', event));
    },
    { capture: true },
  );
  const cy = create({
    container: layers.middle,
    style: styleOf() as cytoscape.StylesheetJson,
    layout: { name: 'preset' },
    minZoom: 0.05,
    maxZoom: 2.5,
    selectionType: 'single',
    boxSelectionEnabled: false,
    autounselectify: true,
    pixelRatio: 'auto',
  } as cytoscape.CytoscapeOptions);
  let graph: Graph = { arrangement: 'tiers', groups: [], nodes: [], edges: [] };
  let colors = palette;
  layers.use(palette);
  let layout: Layout | undefined;
  let hovered: string | undefined;
  /** The middles of the cards that the user has put elsewhere. */
  const moved = new Map<NodeId, Point>();

  // Edges cost Cytoscape most. In a large new graph they are painted at once, and can be pointed at a moment later.
  let edgesToCome: cytoscape.ElementDefinition[] = [];
  let lastEmphasis: Emphasis = { faded: false };
  const addEdges = (first: cytoscape.ElementDefinition[]) => {
    if (edgesToCome !== first) return;
    cy.batch(() => {
      cy.add(edgesToCome);
      edgesToCome = [];
      markEdges(lastEmphasis);
    });
  };
  const markEdges = (emphasis: Emphasis) => {
    cy.edges().forEach((edge) => {
      const hot = emphasis.edges?.has(edge.id()) ?? false;
      const faded = emphasis.faded && !hot;
      // Cytoscape styles an element anew even when it has the class already.
      if (edge.hasClass('hot') !== hot) edge.toggleClass('hot', hot);
      if (edge.hasClass('faded') !== faded) edge.toggleClass('faded', faded);
    });
  };
  // Painting costs as much as Cytoscape's own drawing: once for each frame, together with it, is enough.
  let painted = 0;
  let waiting = false;
  const paintNow = () => {
    painted++;
    layers.paint(cy.zoom(), cy.pan(), edgesToCome.length > 0);
  };
  const paint = () => {
    if (waiting) return;
    waiting = true;
    const before = painted;
    requestAnimationFrame(() => {
      waiting = false;
      if (painted === before) paintNow();
    });
  };
  cy.on('render', paintNow);
  cy.on('tap', (event) => {
    const id = event.target === cy ? undefined : (event.target.id() as string);
    events.onSelect(id);
  });
  cy.on('dbltap', 'node, edge', (event) => events.onOpen(event.target.id()));
  cy.on('mouseover', 'node, edge', (event) => {
    hovered = event.target.id();
    layers.hover(hovered);
    layers.middle.style.cursor = 'pointer';
    events.onHover(hovered, event.renderedPosition);
    paint();
  });
  cy.on('mouseout', 'node, edge', (event) => {
    hovered = undefined;
    layers.hover(undefined);
    layers.middle.style.cursor = '';
    events.onHover(undefined, event.renderedPosition);
    paint();
  });
  cy.on('cxttapstart', (event) => events.onContext(event.target === cy ? undefined : event.target.id()));
  cy.on('viewport', () => events.onViewport());
  cy.on('position', 'node', (event) => {
    const node = event.target as cytoscape.NodeSingular;
    if (!node.grabbed()) return;
    moved.set(node.id(), { ...node.position() });
    layers.move(node.id(), node.position());
  });
  cy.on('dragfree', 'node', () => {
    paint();
    events.onMoved();
  });
  const putMoved = () => {
    for (const [id, place] of moved) {
      if (!layout?.cards.has(id)) continue;
      cy.getElementById(id).position({ ...place });
      layers.move(id, place);
    }
  };

  // A class for each look costs less than values for each edge.
  const lookClasses = new Map<string, string>();
  const looks = (edge: GraphEdge): string => {
    const look = edgeLook(edge, colors);
    const key = JSON.stringify(look);
    let name = lookClasses.get(key);
    if (name === undefined) {
      name = `look${lookClasses.size}`;
      lookClasses.set(key, name);
      cy.style()
        .selector(`edge.${name}`)
        .style({
          'line-color': look.color,
          'line-style': look.line,
          'target-arrow-color': look.color,
          'target-arrow-shape': look.arrow,
          width: look.width,
        })
        .selector('edge.hot')
        .style({ width: 3 });
    }
    return name;
  };
  const relook = (element: cytoscape.CollectionReturnValue, edge: GraphEdge) => {
    const name = looks(edge);
    if (element.hasClass(name)) return;
    element.classes(['faded', 'hot'].filter((each) => element.hasClass(each)).concat(name));
  };

  const resize = () => {
    cy.resize();
    layers.resize();
  };
  const self: Canvas = {
    show(next, nextLayout) {
      const isFresh = cy.elements().empty();
      edgesToCome = [];
      cy.batch(() => {
        const nodes = new Set<string>(nextLayout.cards.keys());
        const edges = new Map(next.edges.map((edge) => [edge.id, edge]));
        cy.elements().forEach((element) => {
          const id = element.id();
          if (element.isNode() ? !nodes.has(id) : !nextLayout.edges.has(id)) element.remove();
        });
        const fresh: cytoscape.ElementDefinition[] = [];
        for (const [id, card] of nextLayout.cards) {
          const position = { x: card.x + card.width / 2, y: card.y + card.height / 2 };
          const old = cy.getElementById(id);
          if (old.empty()) fresh.push({ group: 'nodes', data: { id, w: card.width, h: card.height }, position });
          else {
            const before = layout?.cards.get(id);
            if (
              before &&
              before.width === card.width &&
              before.height === card.height &&
              before.x === card.x &&
              before.y === card.y &&
              !moved.has(id)
            )
              continue;
            old.data({ w: card.width, h: card.height });
            old.position(position);
          }
        }
        for (const [id, route] of nextLayout.edges) {
          const edge = edges.get(id)!;
          const before = layout?.edges.get(id);
          const old = cy.getElementById(id);
          if (old.nonempty() && before && samePoints(before.points, route.points)) {
            relook(old, edge);
            continue;
          }
          const data = curve(route.points, edge, nextLayout);
          if (old.empty())
            fresh.push({
              group: 'edges',
              classes: looks(edge),
              data: { id, source: edge.source, target: edge.target, ...data },
            });
          else {
            old.data(data);
            relook(old, edge);
          }
        }
        if (isFresh && nextLayout.edges.size > manyEdges) {
          edgesToCome = fresh.filter(({ group }) => group === 'edges');
          cy.add(fresh.filter(({ group }) => group === 'nodes'));
        } else cy.add(fresh);
      });
      const later = edgesToCome;
      if (later.length > 0)
        requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => addEdges(later), 50)));
      graph = next;
      layout = nextLayout;
      layers.show(next, nextLayout);
      cy.batch(putMoved);
      paint();
    },
    moved: () => Object.fromEntries(moved),
    place(places) {
      for (const id of moved.keys()) {
        const card = layout?.cards.get(id);
        if (card) cy.getElementById(id).position({ x: card.x + card.width / 2, y: card.y + card.height / 2 });
      }
      moved.clear();
      if (layout) layers.show(graph, layout);
      for (const [id, at] of Object.entries(places)) moved.set(id, at);
      cy.batch(putMoved);
      paint();
    },
    restyle(next) {
      colors = next;
      layers.use(next);
      cy.batch(() => {
        for (const edge of graph.edges) relook(cy.getElementById(edge.id), edge);
      });
      paint();
    },
    emphasise(emphasis) {
      layers.emphasise(emphasis);
      lastEmphasis = emphasis;
      cy.batch(() => markEdges(emphasis));
      paint();
    },
    fit(ids) {
      if (cy.nodes().empty()) return;
      const boxes = ids
        ? ids.flatMap((id) => layout?.cards.get(id) ?? [])
        : [...(layout?.boxes.entries() ?? [])].filter(([id]) => id !== '').map(([, box]) => box);
      const all = ids ? boxes : [...boxes, ...(layout?.cards.values() ?? [])];
      if (all.length === 0) return;
      const left = Math.min(...all.map((box) => box.x));
      const top = Math.min(...all.map((box) => box.y));
      const right = Math.max(...all.map((box) => box.x + box.width));
      const bottom = Math.max(...all.map((box) => box.y + box.height));
      const padding = 28;
      const [width, height] = [Math.max(50, cy.width() - 2 * padding), Math.max(50, cy.height() - 2 * padding)];
      const zoom = Math.max(cy.minZoom(), Math.min(1.25, width / (right - left), height / (bottom - top)));
      cy.viewport({
        zoom,
        pan: { x: cy.width() / 2 - ((left + right) / 2) * zoom, y: cy.height() / 2 - ((top + bottom) / 2) * zoom },
      });
    },
    isWhole() {
      const { x1, y1, x2, y2 } = cy.extent();
      const { x, y, width, height } = layout?.bounds ?? { x: 0, y: 0, width: 0, height: 0 };
      return x >= x1 && y >= y1 && x + width <= x2 && y + height <= y2;
    },
    zoomBy(factor) {
      cy.zoom({ level: cy.zoom() * factor, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } });
    },
    resetZoom() {
      cy.zoom({ level: 1, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } });
    },
    panBy(x, y) {
      cy.panBy({ x, y });
    },
    reveal(id) {
      const box = self.screenBox(id);
      if (!box) return;
      const margin = 40;
      const visible =
        box.x > margin &&
        box.y > margin &&
        box.x + box.width < cy.width() - margin &&
        box.y + box.height < cy.height() - margin;
      if (visible && cy.zoom() >= 0.3) return;
      if (cy.zoom() < 0.55)
        cy.zoom({
          level: 0.8,
          position: cy.getElementById(id).isNode() ? cy.getElementById(id).position() : { x: 0, y: 0 },
        });
      cy.center(cy.getElementById(id));
    },
    viewport: () => ({ zoom: cy.zoom(), pan: { ...cy.pan() } }),
    setViewport: ({ zoom, pan }) => void cy.viewport({ zoom, pan }),
    size: () => ({ width: cy.width(), height: cy.height() }),
    resize,
    screenBox(id) {
      const element = cy.getElementById(id);
      if (element.empty()) return undefined;
      const { x1, y1, w, h } = element.renderedBoundingBox({ includeLabels: false });
      return { x: x1, y: y1, width: w, height: h };
    },
    travel: (edge, milliseconds) => layers.travel(edge, milliseconds, paintNow),
    destroy() {
      layers.destroy();
      cy.destroy();
    },
  };
  new ResizeObserver(() => {
    resize();
    events.onResize();
    paint();
  }).observe(container);
  return self;
}

/** Nodes are never drawn here, only hit: Cytoscape passes by what has no opacity, but still finds it. */
function styleOf(): object[] {
  return [
    {
      selector: 'node',
      style: { shape: 'rectangle', width: 'data(w)', height: 'data(h)', 'overlay-opacity': 0, opacity: 0 },
    },
    {
      selector: 'edge',
      style: {
        'curve-style': 'unbundled-bezier',
        'edge-distances': 'endpoints',
        'source-endpoint': 'data(from)',
        'target-endpoint': 'data(to)',
        'control-point-weights': 'data(along)',
        'control-point-distances': 'data(aside)',
        'line-dash-pattern': [6, 4],
        'arrow-scale': 0.85,
        'overlay-opacity': 0,
      },
    },
    { selector: 'edge.faded', style: { opacity: 0.22 } },
    { selector: 'edge.hot', style: { width: 3, 'z-index': 10 } },
  ];
}

/** A way in Cytoscape's terms: how far along the straight line each control is, and how far aside. */
function curve(points: readonly Point[], edge: GraphEdge, layout: Layout) {
  const [start, end] = [points[0]!, points.at(-1)!];
  const [dx, dy] = [end.x - start.x, end.y - start.y];
  const length = Math.hypot(dx, dy) || 1;
  const along: number[] = [];
  const aside: number[] = [];
  for (const point of points.slice(1, -1)) {
    const [px, py] = [point.x - start.x, point.y - start.y];
    along.push(round((px * dx + py * dy) / (length * length), 5));
    aside.push(round((py * dx - px * dy) / length, 2));
  }
  const offset = (id: string, point: Point) => {
    const card = layout.cards.get(id)!;
    return `${round(point.x - card.x - card.width / 2, 2)}px ${round(point.y - card.y - card.height / 2, 2)}px`;
  };
  return {
    from: offset(edge.source, start),
    to: offset(edge.target, end),
    along: along.join(' '),
    aside: aside.join(' '),
  };
}

function samePoints(a: readonly Point[], b: readonly Point[]): boolean {
  return a.length === b.length && a.every((point, index) => point.x === b[index]!.x && point.y === b[index]!.y);
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
