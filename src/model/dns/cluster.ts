import { apiServerAddress } from '../../kubernetes/addresses/allocation.ts';
import { parseCidr } from '../../kubernetes/addresses/cidr.ts';
import type {
  ClusterDnsData,
  DnsEndpointSlice,
  DnsPod,
  DnsService,
  DnsServiceImport,
} from '../../kubernetes/dns/cluster.ts';
import type { EndpointPod } from '../../kubernetes/dns/endpointSlices.ts';
import type { DnsWorld } from '../../kubernetes/dns/resolve.ts';
import { nodeLocalAddress } from '../../kubernetes/dns/stockCorefiles.ts';
import { unknownUpstream } from '../../kubernetes/dns/upstream.ts';
import type { Labels } from '../../kubernetes/labels.ts';
import { Field } from '../../yaml/field.ts';
import { stringAt } from '../../yaml/tree.ts';
import { addressing } from '../addressing.ts';
import { derive } from '../derived.ts';
import { endpoints } from '../endpoints.ts';
import { isPlaceholder, type Resource } from '../facts/resource.ts';
import type { Service } from '../facts/service.ts';
import type { Workload } from '../facts/workload.ts';
import { clusterDomain, normalDomain } from './clusterPlan.ts';
import { type DnsConfiguration, dnsConfiguration } from './corefile.ts';
import { podsOf, writtenAddresses } from './pods.ts';
import { dnsService, type ServiceRanges, serviceFamilies } from './services.ts';
import { derivedSlices, writtenSlices } from './slices.ts';

/** The DNS of the scope's cluster, as the files let it be known. */
export interface ClusterDns {
  readonly world: DnsWorld;
  readonly domain: string;
  readonly configuration: DnsConfiguration;
  /** Namespaces that the files declare or use, and those that every cluster has. */
  readonly namespaces: ReadonlySet<string>;
  readonly serviceRanges: ServiceRanges;
  /** Set where NodeLocal DNSCache runs: pods ask their node, which asks the cluster's DNS. */
  readonly nodeLocal: Workload | undefined;
  /** What the answers rest on and nobody said. */
  readonly assumptions: readonly string[];
  podsOf(workload: Workload): readonly EndpointPod[];
}

/** What stands for the server of a node's own resolv.conf, which no manifest tells. */
export const nodeResolver = '<resolver of the node>';

const systemNamespaces = ['default', 'kube-system', 'kube-public', 'kube-node-lease'];

/** Everything that the DNS of the scope's cluster answers from. */
export const clusterDns = derive(
  [
    'services',
    'workloads',
    'endpointSlices',
    'namespaces',
    'resources',
    'configMaps',
    'nodes',
    'documents',
    'cluster',
    'elsewhere',
  ],
  (view): ClusterDns => {
    const { services, workloads, endpointSlices, namespaces, resources, configMaps, nodes, cluster, get } = view;
    const { plan } = get(addressing);
    const domain = plan.domain.tier === 'default' ? get(clusterDomain) : normalDomain(plan.domain.text);
    const configuration = dnsConfiguration(configMaps, plan.distribution?.id, domain);
    const serviceRanges: ServiceRanges = {
      IPv4: plan.services.find(({ range }) => range.family === 4)?.text,
      IPv6: plan.services.find(({ range }) => range.family === 6)?.text,
    };
    const podRanges = ([4, 6] as const).flatMap(
      (family) => plan.pods.find(({ range }) => range.family === family)?.text ?? [],
    );
    const clusterDNS = plan.dns.length > 0 ? plan.dns.map(({ text }) => text) : [configuration.defaultAddress];
    const known = new Set(systemNamespaces);
    for (const { name } of namespaces) known.add(name.value);
    for (const { namespace } of resources) {
      if (namespace.value !== '' && !isPlaceholder(namespace.value)) known.add(namespace.value);
    }
    const kept = keptFor(`${podRanges.join(' ')} ${serviceRanges.IPv4} ${serviceRanges.IPv6}`);
    const pods = (workload: Workload): readonly EndpointPod[] => {
      let found = kept.pods.get(workload);
      if (!found) kept.pods.set(workload, (found = podsOf(workload, podRanges)));
      return found;
    };
    const own = (service: Service): OwnDns => {
      const selected = workloadsOf(service);
      let found = kept.services.get(service);
      if (!found || !sameRows(found.workloads, selected)) {
        const families = serviceFamilies(service, serviceRanges);
        found = {
          workloads: selected,
          dns: dnsService(service, serviceRanges),
          slices: derivedSlices(service, selected, families, pods),
        };
        kept.services.set(service, found);
      }
      return found;
    };
    const { workloadsOf } = get(endpoints);
    const labelsOf = new Map(namespaces.map(({ name, namespaceLabels }) => [name.value, namespaceLabels]));
    const written = writtenSlices(endpointSlices);
    const covered = new Set(written.map(({ service, namespace }) => `${namespace}/${service}`));
    const live = services.filter(({ hook }) => !hook);
    const dnsServices = live.map((service) => own(service).dns);
    const data: ClusterDnsData = {
      namespaces: [...known].map((name) => ({
        name,
        labels: labelsOf.get(name) ?? noLabels,
      })),
      openNamespaces: true,
      services: [...dnsServices, ...builtinServices(dnsServices, serviceRanges, clusterDNS)],
      slices: [
        ...written,
        ...live.flatMap((service) =>
          covered.has(`${service.namespace.value}/${service.name.value}`) ? [] : own(service).slices,
        ),
      ],
      pods: workloads.flatMap(dnsPod),
      imports: resources.flatMap(serviceImport),
    };
    const nodeLocal = workloads.find(
      ({ kind, name }) => kind === 'DaemonSet' && /^(?:node-?local-?dns|nodelocaldns)/.test(name.value),
    );
    const nodeIPs = nodes.flatMap(({ addresses }) => addresses.map(({ value }) => value));
    return {
      world: {
        server: {
          corefile: configuration.corefile,
          cluster: data,
          upstream: unknownUpstream,
          files: configuration.files,
          searches: cluster.searchDomains,
        },
        node: {
          clusterDNS,
          clusterDomain: domain,
          resolvConf: { nameservers: [nodeResolver], searches: cluster.searchDomains, options: [] },
          nodeIPs,
        },
        nameservers: new Map([[nodeLocalAddress, 'cluster']]),
      },
      domain,
      configuration,
      namespaces: known,
      serviceRanges,
      nodeLocal,
      assumptions: [
        ...(configuration.written ? [] : [`The Corefile is the ${configuration.origin}.`]),
        ...(plan.domain.tier === 'default' ? [`The cluster domain is taken to be ${domain}.`] : []),
      ],
      podsOf: pods,
    };
  },
);

const noLabels: Labels = new Map();

/** What a Service and the workloads that it selects make, whatever else there is. */
interface OwnDns {
  readonly workloads: readonly Workload[];
  readonly dns: DnsService;
  readonly slices: readonly DnsEndpointSlice[];
}

interface Kept {
  readonly pods: WeakMap<Workload, readonly EndpointPod[]>;
  readonly services: WeakMap<Service, OwnDns>;
}

const keptByRanges = new Map<string, Kept>();

/** What was made of the rows with the same ranges. It goes with the rows. */
function keptFor(ranges: string): Kept {
  let found = keptByRanges.get(ranges);
  if (!found) keptByRanges.set(ranges, (found = { pods: new WeakMap(), services: new WeakMap() }));
  return found;
}

function sameRows<T>(a: readonly T[], b: readonly T[]): boolean {
  return a === b || (a.length === b.length && a.every((row, i) => row === b[i]));
}

/** The Services that every cluster has, where the files do not. */
function builtinServices(
  services: readonly DnsService[],
  ranges: ServiceRanges,
  clusterDNS: readonly string[],
): readonly DnsService[] {
  const has = (namespace: string, name: string) =>
    services.some((service) => service.name === name && service.namespace === namespace);
  const range = parseCidr(ranges.IPv4 ?? ranges.IPv6 ?? '');
  const apiServer = range && apiServerAddress(range);
  const api: DnsService = {
    name: 'kubernetes',
    namespace: 'default',
    labels: new Map(),
    type: 'ClusterIP',
    clusterIPs: [apiServer ?? '<first address of the service range>'],
    ports: [{ name: 'https', port: 443, protocol: 'TCP' }],
  };
  const dns: DnsService = {
    name: 'kube-dns',
    namespace: 'kube-system',
    labels: new Map(),
    type: 'ClusterIP',
    clusterIPs: clusterDNS,
    ports: [
      { name: 'dns', port: 53, protocol: 'UDP' },
      { name: 'dns-tcp', port: 53, protocol: 'TCP' },
      { name: 'metrics', port: 9153, protocol: 'TCP' },
    ],
  };
  return [api, dns].filter(({ namespace, name }) => !has(namespace, name));
}

function dnsPod(workload: Workload): DnsPod[] {
  if (workload.kind !== 'Pod') return [];
  const [address] = writtenAddresses(workload.tree);
  if (address === undefined) return [];
  const phase = stringAt(workload.tree, 'status', 'phase');
  return [
    { namespace: workload.namespace.value, labels: workload.podLabels, address, ...(phase !== undefined && { phase }) },
  ];
}

/** A ServiceImport of the multi-cluster Services API (KEP-1645). */
function serviceImport(resource: Resource): DnsServiceImport[] {
  if (resource.kind !== 'ServiceImport' || resource.group !== 'multicluster.x-k8s.io') return [];
  const spec = Field.root(resource.tree).get('spec');
  return [
    {
      name: resource.name.value,
      namespace: resource.namespace.value,
      headless: spec.get('type').string()?.value === 'Headless',
      ips: spec
        .get('ips')
        .strings()
        .map(({ value }) => value),
      ports: spec
        .get('ports')
        .items()
        .map((port) => ({
          name: port.get('name').string()?.value ?? '',
          port: port.get('port').number()?.value ?? -1,
          protocol: port.get('protocol').string()?.value ?? 'TCP',
        })),
    },
  ];
}
