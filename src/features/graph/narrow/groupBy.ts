import { compareText } from '../../../text/span.ts';
import { edgeId, type Graph, type GraphEdge, type GraphNode, type Group, type NodeId } from '../graph.ts';

export const groupings = ['namespace', 'app', 'file', 'none'] as const;
/** What the boxes of a picture stand for. */
export type Grouping = (typeof groupings)[number];

export const podModes = ['auto', 'always', 'never'] as const;
/** Whether pods have cards: `auto` counts them at their workload, `never` does not even that. */
export type PodMode = (typeof podModes)[number];

/** Where an application is named, the first that counts (kubernetes.io/docs/concepts/overview/working-with-objects/common-labels). */
const appLabels = [
  'app.kubernetes.io/part-of',
  'app.kubernetes.io/instance',
  'app.kubernetes.io/name',
  'app',
  'k8s-app',
];

/** More pods of one workload have no card. */
const mostPods = 20;

/**
 * The graph with other boxes around its nodes: one for each application of a namespace, for each file, or none at all.
 * A node that has neither label nor file joins its neighbours where these are all of one box. By namespace, the graph
 * itself.
 */
export function groupGraph(graph: Graph, by: Grouping, fileOf: (id: NodeId) => string | undefined): Graph {
  if (by === 'namespace') return graph;
  const groupOf = new Map<NodeId, Group>();
  for (const node of by === 'none' ? [] : graph.nodes) {
    const group = by === 'app' ? appGroup(node) : fileGroup(fileOf(node.id));
    if (group) groupOf.set(node.id, group);
  }
  const joined = joinNeighbours(graph, groupOf);
  const groups = new Map([...joined.values()].map((group) => [group.id, group]));
  return {
    ...graph,
    groups: told(sorted([...groups.values()])),
    nodes: graph.nodes.map(({ group: _, ...node }) => {
      const own = joined.get(node.id);
      return own ? { ...node, group: own.id } : node;
    }),
  };
}

/** The graph with cards for pods, or without a sign of them. */
export function showPods(graph: Graph, mode: PodMode): Graph {
  switch (mode) {
    case 'auto':
      return graph;
    case 'never':
      return {
        ...graph,
        nodes: graph.nodes.map((node) => {
          const { count: _, ...rest } = node;
          return node.tier === 'workload' && node.count !== undefined ? rest : node;
        }),
      };
    case 'always':
      return withPods(graph);
  }
}

function appGroup({ namespace, labels = {} }: GraphNode): Group | undefined {
  const app = appLabels.map((label) => labels[label]).find(Boolean);
  if (app === undefined) return undefined;
  return { id: `App/${namespace ?? ''}/${app}`, kind: 'app', label: app };
}

function fileGroup(file: string | undefined): Group | undefined {
  return file === undefined ? undefined : { id: `File/${file}`, kind: 'file', label: file };
}

function joinNeighbours({ nodes, edges }: Graph, known: ReadonlyMap<NodeId, Group>): ReadonlyMap<NodeId, Group> {
  const near = new Map<NodeId, Set<Group['id']>>();
  const byId = new Map([...known.values()].map((group) => [group.id, group]));
  const note = (id: NodeId, other: NodeId): void => {
    const group = known.get(other);
    if (!group || known.has(id)) return;
    const found = near.get(id);
    if (found) found.add(group.id);
    else near.set(id, new Set([group.id]));
  };
  for (const { source, target } of edges) {
    note(source, target);
    note(target, source);
  }
  const joined = new Map(known);
  for (const { id, namespace } of nodes) {
    const [only, ...others] = near.get(id) ?? [];
    // What lies outside of all namespaces stays outside.
    if (only !== undefined && others.length === 0 && namespace !== undefined) joined.set(id, byId.get(only)!);
  }
  return joined;
}

function sorted(groups: readonly Group[]): readonly Group[] {
  return [...groups].sort((a, b) => compareText(a.id, b.id));
}

/** Applications of one name in several namespaces are told apart by these. */
function told(groups: readonly Group[]): readonly Group[] {
  return groups.map((group) => {
    const isAlone = groups.every((other) => other === group || other.label !== group.label);
    const [kind, namespace] = group.id.split('/');
    return isAlone || kind !== 'App' ? group : { ...group, label: `${group.label} (${namespace})` };
  });
}

function withPods(graph: Graph): Graph {
  const nodes: GraphNode[] = [];
  const edges: GraphEdge[] = [...graph.edges];
  const taken = new Set(graph.nodes.map(({ id }) => id));
  for (const node of graph.nodes) {
    const pods = node.role === 'workload' && node.tier === 'workload' ? podsOf(node) : [];
    const own = pods.filter(({ id }) => !taken.has(id));
    const { count: _, ...rest } = node;
    nodes.push(own.length > 0 ? rest : node, ...own);
    for (const pod of own) {
      const edge = { kind: 'runs' as const, source: node.id, target: pod.id };
      edges.push({ ...edge, id: edgeId(edge) });
    }
  }
  return { ...graph, nodes, edges };
}

/** Cards for the pods of a workload. Those of a StatefulSet have names that are known, and the others numbers. */
function podsOf({ id, kind, name, namespace, group, labels, count = 1 }: GraphNode): GraphNode[] {
  const all = kind === 'DaemonSet' ? 1 : Math.min(count, mostPods);
  return Array.from({ length: all }, (_, index): GraphNode => {
    const own = kind === 'StatefulSet' ? `${name}-${index}` : all === 1 ? `${name}-…` : `${name}-… (${index + 1})`;
    return {
      id: `Pod/${namespace ?? ''}/${kind === 'StatefulSet' ? own : `${id.split('/')[0]}.${name}.${index}`}`,
      role: 'pod',
      kind: 'Pod',
      name: own,
      tier: 'pod',
      ...(namespace !== undefined && { namespace }),
      ...(group !== undefined && { group }),
      ...(labels && { labels }),
      ...(kind === 'DaemonSet' && { subtitle: 'on every node' }),
    };
  });
}
