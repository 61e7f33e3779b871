import { parseAddress } from '../kubernetes/policy/addressSet.ts';
import type { NamedPort, PodEndpoint } from '../kubernetes/policy/match.ts';
import { readProtocol } from '../kubernetes/policy/networkPolicy.ts';
import { Field } from '../yaml/field.ts';
import { isPlaceholder, resourceId } from './facts/resource.ts';
import { lastingContainers, type Workload } from './facts/workload.ts';

/** The kinds of which np-guard makes pods. */
const npGuardKinds = new Set([
  'Pod',
  'ReplicaSet',
  'ReplicationController',
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'Job',
  'CronJob',
]);

/** Whether the object runs pods of its own: a PodTemplate only keeps a form of them. */
export function runsPods({ kind }: Workload, compatible: boolean): boolean {
  return compatible ? npGuardKinds.has(kind) : kind !== 'PodTemplate';
}

/**
 * The name of a workload in lists: `shop/web[Deployment]`. A pod that a controller owns is shown as its owner,
 * which is not followed further.
 */
export function listedName(workload: Workload): string {
  const owner = ownerOf(workload);
  const { name, kind } = owner ?? { name: workload.name.value, kind: workload.kind };
  return `${workload.namespace.value}/${name}[${kind}]`;
}

function ownerOf(workload: Workload): { readonly name: string; readonly kind: string } | undefined {
  if (workload.kind !== 'Pod') return undefined;
  for (const reference of Field.root(workload.tree).at('metadata', 'ownerReferences').items()) {
    const name = reference.get('name').string()?.value;
    const kind = reference.get('kind').string()?.value ?? 'Pod';
    if (reference.get('controller').boolean()?.value && kind !== 'Node' && name !== undefined) return { name, kind };
  }
  return undefined;
}

/** The pods of a workload as policies see them. */
export function podEndpointOf(workload: Workload): PodEndpoint {
  const status = workload.kind === 'Pod' ? Field.root(workload.tree).get('status') : undefined;
  const templated = [...workload.podLabels].filter(([key, value]) => isPlaceholder(key) || isPlaceholder(value));
  const labels = new Map([...workload.podLabels].filter(([, value]) => !isPlaceholder(value)));
  return {
    kind: 'pod',
    id: resourceId(workload),
    namespace: workload.namespace.value,
    labels,
    unknownLabelKeys: templated.some(([key]) => isPlaceholder(key))
      ? 'any'
      : [...workload.addedLabelKeys, ...templated.map(([key]) => key)],
    namedPorts: namedPorts(workload, false),
    hostNetwork: workload.pod.hostNetwork?.value ?? false,
    addresses: addresses(status, 'podIPs', 'podIP'),
    nodeAddresses: addresses(status, 'hostIPs', 'hostIP'),
  };
}

/** The pods of a workload as np-guard sees them: with the labels that are written, and the ports of ordinary containers. */
export function npGuardEndpointOf(workload: Workload): PodEndpoint {
  return {
    ...podEndpointOf(workload),
    labels: new Map([...workload.podLabelSpans].map(([key, { value }]) => [key, value])),
    unknownLabelKeys: [],
    namedPorts: namedPorts(workload, true),
  };
}

function namedPorts({ pod }: Workload, ordinaryOnly: boolean): readonly NamedPort[] {
  const containers = ordinaryOnly ? pod.containers.filter(({ role }) => role === 'container') : lastingContainers(pod);
  return containers.flatMap(({ ports }) =>
    ports.flatMap(({ name, protocol, containerPort }): NamedPort[] => {
      const known = readProtocol(protocol.value);
      return name && known ? [{ name: name.value, protocol: known, port: containerPort.value }] : [];
    }),
  );
}

function addresses(status: Field | undefined, list: string, single: string) {
  if (!status) return [];
  const many = status
    .get(list)
    .items()
    .map((item) => item.get('ip').string()?.value);
  const all = many.length > 0 ? many : [status.get(single).string()?.value];
  return all.flatMap((text) => (text === undefined ? [] : (parseAddress(text) ?? [])));
}
