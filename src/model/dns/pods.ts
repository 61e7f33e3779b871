import { familyOf } from '../../kubernetes/dns/addresses.ts';
import type { EndpointPod } from '../../kubernetes/dns/endpointSlices.ts';
import { statefulSetPods } from '../../kubernetes/dns/hostname.ts';
import { child, descend, stringAt, type Tree } from '../../yaml/tree.ts';
import { lastingContainers, type Workload } from '../facts/workload.ts';

/** Pods of one workload that are listed one by one; more of them are alike. */
const mostPods = 20;
const mostOrdinals = 1000;

/**
 * The pods of a workload as far as its endpoints come from them. A pod that does not exist yet has a text in angle
 * brackets in the place of its address, one for each pod: `<database-0 in 10.1.0.0/16>`.
 *
 * @param ranges the pod ranges of the cluster, one for each family; none where they are not known
 */
export function podsOf(workload: Workload, ranges: readonly string[] = []): readonly EndpointPod[] {
  const { pod, kind, name, namespace } = workload;
  const base = {
    namespace: namespace.value,
    portNumber: (port: string, protocol: string) => portNumber(workload, port, protocol),
  };
  const onNode = pod.hostNetwork?.value === true;
  const addresses = (of: string) => placeholders(of, ranges, onNode);
  if (kind === 'Pod') {
    const written = writtenAddresses(workload.tree);
    const ready = readyCondition(workload.tree);
    const phase = stringAt(workload.tree, 'status', 'phase');
    return [
      {
        ...base,
        ...hostname(workload),
        name: name.value,
        labels: workload.podLabels,
        addresses: written.length > 0 ? written : addresses(name.value),
        ...(ready !== undefined && { ready }),
        ...(phase !== undefined && { phase }),
      },
    ];
  }
  if (kind === 'StatefulSet') {
    const set = {
      name: name.value,
      namespace: namespace.value,
      ...(workload.serviceName && { serviceName: workload.serviceName.value }),
    };
    const first = startOrdinal(workload);
    return statefulSetPods(set, Math.min(workload.replicas ?? 1, mostOrdinals), first).map((own) => ({
      ...base,
      name: own.name,
      ...(own.hostname !== undefined && { hostname: own.hostname }),
      ...(own.subdomain !== undefined && { subdomain: own.subdomain }),
      labels: new Map([...workload.podLabels, ['statefulset.kubernetes.io/pod-name', own.name]]),
      addresses: addresses(own.name),
    }));
  }
  const count = Math.min(workload.replicas ?? 1, mostPods);
  return Array.from({ length: count }, (_, i) => {
    const own = count === 1 ? `pod of ${kind} ${name.value}` : `pod ${i + 1} of ${kind} ${name.value}`;
    return { ...base, ...hostname(workload), name: own, labels: workload.podLabels, addresses: addresses(own) };
  });
}

/** `spec.ordinals.start` of a StatefulSet; 0 where it is not written (KEP-3335). */
export function startOrdinal(workload: Workload): number {
  const start = descend(workload.tree, 'spec', 'ordinals', 'start');
  return start?.kind === 'scalar' && typeof start.value === 'number' ? start.value : 0;
}

/** The addresses in the status of a Pod, the primary one first. */
export function writtenAddresses(tree: Tree): string[] {
  const list = descend(tree, 'status', 'podIPs');
  const all = list?.kind === 'sequence' ? list.items.map((item) => stringAt(item, 'ip')) : [];
  const found = [...new Set([stringAt(tree, 'status', 'podIP'), ...all])];
  return found.filter((address): address is string => address !== undefined && familyOf(address) !== undefined);
}

function readyCondition(tree: Tree): boolean | undefined {
  const conditions = descend(tree, 'status', 'conditions');
  if (conditions?.kind !== 'sequence') return undefined;
  const ready = conditions.items.find((item) => stringAt(item, 'type') === 'Ready');
  const status = child(ready, 'status');
  return status?.kind === 'scalar' ? String(status.value).toLowerCase() === 'true' : undefined;
}

function hostname({ pod }: Workload) {
  return {
    ...(pod.hostname && { hostname: pod.hostname.value }),
    ...(pod.subdomain && { subdomain: pod.subdomain.value }),
  };
}

function placeholders(of: string, ranges: readonly string[], onNode: boolean): string[] {
  if (onNode) return [`<${of} at its node's address>`];
  return ranges.length === 0 ? [`<${of}>`] : ranges.map((range) => `<${of} in ${range}>`);
}

function portNumber({ pod }: Workload, name: string, protocol: string): number | undefined {
  for (const { ports } of lastingContainers(pod)) {
    const found = ports.find((port) => port.name?.value === name && port.protocol.value === protocol);
    if (found) return found.containerPort.value;
  }
  return undefined;
}
