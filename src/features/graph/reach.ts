import { compareText } from '../../text/span.ts';
import type { Graph, NodeId } from './graph.ts';

/**
 * What a request from the Internet can get to along the edges of the routing view: whoever enters a card at a row
 * leaves it at the same row, and at any where it enters the whole card. With the connections view, what policies deny
 * to everybody outside is left out.
 */
export function reachedFromInternet(routing: Graph, connections?: Graph): ReadonlySet<NodeId> {
  const leaving = new Map<NodeId, Graph['edges'][number][]>();
  for (const edge of routing.edges) {
    const found = leaving.get(edge.source);
    if (found) found.push(edge);
    else leaving.set(edge.source, [edge]);
  }
  const roles = new Map(routing.nodes.map(({ id, role }) => [id, role]));
  const reached = new Set<NodeId>();
  const seen = new Set<string>();
  const next: { readonly node: NodeId; readonly row: string | undefined }[] = [{ node: 'Internet', row: undefined }];
  for (let at = next.pop(); at; at = next.pop()) {
    for (const { target, targetRow, sourceRow } of leaving.get(at.node) ?? []) {
      // A Service passes on what came for a port; a Gateway decides anew by the route.
      const through = roles.get(at.node) === 'service' && at.row !== undefined && sourceRow !== undefined;
      if (through && sourceRow !== at.row) continue;
      const key = `${target}#${targetRow ?? ''}`;
      if (seen.has(key)) continue;
      seen.add(key);
      reached.add(target);
      next.push({ node: target, row: targetRow });
    }
  }
  for (const id of connections ? deniedFromOutside(connections) : []) reached.delete(id);
  return reached;
}

/** Whom everybody outside the workloads is denied. */
function deniedFromOutside({ nodes, edges }: Graph): NodeId[] {
  const outside = new Set(nodes.filter(({ tier }) => tier === 'outside').map(({ id }) => id));
  const verdicts = new Map<NodeId, boolean>();
  for (const { source, target, verdict } of edges)
    if (outside.has(source)) verdicts.set(target, (verdicts.get(target) ?? true) && verdict === 'denied');
  return [...verdicts].filter(([, denied]) => denied).map(([id]) => id);
}

/** What the Internet reaches now and did not before, and the reverse, in sentences: only workloads, sorted. */
export function reachChanges(
  before: ReadonlySet<NodeId>,
  after: ReadonlySet<NodeId>,
  { nodes }: Pick<Graph, 'nodes'>,
): readonly string[] {
  const workloads = nodes.filter(({ tier }) => tier === 'workload').sort((a, b) => compareText(a.id, b.id));
  return workloads.flatMap(({ id, change }) => {
    if (after.has(id) && !before.has(id)) return [`${id} is now reachable from the Internet`];
    if (change !== 'removed' && before.has(id) && !after.has(id))
      return [`${id} is no longer reachable from the Internet`];
    return [];
  });
}
