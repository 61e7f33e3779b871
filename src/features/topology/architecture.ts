import { addressing } from '../../model/addressing.ts';
import { derive } from '../../model/derived.ts';
import { clusterDns } from '../../model/dns/cluster.ts';
import type { Resource } from '../../model/facts/resource.ts';
import { policies } from '../../model/policies.ts';
import { requiredConnections, requiredReads } from '../../model/required.ts';
import { compareText } from '../../text/span.ts';
import { GraphParts, internet } from '../graph/from/nodes.ts';
import { type Graph, type GraphNode, type Group, type Row, type Verdict, verdicts } from '../graph/graph.ts';

const controller = 'IngressController';

/**
 * The whole cluster in one picture: the way in, what the cluster itself brings, its namespaces with what is in them, who
 * needs whom across them, the nodes, and what lies outside.
 */
export const architectureGraph = derive(
  [...requiredReads, 'gateways', 'routes', 'ingressClasses', 'endpointSlices', 'elsewhere'],
  (view): Graph => {
    const parts = new GraphParts();
    const dns = view.get(clusterDns);
    const { plan } = view.get(addressing);
    const { cni } = view.get(policies);
    const names = namespacesOf([...view.services, ...view.workloads, ...view.ingresses, ...view.routes]);
    for (const { name } of view.namespaces) names.add(name.value);
    if (names.size === 0) return parts.graph('tiers');

    const count = (rows: readonly Resource[], namespace: string) =>
      rows.filter((row) => row.namespace.value === namespace && !row.hook).length;
    for (const name of [...names].sort(compareText)) {
      const pods = view.workloads
        .filter((row) => row.namespace.value === name && !row.hook)
        .reduce((sum, { replicas }) => sum + (replicas ?? 1), 0);
      const rows: Row[] = [
        { id: 'services', label: 'Services', value: String(count(view.services, name)) },
        { id: 'workloads', label: 'workloads', value: String(count(view.workloads, name)) },
        { id: 'pods', label: 'pods', value: String(pods) },
        { id: 'policies', label: 'policies', value: String(count(view.networkPolicies, name)) },
      ];
      parts.node({
        id: `Namespace//${name}`,
        role: 'namespace',
        kind: 'Namespace',
        name,
        tier: 'workload',
        group: 'Namespaces',
        rows,
      });
    }
    addWaysIn(parts, view);
    addNeeds(parts, view.get(requiredConnections));
    for (const service of view.services) {
      const name = service.type.value === 'ExternalName' ? service.externalName?.value : undefined;
      if (name === undefined) continue;
      const id = `External/${name}`;
      parts.node({ id, role: 'external', kind: 'External name', name, tier: 'beyond' });
      parts.edge({ kind: 'route', source: `Namespace//${service.namespace.value}`, target: id, label: 'CNAME' });
    }
    const ranges = (list: typeof plan.pods) => list.map(({ text }) => text).join(', ');
    parts.node({
      id: 'CNI',
      role: 'network',
      kind: 'Network plugin',
      name: cni?.name ?? 'Network plugin',
      group: 'System',
      tier: 'service',
      subtitle: cni === undefined ? 'not in these files' : cni.enforces ? 'enforces policies' : 'enforces no policies',
      rows: [
        ...(plan.pods.length > 0 ? [{ id: 'pods', label: 'pods', value: ranges(plan.pods) }] : []),
        ...(plan.services.length > 0 ? [{ id: 'services', label: 'services', value: ranges(plan.services) }] : []),
      ],
      ...(plan.distribution && { badges: [{ text: plan.distribution.name, tone: 'neutral' as const }] }),
    });
    parts.node({
      id: 'CoreDNS',
      role: 'dns',
      kind: 'DNS',
      name: 'CoreDNS',
      group: 'System',
      tier: 'service',
      subtitle: plan.dns.map(({ text }) => text).join(', ') || dns.domain,
      rows: [{ id: 'domain', label: 'domain', value: dns.domain }],
    });
    for (const node of view.nodes) {
      const card: GraphNode = {
        id: `Node//${node.name.value}`,
        role: 'node',
        kind: 'Node',
        name: node.name.value,
        group: 'Nodes',
        tier: 'pod',
        rows: [
          ...node.addresses.map(({ value }, i) => ({ id: `address ${i}`, label: 'address', value })),
          ...node.podCIDRs.map(({ value }, i) => ({ id: `pods ${i}`, label: 'pods', value })),
        ],
      };
      parts.node(card);
    }
    const graph = parts.graph('tiers');
    const groups: Group[] = [
      { id: 'System', kind: 'system', label: 'Cluster services' },
      { id: 'Namespaces', kind: 'system', label: 'Namespaces' },
      { id: 'Nodes', kind: 'node', label: 'Nodes' },
    ];
    return { ...graph, groups: groups.filter(({ id }) => graph.nodes.some(({ group }) => group === id)) };
  },
);

function namespacesOf(rows: readonly Resource[]): Set<string> {
  return new Set(rows.flatMap(({ namespace, hook }) => (hook || namespace.value === '' ? [] : [namespace.value])));
}

interface WaysIn {
  readonly ingresses: readonly Resource[];
  readonly routes: readonly Resource[];
  readonly openShiftRoutes: readonly Resource[];
  readonly gateways: readonly Resource[];
  readonly services: readonly (Resource & {
    readonly type: { readonly value: string };
    readonly ports: readonly {
      readonly nodePort: { readonly value: number } | undefined;
      readonly port: { readonly value: number };
    }[];
  })[];
}

function addWaysIn(parts: GraphParts, { ingresses, routes, openShiftRoutes, gateways, services }: WaysIn): void {
  const entries = new Map<string, number>();
  for (const { namespace, hook } of [...ingresses, ...routes, ...openShiftRoutes]) {
    if (!hook) entries.set(namespace.value, (entries.get(namespace.value) ?? 0) + 1);
  }
  if (entries.size > 0) {
    parts.node(internet);
    parts.node({
      id: controller,
      role: 'gateway',
      kind: gateways.length > 0 ? 'Gateways' : 'Ingress controller',
      name: gateways.length > 0 ? 'Gateways' : 'Ingress controller',
      group: 'System',
      tier: 'entry',
    });
    parts.edge({ kind: 'route', source: internet.id, target: controller });
    for (const [name, number] of entries) {
      const label = number === 1 ? '1 route' : `${number} routes`;
      parts.edge({ kind: 'route', source: controller, target: `Namespace//${name}`, label });
    }
  }
  const open = new Map<string, string[]>();
  for (const { namespace, type, ports, hook } of services) {
    if (hook || (type.value !== 'NodePort' && type.value !== 'LoadBalancer')) continue;
    const list = open.get(namespace.value) ?? [];
    open.set(namespace.value, list);
    for (const { nodePort, port } of ports) {
      list.push(
        type.value === 'LoadBalancer' ? `load balancer ${port.value}` : `node port ${nodePort?.value ?? ''}`.trim(),
      );
    }
  }
  for (const [name, labels] of open) {
    parts.node(internet);
    const label = labels.length > 2 ? `${labels.length} open ports` : labels.join(', ');
    parts.edge({ kind: 'route', source: internet.id, target: `Namespace//${name}`, targetRow: 'services', label });
  }
}

/** What crosses from one namespace to another, gathered, with the gravest verdict. */
function addNeeds(
  parts: GraphParts,
  connections: readonly {
    readonly source: { readonly kind: string; readonly workload?: Resource };
    readonly destination: Resource;
    readonly explanation: { readonly verdict: Verdict } | undefined;
  }[],
): void {
  const crossing = new Map<string, { source: string; target: string; verdict: Verdict; count: number }>();
  for (const { source, destination, explanation } of connections) {
    const from = source.workload?.namespace.value;
    const to = destination.namespace.value;
    if (from === undefined || from === to) continue;
    const verdict = explanation?.verdict ?? 'unknown';
    const key = `${from}\n${to}`;
    const known = crossing.get(key);
    if (!known) crossing.set(key, { source: `Namespace//${from}`, target: `Namespace//${to}`, verdict, count: 1 });
    else {
      known.count++;
      if (gravity(verdict) > gravity(known.verdict)) known.verdict = verdict;
    }
  }
  for (const { source, target, verdict, count } of crossing.values()) {
    const label = count === 1 ? '1 connection' : `${count} connections`;
    parts.edge({ kind: 'requires', source, target, verdict, label });
  }
}

function gravity(verdict: Verdict): number {
  return verdict === 'denied' ? 2 : verdicts.indexOf(verdict) > 0 ? 1 : 0;
}
