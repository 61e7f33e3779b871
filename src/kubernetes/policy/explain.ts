import {
  decideMatches,
  matchPolicies,
  openDecision,
  otherPoliciesOf,
  type PolicyMatch,
  type PolicySet,
} from './decide.ts';
import type { Endpoint, PolicyContext } from './match.ts';
import type { Direction } from './policy.ts';
import { containsPort, type Protocol } from './portSet.ts';
import { and, type UnknownReason } from './ternary.ts';

export type Verdict = 'allowed' | 'denied' | 'unknown';

/** A rule by its policy, direction and place, from 0. */
export interface RuleReference {
  readonly policy: string;
  readonly direction: Direction;
  readonly index: number;
}

/** What decided one direction. */
export type Cause =
  /** The end is no pod, and policies restrict only pods. */
  | { readonly kind: 'not-a-pod' }
  /** No policy says anything about the pod in this direction, so everything is allowed. */
  | { readonly kind: 'no-policy' }
  /** The source is the node that the pod runs on, which always reaches it. */
  | { readonly kind: 'own-node' }
  /** A pod always reaches itself. */
  | { readonly kind: 'same-pod' }
  /** The rules that allow it: one of an ordered tier, or any number of NetworkPolicies. */
  | { readonly kind: 'allowed-by'; readonly rules: readonly RuleReference[] }
  /** A rule of an ordered tier denies it. */
  | { readonly kind: 'denied-by'; readonly rule: RuleReference }
  /** NetworkPolicies isolate the pod, and no rule of any of them allows it. */
  | { readonly kind: 'isolated'; readonly policies: readonly string[] }
  /** Admin or baseline policies select the pod, and no rule of theirs matches: the default, allowed. */
  | { readonly kind: 'no-rule'; readonly policies: readonly string[] }
  | { readonly kind: 'unknown'; readonly reasons: readonly UnknownReason[] };

/** A rule that does not allow the traffic, and how close it comes. */
export interface RuleMiss extends RuleReference {
  readonly peer: Verdict;
  readonly port: boolean;
}

/** One thing that would allow the traffic in one direction. */
export type Change =
  /** The rule already has the peer: add the port to it. */
  | { readonly kind: 'add-port'; readonly rule: RuleReference }
  /** The rule already has the port: add the peer to it. */
  | { readonly kind: 'add-peer'; readonly rule: RuleReference }
  /** Add a rule to a policy that isolates the pod. */
  | { readonly kind: 'add-rule'; readonly policy: string; readonly direction: Direction }
  /** Change the rule that denies, or put another one before it. */
  | { readonly kind: 'change-rule'; readonly rule: RuleReference };

export interface DirectionExplanation {
  readonly direction: Direction;
  readonly verdict: Verdict;
  readonly cause: Cause;
  /** The policies that isolate or may decide about the pod in this direction, in order of evaluation. */
  readonly policies: readonly string[];
  /** Rules that pass the traffic to the next tier. */
  readonly passedBy: readonly RuleReference[];
  /** For denied and unknown traffic, the rules of NetworkPolicies that did not allow it. */
  readonly misses: readonly RuleMiss[];
  /** For denied traffic, what would allow it; any one of them is enough for this direction. */
  readonly changes: readonly Change[];
}

export interface Explanation {
  readonly verdict: Verdict;
  readonly egress: DirectionExplanation;
  readonly ingress: DirectionExplanation;
}

export interface Traffic {
  readonly source: Endpoint;
  readonly destination: Endpoint;
  readonly protocol: Protocol;
  /** The port of the destination's pod, after any translation by a Service: 1 to 65535. */
  readonly port: number;
  /** Set when both ends are one and the same pod, and not two of the same workload. */
  readonly samePod?: boolean;
}

/**
 * Whether the policies let the traffic through, and which of them decides: the egress of the source and the ingress
 * of the destination must both allow it.
 */
export function explain(set: PolicySet, traffic: Traffic, context: PolicyContext): Explanation {
  const egress = explainDirection(set, 'Egress', traffic, context);
  const ingress = explainDirection(set, 'Ingress', traffic, context);
  return { verdict: both(egress.verdict, ingress.verdict), egress, ingress };
}

/** Denied if either is, else unknown if either is. */
function both(a: Verdict, b: Verdict): Verdict {
  if (a === 'denied' || b === 'denied') return 'denied';
  return a === 'unknown' || b === 'unknown' ? 'unknown' : 'allowed';
}

function explainDirection(
  set: PolicySet,
  direction: Direction,
  traffic: Traffic,
  context: PolicyContext,
): DirectionExplanation {
  const [subject, other] =
    direction === 'Ingress' ? [traffic.destination, traffic.source] : [traffic.source, traffic.destination];
  const decided = (verdict: Verdict, cause: Cause): DirectionExplanation => ({
    direction,
    verdict,
    cause,
    policies: [],
    passedBy: [],
    misses: [],
    changes: [],
  });
  if (subject.kind !== 'pod') return decided('allowed', { kind: 'not-a-pod' });
  if (traffic.samePod) return decided('allowed', { kind: 'same-pod' });
  if (direction === 'Ingress' && isOwnNode(subject.nodeAddresses, other))
    return decided('allowed', { kind: 'own-node' });

  const others = otherPoliciesOf(set.others, direction, subject);
  const matches = matchPolicies(set.policies, direction, subject, other, context);
  const decision = others.length > 0 ? openDecision(others) : decideMatches(matches, direction, other, context);
  const { protocol, port } = traffic;
  const verdict: Verdict = containsPort(decision.allowed, protocol, port)
    ? 'allowed'
    : containsPort(decision.possible, protocol, port)
      ? 'unknown'
      : 'denied';
  const walk = walkTiers(matches, protocol, port);
  const misses = verdict === 'allowed' ? [] : missesOf(matches, protocol, port);
  const cause: Cause =
    verdict === 'unknown'
      ? { kind: 'unknown', reasons: decision.reasons }
      : matches.length === 0
        ? { kind: 'no-policy' }
        : walk.cause;
  return {
    direction,
    verdict,
    cause,
    policies: matches.map(({ policy }) => policy.id),
    passedBy: walk.passedBy,
    misses,
    changes: verdict === 'denied' ? changesFor(direction, walk.cause, misses) : [],
  };
}

function isOwnNode(nodeAddresses: readonly { family: 4 | 6; first: bigint }[], other: Endpoint): boolean {
  if (other.kind !== 'addresses' || other.range.first !== other.range.last) return false;
  return nodeAddresses.some(({ family, first }) => family === other.range.family && first === other.range.first);
}

/**
 * The first decision that holds for certain. Where the verdict is certain although some rules are unknown,
 * what may match is taken not to.
 */
function walkTiers(
  matches: readonly PolicyMatch[],
  protocol: Protocol,
  port: number,
): { readonly cause: Cause; readonly passedBy: readonly RuleReference[] } {
  const passedBy: RuleReference[] = [];
  const tier = (name: 'admin' | 'baseline'): Cause | undefined => {
    for (const match of matches.filter(({ policy }) => policy.tier === name)) {
      const hit = match.rules.find(
        ({ peers, ports }) => and(match.selects, peers) === true && containsPort(ports.certain, protocol, port),
      );
      if (!hit) continue;
      const rule = reference(hit.rule);
      if (hit.rule.action === 'Allow') return { kind: 'allowed-by', rules: [rule] };
      if (hit.rule.action === 'Deny') return { kind: 'denied-by', rule };
      passedBy.push(rule);
      return undefined;
    }
    return undefined;
  };
  const isolating = matches.filter(({ policy, selects }) => policy.tier === 'namespace' && selects === true);
  const cause =
    tier('admin') ?? (isolating.length > 0 ? byNetworkPolicies(isolating, protocol, port) : tier('baseline'));
  return { cause: cause ?? { kind: 'no-rule', policies: matches.map(({ policy }) => policy.id) }, passedBy };
}

function byNetworkPolicies(isolating: readonly PolicyMatch[], protocol: Protocol, port: number): Cause {
  const rules = isolating.flatMap(({ rules }) =>
    rules
      .filter(({ peers, ports }) => peers === true && containsPort(ports.certain, protocol, port))
      .map(({ rule }) => reference(rule)),
  );
  return rules.length > 0
    ? { kind: 'allowed-by', rules }
    : { kind: 'isolated', policies: isolating.map(({ policy }) => policy.id) };
}

function missesOf(matches: readonly PolicyMatch[], protocol: Protocol, port: number): RuleMiss[] {
  return matches
    .filter(({ policy }) => policy.tier === 'namespace')
    .flatMap(({ rules }) =>
      rules.map(({ rule, peers, ports }) => ({
        ...reference(rule),
        peer: peers === true ? 'allowed' : peers === false ? 'denied' : 'unknown',
        port: containsPort(ports.certain, protocol, port),
      })),
    );
}

function changesFor(direction: Direction, cause: Cause, misses: readonly RuleMiss[]): Change[] {
  if (cause.kind === 'denied-by') return [{ kind: 'change-rule', rule: cause.rule }];
  if (cause.kind !== 'isolated') return [];
  const own = misses.filter(({ policy }) => cause.policies.includes(policy));
  return [
    ...own
      .filter(({ peer }) => peer === 'allowed')
      .map((miss): Change => ({ kind: 'add-port', rule: reference(miss) })),
    ...own.filter(({ port }) => port).map((miss): Change => ({ kind: 'add-peer', rule: reference(miss) })),
    ...cause.policies.map((policy): Change => ({ kind: 'add-rule', policy, direction })),
  ];
}

function reference({ policy, direction, index }: RuleReference): RuleReference {
  return { policy, direction, index };
}
