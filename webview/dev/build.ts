import {
  edgeId,
  type Graph,
  type GraphEdge,
  type GraphNode,
  type Group,
  type Row,
} from '../../src/features/graph/graph.ts';

type EdgeWish = Omit<GraphEdge, 'id'>;

/** A graph from nodes and edges without ids of their own; the boxes follow from the namespaces. */
export function graphOf(
  nodes: readonly GraphNode[],
  edges: readonly EdgeWish[],
  arrangement: Graph['arrangement'] = 'tiers',
  groups?: readonly Group[],
): Graph {
  const names = [
    ...new Set(nodes.flatMap((node) => (node.group?.startsWith('Namespace/') ? [node.group] : []))),
  ].sort();
  return {
    arrangement,
    groups: groups ?? names.map((id) => ({ id, kind: 'namespace' as const, label: id.slice('Namespace/'.length) })),
    nodes,
    edges: edges.map((edge) => ({ ...edge, id: edgeId(edge) })),
  };
}

const inside = (namespace: string) => ({ namespace, group: `Namespace/${namespace}` });

export const internet: GraphNode = {
  id: 'Internet',
  role: 'internet',
  kind: 'Internet',
  name: 'Internet',
  tier: 'outside',
};

export function ingress(
  namespace: string,
  name: string,
  rows: readonly Row[],
  more: Partial<GraphNode> = {},
): GraphNode {
  return {
    id: `Ingress/${namespace}/${name}`,
    role: 'gateway',
    kind: 'Ingress',
    name,
    ...inside(namespace),
    tier: 'entry',
    rows,
    ...more,
  };
}

export function service(
  namespace: string,
  name: string,
  rows: readonly Row[],
  more: Partial<GraphNode> = {},
): GraphNode {
  return {
    id: `Service/${namespace}/${name}`,
    role: 'service',
    kind: 'Service',
    name,
    ...inside(namespace),
    tier: 'service',
    subtitle: 'ClusterIP',
    rows,
    labels: { app: name },
    ...more,
  };
}

export function workload(
  namespace: string,
  kind: string,
  name: string,
  count: number,
  more: Partial<GraphNode> = {},
): GraphNode {
  return {
    id: `${kind}/${namespace}/${name}`,
    role: 'workload',
    kind,
    name,
    ...inside(namespace),
    tier: 'workload',
    count,
    labels: { app: name },
    ...more,
  };
}
