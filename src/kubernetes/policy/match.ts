import type { LabelRequirement, LabelSelector, Labels } from '../labels.ts';
import { meets } from '../labels.ts';
import {
  type AddressRange,
  type AddressSet,
  containsRange,
  overlapsRange,
  parseBlock,
  uniteAddresses,
} from './addressSet.ts';
import type { Peer, PodSelection, Policy, Rule } from './policy.ts';
import { allPorts, noPorts, type PortSet, type Protocol, portsOf, unitePorts } from './portSet.ts';
import { and, isUnknown, or, type Ternary, type UnknownReason } from './ternary.ts';

/** One end of a connection: pods that are alike, or addresses outside of the cluster. */
export type Endpoint = PodEndpoint | AddressEndpoint;

export interface PodEndpoint {
  readonly kind: 'pod';
  /** The caller's own, to name the pod in reasons. */
  readonly id: string;
  readonly namespace: string;
  readonly labels: Labels;
  /** Keys of labels that the pod has or may have with values not known; `any` when nothing is known about its labels. */
  readonly unknownLabelKeys: readonly string[] | 'any';
  /** The container ports that have a name. */
  readonly namedPorts: readonly NamedPort[];
  readonly hostNetwork: boolean;
  /** As far as known, else empty. */
  readonly addresses: readonly AddressRange[];
  /** Of the node that it runs on, as far as known, else empty. */
  readonly nodeAddresses: readonly AddressRange[];
}

export interface NamedPort {
  readonly name: string;
  readonly protocol: Protocol;
  readonly port: number;
}

export interface AddressEndpoint {
  readonly kind: 'addresses';
  readonly range: AddressRange;
}

/** What policies are judged in. */
export interface PolicyContext {
  /** The labels of the namespaces whose manifests are there. */
  readonly namespaces: ReadonlyMap<string, Labels>;
  /** Of a namespace without a manifest, its name is known; `none`: and it is taken to have no labels but that. */
  readonly missingNamespaceLabels: 'unknown' | 'none';
  /**
   * Whether an `ipBlock` matches pods by their addresses. Kubernetes' own tests expect it, and so does Calico;
   * Cilium does not. `unknown` trusts Kubernetes' tests where a pod's address is written, and is unknown elsewhere.
   */
  readonly blocksMatchPods: 'by-address' | 'never' | 'unknown';
  /** Pods of the host's network: `undefined` as the API leaves them, or `ordinary`, as np-guard takes them. */
  readonly hostNetworkPods: 'undefined' | 'ordinary';
  /** Where the addresses of pods lie. */
  readonly podAddresses: AddressSet;
}

/** Where the addresses of pods lie when nothing says so: the private ranges, and the shared one of RFC 6598. */
export const privateAddresses: AddressSet = uniteAddresses(
  ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', 'fc00::/7'].map((block) => parseBlock(block)!),
);

/** The label that the API server gives every namespace (KEP-2161). */
export const namespaceNameLabel = 'kubernetes.io/metadata.name';

/** Whether the policy applies to the pod. */
export function selectsSubject(policy: Policy, pod: PodEndpoint, context: PolicyContext): Ternary {
  return policy.subject ? selectsPod(policy.subject, pod, context) : [{ kind: 'unreadable', policy: policy.id }];
}

/** Whether one of the rule's peers is the endpoint. A rule for everybody matches pods and addresses. */
export function matchesPeers(rule: Rule, endpoint: Endpoint, context: PolicyContext): Ternary {
  if (rule.peers === 'everyone') return true;
  let result: Ternary = false;
  for (const peer of rule.peers) {
    result = or(result, matchesPeer(peer, rule.policy, endpoint, context));
    if (result === true) break;
  }
  return result;
}

/** Whether the peer is the endpoint. A selector never matches addresses outside, not even the empty one. */
export function matchesPeer(peer: Peer, policy: string, endpoint: Endpoint, context: PolicyContext): Ternary {
  switch (peer.kind) {
    case 'pods':
      return endpoint.kind === 'pod' ? selectsPod(peer.pods, endpoint, context) : false;
    case 'block':
      return endpoint.kind === 'pod'
        ? matchesPodAddress(peer.addresses, peer.matchesPods, endpoint, context)
        : matchesRange(peer.addresses, endpoint.range);
    case 'nodes':
      return endpoint.kind === 'pod' && !endpoint.hostNetwork ? false : [{ kind: 'peer-kind', policy, peer: 'nodes' }];
    case 'domainNames':
      return endpoint.kind === 'pod' ? false : [{ kind: 'peer-kind', policy, peer: 'domainNames' }];
    case 'unreadable':
      return [{ kind: 'unreadable', policy }];
  }
}

/** Whether the selection takes in the pod. */
export function selectsPod(selection: PodSelection, pod: PodEndpoint, context: PolicyContext): Ternary {
  const { namespace, namespaceSelector, podSelector } = selection;
  if (namespace !== undefined && namespace !== pod.namespace) return false;
  let result: Ternary = true;
  if (namespaceSelector) result = selectsNamespace(namespaceSelector, pod.namespace, context);
  if (podSelector && result !== false) result = and(result, selectsLabels(podSelector, pod));
  if (result === false || !pod.hostNetwork || context.hostNetworkPods === 'ordinary') return result;
  return selection.excludesHostNetwork ? false : and(result, [{ kind: 'host-network', pod: pod.id }]);
}

/** Whether a namespace's labels match; unknown where its manifest is not there and more than its name is asked. */
export function selectsNamespace(selector: LabelSelector, namespace: string, context: PolicyContext): Ternary {
  const known = context.namespaces.get(namespace);
  const named = known?.get(namespaceNameLabel) === namespace;
  const labels = named ? known : new Map([...(known ?? []), [namespaceNameLabel, namespace]]);
  const open = known === undefined && context.missingNamespaceLabels === 'unknown';
  return matchesPartly(selector, labels, open ? 'any' : [], { kind: 'namespace-labels', namespace });
}

/** Whether a pod's labels match; unknown where the answer hangs on a label that is not known. */
export function selectsLabels(selector: LabelSelector, pod: PodEndpoint): Ternary {
  return matchesPartly(selector, pod.labels, pod.unknownLabelKeys, { kind: 'pod-labels', pod: pod.id });
}

function matchesPartly(
  { matchLabels, matchExpressions }: LabelSelector,
  labels: Labels,
  unknownKeys: readonly string[] | 'any',
  reason: UnknownReason,
): Ternary {
  const isOpen = (key: string) => !labels.has(key) && (unknownKeys === 'any' || unknownKeys.includes(key));
  let unknown = false;
  for (const [key, value] of matchLabels) {
    if (labels.get(key) === value) continue;
    if (!isOpen(key)) return false;
    unknown = true;
  }
  for (const requirement of matchExpressions) {
    if (isOpen(requirement.key)) unknown ||= !isTrivial(requirement);
    else if (!meets(requirement, labels)) return false;
  }
  return unknown ? [reason] : true;
}

/** Whether a requirement holds whatever the label is: `NotIn` of no values. */
function isTrivial({ operator, values }: LabelRequirement): boolean {
  return operator === 'NotIn' && values.length === 0;
}

function matchesRange(addresses: AddressSet, range: AddressRange): Ternary {
  if (containsRange(addresses, range)) return true;
  return overlapsRange(addresses, range) ? [{ kind: 'address-range' }] : false;
}

/** Whether a block holds the pod's address, as far as that counts and is known. */
function matchesPodAddress(addresses: AddressSet, always: boolean, pod: PodEndpoint, context: PolicyContext): Ternary {
  if (context.blocksMatchPods === 'never' && !always) return false;
  const known = pod.hostNetwork ? pod.nodeAddresses : pod.addresses;
  if (known.length > 0) return known.some((address) => containsRange(addresses, address));
  if (pod.hostNetwork) return addresses.length > 0 ? [{ kind: 'pod-addresses', pod: pod.id }] : false;
  const families = ([4, 6] as const).map((family) => {
    const possible = context.podAddresses.filter((range) => range.family === family);
    if (!possible.some((range) => overlapsRange(addresses, range))) return 'none';
    return possible.every((range) => containsRange(addresses, range)) ? 'all' : 'some';
  });
  if (families.every((part) => part === 'none')) return false;
  if (families.includes('some')) return [{ kind: 'pod-addresses', pod: pod.id }];
  return always || context.blocksMatchPods === 'by-address' ? true : [{ kind: 'block-against-pods', pod: pod.id }];
}

/** The ports that a rule is about, for certain and at most. They differ where a port could not be read. */
export interface RulePorts {
  readonly certain: PortSet;
  readonly possible: PortSet;
}

/**
 * The ports of a rule at a destination. They are ports of the pod, not of a Service (policies act after DNAT).
 * A name is looked up among the destination's container ports, and the protocol must be the same;
 * where there is none, and for addresses, the entry holds no port.
 */
export function portsAt(rule: Rule, destination: Endpoint): RulePorts {
  if (rule.ports === 'all') return { certain: allPorts, possible: allPorts };
  let certain = noPorts;
  let unreadable = false;
  for (const port of rule.ports) {
    if (port.kind === 'range') certain = unitePorts(certain, portsOf(port.protocol, port.first, port.last));
    else if (port.kind === 'unreadable') unreadable = true;
    else if (destination.kind === 'pod') {
      for (const named of destination.namedPorts) {
        if (named.name !== port.name || (port.protocol !== undefined && named.protocol !== port.protocol)) continue;
        certain = unitePorts(certain, portsOf(named.protocol, named.port, named.port));
      }
    }
  }
  return { certain, possible: unreadable ? allPorts : certain };
}

/** The reasons of a truth that is unknown, else none. */
export function reasonsOf(value: Ternary): readonly UnknownReason[] {
  return isUnknown(value) ? value : [];
}
