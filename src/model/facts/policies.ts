import type { LabelSelector } from '../../kubernetes/labels.ts';
import type { Located, Span } from '../../text/span.ts';
import type { Field } from '../../yaml/field.ts';
import type { Resource } from './resource.ts';

/** A label selector of a policy, with the places of what it asks for. */
export interface PolicySelector {
  /** The key that holds it: `podSelector`. */
  readonly key: Span;
  readonly span: Span;
  /** Undefined where a part of it could not be read: it is templated, or no selector of the API. */
  readonly selector: LabelSelector | undefined;
  /** The pairs of `matchLabels`. */
  readonly labels: ReadonlyMap<string, Located<string>>;
  readonly expressions: readonly PolicyExpression[];
}

export interface PolicyExpression {
  readonly span: Span;
  readonly key: Located<string>;
  readonly operator: Located<string>;
  readonly values: readonly Located<string>[];
}

/** A `networking.k8s.io/v1` NetworkPolicy. */
export interface NetworkPolicy extends Resource {
  /** Undefined where none is written, which the API refuses. */
  readonly podSelector: PolicySelector | undefined;
  /** As written; undefined where the API defaults them. */
  readonly policyTypes: readonly Located<string>[] | undefined;
  /** Undefined where the key is absent. */
  readonly ingress: readonly NetworkPolicyRule[] | undefined;
  readonly egress: readonly NetworkPolicyRule[] | undefined;
  readonly ingressKey: Span | undefined;
  readonly egressKey: Span | undefined;
  readonly spec: Field;
}

export interface NetworkPolicyRule {
  /** The first key of the list item. */
  readonly span: Span;
  /** The key `from` or `to`; undefined when it is absent. */
  readonly peersKey: Span | undefined;
  /** Empty is everybody, inside and outside. */
  readonly peers: readonly NetworkPolicyPeer[];
  readonly portsKey: Span | undefined;
  /** Empty is every port. */
  readonly ports: readonly NetworkPolicyPort[];
}

/** What is written within one item must hold together; any of the items is enough. */
export interface NetworkPolicyPeer {
  readonly span: Span;
  readonly podSelector: PolicySelector | undefined;
  readonly namespaceSelector: PolicySelector | undefined;
  readonly ipBlock: IPBlock | undefined;
}

export interface IPBlock {
  /** The key `ipBlock`. */
  readonly span: Span;
  readonly cidr: Located<string>;
  readonly except: readonly Located<string>[];
}

export interface NetworkPolicyPort {
  readonly span: Span;
  /** As defaulted: TCP. */
  readonly protocol: Located<string>;
  readonly port: Located<number | string> | undefined;
  readonly endPort: Located<number> | undefined;
}

/** An AdminNetworkPolicy, BaselineAdminNetworkPolicy (v1alpha1) or ClusterNetworkPolicy (v1alpha2); see `kind`. */
export interface AdminPolicy extends Resource {
  /** `Admin` or `Baseline`, as the kind or the field `tier` says. */
  readonly tier: Located<string>;
  readonly priority: Located<number> | undefined;
  readonly subject: AdminPodPeer | undefined;
  readonly ingress: readonly AdminPolicyRule[];
  readonly egress: readonly AdminPolicyRule[];
  readonly spec: Field;
}

export interface AdminPodPeer {
  readonly span: Span;
  readonly namespaces: PolicySelector | undefined;
  readonly pods:
    | { readonly namespaceSelector: PolicySelector | undefined; readonly podSelector: PolicySelector | undefined }
    | undefined;
}

export interface AdminPolicyPeer extends AdminPodPeer {
  readonly networks: readonly Located<string>[] | undefined;
  readonly nodes: PolicySelector | undefined;
  readonly domainNames: readonly Located<string>[] | undefined;
}

export interface AdminPolicyRule {
  readonly span: Span;
  readonly name: Located<string> | undefined;
  readonly action: Located<string> | undefined;
  readonly peers: readonly AdminPolicyPeer[];
  /** `ports` of v1alpha1 or `protocols` of v1alpha2; undefined is every port. */
  readonly ports: readonly AdminPolicyPort[] | undefined;
}

/** A number is a range of one; `first` undefined with a protocol is all of it; a name has no protocol. */
export interface AdminPolicyPort {
  readonly span: Span;
  readonly protocol: Located<string> | undefined;
  readonly first: Located<number> | undefined;
  readonly last: Located<number> | undefined;
  readonly name: Located<string> | undefined;
}

export type PolicyRow = NetworkPolicy | AdminPolicy;

export function isAdminPolicy(row: PolicyRow): row is AdminPolicy {
  return row.kind !== 'NetworkPolicy';
}

/** A policy of a network plugin's own kind, which is not analysed, but may decide about pods. */
export interface OtherPolicy extends Resource {
  /** Whether it may select pods of any namespace. */
  readonly everywhere: boolean;
  /** Which pods, where that is a plain label selector. */
  readonly selector: PolicySelector | undefined;
  readonly directions: readonly ('Ingress' | 'Egress')[];
}
