/** A namespace as one card: its Services, workloads, and what may make more of them. */

import type { OpaqueProducer } from '../../../model/facts/other.ts';
import { isHeadless, type Service } from '../../../model/facts/service.ts';
import type { Workload } from '../../../model/facts/workload.ts';
import type { Policies } from '../../../model/policies.ts';
import { countOf } from '../../../text/count.ts';
import { groupBy } from '../../../text/group.ts';
import { compareText } from '../../../text/span.ts';
import type { Badge, GraphNode, Row } from '../graph.ts';

/** More Services or workloads than this are told in one row of a namespace's card. */
const mostRows = 14;

/** The id of the row that stands for all that have none. */
export const restOfRows = 'more';

export interface NamespaceContent {
  readonly name: string;
  readonly services: readonly Service[];
  /** Workloads that no Service selects. */
  readonly unserved: readonly Workload[];
  readonly producers: readonly OpaqueProducer[];
  /** What has a card elsewhere, such as `2 Gateways`: said where nothing runs in the namespace. Empty texts do not count. */
  readonly others: readonly string[];
  readonly badge: Badge | undefined;
}

/** A row for each Service with the pods behind it, for each workload without a Service, for each that makes objects unseen. */
export function namespaceCard(
  { name, services, unserved, producers, others, badge }: NamespaceContent,
  workloadsOf: (service: Service) => readonly Workload[],
): GraphNode {
  const rows: Row[] = services.map((service) => {
    const pods = podsOf(workloadsOf(service));
    const ports = service.ports.map(({ port }) => port.value).join(', ');
    const kind = service.type.value === 'ExternalName' ? 'outside' : isHeadless(service) ? 'headless' : `:${ports}`;
    const value = service.type.value === 'ExternalName' || pods === '' ? kind : `${kind} → ${pods}`;
    return { id: serviceRow(service), label: service.name.value, value };
  });
  for (const workload of unserved)
    rows.push({ id: workloadRow(workload), label: workload.name.value, value: podsOf([workload]) });
  rows.push(...unrendered(producers));
  const left = rows.length - mostRows;
  const shown = left > 1 ? [...rows.slice(0, mostRows), { id: restOfRows, label: `and ${left} more` }] : rows;
  const other = services.length > 0 ? 'other ' : '';
  const running = [
    counted(services, 'Service', 'Services'),
    counted(unserved, `${other}workload`, `${other}workloads`),
  ].filter((part) => part !== '');
  const said = [
    ...(running.length > 0 ? running : others.filter((part) => part !== '')),
    ...(producers.length > 0 ? [running.length > 0 ? 'more not rendered' : 'not rendered here'] : []),
  ];
  return {
    id: `Namespace//${name}`,
    role: 'namespace',
    kind: 'Namespace',
    name,
    namespace: name,
    group: 'Namespaces',
    tier: 'workload',
    subtitle: said.join(', ') || 'nothing of it in these files',
    rows: shown,
    ...(badge && { badges: [badge] }),
  };
}

/** Kinds whose objects stand for whole applications. */
const applications = ['HelmRelease', 'HelmChart', 'Kustomization', 'Application', 'ApplicationSet'];

/** A row for each kind of application that something in the cluster renders, and one for all other objects of operators. */
function unrendered(producers: readonly OpaqueProducer[]): Row[] {
  const byKind = groupBy(producers, ({ kind }) => (applications.includes(kind) ? kind : ''));
  return [...byKind]
    .sort(([a], [b]) => (a === '' ? 1 : b === '' ? -1 : compareText(a, b)))
    .map(([kind, own]) => {
      const names = own.map(({ name }) => name.value);
      if (kind === '') return { id: 'operators', label: 'objects of operators', value: String(own.length) };
      return { id: kind, label: kind, value: names.length === 1 ? names[0]! : String(names.length) };
    });
}

/** The id of a Service's row in the card of its namespace. */
export function serviceRow({ name }: Service): string {
  return name.value;
}

/** The id of the row of a workload without a Service. */
export function workloadRow({ kind, name }: Workload): string {
  return `${kind} ${name.value}`;
}

/** `1 Gateway`, `2 Gateways`, or nothing for none. */
export function counted(rows: readonly unknown[], one: string, many: string): string {
  return rows.length === 0 ? '' : countOf(rows.length, one, many);
}

/** How many workloads of the namespace policies are about, as a mark; nothing where the scope has no policies. */
export function policyBadge(workloads: readonly Workload[], rules: Policies): Badge | undefined {
  if (rules.rows.length === 0 || workloads.length === 0) return undefined;
  const covered = workloads.filter((workload) => rules.selecting(workload).length > 0).length;
  if (covered === 0) return { text: 'no policy: open to all', tone: 'warning' };
  if (covered === workloads.length) return { text: 'policies for every workload', tone: 'good' };
  return { text: `policies for ${covered} of ${workloads.length} workloads`, tone: 'neutral' };
}

/** `3 pods`, `on every node`, or nothing when nothing runs. A workload whose number of pods is decided elsewhere counts as one. */
function podsOf(workloads: readonly Workload[]): string {
  if (workloads.length === 0) return '';
  if (workloads.every(({ kind }) => kind === 'DaemonSet')) return 'on every node';
  if (workloads.every(({ kind }) => kind === 'Job' || kind === 'CronJob')) return workloads[0]!.kind;
  const pods = workloads.reduce((sum, { replicas }) => sum + (replicas ?? 1), 0);
  return pods === 1 ? '1 pod' : `${pods} pods`;
}
