import type { GraphEdge } from '../../src/features/graph/graph.ts';
import type { PlacedCard, Point } from '../../src/features/graph/layout/route.ts';

/** The way of an edge in Cytoscape's terms, as data of its element. */
export interface Curve {
  /** Where it begins and ends, from the middles of its cards. */
  readonly from: string;
  readonly to: string;
  /** How far along the straight line each control is, as shares of it, and how far aside in pixels. */
  readonly along: string;
  readonly aside: string;
}

/** Says a way so that it follows its cards when they are dragged. */
export function curveOf(points: readonly Point[], edge: GraphEdge, cards: ReadonlyMap<string, PlacedCard>): Curve {
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
    const { x, y } = middleOf(cards.get(id)!);
    return `${round(point.x - x, 2)}px ${round(point.y - y, 2)}px`;
  };
  return {
    from: offset(edge.source, start),
    to: offset(edge.target, end),
    along: along.join(' '),
    aside: aside.join(' '),
  };
}

/** The middle of a card, which is where Cytoscape has a node. */
export function middleOf({ x, y, width, height }: PlacedCard): Point {
  return { x: x + width / 2, y: y + height / 2 };
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
