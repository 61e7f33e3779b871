import { compareText } from '../../../text/span.ts';
import { type Graph, type GraphEdge, type GraphNode, type NodeId, tiers } from '../graph.ts';

/**
 * The column of each node, counted from 0 without gaps. With `tiers` the tier decides, and within a tier who points at
 * whom; with `flow` only who points at whom. Edges that would close a circle are left out, the same ones each time.
 */
export function ranksOf(
  nodes: readonly GraphNode[],
  edges: readonly GraphEdge[],
  arrangement: Graph['arrangement'],
): ReadonlyMap<NodeId, number> {
  const base = (node: GraphNode) => (arrangement === 'tiers' ? tiers.indexOf(node.tier) : 0);
  const of = new Map(nodes.map((node) => [node.id, node]));
  const next = new Map<NodeId, NodeId[]>();
  const seen = new Set<string>();
  for (const { source, target } of edges) {
    const [from, to] = [of.get(source), of.get(target)];
    if (!from || !to || from === to || base(from) !== base(to)) continue;
    const key = `${source} ${target}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const list = next.get(source);
    if (list) list.push(target);
    else next.set(source, [target]);
  }
  const depth = longestPaths([...of.keys()].sort(compareText), next);
  const keys = nodes.map((node) => base(node) * 10_000 + depth.get(node.id)!);
  const dense = new Map([...new Set(keys)].sort((a, b) => a - b).map((key, index) => [key, index]));
  return new Map(nodes.map((node, index) => [node.id, dense.get(keys[index]!)!]));
}

/** The length of the longest way to each id, leaving out edges back to an id that is still being followed. */
function longestPaths(ids: readonly NodeId[], next: ReadonlyMap<NodeId, readonly NodeId[]>): Map<NodeId, number> {
  const state = new Map<NodeId, 'open' | 'done'>();
  const finished: NodeId[] = [];
  const forward = new Map<NodeId, NodeId[]>();
  const incoming = new Set([...next.values()].flat());
  // Those that nobody calls come first, so that a circle is cut where it is entered.
  for (const start of [...ids.filter((id) => !incoming.has(id)), ...ids]) {
    if (state.has(start)) continue;
    const stack: { id: NodeId; at: number }[] = [{ id: start, at: 0 }];
    state.set(start, 'open');
    while (stack.length > 0) {
      const top = stack.at(-1)!;
      const to = next.get(top.id)?.[top.at++];
      if (to === undefined) {
        state.set(top.id, 'done');
        finished.push(top.id);
        stack.pop();
      } else if (state.get(to) !== 'open') {
        const list = forward.get(top.id);
        if (list) list.push(to);
        else forward.set(top.id, [to]);
        if (!state.has(to)) {
          state.set(to, 'open');
          stack.push({ id: to, at: 0 });
        }
      }
    }
  }
  const depth = new Map<NodeId, number>(ids.map((id) => [id, 0]));
  for (const id of finished.reverse())
    for (const to of forward.get(id) ?? []) depth.set(to, Math.max(depth.get(to)!, depth.get(id)! + 1));
  return depth;
}
