import {
  type AdminPeer,
  type AdminPodSelection,
  compileAdminPeer,
  compileSelection,
  networksIn,
} from './adminNetworkPolicy.ts';
import { compileRange } from './networkPolicy.ts';
import type { Action, Direction, Policy, Port, Rule } from './policy.ts';
import type { Protocol } from './portSet.ts';

/**
 * A `policy.networking.k8s.io/v1alpha2` ClusterNetworkPolicy as plain values, which replaces AdminNetworkPolicy and
 * BaselineAdminNetworkPolicy (network-policy-api apis/v1alpha2/clusternetworkpolicy_types.go).
 */
export interface ClusterNetworkPolicy {
  readonly id: string;
  /** `Admin` or `Baseline`. */
  readonly tier: string | undefined;
  /** 0 to 1000, lower goes first. Two policies of equal priority are legal; which one wins is not defined. */
  readonly priority: number;
  readonly subject: AdminPodSelection | undefined;
  readonly ingress: readonly ClusterRule[];
  readonly egress: readonly ClusterRule[];
}

export interface ClusterRule {
  /** `Accept`, `Deny` or `Pass`. */
  readonly action: string | undefined;
  readonly peers: readonly AdminPeer[];
  /** Undefined is every port of every protocol. */
  readonly protocols: readonly ClusterProtocol[] | undefined;
}

/** Exactly one of the fields. */
export interface ClusterProtocol {
  readonly tcp?: ClusterPort | undefined;
  readonly udp?: ClusterPort | undefined;
  readonly sctp?: ClusterPort | undefined;
  readonly destinationNamedPort?: string | undefined;
}

/** Undefined `destinationPort`: every port of the protocol. */
export interface ClusterPort {
  readonly destinationPort?:
    | {
        readonly number?: number | undefined;
        readonly range?: { readonly start: number; readonly end: number } | undefined;
      }
    | undefined;
}

/** The common form of a ClusterNetworkPolicy. */
export function compileClusterNetworkPolicy(policy: ClusterNetworkPolicy): Policy {
  const rules = (direction: Direction, written: readonly ClusterRule[]) =>
    written.length === 0 ? undefined : written.map((rule, index) => compileRule(policy.id, direction, rule, index));
  return {
    id: policy.id,
    tier: policy.tier === 'Baseline' ? 'baseline' : 'admin',
    priority: policy.priority,
    subject: policy.subject && compileSelection(policy.subject),
    ingress: rules('Ingress', policy.ingress),
    egress: rules('Egress', policy.egress),
    blocks: { Ingress: [], Egress: networksIn(policy.egress) },
  };
}

/**
 * A peer with a field that is not known here fails closed: an Accept rule then matches nothing by it,
 * a Deny or Pass rule denies everything (the comment on ClusterNetworkPolicyEgressPeer).
 */
function compileRule(policy: string, direction: Direction, rule: ClusterRule, index: number): Rule {
  const action = readAction(rule.action);
  const peers = rule.peers.map(compileAdminPeer);
  const unknownFields = rule.peers.some((peer) => !peer.unreadable && Object.values(peer).every((field) => !field));
  const base = { policy, direction, index };
  if (!action) return { ...base, action: 'Deny', peers: [{ kind: 'unreadable' }], ports: 'all' };
  if (unknownFields && action !== 'Allow') return { ...base, action: 'Deny', peers: 'everyone', ports: 'all' };
  return {
    ...base,
    action,
    peers: unknownFields ? peers.filter(({ kind }) => kind !== 'unreadable') : peers,
    ports: rule.protocols ? rule.protocols.map(compileProtocol) : 'all',
  };
}

function readAction(text: string | undefined): Action | undefined {
  if (text === 'Accept') return 'Allow';
  return text === 'Deny' || text === 'Pass' ? text : undefined;
}

function compileProtocol({ tcp, udp, sctp, destinationNamedPort }: ClusterProtocol): Port {
  if (destinationNamedPort !== undefined) return { kind: 'named', protocol: undefined, name: destinationNamedPort };
  if (tcp) return compileClusterPort('TCP', tcp);
  if (udp) return compileClusterPort('UDP', udp);
  return sctp ? compileClusterPort('SCTP', sctp) : { kind: 'unreadable' };
}

function compileClusterPort(protocol: Protocol, { destinationPort }: ClusterPort): Port {
  if (!destinationPort) return { kind: 'range', protocol, first: 1, last: 65535 };
  const { number, range } = destinationPort;
  if (number !== undefined) return compileRange(protocol, number, number);
  return range ? compileRange(protocol, range.start, range.end) : { kind: 'unreadable' };
}
