import type { HostAlias } from '../../kubernetes/dns/hostsFile.ts';
import { labelsOf, parseClusterName, withoutDot } from '../../kubernetes/dns/names.ts';
import type { DnsConfigOption } from '../../kubernetes/dns/resolvConf.ts';
import { type LookupCall, type Resolution, resolve, type StepReply } from '../../kubernetes/dns/resolve.ts';
import type { Libc } from '../../kubernetes/dns/searchList.ts';
import { defaultCluster } from '../cluster.ts';
import type { Model } from '../derived.ts';
import { endpoints } from '../endpoints.ts';
import { isHeadless, type Service } from '../facts/service.ts';
import type { PodSpec, Workload } from '../facts/workload.ts';
import { serviceIndex } from '../services.ts';
import { type ClusterDns, clusterDns } from './cluster.ts';

/** Who asks: the pods of a workload, or any plain pod of a namespace. */
export type Asker =
  | { readonly kind: 'workload'; readonly workload: Workload }
  | { readonly kind: 'namespace'; readonly namespace: string };

export interface LookupOptions {
  readonly libc?: Libc;
  readonly family?: LookupCall['family'];
}

/** How a name resolves from somewhere, and what stands behind it. */
export interface NameResolution {
  readonly name: string;
  readonly asker: Asker;
  readonly libc: Libc;
  readonly resolution: Resolution;
  /** `unknown` where the answer lies outside of what the files say. */
  readonly resolved: 'yes' | 'no' | 'unknown';
  /** Why it does not resolve, where that is not just a missing name. */
  readonly reason: string | undefined;
  /** The Service that the name led to; undefined for none, and for one that is not in the files. */
  readonly service: Service | undefined;
  /** The one endpoint that was asked for, such as `database-0`. */
  readonly endpoint: string | undefined;
  /** The workloads whose pods are reached. */
  readonly workloads: readonly Workload[];
  /** The full name that was answered, without a trailing dot. */
  readonly fullName: string | undefined;
  /** The plugin of CoreDNS that answered, and the server block that it stands in. */
  readonly plugin: string | undefined;
  readonly serverBlock: string | undefined;
  readonly assumptions: readonly string[];
}

/** Resolves a name as a pod would, and finds what it leads to. The assumptions are sentences. */
export function resolveFrom(model: Model, asker: Asker, name: string, options: LookupOptions = {}): NameResolution {
  const dns = model.get(clusterDns);
  const libc = options.libc ?? 'glibc';
  const pod = podOf(asker, model.inputs.cluster.ndots);
  const resolution = resolve(dns.world, { pod, libc, family: options.family ?? 'unspec' }, name);
  const last = answerOf(resolution);
  const cname = resolution.result.cname;
  const asked = last?.rewrittenTo ?? (last ? resolution.steps.at(-1)!.name : undefined);
  // An alias that leads out of the cluster is still the Service that it stands for.
  const answered = cname !== undefined && parseClusterName(cname, dns.domain) ? cname : asked;
  const parsed = answered === undefined ? undefined : parseClusterName(answered, dns.domain);
  const { find } = model.get(serviceIndex);
  const hit = parsed?.kind === 'service' || parsed?.kind === 'endpoint' || parsed?.kind === 'port' ? parsed : undefined;
  const service = hit && find(hit.namespace, hit.service);
  const endpoint = hit?.kind === 'endpoint' ? hit.endpoint : undefined;
  const { resolved, reason } = verdict(dns, resolution, name, asker, (namespace, own) => find(namespace, own));
  return {
    name,
    asker,
    libc,
    resolution,
    resolved,
    reason,
    service,
    endpoint,
    workloads: service ? reached(model, dns, service, endpoint) : [],
    fullName: answered === undefined ? undefined : withoutDot(answered),
    plugin: last?.plugin,
    serverBlock: last?.serverBlock,
    assumptions: assumptionsOf(dns, resolution, service, endpoint, asker),
  };
}

/** The part of a pod that decides its resolv.conf. A pod without settings of its own has those of the kubelet. */
export function podOf(asker: Asker, ndots = defaultCluster.ndots): LookupCall['pod'] {
  const own: DnsConfigOption[] = ndots === defaultCluster.ndots ? [] : [{ name: 'ndots', value: String(ndots) }];
  if (asker.kind === 'namespace') {
    return { namespace: asker.namespace, ...(own.length > 0 && { dnsConfig: { options: own } }) };
  }
  const { pod, namespace } = asker.workload;
  const config = dnsConfigOf(pod);
  const cluster = pod.dnsPolicy?.value !== 'None' && pod.dnsPolicy?.value !== 'Default' ? own : [];
  const options = [...cluster, ...(config?.options ?? [])];
  return {
    namespace: namespace.value,
    ...(pod.dnsPolicy && { dnsPolicy: pod.dnsPolicy.value }),
    ...(pod.hostNetwork && { hostNetwork: pod.hostNetwork.value }),
    ...((config || options.length > 0) && { dnsConfig: { ...config, options } }),
    hostAliases: hostAliases(pod),
  };
}

/** `spec.dnsConfig` of a pod; undefined where none is written. */
export function dnsConfigOf({ spec }: PodSpec) {
  const config = spec.get('dnsConfig');
  if (!config.exists) return undefined;
  const texts = (key: string) =>
    config
      .get(key)
      .strings()
      .map(({ value }) => value);
  return {
    nameservers: texts('nameservers'),
    searches: texts('searches'),
    options: config
      .get('options')
      .items()
      .flatMap((item): DnsConfigOption[] => {
        const option = item.get('name').string()?.value;
        const value = item.get('value').intOrString()?.value;
        if (option === undefined) return [];
        return [{ name: option, ...(value !== undefined && { value: String(value) }) }];
      }),
  };
}

function hostAliases({ spec }: PodSpec): readonly HostAlias[] {
  return spec
    .get('hostAliases')
    .items()
    .flatMap((item) => {
      const ip = item.get('ip').string()?.value;
      const hostnames = item.get('hostnames').strings();
      return ip === undefined ? [] : [{ ip, hostnames: hostnames.map(({ value }) => value) }];
    });
}

/** The reply that decided: the first with an address, else the last one. */
function answerOf({ steps, result }: Resolution): StepReply | undefined {
  const replies = steps.at(-1)?.replies ?? [];
  if (result.status === 'OK') return replies.find(({ outcome }) => outcome === 'ANSWER') ?? replies[0];
  return result.cname === undefined ? undefined : replies[0];
}

function verdict(
  dns: ClusterDns,
  resolution: Resolution,
  name: string,
  asker: Asker,
  find: (namespace: string, name: string) => Service | undefined,
): Pick<NameResolution, 'resolved' | 'reason'> {
  const { status } = resolution.result;
  if (status === 'OK') return { resolved: 'yes', reason: undefined };
  const usesCluster = resolution.resolvConf.nameservers.some(
    (server) => dns.world.node.clusterDNS.includes(server) || dns.world.nameservers?.get(server) === 'cluster',
  );
  const labels = labelsOf(name.toLowerCase());
  const inCluster = parseClusterName(name, dns.domain) !== undefined || labels.includes('svc');
  const short = labels.length === 1 || (labels.length === 2 && dns.namespaces.has(labels[1]!));
  if (resolution.source === 'dns' && !usesCluster && (inCluster || short)) {
    const policy = asker.kind === 'workload' ? policyText(asker.workload.pod) : 'its DNS policy';
    return { resolved: 'no', reason: `with ${policy} the pod asks the resolver of its node, which knows no Services` };
  }
  const [first, second] = labels;
  const governing = labels.length === 2 ? find(namespaceOf(asker), second!) : undefined;
  if (governing && !dns.namespaces.has(second!)) {
    return { resolved: 'no', reason: `Service ${second} has no endpoint called ${first}` };
  }
  if (status !== 'UNKNOWN') return { resolved: 'no', reason: undefined };
  const open = openNamespaces(dns, resolution, name);
  if (open.length > 0 && (inCluster || labels.length === 2))
    return { resolved: 'unknown', reason: `namespace ${open[0]} is not in the files` };
  const outside = resolution.steps.filter(({ replies }) =>
    replies.some(({ outcome, incomplete }) => outcome === 'UNKNOWN' || incomplete === true),
  );
  // A word alone, or one with a namespace behind it, is no host of the Internet.
  const onlyItself = outside.every((step) => withoutDot(step.name).toLowerCase() === withoutDot(name).toLowerCase());
  if (onlyItself && (inCluster || short)) return { resolved: 'no', reason: undefined };
  return { resolved: 'unknown', reason: undefined };
}

/** Namespaces that the name itself mentions and the files do not have. Those that the search list made up are none. */
function openNamespaces({ domain }: ClusterDns, { undeclaredNamespaces }: Resolution, name: string): readonly string[] {
  const text = withoutDot(name).toLowerCase();
  const labels = labelsOf(text.endsWith(`.${domain}`) ? text.slice(0, -domain.length - 1) : text);
  return undeclaredNamespaces.filter((namespace) => labels.slice(1).includes(namespace) && namespace !== 'svc');
}

/** The namespace that short names are looked up in. */
export function namespaceOf(asker: Asker): string {
  return asker.kind === 'workload' ? asker.workload.namespace.value : asker.namespace;
}

function policyText({ hostNetwork, dnsPolicy }: PodSpec): string {
  if (dnsPolicy && dnsPolicy.value !== 'ClusterFirst') return `dnsPolicy ${dnsPolicy.value}`;
  return hostNetwork?.value === true ? 'hostNetwork and dnsPolicy ClusterFirst' : 'its dnsConfig';
}

function reached(model: Model, dns: ClusterDns, service: Service, endpoint: string | undefined): readonly Workload[] {
  const all = model.get(endpoints).workloadsOf(service);
  if (endpoint === undefined) return all;
  return all.filter((workload) => dns.podsOf(workload).some(({ hostname }) => hostname === endpoint));
}

function assumptionsOf(
  dns: ClusterDns,
  resolution: Resolution,
  service: Service | undefined,
  endpoint: string | undefined,
  asker: Asker,
): readonly string[] {
  const found = new Set<string>();
  for (const text of resolution.assumptions) if (!/^Namespace /.test(text)) found.add(text);
  if (resolution.source === 'dns' && resolution.steps.length > 0) for (const text of dns.assumptions) found.add(text);
  if (service && !dns.namespaces.has(service.namespace.value))
    found.add('The namespace is decided when it is applied.');
  const derived = resolution.result.addresses.some((address) => address.startsWith('<'));
  if (service && derived && (isHeadless(service) || endpoint !== undefined)) {
    found.add('All pods are taken to be ready.');
  }
  if (asker.kind === 'workload' && dns.nodeLocal) {
    found.add('NodeLocal DNSCache answers on the node from its cache, for a while also with what is no longer so.');
  }
  return [...found];
}
