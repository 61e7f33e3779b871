import { type Labels, selects } from '../labels.ts';
import type { IpFamily } from './addresses.ts';
import { familyOf } from './addresses.ts';
import type { DnsEndpoint, DnsEndpointSlice, DnsPort } from './cluster.ts';
import { endpointHostname } from './hostname.ts';

/** A pod as far as endpoints come from it. */
export interface EndpointPod {
  readonly name: string;
  readonly namespace: string;
  readonly labels: Labels;
  readonly hostname?: string;
  readonly subdomain?: string;
  /** `status.podIPs`, or placeholders; none for a pod without an address, which is no endpoint. */
  readonly addresses: readonly string[];
  /** The Ready condition; absent means that it is not known and taken for ready. */
  readonly ready?: boolean;
  readonly phase?: string;
  readonly terminating?: boolean;
  readonly zone?: string;
  /** The number of a named container port, or undefined where the pod has none of that name and protocol. */
  readonly portNumber: (name: string, protocol: string) => number | undefined;
}

/** A Service as far as its endpoints depend on it. */
export interface EndpointService {
  readonly name: string;
  readonly namespace: string;
  readonly labels: Labels;
  /** Absent for a Service without selector, whose endpoints are written by hand. */
  readonly selector?: Labels;
  readonly publishNotReadyAddresses?: boolean;
  /** The families of its addresses; those of the pods where absent. */
  readonly ipFamilies?: readonly IpFamily[];
  readonly ports: readonly {
    readonly name?: string;
    readonly port: number;
    readonly protocol?: string;
    /** The Service's port where absent. */
    readonly targetPort?: number | string;
  }[];
}

/**
 * The EndpointSlices that the controller makes of a Service and its pods: one per address family and set of ports, because
 * a named targetPort may have another number in each pod (kubernetes/endpointslice reconciler). None without a selector.
 */
export function deriveSlices(service: EndpointService, pods: readonly EndpointPod[]): readonly DnsEndpointSlice[] {
  const { selector } = service;
  if (selector === undefined || selector.size === 0) return [];
  const found = new Map<string, { readonly ports: readonly DnsPort[]; readonly endpoints: DnsEndpoint[] }>();
  for (const pod of pods) {
    const isLive = pod.phase !== 'Succeeded' && pod.phase !== 'Failed';
    if (!isLive || pod.namespace !== service.namespace || !selects(selector, pod.labels)) continue;
    const ports = portsOfPod(service, pod);
    for (const address of pod.addresses) {
      const family = familyOf(address) ?? 'IPv4';
      if (service.ipFamilies !== undefined && !service.ipFamilies.includes(family)) continue;
      const key = `${family} ${JSON.stringify(ports)}`;
      const slice = found.get(key) ?? { ports, endpoints: [] };
      found.set(key, slice);
      slice.endpoints.push(endpointOf(service, pod, address));
    }
  }
  const { name, namespace, labels } = service;
  return [...found.values()].map(({ ports, endpoints }) => ({ service: name, namespace, labels, ports, endpoints }));
}

/** One subset of an Endpoints object. */
export interface EndpointsSubset {
  readonly addresses: readonly { readonly ip: string; readonly hostname?: string; readonly target?: string }[];
  readonly notReadyAddresses?: readonly { readonly ip: string; readonly hostname?: string; readonly target?: string }[];
  readonly ports: readonly DnsPort[];
}

/** The EndpointSlices that are mirrored from an Endpoints object written by hand for a Service without selector. */
export function mirrorEndpoints(
  endpoints: { readonly name: string; readonly namespace: string; readonly labels: Labels },
  subsets: readonly EndpointsSubset[],
): readonly DnsEndpointSlice[] {
  return subsets.map(({ addresses, notReadyAddresses = [], ports }) => ({
    service: endpoints.name,
    namespace: endpoints.namespace,
    labels: endpoints.labels,
    ports,
    endpoints: [addresses, notReadyAddresses].flatMap((list, index) =>
      list.map(({ ip, hostname, target }) => ({
        addresses: [ip],
        ready: index === 0,
        ...(hostname !== undefined && { hostname }),
        ...(target !== undefined && { target }),
      })),
    ),
  }));
}

function endpointOf(service: EndpointService, pod: EndpointPod, address: string): DnsEndpoint {
  const hostname = endpointHostname(pod, service);
  const isServing = pod.ready !== false && pod.terminating !== true;
  return {
    addresses: [address],
    ready: service.publishNotReadyAddresses === true || isServing,
    target: pod.name,
    ...(hostname !== undefined && { hostname }),
    ...(pod.zone !== undefined && { zone: pod.zone }),
  };
}

/** The ports of a pod's endpoints; a named port that the pod lacks is left out. */
function portsOfPod(service: EndpointService, pod: EndpointPod): readonly DnsPort[] {
  return service.ports.flatMap(({ name = '', port, protocol = 'TCP', targetPort = port }) => {
    const number = typeof targetPort === 'number' ? targetPort : pod.portNumber(targetPort, protocol);
    return number === undefined ? [] : [{ name, port: number, protocol }];
  });
}
