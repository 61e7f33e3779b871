import { matches } from '../labels.ts';
import { dashedAddress, parseAddress, undashedAddress } from './addresses.ts';
import type { ClusterIndex, DnsEndpoint, DnsEndpointSlice, DnsPort, DnsService } from './cluster.ts';
import { isHeadless, readyEndpoints } from './cluster.ts';
import type { KubernetesOptions } from './kubernetesOptions.ts';
import { type KubernetesRequest, parseRequest } from './kubernetesRequest.ts';
import { isWithin, withoutDot } from './names.ts';

/** One address or name, with one port, that a question leads to: the unit that CoreDNS counts for SRV weights. */
export interface FoundService {
  /** An address, a placeholder, or the host name of an ExternalName. */
  readonly host: string;
  /** -1 where nothing declares a port, 0 for pod names. */
  readonly port: number;
  /** The name that an SRV record points at, with a trailing dot. */
  readonly target: string;
}

/** `missing` is NXDOMAIN; found without services is NODATA. */
export type Lookup =
  | { readonly kind: 'found'; readonly services: readonly FoundService[] }
  | { readonly kind: 'missing'; readonly undeclaredNamespace?: string };

type ObjectRequest = Extract<KubernetesRequest, { kind: 'object' }>;

interface Scope {
  readonly options: KubernetesOptions;
  readonly index: ClusterIndex;
  /** The zone as the question wrote it. */
  readonly zone: string;
}

const missing: Lookup = { kind: 'missing' };
const noPorts: readonly DnsPort[] = [{ name: '', port: -1, protocol: '' }];

/** Whether names below a namespace are answered: it exists and no option hides it (CoreDNS namespaceExposed). */
export function isExposed(options: KubernetesOptions, index: ClusterIndex, namespace: string): boolean {
  if (options.namespaces.length > 0 && !options.namespaces.includes(namespace)) return false;
  const found = index.namespaces.get(namespace);
  return (
    found !== undefined && (options.namespaceLabels === undefined || matches(options.namespaceLabels, found.labels))
  );
}

/** What a name below a zone of the plugin leads to, whatever the type asked for (CoreDNS Records, findServices, findPods). */
export function lookUp(options: KubernetesOptions, index: ClusterIndex, name: string, zone: string): Lookup {
  const multicluster = options.multicluster.some((other) => withoutDot(other) === withoutDot(zone).toLowerCase());
  const request = parseRequest(name, zone, { multicluster, zonal: options.zonal });
  if (request.kind === 'node') return { kind: 'found', services: [] };
  if (request.kind === 'invalid') return missing;
  if (!isExposed(options, index, request.namespace)) {
    const hidden = options.namespaces.length > 0 && !options.namespaces.includes(request.namespace);
    // Only names below a Service or pod could have had an address.
    if (hidden || index.namespaces.has(request.namespace) || request.service === undefined) return missing;
    return { kind: 'missing', undeclaredNamespace: request.namespace };
  }
  const scope = { options, index, zone };
  if (request.type === 'pod') return pods(scope, request);
  if (request.service === undefined) return { kind: 'found', services: [] };
  return multicluster ? imported(scope, request, request.service) : services(scope, request, request.service);
}

/**
 * The name of an endpoint below its Service: its hostname, else with `endpoint_pod_names` the pod's name where that
 * fits a label, else the dashed address.
 */
export function nameOfEndpoint(options: KubernetesOptions, endpoint: DnsEndpoint, address: string): string {
  if (endpoint.hostname !== undefined && endpoint.hostname !== '') return endpoint.hostname;
  if (options.endpointPodNames && endpoint.target !== undefined && endpoint.target.length < 64) return endpoint.target;
  return dashedAddress(address);
}

/** The slices of a Service that the plugin watches. */
export function slicesOf(
  options: KubernetesOptions,
  index: ClusterIndex,
  service: string,
  namespace: string,
): readonly DnsEndpointSlice[] {
  if (options.noEndpoints) return [];
  const all = index.slices.get(`${service}.${namespace}`) ?? [];
  const { labels } = options;
  return labels === undefined ? all : all.filter((slice) => matches(labels, slice.labels));
}

/** The ports of a Service or slice; one of number -1 stands for none. */
export function portsOf(ports: readonly DnsPort[]): readonly DnsPort[] {
  return ports.length === 0 ? noPorts : ports;
}

/** The Services of a name that the plugin watches. */
export function servicesOf(
  options: KubernetesOptions,
  index: ClusterIndex,
  service: string,
  namespace: string,
): readonly DnsService[] {
  const all = index.services.get(`${service}.${namespace}`) ?? [];
  const { labels } = options;
  return labels === undefined ? all : all.filter((item) => matches(labels, item.labels));
}

function services(scope: Scope, request: ObjectRequest, name: string): Lookup {
  const { options, index, zone } = scope;
  const found: FoundService[] = [];
  let exists = false;
  for (const service of servicesOf(options, index, name, request.namespace)) {
    const target = `${service.name}.${service.namespace}.svc.${zone}`;
    if (service.type === 'ExternalName') {
      const host = service.externalName ?? '';
      const isBare = request.endpoint === undefined && request.port === undefined && request.topology === undefined;
      // A target that is an address is no CNAME, so the name does not exist (coredns/coredns#2324).
      if (!isBare || host === '' || parseAddress(host) !== undefined) continue;
      exists = true;
      found.push({ host, port: 0, target });
      continue;
    }
    const slices = slicesOf(options, index, name, request.namespace);
    const headless = isHeadless(service);
    if (request.topology !== undefined && !headless) continue;
    if (options.ignoreEmptyService && !headless && slices.every((slice) => readyEndpoints(slice).length === 0))
      continue;
    if (headless || request.endpoint !== undefined) {
      const all = endpoints(options, slices, request, target);
      const kept = inTopology(all, request);
      exists ||= kept.length > 0 || (request.topology !== undefined && all.length > 0);
      found.push(...kept);
      continue;
    }
    for (const port of portsOf(service.ports).filter((item) => isAsked(item, request))) {
      exists = true;
      for (const host of service.clusterIPs) found.push({ host, port: port.port, target });
    }
  }
  return exists ? { kind: 'found', services: found } : missing;
}

function imported(scope: Scope, request: ObjectRequest, name: string): Lookup {
  const { options, index, zone } = scope;
  const found: FoundService[] = [];
  let exists = false;
  for (const item of index.imports.get(`${name}.${request.namespace}`) ?? []) {
    const target = `${item.name}.${item.namespace}.svc.${zone}`;
    const slices = index.importSlices.get(`${name}.${request.namespace}`) ?? [];
    const isEmpty = slices.every((slice) => readyEndpoints(slice).length === 0);
    if (options.ignoreEmptyService && !item.headless && isEmpty) continue;
    if (item.headless || request.endpoint !== undefined) {
      for (const slice of slices) {
        // Without a cluster label no endpoint is meant: `endpoint.service` does not exist in such a zone.
        if (request.endpoint !== undefined && request.cluster !== slice.cluster?.toLowerCase()) continue;
        found.push(...endpoints(options, [slice], request, `${slice.cluster}.${target}`));
      }
      exists ||= found.length > 0;
      continue;
    }
    for (const port of portsOf(item.ports).filter((other) => isAsked(other, request))) {
      exists = true;
      for (const host of item.ips) found.push({ host, port: port.port, target });
    }
  }
  return exists ? { kind: 'found', services: found } : missing;
}

interface FoundEndpoint extends FoundService {
  readonly zone: string | undefined;
}

function endpoints(
  options: KubernetesOptions,
  slices: readonly DnsEndpointSlice[],
  request: ObjectRequest,
  service: string,
): readonly FoundEndpoint[] {
  return slices.flatMap((slice) =>
    readyEndpoints(slice).flatMap((endpoint) =>
      endpoint.addresses.flatMap((host) => {
        const name = nameOfEndpoint(options, endpoint, host);
        if (request.endpoint !== undefined && request.endpoint !== name.toLowerCase()) return [];
        return portsOf(slice.ports)
          .filter((port) => isAsked(port, request))
          .map((port) => ({ host, port: port.port, target: `${name}.${service}`, zone: endpoint.zone }));
      }),
    ),
  );
}

/** `pin` keeps a zone's endpoints, even if there are none; `prefer` takes all where the zone has none. */
function inTopology(all: readonly FoundEndpoint[], request: ObjectRequest): readonly FoundService[] {
  const { topology } = request;
  if (topology === undefined) return all;
  const kept = all.filter((endpoint) => endpoint.zone?.toLowerCase() === topology.zone);
  return topology.prefer && kept.length === 0 ? all : kept;
}

function isAsked(port: DnsPort, request: ObjectRequest): boolean {
  const fits = (asked: string | undefined, has: string) =>
    asked === undefined || asked === '' || asked === has.toLowerCase();
  return fits(request.port, port.name) && fits(request.protocol, port.protocol);
}

function pods(scope: Scope, request: ObjectRequest): Lookup {
  const { options, index, zone } = scope;
  if (options.pods === 'disabled') return missing;
  if (request.service === undefined) return { kind: 'found', services: [] };
  const host = undashedAddress(request.service);
  const found = { host, port: 0, target: `${request.service}.${request.namespace}.pod.${zone}` };
  if (options.pods === 'insecure') {
    return parseAddress(host) === undefined ? missing : { kind: 'found', services: [found] };
  }
  const { labels } = options;
  const live = (index.podsByAddress.get(host) ?? []).filter(
    (pod) => pod.namespace === request.namespace && (labels === undefined || matches(labels, pod.labels)),
  );
  return live.length === 0 ? missing : { kind: 'found', services: live.map(() => found) };
}

/** The zone of the plugin that holds a name, written as the question wrote it; undefined outside of its zones. */
export function zoneInQuestion(zone: string, name: string): string | undefined {
  return isWithin(zone, name) ? name.slice(name.length - (zone === '.' ? 1 : zone.length)) : undefined;
}
