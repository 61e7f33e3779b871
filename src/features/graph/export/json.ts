import type { Graph } from '../graph.ts';
import type { Layout } from '../layout/layout.ts';

/** The graph as JSON, for other programs; with the places of the cards when there is a layout. */
export function toJson(graph: Graph, layout?: Layout): string {
  const positions =
    layout &&
    Object.fromEntries([...layout.cards].map(([id, { x, y, width, height }]) => [id, { x, y, width, height }]));
  return `${JSON.stringify({ ...graph, ...(positions && { positions }) }, null, 2)}\n`;
}
