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
import { Field } from '../yaml/field.ts';
import { extractPolicySelector } from './extract/policySelector.ts';
import type * as Facts from './facts/policies.ts';
import { isAdminPolicy } from './facts/policies.ts';
import { isPlaceholder, type Resource, resourceId } from './facts/resource.ts';

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

/** Selectors that could not be read are left out, which leaves the peer unreadable too: no field is set. */
function selectionOf({ namespaces, pods }: Facts.AdminPodPeer): AdminPodSelection {
  const [ofNamespaces, ofPods] = [pods?.namespaceSelector?.selector, pods?.podSelector?.selector];
  return {
    namespaces: namespaces?.selector,
    pods: ofNamespaces && ofPods ? { namespaceSelector: ofNamespaces, podSelector: ofPods } : undefined,
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

/** Where the policies of other kinds keep the selector of their pods; undefined where it is not read. */
const otherKinds: Readonly<Record<string, { readonly selector?: string; readonly everywhere?: true }>> = {
  'crd.projectcalico.org/NetworkPolicy': {},
  'crd.projectcalico.org/GlobalNetworkPolicy': { everywhere: true },
  'projectcalico.org/NetworkPolicy': {},
  'projectcalico.org/GlobalNetworkPolicy': { everywhere: true },
  'cilium.io/CiliumNetworkPolicy': { selector: 'endpointSelector' },
  'cilium.io/CiliumClusterwideNetworkPolicy': { everywhere: true },
  'crd.antrea.io/NetworkPolicy': {},
  'crd.antrea.io/ClusterNetworkPolicy': { everywhere: true },
  'networking.k8s.aws/ClusterNetworkPolicy': { everywhere: true },
};

/** A policy of a kind that is not analysed, or undefined for any other object. */
export function otherPolicyOf(resource: Resource): OtherPolicy | undefined {
  const known = otherKinds[`${resource.group}/${resource.kind}`];
  if (!known) return undefined;
  const spec = Field.root(resource.tree).get('spec');
  const selector = known.selector === undefined ? undefined : extractPolicySelector(spec.get(known.selector));
  // Cilium's own prefixes of label sources are not labels of pods.
  const plain = selector?.selector && ![...selector.labels.keys()].some((key) => key.includes(':'));
  const directions = (['Ingress', 'Egress'] as const).filter(
    (direction) => resource.group !== 'cilium.io' || saysSomething(spec, direction.toLowerCase()),
  );
  return {
    id: resourceId(resource),
    namespace: known.everywhere ? undefined : resource.namespace.value,
    podSelector: plain ? selector.selector : undefined,
    directions: spec.exists ? directions : ['Ingress', 'Egress'],
  };
}

function saysSomething(spec: Field, direction: string): boolean {
  return spec.get(direction).exists || spec.get(`${direction}Deny`).exists;
}
