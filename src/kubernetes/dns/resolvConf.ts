import { parseAddress } from './addresses.ts';
import { isRelaxedSubdomain, isSubdomain } from './names.ts';

/** A resolv.conf; options as written, `ndots:5` or `edns0`. */
export interface ResolvConf {
  readonly nameservers: readonly string[];
  readonly searches: readonly string[];
  readonly options: readonly string[];
}

export interface DnsConfigOption {
  readonly name: string;
  readonly value?: string;
}

/** `spec.dnsConfig` of a pod. */
export interface PodDnsConfig {
  readonly nameservers?: readonly string[];
  readonly searches?: readonly string[];
  readonly options?: readonly DnsConfigOption[];
}

/** What of a pod decides its resolv.conf. */
export interface PodDnsSpec {
  readonly namespace: string;
  /** `ClusterFirst` where absent: `Default` is not the default. */
  readonly dnsPolicy?: string;
  readonly hostNetwork?: boolean;
  readonly dnsConfig?: PodDnsConfig;
}

/** What of a node decides it. */
export interface NodeDns {
  readonly clusterDNS: readonly string[];
  /** Empty for none. */
  readonly clusterDomain: string;
  /** The node's resolv.conf, or the file that the kubelet's `resolvConf` names; undefined for `resolvConf: ""`. */
  readonly resolvConf?: ResolvConf;
  /** The node's addresses; they matter only for `resolvConf: ""`. */
  readonly nodeIPs?: readonly string[];
}

/** An event that the kubelet writes on the pod. Nothing fails: the pod runs with what was kept. */
export interface KubeletEvent {
  readonly reason: 'DNSConfigForming' | 'MissingClusterDNS';
  readonly message: string;
}

export interface PodResolvConf extends ResolvConf {
  readonly events: readonly KubeletEvent[];
}

/** A refusal of the API server: 422. */
export interface DnsConfigError {
  /** `spec.dnsConfig.searches[1]`. */
  readonly path: string;
  readonly message: string;
}

export const maxNameservers = 3;
export const maxSearches = 32;
/** Characters of the searches joined by blanks (KEP-2595). */
export const maxSearchCharacters = 2048;
const maxSearchLength = 253;

/**
 * Reads a resolv.conf as the kubelet does: the last `search` line counts, a lone `.` is dropped and trailing dots are
 * stripped, and options accumulate by name (kubernetes pkg/kubelet/network/dns, parseResolvConf).
 */
export function parseResolvConf(text: string): ResolvConf {
  const nameservers: string[] = [];
  let searches: readonly string[] = [];
  const options = new Map<string, string>();
  for (const line of text.split('\n')) {
    const [keyword, ...values] = line.trim().split(/\s+/);
    const [first] = values;
    if (keyword === 'nameserver' && first !== undefined) nameservers.push(first);
    if (keyword === 'search')
      searches = values.filter((value) => value !== '.').map((value) => value.replace(/\.$/, ''));
    if (keyword === 'options') for (const option of values) options.set(optionName(option), option);
  }
  return { nameservers, searches, options: [...options.values()] };
}

/** A resolv.conf as text. */
export function resolvConfText({ nameservers, searches, options }: ResolvConf): string {
  const lines = nameservers.map((address) => `nameserver ${address}`);
  if (searches.length > 0) lines.unshift(`search ${searches.join(' ')}`);
  if (options.length > 0) lines.push(`options ${options.join(' ')}`);
  return `${lines.join('\n')}\n`;
}

/**
 * The resolv.conf that the kubelet writes for a pod (pkg/kubelet/network/dns/dns.go, GetPodDNS). The order of options
 * is without meaning: the kubelet keeps them in a map.
 */
export function podResolvConf(pod: PodDnsSpec, node: NodeDns): PodResolvConf {
  const events: KubeletEvent[] = [];
  const policy = pod.dnsPolicy ?? 'ClusterFirst';
  const isCluster = policy === 'ClusterFirstWithHostNet' || (policy === 'ClusterFirst' && pod.hostNetwork !== true);
  const host = node.resolvConf ?? { nameservers: [], searches: [], options: [] };
  let base: ResolvConf = policy === 'None' ? { nameservers: [], searches: [], options: [] } : hostConf(node, host);
  if (isCluster && node.clusterDNS.length > 0) {
    base = {
      nameservers: node.clusterDNS,
      searches: clusterSearches(pod.namespace, node.clusterDomain, host.searches),
      options: ['ndots:5'],
    };
  } else if (isCluster) {
    const message = 'The kubelet has no clusterDNS, so the pod gets the DNS of its node.';
    events.push({ reason: 'MissingClusterDNS', message });
  }
  return withinLimits(pod.dnsConfig === undefined ? base : merged(base, pod.dnsConfig), events);
}

/** The searches of a pod under ClusterFirst: those of its own namespace first, then the node's. */
export function clusterSearches(
  namespace: string,
  clusterDomain: string,
  nodeSearches: readonly string[] = [],
): readonly string[] {
  if (clusterDomain === '') return nodeSearches;
  return unique([`${namespace}.svc.${clusterDomain}`, `svc.${clusterDomain}`, clusterDomain, ...nodeSearches]);
}

/** The value of a numeric option such as `ndots`, or undefined. The last one counts, as libc reads them. */
export function numericOption(options: readonly string[], name: string): number | undefined {
  const found = options.findLast((option) => option.startsWith(`${name}:`));
  const digits = found === undefined ? null : /^\d+/.exec(found.slice(name.length + 1));
  return digits === null ? undefined : Number(digits[0]);
}

/**
 * What the API server refuses of a pod's DNS settings (kubernetes pkg/apis/core/validation, validatePodDNSConfig).
 * `relaxed` searches may hold underscores and be a lone dot: KEP-4427, GA in 1.34.
 */
export function validateDnsConfig(pod: Omit<PodDnsSpec, 'namespace'>, relaxed = true): readonly DnsConfigError[] {
  const errors: DnsConfigError[] = [];
  const report = (path: string, message: string) => void errors.push({ path, message });
  const policies = ['ClusterFirst', 'ClusterFirstWithHostNet', 'Default', 'None'];
  const { dnsPolicy = 'ClusterFirst', dnsConfig } = pod;
  if (!policies.includes(dnsPolicy)) report('spec.dnsPolicy', `must be one of ${policies.join(', ')}`);
  const { nameservers = [], searches = [], options = [] } = dnsConfig ?? {};
  if (dnsPolicy === 'None' && nameservers.length === 0) {
    report('spec.dnsConfig.nameservers', 'must provide at least one DNS nameserver when `dnsPolicy` is None');
  }
  if (nameservers.length > maxNameservers) {
    report('spec.dnsConfig.nameservers', `must not have more than ${maxNameservers} nameservers`);
  }
  nameservers.forEach((address, index) => {
    if (parseAddress(address) === undefined) {
      report(`spec.dnsConfig.nameservers[${index}]`, 'must be a valid IP address');
    }
  });
  if (searches.length > maxSearches) {
    report('spec.dnsConfig.searches', `must not have more than ${maxSearches} search paths`);
  }
  if (searches.join(' ').length > maxSearchCharacters) {
    const message = `must not have more than ${maxSearchCharacters} characters (including spaces) in the search list`;
    report('spec.dnsConfig.searches', message);
  }
  searches.forEach((search, index) => {
    const isValid = relaxed ? isRelaxedSubdomain : isSubdomain;
    if (!(relaxed && search === '.') && !isValid(search.replace(/\.$/, ''))) {
      report(`spec.dnsConfig.searches[${index}]`, 'must be a DNS subdomain');
    }
  });
  options.forEach(({ name }, index) => {
    if (name === '') report(`spec.dnsConfig.options[${index}]`, 'must not be empty');
  });
  return errors;
}

function hostConf(node: NodeDns, host: ResolvConf): ResolvConf {
  if (node.resolvConf !== undefined) return host;
  // `resolvConf: ""` takes name resolution away on purpose.
  const local = (node.nodeIPs ?? []).map((ip) => (ip.includes(':') ? '::1' : '127.0.0.1'));
  return { nameservers: local.length > 0 ? local : ['127.0.0.1'], searches: ['.'], options: [] };
}

function merged(base: ResolvConf, config: PodDnsConfig): ResolvConf {
  const options = new Map(base.options.map((option) => [optionName(option), option]));
  for (const { name, value = '' } of config.options ?? []) options.set(name, value === '' ? name : `${name}:${value}`);
  return {
    nameservers: unique([...base.nameservers, ...(config.nameservers ?? [])]),
    searches: unique([...base.searches, ...(config.searches ?? [])]),
    options: [...options.values()],
  };
}

function withinLimits({ nameservers, searches, options }: ResolvConf, events: readonly KubeletEvent[]): PodResolvConf {
  const found = [...events];
  const servers = nameservers.slice(0, maxNameservers);
  const kept = searches.slice(0, maxSearches).filter((search) => search.length <= maxSearchLength);
  while (kept.join(' ').length > maxSearchCharacters) kept.pop();
  if (kept.length < searches.length) {
    const message = `Search line limits were exceeded: ${searches.length - kept.length} of ${searches.length} left out.`;
    found.push({ reason: 'DNSConfigForming', message });
  }
  if (servers.length < nameservers.length) {
    const message = `Nameserver limits were exceeded: ${nameservers.length - servers.length} left out.`;
    found.push({ reason: 'DNSConfigForming', message });
  }
  return { nameservers: servers, searches: kept, options, events: found };
}

function optionName(option: string): string {
  return option.split(':', 1)[0] ?? option;
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}
