import { type Graph, type GraphEdge, type GraphNode, type NodeId, worstProblem } from '../graph.ts';

/** What to leave out of a graph. */
export interface Filters {
  /** Only these; all when empty. */
  readonly namespaces: readonly string[];
  readonly hiddenKinds: readonly string[];
  /** `app=web`, or `app` for any value; several joined by a comma must all hold. */
  readonly label: string;
  readonly problemsOnly: boolean;
}

export const noFilters: Filters = { namespaces: [], hiddenKinds: [], label: '', problemsOnly: false };

/**
 * The nodes that pass, with the edges between them. Nodes of no namespace stay while something is connected to them.
 * `problemsOnly` keeps what has a problem, the ends of edges that have one, and their direct neighbours.
 */
export function filterGraph(graph: Graph, filters: Filters): Graph {
  if (
    filters.namespaces.length + filters.hiddenKinds.length === 0 &&
    filters.label.trim() === '' &&
    !filters.problemsOnly
  )
    return graph;
  const namespaces = new Set(filters.namespaces);
  const hidden = new Set(filters.hiddenKinds);
  const label = parseLabel(filters.label);
  const passes = (node: GraphNode) =>
    !hidden.has(node.kind) &&
    (node.namespace === undefined || namespaces.size === 0 || namespaces.has(node.namespace)) &&
    (node.namespace === undefined || label.every(({ key, value }) => hasLabel(node, key, value)));
  let kept = new Set(graph.nodes.filter(passes).map((node) => node.id));
  if (filters.problemsOnly) kept = intersect(kept, troubled(graph));
  if (namespaces.size > 0 || label.length > 0) dropLonely(graph, kept);
  return restrict(graph, kept);
}

/** The part of a graph that lies between these nodes. Groups without nodes go. */
export function restrict(graph: Graph, kept: ReadonlySet<NodeId>): Graph {
  const nodes = graph.nodes.filter((node) => kept.has(node.id));
  const used = new Set(nodes.map((node) => node.group));
  return {
    arrangement: graph.arrangement,
    groups: graph.groups.filter((group) => used.has(group.id)),
    nodes,
    edges: graph.edges.filter((edge) => kept.has(edge.source) && kept.has(edge.target)),
  };
}

/** Why a node is not shown, as the name of the filter to lift; nothing when it passes. */
export function blockingFilter(node: GraphNode, filters: Filters): keyof Filters | undefined {
  if (filters.hiddenKinds.includes(node.kind)) return 'hiddenKinds';
  const named = node.namespace !== undefined;
  if (named && filters.namespaces.length > 0 && !filters.namespaces.includes(node.namespace!)) return 'namespaces';
  if (named && parseLabel(filters.label).some(({ key, value }) => !hasLabel(node, key, value))) return 'label';
  if (filters.problemsOnly && !worstProblem(node)) return 'problemsOnly';
  return undefined;
}

function parseLabel(label: string): { key: string; value: string | undefined }[] {
  return label
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const at = part.indexOf('=');
      return at < 0 ? { key: part, value: undefined } : { key: part.slice(0, at), value: part.slice(at + 1) };
    });
}

function hasLabel(node: GraphNode, key: string, value: string | undefined): boolean {
  if (!node.labels || !Object.hasOwn(node.labels, key)) return false;
  return value === undefined || node.labels[key] === value;
}

function troubled(graph: Graph): Set<NodeId> {
  const core = new Set(graph.nodes.filter((node) => worstProblem(node)).map((node) => node.id));
  const wrong = (edge: GraphEdge) => edge.verdict === 'denied' || worstProblem(edge) !== undefined;
  for (const edge of graph.edges) if (wrong(edge)) core.add(edge.source).add(edge.target);
  const near = new Set(core);
  for (const { source, target } of graph.edges) {
    if (core.has(source)) near.add(target);
    if (core.has(target)) near.add(source);
  }
  return near;
}

/** Takes out nodes of no namespace that no kept node is connected to. */
function dropLonely(graph: Graph, kept: Set<NodeId>): void {
  const joined = new Set<NodeId>();
  for (const { source, target } of graph.edges)
    if (kept.has(source) && kept.has(target)) joined.add(source).add(target);
  for (const node of graph.nodes) if (node.namespace === undefined && !joined.has(node.id)) kept.delete(node.id);
}

function intersect(a: ReadonlySet<NodeId>, b: ReadonlySet<NodeId>): Set<NodeId> {
  return new Set([...a].filter((id) => b.has(id)));
}
