import type { Address } from './address.ts';
import type { PortRange } from './allocation.ts';
import type { AddressRange } from './cidr.ts';
import type { DistributionId } from './distributions.ts';
import type { PlainFinding } from './finding.ts';

/**
 * What the files say about addresses, as plain values. `P` is a place, which only the caller understands;
 * what comes from a setting or from the defaults of a distribution has none.
 */
export interface AddressFacts<P> {
  readonly ranges: readonly RangeDeclaration<P>[];
  readonly lists: readonly RangeList<P>[];
  readonly masks: readonly MaskDeclaration<P>[];
  readonly maxPods: readonly Said<number, P>[];
  readonly dns: readonly AddressDeclaration<P>[];
  readonly domains: readonly DomainDeclaration<P>[];
  readonly nodePorts: readonly PortsDeclaration<P>[];
  readonly proxies: readonly RangeDeclaration<P>[];
  readonly pools: readonly LoadBalancerPool<P>[];
  readonly nodes: readonly NodeFact<P>[];
  readonly secondary: readonly SecondaryRange<P>[];
  readonly texts: readonly TextUse<P>[];
  /** What is wrong with how several texts of one object fit together, found when it was read. */
  readonly found: readonly PlainFinding<P>[];
  readonly services: readonly ServiceFact<P>[];
  readonly blocks: readonly IpBlockFact<P>[];
  readonly endpoints: readonly Said<string, P>[];
  readonly virtualAddresses: readonly Said<string, P>[];
  readonly distributions: readonly DistributionEvidence<P>[];
  /** Ranges that the CNI of this cluster uses inside, where the files change its defaults. */
  readonly internal: readonly AddressRange[];
  /** Set when OpenShift runs another CNI than OVN-Kubernetes. */
  readonly hasNoOvn: boolean;
  /** Whether the CNI hands out pod addresses without the ranges of the nodes (Calico, Cilium's pools). */
  readonly ignoresNodeRanges: boolean;
}

/** A value and the place that says it. */
export interface Said<T, P> {
  readonly value: T;
  readonly at: P | undefined;
}

/**
 * How much a source counts where several speak: an explicit setting, running flags, the installer's configuration,
 * the CNI's pool, what an installer implies. All are kept as evidence.
 */
export type Tier = 'setting' | 'flags' | 'installer' | 'pool' | 'implied';

/** The tiers, from the one that counts most. */
export const tiers: readonly Tier[] = ['setting', 'flags', 'installer', 'pool', 'implied'];

export interface RangeDeclaration<P> {
  readonly what: 'pods' | 'services' | 'nodes';
  readonly range: AddressRange;
  /** As it was written. */
  readonly text: string;
  /** Who says so, in words: `kubeadm ClusterConfiguration`. */
  readonly by: string;
  readonly tier: Tier;
  readonly at: P | undefined;
  readonly role?: RangeRole;
  /** The name of the pool, or of the object, that it belongs to. */
  readonly owner?: string;
  /** A single address of a node, and no network. */
  readonly isAddress?: true;
  /** Not used for new addresses, but still there (a disabled Calico pool). */
  readonly isDisabled?: true;
}

/** What kind of thing declares a range, where a rule depends on it. */
export type RangeRole = 'calico' | 'cilium' | 'flannel' | 'service-cidr' | 'default-service-cidr' | 'load-balancer';

/** Ranges that were written as one list. */
export interface RangeList<P> {
  readonly what: 'pods' | 'services' | 'nodes';
  readonly items: readonly RangeDeclaration<P>[];
  /** At most two ranges, of different families, as the flags of the API server and the controller manager take them. */
  readonly isPair: boolean;
  /** The size is limited, as kubeadm and the API server's flag check it. */
  readonly isSized: boolean;
}

/** How large the part of the pod range is that each node gets. */
export interface MaskDeclaration<P> {
  readonly family: 4 | 6;
  readonly mask: number;
  readonly by: string;
  readonly at: P | undefined;
  /** The range that it is for; all pod ranges of the family when absent. */
  readonly range?: AddressRange;
  /** The cluster's controller manager, which allows no more than 2^16 nodes. */
  readonly isLimited: boolean;
}

export interface AddressDeclaration<P> {
  readonly address: Address;
  readonly text: string;
  readonly by: string;
  readonly tier: Tier;
  readonly at: P | undefined;
}

export interface DomainDeclaration<P> {
  readonly domain: string;
  /** All zones where one of several is the cluster's. */
  readonly zones: readonly string[];
  readonly by: string;
  readonly tier: Tier;
  readonly at: P | undefined;
}

export interface PortsDeclaration<P> {
  readonly range: PortRange;
  readonly by: string;
  readonly tier: Tier;
  readonly at: P | undefined;
}

/** A range of addresses for Services of type LoadBalancer. */
export interface LoadBalancerPool<P> {
  readonly implementation: 'MetalLB' | 'Cilium' | 'Calico';
  readonly pool: string;
  readonly range: AddressRange;
  readonly text: string;
  readonly at: P | undefined;
}

export interface NodeFact<P> {
  readonly name: string;
  /** Its share of the pod range. */
  readonly ranges: readonly { readonly range: AddressRange; readonly text: string; readonly at: P }[];
}

/** The range of a secondary network of pods. */
export interface SecondaryRange<P> {
  readonly network: string;
  readonly range: AddressRange;
  readonly text: string;
  readonly at: P;
}

/** How the reader of a field takes text. */
export type Dialect =
  /** A legacy field of the API. */
  | 'legacy'
  /** A field of the API that was born strict. */
  | 'newField'
  /** Flags and installers: sloppy, the host's bits are dropped silently. */
  | 'flag'
  /** The host's bits are dropped by design (whereabouts). */
  | 'masking'
  /** Go's own parser: no leading zeros; the host's bits are dropped by design (MetalLB, Cilium). */
  | 'go'
  /** Go's own parser, and no bits after the prefix (Calico's pools). */
  | 'calico';

/** A text that must be an address, a CIDR or a range. */
export interface TextUse<P> {
  readonly text: string;
  readonly form: 'address' | 'cidr' | 'cidrOrAddress' | 'range';
  readonly dialect: Dialect;
  readonly at: P;
}

export interface ServiceFact<P> {
  readonly namespace: string;
  readonly name: string;
  readonly type: string;
  /** The cluster's own DNS. */
  readonly isDns: boolean;
  readonly clusterIPs: readonly Said<string, P>[];
  /** `ipFamilies` as written, in order. */
  readonly families: readonly string[];
  readonly externalIPs: readonly Said<string, P>[];
  readonly nodePorts: readonly NodePortFact<P>[];
  /** Addresses that the load balancer is asked for. */
  readonly requested: readonly Said<string, P>[];
  readonly sourceRanges: P | undefined;
}

export interface NodePortFact<P> {
  readonly number: number;
  readonly field: 'nodePort' | 'healthCheckNodePort';
  readonly port: number | undefined;
  readonly protocol: string;
  readonly at: P;
}

export interface IpBlockFact<P> {
  readonly direction: 'ingress' | 'egress';
  readonly cidr: Said<string, P>;
  readonly excepts: readonly Said<string, P>[];
  /** The whole peer, where the block is all that it says: what a selector may replace. */
  readonly peer?: P;
  /** The value of `ipBlock`. */
  readonly block?: P;
}

export interface DistributionEvidence<P> {
  readonly id: DistributionId;
  /** What tells it, in words. */
  readonly because: string;
  readonly at: P | undefined;
  /** A file of the distribution itself; otherwise a hint, to be offered and not assumed. */
  readonly isCertain: boolean;
}
