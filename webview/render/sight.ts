import type { Layout } from '../../src/features/graph/layout/layout.ts';
import type { Box } from '../../src/features/graph/layout/pack.ts';
import type { Engine } from './cytoscape.ts';

export interface Viewport {
  readonly zoom: number;
  readonly pan: { readonly x: number; readonly y: number };
}

/** What is in sight, and the ways to change it. */
export interface Sight {
  /** The whole graph, or these nodes, in sight. */
  fit(ids?: readonly string[]): void;
  /** Whether the whole graph is in sight. */
  isWhole(): boolean;
  zoomBy(factor: number): void;
  resetZoom(): void;
  panBy(x: number, y: number): void;
  /** Brings a node or an edge into sight, large enough to be read; whether that moved the view. */
  reveal(id: string): boolean;
  /** Brings a node or an edge into sight as large as it is, where it is not. */
  keepInSight(id: string): void;
  viewport(): Viewport;
  setViewport(viewport: Viewport): void;
  size(): { width: number; height: number };
  /** Where the pointer's target is on the screen; nothing when it is not there. */
  screenBox(id: string): Box | undefined;
}

/** Around what is brought into sight, in pixels of the screen. */
const padding = 28;

/** No card is drawn larger than this just because there is room. */
const largest = 1.25;

/** The viewport of Cytoscape, in terms of what the layout has placed. */
export function createSight(cy: Engine, layoutNow: () => Layout | undefined): Sight {
  const zoomTo = (level: number) =>
    cy.zoom({ level, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } }) as unknown as undefined;
  const screenBox = (id: string): Box | undefined => {
    const element = cy.getElementById(id);
    if (element.empty()) return undefined;
    const { x1, y1, w, h } = element.renderedBoundingBox({ includeLabels: false });
    return { x: x1, y: y1, width: w, height: h };
  };
  const isInSight = (id: string): boolean => {
    const box = screenBox(id);
    if (!box) return false;
    // In a small window there is less room to keep around it.
    const [aside, above] = [Math.min(40, cy.width() / 10), Math.min(40, cy.height() / 10)];
    return (
      box.x > aside &&
      box.y > above &&
      box.x + box.width < cy.width() - aside &&
      box.y + box.height < cy.height() - above
    );
  };
  return {
    fit(ids) {
      const layout = layoutNow();
      if (!layout || cy.nodes().empty()) return;
      const all = ids ? ids.flatMap((id) => layout.cards.get(id) ?? []) : drawnBoxes(layout);
      if (all.length === 0) return;
      const { x, y, width, height } = boxAround(all);
      const [wide, high] = [Math.max(50, cy.width() - 2 * padding), Math.max(50, cy.height() - 2 * padding)];
      const zoom = Math.max(cy.minZoom(), Math.min(largest, wide / width, high / height));
      cy.viewport({
        zoom,
        pan: { x: cy.width() / 2 - (x + width / 2) * zoom, y: cy.height() / 2 - (y + height / 2) * zoom },
      });
    },
    isWhole() {
      const { x1, y1, x2, y2 } = cy.extent();
      const { x, y, width, height } = layoutNow()?.bounds ?? { x: 0, y: 0, width: 0, height: 0 };
      return x >= x1 && y >= y1 && x + width <= x2 && y + height <= y2;
    },
    zoomBy: (factor) => zoomTo(cy.zoom() * factor),
    resetZoom: () => zoomTo(1),
    panBy: (x, y) => void cy.panBy({ x, y }),
    reveal(id) {
      const element = cy.getElementById(id);
      if (element.empty() || (isInSight(id) && cy.zoom() >= 0.3)) return false;
      if (cy.zoom() < 0.55) cy.zoom({ level: 0.8, position: element.isNode() ? element.position() : { x: 0, y: 0 } });
      cy.center(element);
      return true;
    },
    keepInSight(id) {
      const element = cy.getElementById(id);
      if (element.nonempty() && !isInSight(id)) cy.center(element);
    },
    viewport: () => ({ zoom: cy.zoom(), pan: { ...cy.pan() } }),
    setViewport: ({ zoom, pan }) => void cy.viewport({ zoom, pan: { ...pan } }),
    size: () => ({ width: cy.width(), height: cy.height() }),
    screenBox,
  };
}

/** All that is drawn, with the lines and their words; the frame of what lies in no group is not. */
function drawnBoxes({ boxes, cards, edges }: Layout): Box[] {
  const frames = [...boxes].filter(([id]) => id !== '').map(([, box]) => box);
  const ways = [...edges.values()].flatMap(({ points, label }) => {
    const corners = points.map(({ x, y }) => ({ x, y, width: 0, height: 0 }));
    return label ? [...corners, label] : corners;
  });
  return [...frames, ...cards.values(), ...ways];
}

function boxAround(boxes: readonly Box[]): Box {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const box of boxes) {
    left = Math.min(left, box.x);
    top = Math.min(top, box.y);
    right = Math.max(right, box.x + box.width);
    bottom = Math.max(bottom, box.y + box.height);
  }
  return { x: left, y: top, width: right - left, height: bottom - top };
}
