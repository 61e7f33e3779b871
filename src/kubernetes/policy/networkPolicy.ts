import type { LabelSelector } from '../labels.ts';
import { type AddressRange, parseBlock, subtractAddresses } from './addressSet.ts';
import type { Direction, Peer, PodSelection, Policy, Port, Rule } from './policy.ts';
import { type Protocol, protocols } from './portSet.ts';

/** A `networking.k8s.io/v1` NetworkPolicy as plain values. Absent fields are undefined, as they are in the API. */
export interface NetworkPolicy {
  /** Unique, and the caller's own. */
  readonly id: string;
  readonly namespace: string;
  /** Undefined where it could not be read. */
  readonly podSelector: LabelSelector | undefined;
  /** Undefined or empty: defaulted. */
  readonly policyTypes: readonly string[] | undefined;
  readonly ingress: readonly NetworkPolicyRule[] | undefined;
  readonly egress: readonly NetworkPolicyRule[] | undefined;
}

export interface NetworkPolicyRule {
  /** `from` or `to`; undefined or empty is everybody, inside and outside. */
  readonly peers: readonly NetworkPolicyPeer[] | undefined;
  /** Undefined or empty is every port of every protocol. */
  readonly ports: readonly NetworkPolicyPort[] | undefined;
}

export interface NetworkPolicyPeer {
  readonly podSelector?: LabelSelector | undefined;
  readonly namespaceSelector?: LabelSelector | undefined;
  readonly ipBlock?: { readonly cidr: string; readonly except: readonly string[] } | undefined;
  /** Set where a part of the peer could not be read. */
  readonly unreadable?: boolean;
}

export interface NetworkPolicyPort {
  readonly protocol?: string | undefined;
  readonly port?: number | string | undefined;
  readonly endPort?: number | undefined;
  readonly unreadable?: boolean;
}

/**
 * The directions that a policy isolates. Where `policyTypes` is absent or empty: Ingress always, and Egress if there
 * is an egress rule (SetDefaults_NetworkPolicy in pkg/apis/networking/v1/defaults.go). `egress: []` alone denies nothing.
 */
export function policyTypes(policy: Pick<NetworkPolicy, 'policyTypes' | 'egress'>): readonly Direction[] {
  if (policy.policyTypes && policy.policyTypes.length > 0) {
    return (['Ingress', 'Egress'] as const).filter((type) => policy.policyTypes!.includes(type));
  }
  return policy.egress && policy.egress.length > 0 ? ['Ingress', 'Egress'] : ['Ingress'];
}

/** The common form of a NetworkPolicy. Parts that the API server would refuse become `unreadable`. */
export function compileNetworkPolicy(policy: NetworkPolicy): Policy {
  const types = policyTypes(policy);
  const rules = (direction: Direction, written: readonly NetworkPolicyRule[] | undefined) =>
    types.includes(direction)
      ? (written ?? []).map((rule, index) => compileRule(policy, direction, rule, index))
      : undefined;
  return {
    id: policy.id,
    tier: 'namespace',
    priority: 0,
    subject: policy.podSelector && podsOf(policy.namespace, undefined, policy.podSelector),
    ingress: rules('Ingress', policy.ingress),
    egress: rules('Egress', policy.egress),
    blocks: { Ingress: blocksIn(policy.ingress), Egress: blocksIn(policy.egress) },
  };
}

function blocksIn(rules: readonly NetworkPolicyRule[] | undefined): readonly AddressRange[] {
  return (rules ?? []).flatMap(({ peers }) =>
    (peers ?? []).flatMap(({ ipBlock }) => {
      const block = ipBlock && compileBlock(ipBlock.cidr, ipBlock.except);
      return block?.kind === 'block' ? block.addresses : [];
    }),
  );
}

function compileRule(policy: NetworkPolicy, direction: Direction, rule: NetworkPolicyRule, index: number): Rule {
  const { peers, ports } = rule;
  return {
    policy: policy.id,
    direction,
    index,
    action: 'Allow',
    peers: peers && peers.length > 0 ? peers.flatMap((peer) => compilePeer(policy.namespace, peer)) : 'everyone',
    ports: ports && ports.length > 0 ? ports.map(compilePort) : 'all',
  };
}

/** A peer's selectors must both hold: pods by their own namespace where no `namespaceSelector` is written. */
function compilePeer(namespace: string, peer: NetworkPolicyPeer): Peer {
  const { podSelector, namespaceSelector, ipBlock } = peer;
  const selects = podSelector !== undefined || namespaceSelector !== undefined;
  if (peer.unreadable || (ipBlock !== undefined) === selects) return { kind: 'unreadable' };
  if (ipBlock) return compileBlock(ipBlock.cidr, ipBlock.except);
  return {
    kind: 'pods',
    pods: podsOf(namespaceSelector ? undefined : namespace, namespaceSelector, podSelector),
  };
}

/** `except` takes addresses from its own block only; another rule may still allow them. */
function compileBlock(cidr: string, except: readonly string[]): Peer {
  const block = parseBlock(cidr);
  const cuts = except.map(parseBlock);
  if (!block || cuts.includes(undefined)) return { kind: 'unreadable' };
  const addresses = subtractAddresses(
    [block],
    cuts.flatMap((cut) => cut ?? []),
  );
  return { kind: 'block', addresses, matchesPods: false };
}

function podsOf(
  namespace: string | undefined,
  namespaceSelector: LabelSelector | undefined,
  podSelector: LabelSelector | undefined,
): PodSelection {
  return { namespace, namespaceSelector, podSelector, excludesHostNetwork: false };
}

/** Without `protocol` TCP; without `port` every port of the protocol; `endPort` is included. */
export function compilePort(entry: NetworkPolicyPort): Port {
  const protocol = entry.protocol === undefined ? 'TCP' : readProtocol(entry.protocol);
  if (entry.unreadable || !protocol) return { kind: 'unreadable' };
  const { port, endPort } = entry;
  if (typeof port === 'string') {
    return endPort === undefined ? { kind: 'named', protocol, name: port } : { kind: 'unreadable' };
  }
  if (port === undefined) {
    return endPort === undefined ? { kind: 'range', protocol, first: 1, last: 65535 } : { kind: 'unreadable' };
  }
  return compileRange(protocol, port, endPort ?? port);
}

/** Ports from `first` to `last`, or `unreadable` where the API server would refuse them. */
export function compileRange(protocol: Protocol, first: number, last: number): Port {
  const valid = Number.isInteger(first) && Number.isInteger(last) && first >= 1 && last <= 65535 && first <= last;
  return valid ? { kind: 'range', protocol, first, last } : { kind: 'unreadable' };
}

/** The protocol that a text names, or undefined; the API knows upper case only. */
export function readProtocol(text: string): Protocol | undefined {
  return protocols.find((protocol) => protocol === text);
}
