import type { Labels } from '../labels.ts';

/** A namespace as the DNS server sees it. */
export interface DnsNamespace {
  readonly name: string;
  readonly labels: Labels;
}

export interface DnsPort {
  /** Empty where the port is unnamed. */
  readonly name: string;
  readonly port: number;
  readonly protocol: string;
}

export interface DnsService {
  readonly name: string;
  readonly namespace: string;
  readonly labels: Labels;
  readonly type: 'ClusterIP' | 'NodePort' | 'LoadBalancer' | 'ExternalName';
  /** The addresses, or placeholders (see `allocatedFrom`); `None` alone for a headless Service; none for an ExternalName. */
  readonly clusterIPs: readonly string[];
  readonly externalName?: string;
  /** `spec.externalIPs` and the load balancer's addresses: what k8s_external answers. */
  readonly externalIPs?: readonly string[];
  readonly ports: readonly DnsPort[];
}

export interface DnsEndpoint {
  /** Usually one address or placeholder. */
  readonly addresses: readonly string[];
  readonly hostname?: string;
  /** `conditions.ready`; absent means ready. `serving` and `terminating` are not looked at. */
  readonly ready?: boolean;
  /** The name of `targetRef`. */
  readonly target?: string;
  readonly zone?: string;
}

/** An EndpointSlice of a Service or, with `cluster`, of a ServiceImport. */
export interface DnsEndpointSlice {
  readonly service: string;
  readonly namespace: string;
  readonly labels: Labels;
  readonly endpoints: readonly DnsEndpoint[];
  readonly ports: readonly DnsPort[];
  /** `multicluster.kubernetes.io/source-cluster`. */
  readonly cluster?: string;
}

/** A pod for the `pods verified` mode and for autopath. */
export interface DnsPod {
  readonly namespace: string;
  readonly labels: Labels;
  /** `status.podIP`: the first family only. */
  readonly address: string;
  readonly phase?: string;
  readonly terminating?: boolean;
}

/** A ServiceImport of the multi-cluster Services API. */
export interface DnsServiceImport {
  readonly name: string;
  readonly namespace: string;
  readonly headless: boolean;
  readonly ips: readonly string[];
  readonly ports: readonly DnsPort[];
}

/** Everything in a cluster that its DNS answers from. */
export interface ClusterDnsData {
  readonly namespaces: readonly DnsNamespace[];
  /**
   * True where other namespaces may exist than those listed, as in a workspace that declares only its own.
   * NXDOMAIN that rests on such a namespace is then no conclusion.
   */
  readonly openNamespaces?: boolean;
  readonly services: readonly DnsService[];
  readonly slices: readonly DnsEndpointSlice[];
  readonly pods?: readonly DnsPod[];
  readonly imports?: readonly DnsServiceImport[];
}

/** A cluster without anything. */
export const emptyCluster: ClusterDnsData = { namespaces: [], services: [], slices: [] };

/** The data, found by what a question asks for. */
export interface ClusterIndex {
  readonly data: ClusterDnsData;
  readonly namespaces: ReadonlyMap<string, DnsNamespace>;
  /** By `name.namespace`. */
  readonly services: ReadonlyMap<string, readonly DnsService[]>;
  readonly slices: ReadonlyMap<string, readonly DnsEndpointSlice[]>;
  readonly imports: ReadonlyMap<string, readonly DnsServiceImport[]>;
  readonly importSlices: ReadonlyMap<string, readonly DnsEndpointSlice[]>;
  readonly servicesByAddress: ReadonlyMap<string, readonly DnsService[]>;
  readonly slicesByAddress: ReadonlyMap<string, readonly DnsEndpointSlice[]>;
  /** Pods that are neither finished nor being deleted. */
  readonly podsByAddress: ReadonlyMap<string, readonly DnsPod[]>;
}

const indexes = new WeakMap<ClusterDnsData, ClusterIndex>();

/** The index of a cluster, built once per value. */
export function indexOf(data: ClusterDnsData): ClusterIndex {
  let index = indexes.get(data);
  if (index === undefined) indexes.set(data, (index = build(data)));
  return index;
}

/** Whether a Service is headless. */
export function isHeadless(service: DnsService): boolean {
  return service.clusterIPs[0] === 'None';
}

/** The endpoints of a slice that DNS shows: those ready, or of unknown readiness. */
export function readyEndpoints(slice: DnsEndpointSlice): readonly DnsEndpoint[] {
  return slice.endpoints.filter((endpoint) => endpoint.ready !== false);
}

function build(data: ClusterDnsData): ClusterIndex {
  const key = (name: string, namespace: string) => [`${name}.${namespace}`];
  const own = data.slices.filter((slice) => slice.cluster === undefined);
  const imported = data.slices.filter((slice) => slice.cluster !== undefined);
  const live = (data.pods ?? []).filter(
    (pod) => pod.terminating !== true && !['Succeeded', 'Failed', 'Unknown'].includes(pod.phase ?? 'Running'),
  );
  return {
    data,
    namespaces: new Map(data.namespaces.map((namespace) => [namespace.name, namespace])),
    services: group(data.services, (service) => key(service.name, service.namespace)),
    slices: group(own, (slice) => key(slice.service, slice.namespace)),
    imports: group(data.imports ?? [], (item) => key(item.name, item.namespace)),
    importSlices: group(imported, (slice) => key(slice.service, slice.namespace)),
    servicesByAddress: group(data.services, (service) => service.clusterIPs),
    slicesByAddress: group(own, (slice) => readyEndpoints(slice).flatMap((endpoint) => endpoint.addresses)),
    podsByAddress: group(live, (pod) => [pod.address]),
  };
}

function group<T>(items: readonly T[], keys: (item: T) => readonly string[]): ReadonlyMap<string, readonly T[]> {
  const found = new Map<string, T[]>();
  for (const item of items) {
    for (const key of new Set(keys(item))) {
      const list = found.get(key);
      if (list === undefined) found.set(key, [item]);
      else list.push(item);
    }
  }
  return found;
}
