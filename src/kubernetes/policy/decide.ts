import {
  type Endpoint,
  matchesPeers,
  type PodEndpoint,
  type PolicyContext,
  portsAt,
  type RulePorts,
  reasonsOf,
  selectsLabels,
  selectsSubject,
} from './match.ts';
import { type Direction, type OtherPolicy, type Policy, type Rule, rulesOf } from './policy.ts';
import {
  allPorts,
  equalPorts,
  intersectPorts,
  isNoPorts,
  noPorts,
  type PortSet,
  subtractPorts,
  unitePorts,
} from './portSet.ts';
import { and, mergeReasons, type Ternary, type UnknownReason } from './ternary.ts';

/** Every policy of a cluster. */
export interface PolicySet {
  readonly policies: readonly Policy[];
  /** Those of kinds that are not analysed. */
  readonly others: readonly OtherPolicy[];
}

/** What is allowed in one direction: for certain, and at most. What lies between is unknown, for the reasons given. */
export interface Decision {
  readonly allowed: PortSet;
  readonly possible: PortSet;
  /** Empty when `allowed` and `possible` are the same. */
  readonly reasons: readonly UnknownReason[];
}

/** How a policy that may apply to a pod meets one endpoint. */
export interface PolicyMatch {
  readonly policy: Policy;
  /** Never false. */
  readonly selects: Ternary;
  readonly rules: readonly RuleMatch[];
}

export interface RuleMatch {
  readonly rule: Rule;
  readonly peers: Ternary;
  readonly ports: RulePorts;
}

export const everythingAllowed: Decision = { allowed: allPorts, possible: allPorts, reasons: [] };

/**
 * The policies that may apply to a pod in a direction, with how each rule meets the other end: by priority.
 */
export function matchPolicies(
  policies: readonly Policy[],
  direction: Direction,
  subject: PodEndpoint,
  other: Endpoint,
  context: PolicyContext,
): readonly PolicyMatch[] {
  const destination = direction === 'Ingress' ? subject : other;
  const result: PolicyMatch[] = [];
  for (const policy of policies) {
    const rules = rulesOf(policy, direction);
    const selects = rules ? selectsSubject(policy, subject, context) : false;
    if (!rules || selects === false) continue;
    result.push({
      policy,
      selects,
      rules: rules.map((rule) => ({
        rule,
        peers: matchesPeers(rule, other, context),
        ports: portsAt(rule, destination),
      })),
    });
  }
  return result.sort((a, b) => a.policy.priority - b.policy.priority);
}

/** What the policies of one side allow between a pod and the other end. */
export function decideDirection(
  set: PolicySet,
  direction: Direction,
  subject: PodEndpoint,
  other: Endpoint,
  context: PolicyContext,
): Decision {
  const others = otherPoliciesOf(set.others, direction, subject);
  const matches = matchPolicies(set.policies, direction, subject, other, context);
  return others.length > 0 ? openDecision(others) : decideMatches(matches, direction, other, context);
}

/** What matched policies allow. */
export function decideMatches(
  matches: readonly PolicyMatch[],
  direction: Direction,
  other: Endpoint,
  context: PolicyContext,
): Decision {
  if (matches.length === 0) return everythingAllowed;
  const allowed = evaluate(matches, 'certain');
  const possible = evaluate(matches, 'possible');
  // A pod may always be reached from its own node, and a pod of the host's network may be on that node.
  const fromHost =
    direction === 'Ingress' && other.kind === 'pod' && other.hostNetwork && context.hostNetworkPods === 'undefined';
  if (fromHost && !equalPorts(allowed, allPorts)) {
    return { allowed, possible: allPorts, reasons: [{ kind: 'host-network', pod: other.id }] };
  }
  return equalPorts(allowed, possible)
    ? { allowed, possible, reasons: [] }
    : { allowed, possible, reasons: reasonsIn(matches) };
}

/** The policies of other kinds that may apply to a pod, as reasons. */
export function otherPoliciesOf(
  others: readonly OtherPolicy[],
  direction: Direction,
  pod: PodEndpoint,
): readonly UnknownReason[] {
  return others
    .filter(({ namespace }) => namespace === undefined || namespace === pod.namespace)
    .filter(({ directions }) => directions.includes(direction))
    .filter(({ podSelector }) => podSelector === undefined || selectsLabels(podSelector, pod) !== false)
    .map(({ id }) => ({ kind: 'other-policy', policy: id }));
}

/** Nothing is certain, everything is possible. */
export function openDecision(reasons: readonly UnknownReason[]): Decision {
  return { allowed: noPorts, possible: allPorts, reasons };
}

/** What holds in both directions. */
export function bothDecisions(a: Decision, b: Decision): Decision {
  const allowed = intersectPorts(a.allowed, b.allowed);
  const possible = intersectPorts(a.possible, b.possible);
  return { allowed, possible, reasons: equalPorts(allowed, possible) ? [] : mergeReasons(a.reasons, b.reasons) };
}

/**
 * The ports that are allowed whatever the unknown turns out to be (`certain`), or if it turns out for the best
 * (`possible`). A rule that may match then counts against the traffic, or for it.
 */
function evaluate(matches: readonly PolicyMatch[], world: 'certain' | 'possible'): PortSet {
  const admin = evaluateTier(matches, 'admin', world);
  const left = unitePorts(admin.open, admin.pass);
  if (isNoPorts(left)) return admin.allow;
  const own = matches.filter(({ policy }) => policy.tier === 'namespace');
  const isolating = own.filter(({ selects }) => selects === true);
  const maybe = own.filter(({ selects }) => selects !== true);
  if (isolating.length > 0) {
    const counting = world === 'certain' ? isolating : own;
    return unitePorts(admin.allow, intersectPorts(left, allowedByAny(counting, world)));
  }
  const baseline = evaluateTier(matches, 'baseline', world);
  let rest = subtractPorts(allPorts, baseline.deny);
  // Whether these isolate is unknown: at worst one of them does, at best one of them allows.
  for (const policy of maybe) {
    const allowed = allowedByAny([policy], world);
    rest = world === 'certain' ? intersectPorts(rest, allowed) : unitePorts(rest, allowed);
  }
  return unitePorts(admin.allow, intersectPorts(left, rest));
}

/** The union of what the rules of NetworkPolicies allow. */
function allowedByAny(matches: readonly PolicyMatch[], world: 'certain' | 'possible'): PortSet {
  let result = noPorts;
  for (const { rules } of matches) {
    for (const { peers, ports } of rules) {
      if (peers === false || (world === 'certain' && peers !== true)) continue;
      result = unitePorts(result, ports[world]);
    }
  }
  return result;
}

interface Outcome {
  readonly allow: PortSet;
  readonly deny: PortSet;
  readonly pass: PortSet;
  /** What no rule decided. */
  readonly open: PortSet;
}

const undecided: Outcome = { allow: noPorts, deny: noPorts, pass: noPorts, open: allPorts };

/** The policies of a tier by priority; the first rule that matches a port decides it. */
function evaluateTier(
  matches: readonly PolicyMatch[],
  tier: 'admin' | 'baseline',
  world: 'certain' | 'possible',
): Outcome {
  const own = matches.filter(({ policy }) => policy.tier === tier);
  let outcome = undecided;
  for (let start = 0; start < own.length; ) {
    let end = start + 1;
    while (end < own.length && own[end]!.policy.priority === own[start]!.policy.priority) end++;
    const outcomes = own.slice(start, end).map((match) => evaluatePolicy(match, outcome.open, world));
    const next = outcomes.length === 1 ? outcomes[0]! : settle(outcomes, world);
    outcome = {
      allow: unitePorts(outcome.allow, next.allow),
      deny: unitePorts(outcome.deny, next.deny),
      pass: unitePorts(outcome.pass, next.pass),
      open: next.open,
    };
    start = end;
  }
  return outcome;
}

function evaluatePolicy(match: PolicyMatch, open: PortSet, world: 'certain' | 'possible'): Outcome {
  const sets = { Allow: noPorts, Deny: noPorts, Pass: noPorts };
  let left = open;
  const take = (action: 'Allow' | 'Deny' | 'Pass', ports: PortSet) => {
    sets[action] = unitePorts(sets[action], intersectPorts(left, ports));
    left = subtractPorts(left, ports);
  };
  for (const { rule, peers, ports } of match.rules) {
    const matched = and(match.selects, peers);
    if (matched === false) continue;
    const sure = matched === true ? ports.certain : noPorts;
    const doubtful = world === 'certain' ? 'Deny' : 'Allow';
    if (rule.action === doubtful) take(doubtful, ports.possible);
    else {
      take(rule.action, sure);
      // A rule that may pass the traffic on leaves it open what the next tier says.
      if (rule.action === 'Pass') take(doubtful, ports.possible);
    }
  }
  return { allow: sets.Allow, deny: sets.Deny, pass: sets.Pass, open: left };
}

/** Policies of one priority: where they disagree, any of them may win. */
function settle(outcomes: readonly Outcome[], world: 'certain' | 'possible'): Outcome {
  const all = (part: 'allow' | 'deny' | 'pass') =>
    outcomes.reduce((set, outcome) => unitePorts(set, outcome[part]), noPorts);
  const open = outcomes.reduce((set, outcome) => intersectPorts(set, outcome.open), allPorts);
  const [allow, deny, pass] = [all('allow'), all('deny'), all('pass')];
  if (world === 'possible') {
    return { allow, pass: subtractPorts(pass, allow), deny: subtractPorts(subtractPorts(deny, allow), pass), open };
  }
  const denied = unitePorts(deny, intersectPorts(allow, pass));
  return { deny: denied, allow: subtractPorts(allow, denied), pass: subtractPorts(pass, denied), open };
}

/** Every reason for which something among the matches is unknown. */
function reasonsIn(matches: readonly PolicyMatch[]): readonly UnknownReason[] {
  let reasons: readonly UnknownReason[] = [];
  for (const { policy, selects, rules } of matches) {
    reasons = mergeReasons(reasons, reasonsOf(selects));
    for (const { peers, ports } of rules) {
      reasons = mergeReasons(reasons, reasonsOf(peers));
      if (ports.certain !== ports.possible)
        reasons = mergeReasons(reasons, [{ kind: 'unreadable', policy: policy.id }]);
    }
  }
  return reasons.length > 0 ? reasons : [{ kind: 'equal-priority', policies: equalPriorities(matches) }];
}

function equalPriorities(matches: readonly PolicyMatch[]): readonly string[] {
  const ordered = matches.filter(({ policy }) => policy.tier !== 'namespace').map(({ policy }) => policy);
  return ordered
    .filter((policy) =>
      ordered.some((other) => other !== policy && other.tier === policy.tier && other.priority === policy.priority),
    )
    .map(({ id }) => id);
}
