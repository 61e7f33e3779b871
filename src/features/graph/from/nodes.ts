/** Cards for objects, shared by the views. */

import { type Resource, resourceId } from '../../../model/facts/resource.ts';
import type { Service, ServicePort } from '../../../model/facts/service.ts';
import { isHeadless } from '../../../model/facts/service.ts';
import type { Workload } from '../../../model/facts/workload.ts';
import type { Policies } from '../../../model/policies.ts';
import { type Badge, edgeId, type Graph, type GraphEdge, type GraphNode, type Row } from '../graph.ts';

/** Everything outside the cluster that asks. */
export const internet: GraphNode = {
  id: 'Internet',
  role: 'internet',
  kind: 'Internet',
  name: 'Internet',
  tier: 'outside',
};

/** Namespace, group and labels of an object's card. */
export function placeOf(resource: Resource): Pick<GraphNode, 'namespace' | 'group' | 'labels'> {
  const namespace = resource.namespace.value;
  const labels = resource.labels.size > 0 && { labels: Object.fromEntries(resource.labels) };
  return namespace === '' ? { ...labels } : { namespace, group: `Namespace/${namespace}`, ...labels };
}

/** A Service with a row for each port: `80 → http (8080)`, and the node port where there is one. */
export function serviceNode(service: Service, workloads: readonly Workload[], targets: Targets): GraphNode {
  const type = service.type.value;
  const subtitle = type === 'ClusterIP' && isHeadless(service) ? 'headless' : type;
  return {
    id: resourceId(service),
    role: 'service',
    kind: service.kind,
    name: service.name.value,
    ...placeOf(service),
    tier: 'service',
    subtitle,
    rows: service.ports.map((port) => ({
      id: rowOf(port),
      label: portLabel(port),
      value: portText(port, workloads, targets),
    })),
  };
}

/** The number that a port leads to in a workload; undefined when the pods have no port of that name. */
export type Targets = (port: ServicePort, workload: Workload) => number | undefined;

/** The id of a port's row: its name, or number and protocol. */
export function rowOf(port: ServicePort): string {
  return port.name?.value ?? `${port.port.value}/${port.protocol.value}`;
}

function portLabel(port: ServicePort): string {
  const protocol = port.protocol.value === 'TCP' ? '' : ` ${port.protocol.value}`;
  return `${port.name?.value ?? port.port.value}${protocol}`;
}

function portText(port: ServicePort, workloads: readonly Workload[], targets: Targets): string {
  const target = port.targetPort.value;
  const numbers = new Set(workloads.flatMap((workload) => targets(port, workload) ?? []));
  const named =
    typeof target === 'string' && numbers.size > 0 ? `${target} (${[...numbers].join(', ')})` : String(target);
  const node = port.nodePort ? ` · node ${port.nodePort.value}` : '';
  return `${port.port.value} → ${named}${node}`;
}

/** A workload with the number of its pods, and what policies there are for them. */
export function workloadNode(workload: Workload, policies: Policies | undefined): GraphNode {
  const job = workload.kind === 'Job' || workload.kind === 'CronJob';
  const badges = policies ? policyBadges(workload, policies) : [];
  return {
    id: resourceId(workload),
    role: workload.kind === 'Pod' ? 'pod' : job ? 'job' : 'workload',
    kind: workload.kind,
    name: workload.name.value,
    ...placeOf(workload),
    tier: 'workload',
    ...(workload.kind === 'DaemonSet' && { subtitle: 'on every node' }),
    ...(workload.replicas !== undefined && workload.replicas !== 1 && { count: workload.replicas }),
    ...(badges.length > 0 && { badges }),
  };
}

/** What policies say of a workload, as a mark instead of an edge to everybody. */
function policyBadges(workload: Workload, policies: Policies): Badge[] {
  const selecting = policies.selecting(workload);
  const surely = selecting.filter(({ selects }) => selects === true);
  const maybe = selecting.length > surely.length;
  const count = (direction: 'Ingress' | 'Egress') =>
    surely.filter(({ directions }) => directions.includes(direction)).length;
  const [ingress, egress] = [count('Ingress'), count('Egress')];
  const detail = selecting.map(({ id }) => id).join(', ');
  if (ingress + egress > 0) {
    const words = [ingress > 0 ? `${ingress} in` : '', egress > 0 ? `${egress} out` : ''].filter((part) => part !== '');
    return [{ text: `policies: ${words.join(', ')}`, tone: 'good', detail }];
  }
  if (maybe) return [{ text: 'policies: perhaps', tone: 'neutral', detail }];
  // Where nobody uses policies, saying so at every card would be noise.
  if (policies.rows.length === 0) return [];
  return [
    {
      text: 'no policy: open to all',
      tone: 'warning',
      detail: 'No NetworkPolicy selects these pods: every pod may connect to them, and they may connect anywhere.',
    },
  ];
}

/**
 * Something that is named and is not there: for sure where the files show all of its namespace, else perhaps made by
 * what the reasons name.
 */
export function missingNode(kind: string, namespace: string, name: string, reasons: readonly string[]): GraphNode {
  const place = { id: `${kind}/${namespace}/${name}`, kind, name, namespace, group: `Namespace/${namespace}` };
  if (reasons.length === 0) return { ...place, role: 'missing', tier: 'service', subtitle: 'does not exist' };
  return {
    ...place,
    role: 'unseen',
    tier: 'service',
    subtitle: 'not in these files',
    badges: [{ text: 'made elsewhere?', tone: 'neutral', detail: [...new Set(reasons)].sort().join('; ') }],
  };
}

/** Collects nodes and edges; the first of equal ids counts. */
export class GraphParts {
  readonly #nodes = new Map<string, GraphNode>();
  readonly #edges = new Map<string, GraphEdge>();

  node(node: GraphNode): GraphNode {
    const old = this.#nodes.get(node.id);
    if (!old) this.#nodes.set(node.id, node);
    return old ?? node;
  }

  has(id: string): boolean {
    return this.#nodes.has(id);
  }

  /** The rows of a node replaced by others. */
  rows(id: string, rows: readonly Row[]): void {
    const node = this.#nodes.get(id);
    if (node) this.#nodes.set(id, { ...node, rows });
  }

  edge(edge: Omit<GraphEdge, 'id'>): void {
    const id = edgeId(edge);
    if (!this.#edges.has(id)) this.#edges.set(id, { ...edge, id });
  }

  edges(): Iterable<GraphEdge> {
    return this.#edges.values();
  }

  /** The graph, with the namespaces of its nodes as groups by name. */
  graph(arrangement: Graph['arrangement']): Graph {
    const nodes = [...this.#nodes.values()];
    const names = [...new Set(nodes.flatMap(({ namespace, group }) => (group && namespace ? [namespace] : [])))].sort();
    return {
      arrangement,
      groups: names.map((name) => ({ id: `Namespace/${name}`, kind: 'namespace' as const, label: name })),
      nodes,
      edges: [...this.#edges.values()].filter(({ source, target }) => this.has(source) && this.has(target)),
    };
  }
}
