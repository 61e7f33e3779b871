import type { LabelSelector } from '../labels.ts';
import type { AddressRange, AddressSet } from './addressSet.ts';
import type { Protocol } from './portSet.ts';

export type Direction = 'Ingress' | 'Egress';

/** Evaluated in this order: admin policies, NetworkPolicies, the baseline. */
export type Tier = 'admin' | 'namespace' | 'baseline';

/**
 * `Allow` and `Deny` are final; `Pass` leaves the tier. The rules of a NetworkPolicy only allow.
 * (ClusterNetworkPolicy v1alpha2 calls the first one `Accept`.)
 */
export type Action = 'Allow' | 'Deny' | 'Pass';

/**
 * The common form of NetworkPolicy, AdminNetworkPolicy, BaselineAdminNetworkPolicy and ClusterNetworkPolicy.
 * See `networkPolicy.ts`, `adminNetworkPolicy.ts` and `clusterNetworkPolicy.ts`, which make it.
 */
export interface Policy {
  /** Unique, and the caller's own: verdicts name policies by it. */
  readonly id: string;
  readonly tier: Tier;
  /** Lower goes first. Of meaning in the tiers `admin` and `baseline` only. */
  readonly priority: number;
  /** Undefined where it could not be read. */
  readonly subject: PodSelection | undefined;
  /**
   * The rules of a direction, in order. Undefined: the policy says nothing about the direction.
   * A NetworkPolicy isolates in the directions that are not undefined, even with no rules.
   */
  readonly ingress: readonly Rule[] | undefined;
  readonly egress: readonly Rule[] | undefined;
  /**
   * The blocks that are written under each direction, without their exceptions: where a list of connections is cut.
   * Blocks that touch are apart, and those of a direction that `policyTypes` leaves out are here too.
   */
  readonly blocks: Readonly<Record<Direction, readonly AddressRange[]>>;
}

export interface Rule {
  /** The id of the rule's policy. */
  readonly policy: string;
  readonly direction: Direction;
  /** The place in the policy's own list of that direction, from 0. */
  readonly index: number;
  readonly action: Action;
  /** Any of them must match; `everyone` is every pod and every address. */
  readonly peers: readonly Peer[] | 'everyone';
  /** Any of them must match. */
  readonly ports: readonly Port[] | 'all';
}

/** Which pods. */
export interface PodSelection {
  /** The one namespace, or undefined when `namespaceSelector` says which ones. */
  readonly namespace: string | undefined;
  /** With `namespace`, undefined. The empty selector is every namespace. */
  readonly namespaceSelector: LabelSelector | undefined;
  /** Undefined is every pod, as the empty selector is. */
  readonly podSelector: LabelSelector | undefined;
  /** Whether pods of the host's network are left out for certain, as ANP and CNP say, instead of undefined. */
  readonly excludesHostNetwork: boolean;
}

export type Peer =
  | { readonly kind: 'pods'; readonly pods: PodSelection }
  | {
      readonly kind: 'block';
      /** The blocks without their exceptions, as contiguous ranges. */
      readonly addresses: AddressSet;
      /** Whether the API says that the addresses of pods count too, as ANP and CNP do for `networks`. */
      readonly matchesPods: boolean;
    }
  /** What manifests do not decide. */
  | { readonly kind: 'nodes' }
  | { readonly kind: 'domainNames' }
  /** What could not be read. */
  | { readonly kind: 'unreadable' };

export type Port =
  | { readonly kind: 'range'; readonly protocol: Protocol; readonly first: number; readonly last: number }
  /** A container port of the destination by name; of any protocol when none is given. */
  | { readonly kind: 'named'; readonly protocol: Protocol | undefined; readonly name: string }
  | { readonly kind: 'unreadable' };

/** The rules of a policy in a direction; undefined when it says nothing about it. */
export function rulesOf(policy: Policy, direction: Direction): readonly Rule[] | undefined {
  return direction === 'Ingress' ? policy.ingress : policy.egress;
}

/**
 * A policy of a kind that is not analysed (Calico, Cilium, Antrea, a mesh …), which may change every answer
 * about the pods that it may select.
 */
export interface OtherPolicy {
  readonly id: string;
  /** Undefined: pods of any namespace. */
  readonly namespace: string | undefined;
  /** Which pods, where that could be read; undefined: any. */
  readonly podSelector: LabelSelector | undefined;
  readonly directions: readonly Direction[];
}
