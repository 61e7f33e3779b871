import { type Graph, type GraphNode, type NodeId, problemsOf, severities, worstProblem } from '../graph.ts';
import { mergeNodes } from './collapse.ts';

export interface Overview {
  readonly graph: Graph;
  /** How many nodes stand in their own card, of how many. */
  readonly shown: number;
  readonly total: number;
}

/** At most so many nodes are kept for their problems, gravest first. */
const mostTroubled = 200;

/**
 * Above `most` nodes: one card for each group, with the nodes that have problems, and those in `keep`, beside it in
 * their own cards. Groups in `expanded` are shown in full. Returns the graph itself when it is small enough.
 */
export function overviewOf(
  graph: Graph,
  most: number,
  expanded: ReadonlySet<string>,
  keep: ReadonlySet<NodeId>,
): Overview {
  const total = graph.nodes.length;
  if (total <= most) return { graph, shown: total, total };
  const troubled = graph.nodes
    .filter((node) => worstProblem(node))
    .sort((a, b) => severities.indexOf(worstProblem(a)!.severity) - severities.indexOf(worstProblem(b)!.severity))
    .slice(0, mostTroubled);
  const own = new Set<NodeId>([...keep, ...troubled.map((node) => node.id)]);
  const inside = new Map<string, GraphNode[]>();
  for (const node of graph.nodes) {
    if (node.group === undefined || expanded.has(node.group) || own.has(node.id)) continue;
    const found = inside.get(node.group);
    if (found) found.push(node);
    else inside.set(node.group, [node]);
  }
  const into = new Map<NodeId, GraphNode>();
  const labels = new Map(graph.groups.map(({ id, label }) => [id, label]));
  for (const [group, nodes] of inside) {
    if (nodes.length < 2) continue;
    const card = summaryCard(group, labels.get(group), nodes);
    for (const node of nodes) into.set(node.id, card);
  }
  const merged = mergeNodes(graph, into);
  // Within a group, a line to "the rest" says nothing.
  const groups = new Map(merged.nodes.map((node) => [node.id, node.group]));
  const summaries = new Set([...into.values()].map((card) => card.id));
  const edges = merged.edges.filter(
    ({ source, target }) =>
      !(summaries.has(source) || summaries.has(target)) || groups.get(source) !== groups.get(target),
  );
  return { graph: { ...merged, edges }, shown: total - into.size, total };
}

/** Whether a card stands for the rest of a group, and for which. */
export function summarisedGroup(node: GraphNode): string | undefined {
  return node.role === 'namespace' && node.members ? node.group : undefined;
}

function summaryCard(group: string, label: string | undefined, nodes: readonly GraphNode[]): GraphNode {
  const kinds = new Map<string, number>();
  for (const node of nodes) kinds.set(node.kind, (kinds.get(node.kind) ?? 0) + 1);
  const problems = nodes.flatMap(problemsOf);
  const first = nodes[0]!;
  return {
    id: `Overview/${group}`,
    role: 'namespace',
    kind: 'Overview',
    name: label ?? first.namespace ?? group,
    ...(first.namespace !== undefined && { namespace: first.namespace }),
    group,
    tier: 'service',
    count: nodes.length,
    rows: [...kinds]
      .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
      .map(([kind, count]) => ({ id: kind, label: kind, value: String(count) })),
    members: nodes.map((node) => node.id),
    ...(problems.length > 0 && { problems }),
  };
}
