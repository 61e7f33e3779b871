import { type Corefile, parseCorefile } from '../../kubernetes/dns/corefile.ts';
import { type StockDistribution, stockDistributions, stockDns } from '../../kubernetes/dns/stockCorefiles.ts';
import type { ConfigMap } from '../facts/other.ts';
import type { Text } from '../facts/workload.ts';

/** The configuration of the cluster's DNS. */
export interface DnsConfiguration {
  readonly corefile: Corefile;
  /** The files that it reads, by path. */
  readonly files: ReadonlyMap<string, string>;
  /** Where it was read, in words: `ConfigMap kube-system/coredns`, or whose default it is. */
  readonly origin: string;
  /** The text of the Corefile in the files; undefined for a default. */
  readonly written: Text | undefined;
  /** The address of the DNS Service where nothing in the files says it. */
  readonly defaultAddress: string;
}

/** Corefile of the scope's own ConfigMap, else that of the distribution, with what add-ons put beside it. */
export function dnsConfiguration(
  configMaps: readonly ConfigMap[],
  distribution: string | undefined,
  domain: string,
): DnsConfiguration {
  const stock = stockDns(stockOf(distribution), domain);
  const own = corefileOf(configMaps);
  const files = filesOf(configMaps, own?.configMap);
  if (own) {
    return {
      corefile: parseCorefile(own.text.value, { files }),
      files,
      origin: `ConfigMap ${own.configMap.namespace.value}/${own.configMap.name.value}`,
      written: own.text,
      defaultAddress: stock.clusterDNS,
    };
  }
  const stubs = stubDomains(configMaps);
  return {
    corefile: parseCorefile(stock.corefile + stubs, { files }),
    files,
    origin: `default of ${distribution ?? 'kubeadm'}${stubs === '' ? '' : ' with ConfigMap kube-system/kube-dns'}`,
    written: undefined,
    defaultAddress: stock.clusterDNS,
  };
}

/** Whether a ConfigMap holds the Corefile of the cluster's DNS. */
export function isDnsConfigMap({ namespace, name }: ConfigMap): boolean {
  return (
    (namespace.value === 'kube-system' && /^(?:coredns|.*-coredns|kube-dns)$/.test(name.value)) ||
    (namespace.value === 'openshift-dns' && name.value === 'dns-default')
  );
}

function corefileOf(
  configMaps: readonly ConfigMap[],
): { readonly configMap: ConfigMap; readonly text: Text } | undefined {
  const found = configMaps.filter(isDnsConfigMap).flatMap((configMap) => {
    const text = configMap.data.get('Corefile');
    return text ? [{ configMap, text }] : [];
  });
  return found.find(({ configMap }) => configMap.name.value === 'coredns') ?? found[0];
}

/** The other keys of the ConfigMap, and those of `coredns-custom`, which k3s and AKS import. */
function filesOf(configMaps: readonly ConfigMap[], own: ConfigMap | undefined): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const [key, { value }] of own?.data ?? []) {
    if (key === 'Corefile') continue;
    files.set(key, value);
    files.set(`/etc/coredns/${key}`, value);
  }
  const custom = configMaps.find(
    ({ namespace, name }) => namespace.value === 'kube-system' && name.value === 'coredns-custom',
  );
  for (const [key, { value }] of custom?.data ?? []) {
    files.set(`/etc/coredns/custom/${key}`, value);
    files.set(`custom/${key}`, value);
  }
  return files;
}

/**
 * The stub domains and upstream servers of a kube-dns ConfigMap as server blocks, as CoreDNS would have them
 * (kubernetes.io, "Customizing DNS Service").
 */
function stubDomains(configMaps: readonly ConfigMap[]): string {
  const own = configMaps.find(({ namespace, name }) => namespace.value === 'kube-system' && name.value === 'kube-dns');
  const text = own?.data.get('stubDomains')?.value;
  const parsed = text === undefined ? undefined : jsonOf(text);
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return '';
  return Object.entries(parsed)
    .flatMap(([zone, servers]) =>
      Array.isArray(servers) && servers.length > 0 && /^[\w.-]+$/.test(zone)
        ? [`${zone}:53 {\n    errors\n    cache 30\n    forward . ${servers.map(String).join(' ')}\n}\n`]
        : [],
    )
    .join('');
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function stockOf(distribution: string | undefined): StockDistribution {
  const known = stockDistributions.find((one) => one === distribution);
  return known ?? (distribution === 'rancher-desktop' ? 'k3s' : 'kubeadm');
}
