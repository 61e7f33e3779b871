import { clusterDns } from '../../../model/dns/cluster.ts';
import { endpoints } from '../../../model/endpoints.ts';
import { resourceId } from '../../../model/facts/resource.ts';
import type { Workload } from '../../../model/facts/workload.ts';
import { type NameReference, nameReferences } from '../../../model/names/references.ts';
import { policies } from '../../../model/policies.ts';
import { requiredConnections } from '../../../model/required.ts';
import type { Scope } from '../../../model/workspace.ts';
import type { DetailRow, DetailSection } from '../../graph/views.ts';
import { linkTo, optionalRow, uses } from './rows.ts';

/** What there is to say of a workload: its pods, ports and Services, the names it asks for, policies, and whom it needs. */
export function workloadSections(scope: Scope, workload: Workload): readonly DetailSection[] {
  const { model } = scope;
  const required = model.get(requiredConnections);
  const ports = workload.pod.containers.flatMap(({ name, ports: own }) =>
    own.map(
      (port): DetailRow => ({
        label: `${port.containerPort.value} ${port.protocol.value}`,
        value: `${port.name ? `${port.name.value} of ` : ''}${name.value}`,
      }),
    ),
  );
  const selecting = model.get(policies).selecting(workload);
  const references = model.get(nameReferences).filter(({ users }) => users.includes(workload));
  return [
    { title: 'About', rows: about(workload) },
    { title: 'Ports', rows: ports },
    {
      title: 'Services',
      rows: model
        .get(endpoints)
        .servicesOf(workload)
        .map((row) => linkTo(row)),
    },
    { title: 'Names', rows: podNames(scope, workload) },
    {
      title: 'Policies',
      rows: selecting.map(({ row, selects, directions }) =>
        linkTo(row, `${directions.join(', ').toLowerCase()}${selects === true ? '' : ', perhaps'}`),
      ),
    },
    { title: 'Asks for', rows: unique(references.map(namedRow)) },
    {
      title: 'Needs',
      rows: uses(
        required.filter(({ source }) => source.kind === 'workload' && source.workload === workload),
        'destination',
      ),
    },
    {
      title: 'Needed by',
      rows: uses(
        required.filter(({ destination }) => destination === workload),
        'source',
      ),
    },
  ];
}

function about({ kind, replicas, pod }: Workload): DetailRow[] {
  const pods =
    kind === 'DaemonSet'
      ? 'one on every node'
      : replicas === undefined || kind === 'Pod' || kind === 'Job' || kind === 'CronJob'
        ? undefined
        : String(replicas);
  return [
    ...optionalRow('pods', pods),
    ...optionalRow('network', pod.hostNetwork?.value === true ? 'that of the node' : undefined),
    ...optionalRow('dnsPolicy', pod.dnsPolicy?.value),
    ...pod.containers.flatMap(({ name, image, role }) =>
      optionalRow(role === 'container' ? name.value : `${name.value} (${role})`, image?.value),
    ),
  ];
}

/** The names that the pods of a StatefulSet have of their own, by its governing Service. */
function podNames({ model }: Scope, { kind, name, namespace, serviceName, replicas }: Workload): DetailRow[] {
  if (kind !== 'StatefulSet' || !serviceName) return [];
  const { domain } = model.get(clusterDns);
  const last = (replicas ?? 1) - 1;
  const full = (index: number) => `${name.value}-${index}.${serviceName.value}.${namespace.value}.svc.${domain}`;
  return [0, ...(last > 0 ? [last] : [])].map((index) => ({ label: full(index), value: `pod ${index}` }));
}

function namedRow({ host, where, target }: NameReference): DetailRow {
  switch (target.kind) {
    case 'service':
      return { label: host.value, value: where, node: resourceId(target.service) };
    case 'missing':
      return { label: host.value, value: `${where}: no such Service in these files` };
    case 'malformed':
      return { label: host.value, value: `${where}: ${target.fault}` };
    case 'builtin':
      return { label: host.value, value: `${where}: the cluster's own` };
    case 'external':
      return { label: host.value, value: `${where}: outside of the cluster` };
  }
}

function unique(rows: readonly DetailRow[]): readonly DetailRow[] {
  return [...new Map(rows.map((row) => [`${row.label} ${row.value}`, row])).values()];
}
