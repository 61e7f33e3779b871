import type { Graph, GraphEdge } from '../src/features/graph/graph.ts';
import type { Layout } from '../src/features/graph/layout/layout.ts';

export type Direction = 'left' | 'right' | 'up' | 'down';

/** The nearest card in a direction; the first card at the top left when there is no start; nothing at the border. */
export function nearest(layout: Layout, from: string | undefined, direction: Direction): string | undefined {
  const start = from === undefined ? undefined : layout.cards.get(from);
  if (!start) return [...layout.cards].sort(([, a], [, b]) => a.x + a.y - (b.x + b.y))[0]?.[0];
  const middle = { x: start.x + start.width / 2, y: start.y + start.height / 2 };
  let best: string | undefined;
  let least = Infinity;
  for (const [id, card] of layout.cards) {
    if (id === from) continue;
    const dx = card.x + card.width / 2 - middle.x;
    const dy = card.y + card.height / 2 - middle.y;
    const ahead = { left: -dx, right: dx, up: -dy, down: dy }[direction];
    const aside = Math.abs(direction === 'left' || direction === 'right' ? dy : dx);
    // Within a right angle around the direction, near ones first, those straight ahead preferred.
    if (ahead <= 4 || aside > ahead * 2.2) continue;
    const cost = ahead + aside * 2;
    if (cost < least) {
      least = cost;
      best = id;
    }
  }
  return best;
}

/**
 * The other end of an edge from or to a node. Asked again with the edge it went last, the next sibling's, round and
 * round. Nothing at a dead end.
 */
export function follow(
  graph: Graph,
  from: string,
  way: 'out' | 'in',
  last: GraphEdge | undefined,
): GraphEdge | undefined {
  const edges = graph.edges.filter((edge) => (way === 'out' ? edge.source : edge.target) === from);
  const at = last ? edges.findIndex((edge) => edge.id === last.id) : -1;
  return edges[(at + 1) % Math.max(1, edges.length)];
}
