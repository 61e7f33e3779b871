import { readFileSync } from 'node:fs';
import { parseAllDocuments } from 'yaml';
import type {
  ClusterDnsData,
  DnsEndpointSlice,
  DnsNamespace,
  DnsPod,
  DnsPort,
  DnsService,
  DnsServiceImport,
} from '../../src/kubernetes/dns/cluster.ts';
import { mirrorEndpoints } from '../../src/kubernetes/dns/endpointSlices.ts';

// biome-ignore lint/suspicious/noExplicitAny: fixtures are untyped data.
export type Json = any;

/** The objects of a manifest file. */
export function readObjects(path: string): readonly Json[] {
  return parseAllDocuments(readFileSync(path, 'utf8')).flatMap((document) => {
    const value: Json = document.toJS();
    return value === null || value === undefined ? [] : value.kind === 'List' ? value.items : [value];
  });
}

/** What a cluster of these objects tells its DNS. Nothing else exists in it. */
export function clusterOf(objects: readonly Json[]): ClusterDnsData {
  const of = (kind: string) => objects.filter((object) => object.kind === kind);
  const slices = of('EndpointSlice').map(sliceOf);
  const covered = new Set(slices.map((slice) => `${slice.service}.${slice.namespace}`));
  const mirrored = of('Endpoints')
    .filter(({ metadata }) => !covered.has(`${metadata.name}.${metadata.namespace ?? 'default'}`))
    .flatMap((object) =>
      mirrorEndpoints(
        { name: object.metadata.name, namespace: object.metadata.namespace ?? 'default', labels: labelsOf(object) },
        (object.subsets ?? []).map((subset: Json) => ({
          addresses: (subset.addresses ?? []).map(endpointAddress),
          notReadyAddresses: (subset.notReadyAddresses ?? []).map(endpointAddress),
          ports: (subset.ports ?? []).map(portOf),
        })),
      ),
    );
  return {
    namespaces: of('Namespace').map((o): DnsNamespace => ({ name: o.metadata.name, labels: labelsOf(o) })),
    services: of('Service').map(serviceOf),
    slices: [...slices, ...mirrored],
    pods: of('Pod').map(podOf),
    imports: of('ServiceImport').map(importOf),
  };
}

function serviceOf({ metadata, spec = {}, status }: Json): DnsService {
  const ingress = (status?.loadBalancer?.ingress ?? []).flatMap((item: Json) => item.ip ?? []);
  const single = spec.clusterIP === undefined || spec.clusterIP === '' ? [] : [spec.clusterIP];
  return {
    name: metadata.name,
    namespace: metadata.namespace ?? 'default',
    labels: labelsOf({ metadata }),
    type: spec.type ?? 'ClusterIP',
    clusterIPs: spec.clusterIPs ?? single,
    ...(spec.externalName !== undefined && { externalName: spec.externalName }),
    externalIPs: [...ingress, ...(spec.externalIPs ?? [])],
    ports: (spec.ports ?? []).map(portOf),
  };
}

function sliceOf({ metadata, endpoints, ports }: Json): DnsEndpointSlice {
  const labels = labelsOf({ metadata });
  const cluster = labels.get('multicluster.kubernetes.io/source-cluster');
  const imported = labels.get('multicluster.kubernetes.io/service-name');
  return {
    service: imported ?? labels.get('kubernetes.io/service-name') ?? '',
    namespace: metadata.namespace ?? 'default',
    labels,
    endpoints: (endpoints ?? []).map((endpoint: Json) => ({
      addresses: endpoint.addresses ?? [],
      ...(typeof endpoint.hostname === 'string' && { hostname: endpoint.hostname }),
      ...(typeof endpoint.conditions?.ready === 'boolean' && { ready: endpoint.conditions.ready }),
      ...(endpoint.targetRef?.name !== undefined && { target: endpoint.targetRef.name }),
      ...(endpoint.zone !== undefined && { zone: endpoint.zone }),
    })),
    ports: (ports ?? []).map(portOf),
    ...(imported !== undefined && { cluster: cluster ?? '' }),
  };
}

function podOf({ metadata, status = {} }: Json): DnsPod {
  return {
    namespace: metadata.namespace ?? 'default',
    labels: labelsOf({ metadata }),
    address: status.podIP ?? status.podIPs?.[0]?.ip ?? '',
    phase: status.phase ?? 'Running',
    terminating: metadata.deletionTimestamp !== undefined,
  };
}

function importOf({ metadata, spec = {} }: Json): DnsServiceImport {
  return {
    name: metadata.name,
    namespace: metadata.namespace ?? 'default',
    headless: spec.type === 'Headless',
    ips: spec.ips ?? [],
    ports: (spec.ports ?? []).map(portOf),
  };
}

function portOf(port: Json): DnsPort {
  return { name: port.name ?? '', port: port.port ?? -1, protocol: port.protocol ?? 'TCP' };
}

function endpointAddress(address: Json) {
  return {
    ip: address.ip,
    ...(address.hostname !== undefined && { hostname: address.hostname }),
    ...(address.targetRef?.name !== undefined && { target: address.targetRef.name }),
  };
}

function labelsOf({ metadata }: Json): ReadonlyMap<string, string> {
  return new Map(Object.entries(metadata.labels ?? {}).map(([key, value]) => [key, String(value)]));
}
