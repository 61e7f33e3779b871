import type { Graph, NodeId } from '../graph.ts';
import { restrict } from './filter.ts';

/**
 * The neighbourhood of a node: what can be reached against and along the edges in at most `depth` steps, never turning
 * round. The way in and the way out are shown, but not gone through. Nothing changes when the node is not there.
 */
export function focusGraph(graph: Graph, focus: NodeId, depth: number): Graph {
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  if (!nodes.has(focus)) return graph;
  const kept = new Set([focus]);
  for (const [from, to] of [['source', 'target'] as const, ['target', 'source'] as const]) {
    const next = new Map<NodeId, NodeId[]>();
    for (const edge of graph.edges) {
      const found = next.get(edge[from]);
      if (found) found.push(edge[to]);
      else next.set(edge[from], [edge[to]]);
    }
    const seen = new Set([focus]);
    let ring = [focus];
    for (let step = 0; step < depth && ring.length > 0; step++) {
      ring = ring
        .filter((id) => id === focus || !isEdgeOfTheWorld(nodes.get(id)!.tier))
        .flatMap((id) => next.get(id) ?? [])
        .filter((id) => !seen.has(id) && seen.add(id));
    }
    for (const id of seen) kept.add(id);
  }
  return restrict(graph, kept);
}

function isEdgeOfTheWorld(tier: string): boolean {
  return tier === 'outside' || tier === 'beyond';
}
