/** The questions that the topology answers, and what the answers are made of. */
import type { Change, EdgeId, Graph, NodeId, Severity, Verdict } from './graph.ts';

export const viewKinds = ['routing', 'connections', 'dns', 'addresses', 'architecture'] as const;
export type ViewKind = (typeof viewKinds)[number];

/** What stands around the picture: the scope, what it is compared with, and what else the view is asked with. */
export interface ViewContext {
  /** Nothing while there are no manifests. */
  readonly scope?: ScopeLabel;
  /** Set while the files are compared with another state of them. */
  readonly comparison?: Comparison;
  /** Where the view shows nothing: the views that do. */
  readonly instead?: readonly ViewKind[];
}

/** Which scope is shown. */
export interface ScopeLabel {
  /** As the user knows it: its path, or the workspace. */
  readonly name: string;
  readonly kind: 'directory' | 'kustomization' | 'chart' | 'setting';
  /** How many scopes there are to choose from. */
  readonly count: number;
  /** Its objects by kind, those of the most first. */
  readonly kinds: readonly KindCount[];
  /** Why something may be missing from it. */
  readonly incomplete: readonly string[];
}

export interface KindCount {
  readonly kind: string;
  readonly count: number;
}

/** What differs from another state of the files. */
export interface Comparison {
  /** What is compared with, such as `HEAD` or `main`. */
  readonly ref: string;
  readonly notes: readonly ChangeNote[];
}

/** One thing that differs, told in words by whoever shows it. */
export type ChangeNote =
  /** A workload that the Internet reaches now and did not before, or the reverse. */
  | { readonly kind: 'reach'; readonly node: NodeId; readonly reached: boolean }
  /** A connection that the policies judge otherwise; `port` such as `TCP 8080`. */
  | {
      readonly kind: 'verdict';
      readonly edge: EdgeId;
      readonly source: NodeId;
      readonly target: NodeId;
      readonly port?: string;
      readonly before: Verdict;
      readonly now: Verdict;
    }
  /** A connection that is needed now and was not, or the reverse. */
  | {
      readonly kind: 'connection';
      readonly change: 'added' | 'removed';
      readonly edge: EdgeId;
      readonly source: NodeId;
      readonly target: NodeId;
      readonly port?: string;
      readonly verdict: Verdict;
    }
  /** An object of the manifests; `fields` are the paths that differ in one that has changed. */
  | {
      readonly kind: 'resource';
      readonly change: Change;
      readonly node: NodeId;
      readonly fields: readonly string[];
    };

/** What one view shows. */
export type View = GraphView | DnsView | AddressesView;

/** Routing: how requests get in. Connections: who needs whom and may. Architecture: the whole cluster. */
export interface GraphView {
  readonly kind: 'routing' | 'connections' | 'architecture';
  readonly graph: Graph;
  /** Connections as they would be if no policy were applied. */
  readonly withoutPolicies?: boolean;
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
  /** The C library whose resolver asks: they differ in order and in what ends a search. */
  readonly libc?: 'glibc' | 'musl';
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
  readonly use: 'pods' | 'services' | 'nodes' | 'loadBalancer' | 'secondary' | 'policy';
  readonly label: string;
  /** As written, such as `10.1.0.0/16`. */
  readonly cidr: string;
  readonly family: 4 | 6;
  /** The first and last address, inclusive, as decimal text: IPv6 does not fit a number. */
  readonly first: string;
  readonly last: string;
  /** Where it is said; nothing when it is a default. */
  readonly source?: string;
  /** Whether the manifests say it: then its place can be opened by the range's id. */
  readonly isDeclared?: boolean;
  readonly addresses: readonly PlannedAddress[];
  /** What is set apart within it: the shares of nodes, what a policy leaves out. */
  readonly parts?: readonly AddressPart[];
  /** The ids of the cluster's ranges that the block of a policy shares addresses with. */
  readonly meets?: readonly string[];
}

/** A range within another. */
export interface AddressPart {
  readonly kind: 'node' | 'except';
  readonly label: string;
  readonly cidr: string;
  /** As decimal text, inclusive. */
  readonly first: string;
  readonly last: string;
  readonly node?: NodeId;
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
  /** Makes the row a link to a card, or to the source of what has none. */
  readonly node?: NodeId;
  /** Said after the value, in words and colour. */
  readonly verdict?: Verdict;
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
