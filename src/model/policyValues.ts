import type { LabelSelector } from '../kubernetes/labels.ts';
import {
  type AdminNetworkPolicy,
  type AdminPeer,
  type AdminPodSelection,
  type AdminPort,
  compileAdminNetworkPolicy,
} from '../kubernetes/policy/adminNetworkPolicy.ts';
import { type ClusterProtocol, compileClusterNetworkPolicy } from '../kubernetes/policy/clusterNetworkPolicy.ts';
import {
  compileNetworkPolicy,
  type NetworkPolicyPeer,
  type NetworkPolicyPort,
  type NetworkPolicyRule,
} from '../kubernetes/policy/networkPolicy.ts';
import type { OtherPolicy, Policy } from '../kubernetes/policy/policy.ts';
import type * as Facts from './facts/policies.ts';
import { isAdminPolicy } from './facts/policies.ts';
import { isPlaceholder, resourceId } from './facts/resource.ts';

/** The policy that a row describes, in the form that verdicts are made from. */
export function policyOf(row: Facts.PolicyRow, id: string): Policy {
  if (!isAdminPolicy(row)) return networkPolicyOf(row, id);
  if (row.kind !== 'ClusterNetworkPolicy') return compileAdminNetworkPolicy(adminPolicyOf(row, id));
  const rule = ({ action, peers, ports }: Facts.AdminPolicyRule) => ({
    action: action?.value,
    peers: peers.map(adminPeerOf),
    protocols: ports?.map(protocolOf),
  });
  return compileClusterNetworkPolicy({
    id,
    tier: row.tier.value,
    priority: row.priority?.value ?? 0,
    subject: row.subject && selectionOf(row.subject),
    ingress: row.ingress.map(rule),
    egress: row.egress.map(rule),
  });
}

function networkPolicyOf(row: Facts.NetworkPolicy, id: string): Policy {
  return compileNetworkPolicy({
    id,
    namespace: row.namespace.value,
    // An absent selector is the empty one (NetworkPolicySpec.PodSelector).
    podSelector: row.podSelector ? row.podSelector.selector : { matchLabels: new Map(), matchExpressions: [] },
    policyTypes: row.policyTypes?.map(({ value }) => value),
    ingress: row.ingress?.map(ruleOf),
    egress: row.egress?.map(ruleOf),
  });
}

function ruleOf({ peers, ports }: Facts.NetworkPolicyRule): NetworkPolicyRule {
  return { peers: peers.map(peerOf), ports: ports.map(portOf) };
}

/** A peer as plain values. */
export function peerOf({ podSelector, namespaceSelector, ipBlock }: Facts.NetworkPolicyPeer): NetworkPolicyPeer {
  const selectors = [podSelector, namespaceSelector];
  return {
    podSelector: podSelector?.selector,
    namespaceSelector: namespaceSelector?.selector,
    ipBlock: ipBlock && { cidr: ipBlock.cidr.value, except: ipBlock.except.map(({ value }) => value) },
    unreadable: selectors.some((selector) => selector !== undefined && selector.selector === undefined),
  };
}

function portOf({ protocol, port, endPort }: Facts.NetworkPolicyPort): NetworkPolicyPort {
  return {
    protocol: protocol.value,
    port: port?.value,
    endPort: endPort?.value,
    unreadable: [protocol.value, port?.value].some((text) => typeof text === 'string' && isPlaceholder(text)),
  };
}

function adminPolicyOf(row: Facts.AdminPolicy, id: string): AdminNetworkPolicy {
  const rule = ({ action, peers, ports }: Facts.AdminPolicyRule) => ({
    action: action?.value,
    peers: peers.map(adminPeerOf),
    ports: ports?.map(adminPortOf),
  });
  return {
    id,
    baseline: row.kind === 'BaselineAdminNetworkPolicy',
    priority: row.priority?.value ?? 0,
    subject: row.subject && selectionOf(row.subject),
    ingress: row.ingress.map(rule),
    egress: row.egress.map(rule),
  };
}

/** Within `pods`, an absent selector is the empty one. */
function selectionOf({ namespaces, pods }: Facts.AdminPodPeer): AdminPodSelection {
  const written = [namespaces, pods?.namespaceSelector, pods?.podSelector];
  const empty: LabelSelector = { matchLabels: new Map(), matchExpressions: [] };
  return {
    namespaces: namespaces?.selector,
    pods: pods && {
      namespaceSelector: pods.namespaceSelector?.selector ?? empty,
      podSelector: pods.podSelector?.selector ?? empty,
    },
    unreadable: written.some((selector) => selector !== undefined && selector.selector === undefined),
  };
}

function adminPeerOf(peer: Facts.AdminPolicyPeer): AdminPeer {
  return {
    ...selectionOf(peer),
    networks: peer.networks?.map(({ value }) => value),
    nodes: peer.nodes?.selector,
    domainNames: peer.domainNames?.map(({ value }) => value),
  };
}

function adminPortOf({ protocol, first, last, name }: Facts.AdminPolicyPort): AdminPort {
  if (name) return { namedPort: name.value };
  return first && last ? { portRange: { protocol: protocol?.value, start: first.value, end: last.value } } : {};
}

function protocolOf({ protocol, first, last, name }: Facts.AdminPolicyPort): ClusterProtocol {
  if (name) return { destinationNamedPort: name.value };
  if (!protocol) return {};
  const port = first && last ? { destinationPort: { range: { start: first.value, end: last.value } } } : {};
  return { [protocol.value.toLowerCase()]: port };
}

/** A policy of a kind that is not analysed, as verdicts take it. */
export function otherPolicyOf(row: Facts.OtherPolicy): OtherPolicy {
  return {
    id: resourceId(row),
    namespace: row.everywhere ? undefined : row.namespace.value,
    podSelector: row.selector?.selector,
    directions: row.directions,
  };
}
