import type { IpFamily } from '../../kubernetes/dns/addresses.ts';
import type { DnsEndpointSlice } from '../../kubernetes/dns/cluster.ts';
import { deriveSlices, type EndpointPod } from '../../kubernetes/dns/endpointSlices.ts';
import type { EndpointSlice } from '../facts/endpoints.ts';
import type { Service } from '../facts/service.ts';
import type { Workload } from '../facts/workload.ts';

/** The EndpointSlices of the files. Those mirrored from Endpoints are left out where a Service has its own. */
export function writtenSlices(slices: readonly EndpointSlice[]): readonly DnsEndpointSlice[] {
  const key = (slice: EndpointSlice) => `${slice.namespace.value}/${slice.service?.value ?? ''}`;
  const own = new Set(slices.filter(({ kind }) => kind === 'EndpointSlice').map(key));
  return slices
    .filter((slice) => slice.service && (slice.kind === 'EndpointSlice' || !own.has(key(slice))))
    .map((slice) => ({
      service: slice.service!.value,
      namespace: slice.namespace.value,
      labels: slice.labels,
      ports: slice.ports.map(({ name, port, protocol }) => ({ name: name.value, port: port?.value ?? -1, protocol })),
      endpoints: slice.addresses.map(({ address, hostname, ready, targetName }) => ({
        addresses: [address.value],
        ready,
        ...(hostname !== undefined && { hostname }),
        ...(targetName !== undefined && { target: targetName }),
      })),
    }));
}

/** The EndpointSlices that the controller will make of a Service and the pods of the workloads that it selects. */
export function derivedSlices(
  service: Service,
  workloads: readonly Workload[],
  families: readonly IpFamily[],
  podsOf: (workload: Workload) => readonly EndpointPod[],
): readonly DnsEndpointSlice[] {
  const selector = new Map([...service.selector].map(([key, { value }]) => [key, value]));
  const pods = workloads.flatMap((workload) => {
    // Labels that a controller adds, with values that are not known before, are taken to fit.
    const added = [...selector].filter(
      ([key]) => workload.addedLabelKeys.includes(key) && key !== 'statefulset.kubernetes.io/pod-name',
    );
    const own = podsOf(workload);
    return added.length === 0 ? own : own.map((pod) => ({ ...pod, labels: new Map([...added, ...pod.labels]) }));
  });
  return deriveSlices(
    {
      name: service.name.value,
      namespace: service.namespace.value,
      labels: service.labels,
      selector,
      publishNotReadyAddresses: service.publishNotReadyAddresses,
      ipFamilies: families,
      ports: service.ports.map(({ name, port, protocol, targetPort }) => ({
        ...(name && { name: name.value }),
        port: port.value,
        protocol: protocol.value,
        targetPort: targetPort.value,
      })),
    },
    pods,
  );
}
