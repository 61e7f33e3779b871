import type { LabelSelector } from '../labels.ts';
import { type AddressRange, parseBlock, uniteAddresses } from './addressSet.ts';
import { compileRange, readProtocol } from './networkPolicy.ts';
import type { Action, Direction, Peer, PodSelection, Policy, Port, Rule } from './policy.ts';

/**
 * A `policy.networking.k8s.io/v1alpha1` AdminNetworkPolicy or BaselineAdminNetworkPolicy as plain values.
 * Being selected by one isolates nobody: only its rules decide, in order, the first match for each port.
 */
export interface AdminNetworkPolicy {
  readonly id: string;
  readonly baseline: boolean;
  /** 0 to 1000, lower goes first; a baseline has none. */
  readonly priority: number;
  readonly subject: AdminPodSelection | undefined;
  readonly ingress: readonly AdminRule[];
  readonly egress: readonly AdminRule[];
}

/** Exactly one of `namespaces` and `pods`. */
export interface AdminPodSelection {
  readonly namespaces?: LabelSelector | undefined;
  readonly pods?: { readonly namespaceSelector: LabelSelector; readonly podSelector: LabelSelector } | undefined;
  /** Set where a part could not be read. */
  readonly unreadable?: boolean;
}

export interface AdminRule {
  readonly action: string | undefined;
  readonly peers: readonly AdminPeer[];
  /** Undefined is every port of every protocol. */
  readonly ports: readonly AdminPort[] | undefined;
}

/** Exactly one of the fields. */
export interface AdminPeer extends AdminPodSelection {
  readonly networks?: readonly string[] | undefined;
  readonly nodes?: LabelSelector | undefined;
  readonly domainNames?: readonly string[] | undefined;
}

/** Exactly one of the fields. */
export interface AdminPort {
  readonly portNumber?: { readonly protocol?: string | undefined; readonly port: number } | undefined;
  readonly portRange?:
    | { readonly protocol?: string | undefined; readonly start: number; readonly end: number }
    | undefined;
  readonly namedPort?: string | undefined;
}

/** The common form of an AdminNetworkPolicy or BaselineAdminNetworkPolicy. */
export function compileAdminNetworkPolicy(policy: AdminNetworkPolicy): Policy {
  const rules = (direction: Direction, written: readonly AdminRule[]) =>
    written.length === 0
      ? undefined
      : written.map((rule, index): Rule => {
          const action = readAction(rule.action, policy.baseline);
          return {
            policy: policy.id,
            direction,
            index,
            action: action ?? 'Deny',
            peers: action ? rule.peers.map(compileAdminPeer) : [{ kind: 'unreadable' }],
            ports: rule.ports ? rule.ports.map(compileAdminPort) : 'all',
          };
        });
  return {
    id: policy.id,
    tier: policy.baseline ? 'baseline' : 'admin',
    priority: policy.baseline ? 0 : policy.priority,
    subject: policy.subject && compileSelection(policy.subject),
    ingress: rules('Ingress', policy.ingress),
    egress: rules('Egress', policy.egress),
    blocks: { Ingress: [], Egress: networksIn(policy.egress) },
  };
}

/** The networks of egress rules, each by itself. Ingress rules know none. */
export function networksIn(rules: readonly { readonly peers: readonly AdminPeer[] }[]): readonly AddressRange[] {
  return rules.flatMap(({ peers }) =>
    peers.flatMap(({ networks }) => (networks ?? []).flatMap((network) => parseBlock(network) ?? [])),
  );
}

/** A baseline knows no `Pass`: there is nothing after it. */
function readAction(text: string | undefined, baseline: boolean): Action | undefined {
  if (text === 'Allow' || text === 'Deny') return text;
  return text === 'Pass' && !baseline ? text : undefined;
}

/** The pods of a subject or a peer; undefined where not exactly one of the fields is set. */
export function compileSelection({ namespaces, pods, unreadable }: AdminPodSelection): PodSelection | undefined {
  if (unreadable || (namespaces === undefined) === (pods === undefined)) return undefined;
  return {
    namespace: undefined,
    namespaceSelector: namespaces ?? pods!.namespaceSelector,
    podSelector: pods?.podSelector,
    excludesHostNetwork: true,
  };
}

/**
 * The peer in common form. `networks` is checked against traffic within the cluster too,
 * so `0.0.0.0/0` is every pod of IPv4 as well (AdminNetworkPolicyEgressPeer.Networks).
 */
export function compileAdminPeer(peer: AdminPeer): Peer {
  const { networks, nodes, domainNames } = peer;
  const set = [peer.namespaces, peer.pods, networks, nodes, domainNames].filter((field) => field !== undefined);
  if (peer.unreadable || set.length !== 1) return { kind: 'unreadable' };
  if (nodes) return { kind: 'nodes' };
  if (domainNames) return { kind: 'domainNames' };
  if (networks) {
    const blocks = networks.map(parseBlock);
    if (blocks.includes(undefined)) return { kind: 'unreadable' };
    return { kind: 'block', addresses: uniteAddresses(blocks.flatMap((block) => block ?? [])), matchesPods: true };
  }
  return { kind: 'pods', pods: compileSelection(peer)! };
}

/** A number or range without a protocol is of TCP; a named port takes the protocol of the container port. */
function compileAdminPort({ portNumber, portRange, namedPort }: AdminPort): Port {
  if (namedPort !== undefined) return { kind: 'named', protocol: undefined, name: namedPort };
  const protocol = readProtocol(portNumber?.protocol ?? portRange?.protocol ?? 'TCP');
  if (!protocol) return { kind: 'unreadable' };
  if (portNumber) return compileRange(protocol, portNumber.port, portNumber.port);
  return portRange ? compileRange(protocol, portRange.start, portRange.end) : { kind: 'unreadable' };
}
