import { type Address, formatAddress, parseAddress } from './address.ts';
import { defaultNodePorts, dnsAddress, type PortRange, parsePortRange } from './allocation.ts';
import { type AddressRange, type Cidr, formatCidr, overlaps, parseCidr, sameRange } from './cidr.ts';
import { type Distribution, distributionOf } from './distributions.ts';
import {
  type AddressDeclaration,
  type AddressFacts,
  type DistributionEvidence,
  type DomainDeclaration,
  type PortsDeclaration,
  type RangeDeclaration,
  type Tier,
  tiers,
} from './facts.ts';
import { formatRange, parseCidrOrAddress } from './ranges.ts';
import { parseVersion, type Version } from './validation.ts';

/** What the user says of the cluster's addresses. An absent value is read from the files, or from the distribution's defaults. */
export interface AddressSettings {
  readonly distribution?: string;
  readonly podCIDRs?: readonly string[];
  readonly serviceCIDRs?: readonly string[];
  readonly nodeNetworks?: readonly string[];
  readonly clusterDNS?: readonly string[];
  readonly clusterDomain?: string;
  readonly nodePortRange?: string;
  readonly kubernetesVersion?: string;
}

/** A range of the plan, with everybody who says so; `by` is a distribution's default when nobody does. */
export interface PlanRange<P> {
  readonly range: AddressRange;
  readonly text: string;
  readonly by: string;
  readonly tier: Tier | 'default';
  readonly at: P | undefined;
}

/** The addresses of a cluster: what is in use, and who says so. */
export interface AddressPlan<P> {
  readonly distribution: Distribution | undefined;
  /** What tells the distribution; where it is not certain, these are hints to offer. */
  readonly evidence: readonly DistributionEvidence<P>[];
  readonly pods: readonly PlanRange<P>[];
  readonly services: readonly PlanRange<P>[];
  readonly nodes: readonly PlanRange<P>[];
  readonly dns: readonly PlanAddress<P>[];
  readonly domain: Pick<PlanRange<P>, 'text' | 'by' | 'at' | 'tier'>;
  readonly nodePorts: PortRange & { readonly by: string; readonly at: P | undefined };
  /** Every declaration, also those that others outweigh. */
  readonly declared: readonly RangeDeclaration<P>[];
  /** Ranges of pods that are used although they are not the plan's: pools outside the cluster's range. */
  readonly podsInUse: readonly PlanRange<P>[];
  readonly version: Version;
}

export interface PlanAddress<P> {
  readonly address: Address;
  readonly text: string;
  readonly by: string;
  readonly at: P | undefined;
  /** Nobody says so: the 10th address of the service range. */
  readonly isDerived: boolean;
}

/**
 * The plan of a cluster. Settings add to what the files declare; among the files the strongest tier counts, by family;
 * the distribution fills only what neither declares. Additional ServiceCIDR objects add up (KEP-1880).
 */
export function addressPlan<P>(facts: AddressFacts<P>, settings: AddressSettings): AddressPlan<P> {
  const distribution =
    distributionOf(settings.distribution) ?? distributionOf(facts.distributions.find((found) => found.isCertain)?.id);
  const declared = [...settingRanges<P>(settings), ...facts.ranges];
  const nodes = choose(declared, 'nodes', distribution?.nodes, distribution);
  const services = chooseServices(declared, nodes, distribution);
  const pods = choose(declared, 'pods', distribution?.pods, distribution);
  const inUse = declared.filter(
    ({ what, tier, isDisabled, role }) => what === 'pods' && !isDisabled && tier === 'pool' && role !== 'load-balancer',
  );
  return {
    distribution,
    evidence: facts.distributions,
    pods,
    services,
    nodes,
    dns: chooseDns(facts, services, settings, distribution),
    domain: chooseDomain(facts.domains, settings, distribution),
    nodePorts: chooseNodePorts(facts.nodePorts, settings),
    declared,
    podsInUse: unique([...pods, ...inUse]),
    version: parseVersion(settings.kubernetesVersion ?? '') ?? [1, 34],
  };
}

/** The first range of the plan that holds an address, of those given. */
export function rangeHolding<P>(ranges: readonly PlanRange<P>[], address: Address): PlanRange<P> | undefined {
  return ranges.find(
    ({ range }) => range.family === address.family && range.first <= address.value && address.value <= range.last,
  );
}

function settingRanges<P>(settings: AddressSettings): RangeDeclaration<P>[] {
  const of = (what: RangeDeclaration<P>['what'], texts: readonly string[] | undefined): RangeDeclaration<P>[] =>
    (texts ?? []).flatMap((text) => {
      const range = parseCidrOrAddress(text.trim());
      return range ? [{ what, range, text: text.trim(), by: 'settings', tier: 'setting' as const, at: undefined }] : [];
    });
  return [
    ...of('pods', settings.podCIDRs),
    ...of('services', settings.serviceCIDRs),
    ...of('nodes', settings.nodeNetworks),
  ];
}

function choose<P>(
  declared: readonly RangeDeclaration<P>[],
  what: RangeDeclaration<P>['what'],
  defaults: readonly string[] | undefined,
  distribution: Distribution | undefined,
): PlanRange<P>[] {
  const own = declared.filter(
    ({ what: its, isDisabled, role }) =>
      its === what && !isDisabled && role !== 'service-cidr' && role !== 'load-balancer',
  );
  if (own.length === 0) return (defaults ?? []).flatMap((text) => defaultRange<P>(text, distribution));
  // Nodes are as many as there are; nobody outweighs another.
  if (what === 'nodes') return unique(own);
  return unique([...own.filter(({ tier }) => tier === 'setting'), ...strongest(own)]);
}

/** Of each family, what the strongest tier of the files declares. */
function strongest<P>(own: readonly RangeDeclaration<P>[]): RangeDeclaration<P>[] {
  const files = own.filter(({ tier }) => tier !== 'setting');
  const best = new Map<4 | 6, Tier>();
  for (const tier of tiers) {
    for (const one of files) if (one.tier === tier && !best.has(one.range.family)) best.set(one.range.family, tier);
  }
  return files.filter(({ tier, range }) => best.get(range.family) === tier);
}

function chooseServices<P>(
  declared: readonly RangeDeclaration<P>[],
  nodes: readonly PlanRange<P>[],
  distribution: Distribution | undefined,
): PlanRange<P>[] {
  const candidate = distribution?.serviceCandidates?.find(
    (text) => nodes.length > 0 && !nodes.some(({ range }) => overlaps(range, parseCidr(text)!)),
  );
  const defaults = candidate === undefined ? distribution?.services : [candidate];
  const base = choose(declared, 'services', defaults, distribution);
  const added = declared.filter(({ what, role }) => what === 'services' && role === 'service-cidr');
  return unique([...base, ...added]);
}

function defaultRange<P>(text: string, distribution: Distribution | undefined): PlanRange<P>[] {
  const range = parseCidr(text);
  return range
    ? [{ range, text, by: `default of ${distribution?.name ?? 'Kubernetes'}`, tier: 'default', at: undefined }]
    : [];
}

function unique<P>(ranges: readonly (PlanRange<P> | RangeDeclaration<P>)[]): PlanRange<P>[] {
  const found: PlanRange<P>[] = [];
  for (const { range, text, by, tier, at } of ranges) {
    const index = found.findIndex((other) => sameRange(other.range, range));
    if (index < 0) found.push({ range, text: isCidr(range) ? formatCidr(range) : text, by, tier, at });
    // A place in a file says more than a setting without one.
    else if (found[index]!.at === undefined && at !== undefined) found[index] = { ...found[index]!, by, tier, at };
  }
  return found;
}

function isCidr(range: AddressRange): range is Cidr {
  return 'prefix' in range;
}

function chooseDns<P>(
  facts: AddressFacts<P>,
  services: readonly PlanRange<P>[],
  settings: AddressSettings,
  distribution: Distribution | undefined,
): PlanAddress<P>[] {
  const set = (settings.clusterDNS ?? []).flatMap((text) => {
    const address = parseAddress(text);
    return address ? [{ address, text, by: 'settings', at: undefined, isDerived: false }] : [];
  });
  if (set.length > 0) return set;
  const said = strongestOf<P, AddressDeclaration<P>>(facts.dns);
  if (said.length > 0) return said.map(({ address, text, by, at }) => ({ address, text, by, at, isDerived: false }));
  const service = facts.services.find(({ isDns, clusterIPs }) => isDns && clusterIPs.length > 0);
  const own = (service?.clusterIPs ?? []).flatMap(({ value, at }) => {
    const address = parseAddress(value);
    return address
      ? [{ address, text: formatAddress(address), by: `Service ${service!.name}`, at, isDerived: false }]
      : [];
  });
  if (own.length > 0) return own;
  const first = services[0];
  const text = first && isCidr(first.range) ? dnsAddress(first.range, distribution?.id) : undefined;
  const address = text === undefined ? undefined : parseAddress(text);
  if (!first || !address || text === undefined) return [];
  return [{ address, text, by: `10th address of ${formatRange(first.range)}`, at: undefined, isDerived: true }];
}

function chooseDomain<P>(
  domains: readonly DomainDeclaration<P>[],
  settings: AddressSettings,
  distribution: Distribution | undefined,
): AddressPlan<P>['domain'] {
  if (settings.clusterDomain) return { text: settings.clusterDomain, by: 'settings', tier: 'setting', at: undefined };
  const [said] = strongestOf<P, DomainDeclaration<P>>(domains);
  if (said) return { text: said.domain, by: said.by, tier: said.tier, at: said.at };
  const text = distribution?.domain ?? 'cluster.local';
  return { text, by: `default of ${distribution?.name ?? 'Kubernetes'}`, tier: 'default', at: undefined };
}

function chooseNodePorts<P>(
  said: readonly PortsDeclaration<P>[],
  settings: AddressSettings,
): AddressPlan<P>['nodePorts'] {
  const set = settings.nodePortRange === undefined ? undefined : parsePortRange(settings.nodePortRange);
  if (set) return { ...set, by: 'settings', at: undefined };
  const [best] = strongestOf<P, PortsDeclaration<P>>(said);
  return best ? { ...best.range, by: best.by, at: best.at } : { ...defaultNodePorts, by: 'default', at: undefined };
}

function strongestOf<P, T extends { readonly tier: Tier; readonly at: P | undefined }>(
  all: readonly T[],
): readonly T[] {
  for (const tier of tiers) {
    const found = all.filter((one) => one.tier === tier);
    if (found.length > 0) return found;
  }
  return [];
}
