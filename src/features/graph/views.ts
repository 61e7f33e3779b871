/** The questions that the topology answers, and what the answers are made of. */
import type { EdgeId, Graph, NodeId, Severity, Verdict } from './graph.ts';

export const viewKinds = ['routing', 'connections', 'dns', 'addresses', 'architecture'] as const;
export type ViewKind = (typeof viewKinds)[number];

/** What one view shows. */
export type View = GraphView | DnsView | AddressesView;

/** Routing: how requests get in. Connections: who needs whom and may. Architecture: the whole cluster. */
export interface GraphView {
  readonly kind: 'routing' | 'connections' | 'architecture';
  readonly graph: Graph;
}

/** How one name resolves from one workload. The graph shows resolver, Service and pods; the steps say it in order. */
export interface DnsView {
  readonly kind: 'dns';
  readonly graph: Graph;
  /** The workloads to ask from, and the names worth asking, for the pickers. */
  readonly workloads: readonly NodeId[];
  readonly names: readonly string[];
  /** Nothing until a workload and a name are chosen. */
  readonly resolution?: Resolution;
}

export interface Resolution {
  readonly workload: NodeId;
  /** As it was asked, such as `api` or `db.prod`. */
  readonly name: string;
  /** The lines of the pod's resolv.conf. */
  readonly resolvConf: readonly string[];
  readonly steps: readonly ResolutionStep[];
  /** One sentence: `api resolves to Service shop/api (10.152.183.20)`. */
  readonly outcome: string;
  readonly resolved: 'yes' | 'no' | 'unknown';
}

/** One query, or what follows from its answer. */
export interface ResolutionStep {
  readonly kind: 'query' | 'answer' | 'connect';
  /** The full name asked, with its record type, or what happens. */
  readonly title: string;
  readonly detail?: string;
  readonly result: 'found' | 'nxdomain' | 'nodata' | 'forwarded' | 'skipped' | 'failed' | 'info';
  /** What of the graph takes part. */
  readonly nodes: readonly NodeId[];
  readonly edges: readonly EdgeId[];
}

/** The cluster's ranges of addresses, to scale. */
export interface AddressesView {
  readonly kind: 'addresses';
  readonly plan: AddressPlan;
}

export interface AddressPlan {
  /** What the plan follows from: `MicroK8s defaults` or `kubeadm ClusterConfiguration`. */
  readonly profile?: string;
  readonly ranges: readonly AddressRange[];
  readonly overlaps: readonly AddressOverlap[];
}

export interface AddressRange {
  /** Readable and stable: `pods 10.1.0.0/16`. */
  readonly id: string;
  readonly use: 'pods' | 'services' | 'nodes' | 'loadBalancer' | 'policy' | 'other';
  readonly label: string;
  /** As written, such as `10.1.0.0/16`. */
  readonly cidr: string;
  readonly family: 4 | 6;
  /** The first and last address, inclusive, as decimal text: IPv6 does not fit a number. */
  readonly first: string;
  readonly last: string;
  /** Where it is said; nothing when it is a default. */
  readonly source?: string;
  readonly addresses: readonly PlannedAddress[];
}

/** An address that something has. */
export interface PlannedAddress {
  readonly address: string;
  /** As decimal text. */
  readonly value: string;
  readonly label: string;
  readonly node?: NodeId;
}

export interface AddressOverlap {
  readonly ranges: readonly [string, string];
  readonly severity: Severity;
  readonly message: string;
}

/** The hops of one request, in order. */
export interface Trace {
  readonly title: string;
  readonly verdict: Verdict;
  readonly hops: readonly Hop[];
}

export interface Hop {
  /** `Ingress edge sends /api to Service api`. */
  readonly title: string;
  readonly detail?: string;
  readonly verdict: Verdict;
  readonly nodes: readonly NodeId[];
  readonly edges: readonly EdgeId[];
}

/** What the side panel tells of a node or an edge. Asked for on selection, so that the graph stays without spans. */
export interface Details {
  readonly id: NodeId | EdgeId;
  readonly title: string;
  readonly subtitle?: string;
  readonly sections: readonly DetailSection[];
  readonly findings: readonly DetailFinding[];
  /** The lines that made it; a click asks the host to open the one with this index. */
  readonly sources: readonly DetailSource[];
  readonly actions: readonly DetailAction[];
}

/** Ports, names, addresses, endpoints, policies: each a titled list. */
export interface DetailSection {
  readonly title: string;
  readonly rows: readonly DetailRow[];
}

export interface DetailRow {
  readonly label: string;
  readonly value?: string;
  /** Makes the row a link to a node of the graph. */
  readonly node?: NodeId;
}

export interface DetailFinding {
  readonly severity: Severity;
  readonly rule: string;
  readonly message: string;
  /** The rule's `why`. */
  readonly why?: string;
  /** The titles of its fixes; a click asks the host to apply the one with this index. */
  readonly fixes: readonly string[];
}

export interface DetailSource {
  /** Such as `web.yaml:12`. */
  readonly label: string;
  readonly text?: string;
}

/** A command of the extension that is on the host's list of allowed ones. */
export interface DetailAction {
  readonly title: string;
  readonly command: string;
  readonly args: readonly string[];
}
