import { type Addressing, addressing } from '../../../model/addressing.ts';
import { derive } from '../../../model/derived.ts';
import { clusterDns } from '../../../model/dns/cluster.ts';
import { endpoints } from '../../../model/endpoints.ts';
import type { Node } from '../../../model/facts/other.ts';
import type { Resource } from '../../../model/facts/resource.ts';
import { isHeadless, type Service } from '../../../model/facts/service.ts';
import type { Workload } from '../../../model/facts/workload.ts';
import { type Policies, policies } from '../../../model/policies.ts';
import { type RequiredConnection, requiredConnections, requiredReads } from '../../../model/required.ts';
import { compareText } from '../../../text/span.ts';
import { type Badge, type Graph, type GraphNode, type Group, type Row, type Verdict, verdicts } from '../graph.ts';
import { addEntries, type Entries } from './architectureEntries.ts';
import { GraphParts } from './nodes.ts';

/** More Services or workloads than this are told in one row of a namespace's card. */
const mostRows = 14;

/**
 * The whole cluster in one picture: the ways in, the namespaces with their Services and the pods behind each, who needs
 * whom across namespaces, what the cluster itself brings (DNS, network plugin), its nodes, and what lies outside.
 */
export const architectureGraph = derive(
  [...requiredReads, 'gateways', 'routes', 'referenceGrants', 'ingressClasses', 'endpointSlices', 'elsewhere'],
  (view): Graph => {
    const parts = new GraphParts();
    const here = <T extends Resource>(rows: readonly T[]) => rows.filter(({ hook }) => !hook);
    const byName = <T extends Resource>(rows: readonly T[]) =>
      [...here(rows)].sort((a, b) => compareText(a.name.value, b.name.value));
    const [services, workloads] = [byName(view.services), byName(view.workloads)];
    const names = new Set(
      [...services, ...workloads, ...here(view.ingresses), ...here(view.routes), ...here(view.gateways)].flatMap(
        ({ namespace }) => (namespace.value === '' ? [] : [namespace.value]),
      ),
    );
    for (const { name } of view.namespaces) names.add(name.value);
    if (names.size === 0) return parts.graph('tiers');
    const { workloadsOf, servicesOf } = view.get(endpoints);
    const rules = view.get(policies);
    const rowIds = new Map<string, ReadonlySet<string>>();
    for (const name of [...names].sort(compareText)) {
      const own = <T extends Resource>(rows: readonly T[]) => rows.filter(({ namespace }) => namespace.value === name);
      const unserved = own(workloads).filter((workload) => servicesOf(workload).length === 0);
      const card = namespaceCard(name, own(services), unserved, workloadsOf);
      const badge = policyBadge(own(workloads), rules);
      parts.node(badge ? { ...card, badges: [badge] } : card);
      rowIds.set(name, new Set(card.rows?.map(({ id }) => id)));
    }
    const hasRow = (namespace: string, row: string) => rowIds.get(namespace)?.has(row) ?? false;
    const entries: Entries = {
      ingresses: here(view.ingresses),
      ingressClasses: view.ingressClasses,
      gateways: here(view.gateways),
      routes: here(view.routes),
      openShiftRoutes: here(view.openShiftRoutes),
      services,
      hasRow,
    };
    addEntries(parts, entries);
    addNeeds(parts, view.get(requiredConnections), hasRow);
    const { plan } = view.get(addressing);
    addSystem(parts, rules.cni, plan, view.get(clusterDns).domain);
    for (const node of view.nodes) parts.node(nodeCard(node));
    const graph = parts.graph('tiers');
    const groups: Group[] = [
      { id: 'Entries', kind: 'system', label: 'Ways in' },
      { id: 'Namespaces', kind: 'system', label: 'Namespaces' },
      { id: 'System', kind: 'system', label: 'Cluster services' },
      { id: 'Nodes', kind: 'node', label: 'Nodes' },
    ];
    return { ...graph, groups: groups.filter(({ id }) => graph.nodes.some(({ group }) => group === id)) };
  },
);

/** A namespace as a card: a row for each Service with the pods behind it, then one for each workload without a Service. */
function namespaceCard(
  name: string,
  services: readonly Service[],
  unserved: readonly Workload[],
  workloadsOf: (service: Service) => readonly Workload[],
): GraphNode {
  const rows: Row[] = services.map((service) => {
    const pods = podsOf(workloadsOf(service));
    const ports = service.ports.map(({ port }) => port.value).join(', ');
    const kind = service.type.value === 'ExternalName' ? 'outside' : isHeadless(service) ? 'headless' : `:${ports}`;
    const value = service.type.value === 'ExternalName' || pods === '' ? kind : `${kind} → ${pods}`;
    return { id: service.name.value, label: service.name.value, value };
  });
  for (const workload of unserved)
    rows.push({ id: `${workload.kind} ${workload.name.value}`, label: workload.name.value, value: podsOf([workload]) });
  const left = rows.length - mostRows;
  const shown = left > 1 ? [...rows.slice(0, mostRows), { id: 'more', label: `and ${left} more` }] : rows;
  const count = (number: number, one: string, many: string) => (number === 1 ? `1 ${one}` : `${number} ${many}`);
  const said = [
    services.length > 0 ? count(services.length, 'Service', 'Services') : '',
    unserved.length > 0 ? `${count(unserved.length, 'workload', 'workloads')} without` : '',
  ];
  return {
    id: `Namespace//${name}`,
    role: 'namespace',
    kind: 'Namespace',
    name,
    namespace: name,
    group: 'Namespaces',
    tier: 'workload',
    subtitle: said.filter((part) => part !== '').join(', ') || 'empty',
    rows: shown,
  };
}

/** `3 pods`, `on every node`, or nothing when nothing runs. A workload whose number of pods is decided elsewhere counts as one. */
function podsOf(workloads: readonly Workload[]): string {
  if (workloads.length === 0) return '';
  if (workloads.every(({ kind }) => kind === 'DaemonSet')) return 'on every node';
  if (workloads.every(({ kind }) => kind === 'Job' || kind === 'CronJob')) return workloads[0]!.kind;
  const pods = workloads.reduce((sum, { replicas }) => sum + (replicas ?? 1), 0);
  return pods === 1 ? '1 pod' : `${pods} pods`;
}

function policyBadge(workloads: readonly Workload[], rules: Policies): Badge | undefined {
  if (rules.rows.length === 0 || workloads.length === 0) return undefined;
  const covered = workloads.filter((workload) => rules.selecting(workload).length > 0).length;
  if (covered === 0) return { text: 'no policy: open to all', tone: 'warning' };
  if (covered === workloads.length) return { text: 'policies for every workload', tone: 'good' };
  return { text: `policies for ${covered} of ${workloads.length} workloads`, tone: 'neutral' };
}

/** What crosses from one namespace to another, gathered, with the gravest verdict. */
function addNeeds(
  parts: GraphParts,
  connections: readonly RequiredConnection[],
  hasRow: (namespace: string, row: string) => boolean,
): void {
  const crossing = new Map<string, { from: string; to: string; row: string; verdict: Verdict; count: number }>();
  for (const { source, destination, service, explanation } of connections) {
    if (source.kind !== 'workload') continue;
    const [from, to] = [source.workload.namespace.value, destination.namespace.value];
    if (from === to) continue;
    const verdict = explanation?.verdict ?? 'unknown';
    const row = service.name.value;
    const key = `${from}\n${to}\n${row}`;
    const known = crossing.get(key);
    if (!known) crossing.set(key, { from, to, row, verdict, count: 1 });
    else {
      known.count++;
      if (gravity(verdict) > gravity(known.verdict)) known.verdict = verdict;
    }
  }
  for (const { from, to, row, verdict, count } of crossing.values())
    parts.edge({
      kind: 'requires',
      source: `Namespace//${from}`,
      target: `Namespace//${to}`,
      ...(hasRow(to, row) && { targetRow: row }),
      verdict,
      ...(count > 1 && { count }),
    });
}

function gravity(verdict: Verdict): number {
  return verdict === 'denied' ? 2 : verdicts.indexOf(verdict) > 0 ? 1 : 0;
}

type Plan = Addressing['plan'];

/** What every cluster has: its DNS and its network. */
function addSystem(parts: GraphParts, cni: Policies['cni'], plan: Plan, domain: string): void {
  const ranges = (list: Plan['pods']) => list.map(({ text }) => text).join(', ');
  const row = (id: string, list: Plan['pods']): Row[] =>
    list.length > 0 ? [{ id, label: id, value: ranges(list) }] : [];
  parts.node({
    id: 'CNI',
    role: 'network',
    kind: 'Network plugin',
    name: cni?.name ?? 'Network plugin',
    group: 'System',
    tier: 'workload',
    subtitle: cni === undefined ? 'not in these files' : cni.enforces ? 'enforces policies' : 'enforces no policies',
    rows: [...row('pods', plan.pods), ...row('services', plan.services), ...row('nodes', plan.nodes)],
    ...(plan.distribution && { badges: [{ text: plan.distribution.name, tone: 'neutral' as const }] }),
  });
  parts.node({
    id: 'CoreDNS',
    role: 'dns',
    kind: 'DNS',
    name: 'CoreDNS',
    group: 'System',
    tier: 'workload',
    rows: [
      { id: 'domain', label: 'domain', value: domain },
      ...plan.dns.map(({ text }, index) => ({ id: `address ${index}`, label: 'address', value: text })),
    ],
  });
}

function nodeCard(node: Node): GraphNode {
  return {
    id: `Node//${node.name.value}`,
    role: 'node',
    kind: 'Node',
    name: node.name.value,
    group: 'Nodes',
    tier: 'pod',
    rows: [
      ...node.addresses.map(({ value }, index) => ({ id: `address ${index}`, label: 'address', value })),
      ...node.podCIDRs.map(({ value }, index) => ({ id: `pods ${index}`, label: 'pods', value })),
    ],
  };
}
