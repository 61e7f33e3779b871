import { formatRange } from './addressSet.ts';
import {
  bothDecisions,
  type Decision,
  decideDirection,
  everythingAllowed,
  otherPoliciesOf,
  type PolicySet,
} from './decide.ts';
import { type EndpointClasses, endpointClasses, externalRanges, portsKey, selectionKey } from './endpointClasses.ts';
import { type Endpoint, matchesPeer, type PodEndpoint, type PolicyContext, selectsSubject } from './match.ts';
import { type Direction, type Peer, type Policy, type Rule, rulesOf } from './policy.ts';
import { intersectPorts, isNoPorts, noPorts, type PortSet, unitePorts } from './portSet.ts';
import { isUnknown, type Ternary } from './ternary.ts';

/** Pods under the name that a list shows, as `shop/web[Deployment]`. Several may share a name and are then one. */
export interface ListedPods {
  readonly name: string;
  readonly pods: PodEndpoint;
}

/** A source of traffic that is reached from outside: what Ingresses and routes send to the pods of a name. */
export interface ForwardedPorts {
  /** The name of the listed pods. */
  readonly destination: string;
  readonly ports: PortSet;
}

export interface ConnectionInput {
  readonly listed: readonly ListedPods[];
  readonly policies: PolicySet;
  readonly context: PolicyContext;
  /** What stands for the ingress controller, whose pods are not known, and what it forwards. */
  readonly controller?: { readonly pods: PodEndpoint; readonly forwards: readonly ForwardedPorts[] };
}

/** One line of a list. */
export interface Connection {
  readonly source: string;
  readonly destination: string;
  /** Allowed for certain; may be empty when `possible` is not. */
  readonly allowed: PortSet;
  /** Allowed for certain or perhaps. */
  readonly possible: PortSet;
}

export interface ConnectionTable {
  /** The names of workloads, sorted. */
  readonly workloads: readonly string[];
  /** External ranges as sources, and as destinations. */
  readonly sources: readonly string[];
  readonly destinations: readonly string[];
  /** What is allowed between two names; nothing for names that are not in the table. */
  between(source: string, destination: string): Pick<Connection, 'allowed' | 'possible'>;
  /**
   * Every connection with a port that is allowed or possible, sorted by source, then destination, by code unit.
   * Connections within one name and between addresses are left out.
   */
  rows(): Iterable<Connection>;
}

export const ingressControllerName = '{ingress-controller}';

/**
 * Every connection that the policies allow. Pods are grouped into classes that no policy tells apart, and a pair of
 * classes is decided once for each combination of rules that match it, so the work grows with what is distinct.
 */
export function connections(input: ConnectionInput): ConnectionTable {
  const { policies, context, controller } = input;
  const pods = input.listed.map((entry) => entry.pods);
  const classes = endpointClasses(controller ? [...pods, controller.pods] : pods, policies, context);
  const ingress = new DirectionTable('Ingress', classes, policies, context);
  const egress = new DirectionTable('Egress', classes, policies, context);
  const named = groupByName(input.listed, classes);
  const from = new Map([...named, ...externalNames(ingress.external, classes)]);
  const to = new Map([...named, ...externalNames(egress.external, classes)]);
  const isExternal = (name: string) => !named.has(name);
  const meet = memoisedMeet();

  const between = (source: string, destination: string): Decision => {
    const sources = from.get(source) ?? [];
    const destinations = to.get(destination) ?? [];
    if (isExternal(source) && isExternal(destination)) return nothingAllowed;
    let result: Decision | undefined;
    for (const a of sources) {
      for (const b of destinations) {
        const out = isExternal(source) ? everythingAllowed : egress.decision(a, b);
        const met = meet(out, isExternal(destination) ? everythingAllowed : ingress.decision(b, a));
        result = result && result !== met ? eitherDecision(result, met) : met;
      }
    }
    return result ?? nothingAllowed;
  };

  const forwarded = (destination: string): Decision => {
    const forwards = controller?.forwards.filter((entry) => entry.destination === destination) ?? [];
    if (forwards.length === 0) return nothingAllowed;
    const ports = forwards.reduce((set, entry) => unitePorts(set, entry.ports), noPorts);
    const own = classes.classOf[pods.length]!;
    const decisions = (named.get(destination) ?? []).map((at) => ingress.decision(at, own));
    const { allowed, possible, reasons } = decisions.reduce(eitherDecision, nothingAllowed);
    return { allowed: intersectPorts(allowed, ports), possible: intersectPorts(possible, ports), reasons };
  };

  const workloads = [...named.keys()].sort(byCodeUnit);
  return {
    workloads,
    sources: [...from.keys()].filter(isExternal),
    destinations: [...to.keys()].filter(isExternal),
    between: (source, destination) =>
      source === ingressControllerName ? forwarded(destination) : between(source, destination),
    *rows() {
      const destinations = [...to.keys()].sort(byCodeUnit);
      for (const source of [...from.keys()].sort(byCodeUnit)) {
        for (const destination of destinations) {
          if (source === destination) continue;
          const { allowed, possible } = between(source, destination);
          if (!isNoPorts(possible)) yield { source, destination, allowed, possible };
        }
      }
      for (const destination of controller ? workloads : []) {
        const { allowed, possible } = forwarded(destination);
        if (!isNoPorts(possible)) yield { source: ingressControllerName, destination, allowed, possible };
      }
    },
  };
}

const nothingAllowed: Decision = { allowed: noPorts, possible: noPorts, reasons: [] };

/** The order of np-guard's lists, and the same on every machine. */
function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function eitherDecision(a: Decision, b: Decision): Decision {
  return {
    allowed: unitePorts(a.allowed, b.allowed),
    possible: unitePorts(a.possible, b.possible),
    reasons: a.reasons,
  };
}

function memoisedMeet(): (a: Decision, b: Decision) => Decision {
  const known = new Map<Decision, Map<Decision, Decision>>();
  return (a, b) => {
    if (a === everythingAllowed) return b;
    if (b === everythingAllowed) return a;
    let row = known.get(a);
    if (!row) known.set(a, (row = new Map()));
    let met = row.get(b);
    if (!met) row.set(b, (met = bothDecisions(a, b)));
    return met;
  };
}

/** The distinct classes behind each name. */
function groupByName(
  listed: readonly ListedPods[],
  { classOf }: EndpointClasses,
): ReadonlyMap<string, readonly number[]> {
  const result = new Map<string, number[]>();
  listed.forEach(({ name }, index) => {
    const own = result.get(name);
    const at = classOf[index]!;
    if (!own) result.set(name, [at]);
    else if (!own.includes(at)) own.push(at);
  });
  return result;
}

/** External ranges follow the classes in the numbering of endpoints. */
function externalNames(
  external: readonly Endpoint[],
  { representatives }: EndpointClasses,
): [string, readonly number[]][] {
  return external.flatMap((endpoint, index): [string, readonly number[]][] =>
    endpoint.kind === 'addresses'
      ? [[`${formatRange(endpoint.range)}[External]`, [representatives.length + index]]]
      : [],
  );
}

/** What policies allow in one direction, from each class of pods to each other class and external range. */
class DirectionTable {
  readonly external: readonly Endpoint[];
  readonly #direction: Direction;
  readonly #set: PolicySet;
  readonly #context: PolicyContext;
  readonly #pods: readonly PodEndpoint[];
  readonly #endpoints: readonly Endpoint[];
  readonly #byNamespace = new Map<string, Policy[]>();
  readonly #everywhere: Policy[] = [];
  readonly #rows: (readonly Decision[] | undefined)[] = [];
  readonly #profiles = new Map<string, readonly Decision[]>();
  readonly #peers = new Map<string, Uint8Array>();
  readonly #portNames: ReadonlySet<string>;

  constructor(direction: Direction, { representatives }: EndpointClasses, set: PolicySet, context: PolicyContext) {
    this.#direction = direction;
    this.#set = set;
    this.#context = context;
    this.#pods = representatives;
    this.external = externalRanges(set, direction);
    this.#endpoints = [...representatives, ...this.external];
    const names = new Set<string>();
    for (const policy of set.policies) {
      const rules = rulesOf(policy, direction);
      if (!rules) continue;
      const namespace = policy.subject?.namespace;
      if (namespace === undefined) this.#everywhere.push(policy);
      else this.#byNamespace.set(namespace, [...(this.#byNamespace.get(namespace) ?? []), policy]);
      for (const { ports } of rules)
        for (const port of ports === 'all' ? [] : ports) if (port.kind === 'named') names.add(port.name);
    }
    this.#portNames = names;
  }

  decision(subject: number, other: number): Decision {
    return (this.#rows[subject] ??= this.#row(subject))[other] ?? everythingAllowed;
  }

  #row(at: number): readonly Decision[] {
    const subject = this.#pods[at]!;
    const selected: Policy[] = [];
    const key: unknown[] = [];
    for (const policy of [...this.#everywhere, ...(this.#byNamespace.get(subject.namespace) ?? [])]) {
      const selects = selectsSubject(policy, subject, this.#context);
      if (selects === false) continue;
      selected.push(policy);
      key.push(policy.id, selects === true);
    }
    const others = otherPoliciesOf(this.#set.others, this.#direction, subject);
    if (selected.length === 0 && others.length === 0) return [];
    // At a destination, a port's name means what the pod's own containers say.
    if (this.#direction === 'Ingress') key.push(portsKey(subject, this.#portNames));
    const profile = JSON.stringify([key, others]);
    let row = this.#profiles.get(profile);
    if (!row) this.#profiles.set(profile, (row = this.#decideAll(subject, selected)));
    return row;
  }

  /** Decides once for each combination of rules that match, and of what port names mean. */
  #decideAll(subject: PodEndpoint, policies: readonly Policy[]): readonly Decision[] {
    const set: PolicySet = { policies, others: this.#set.others };
    const patterns = this.#patterns(policies);
    const decided: Decision[] = [];
    return this.#endpoints.map((endpoint, index) => {
      const pattern = patterns[index]!;
      return (decided[pattern] ??= decideDirection(set, this.#direction, subject, endpoint, this.#context));
    });
  }

  #patterns(policies: readonly Policy[]): readonly number[] {
    const patterns = this.#endpoints.map((endpoint) => this.#basePattern(endpoint));
    const intern = interner();
    for (const rule of policies.flatMap((policy) => rulesOf(policy, this.#direction) ?? [])) {
      if (rule.peers === 'everyone') continue;
      const matched = this.#matched(rule);
      const step = intern();
      for (let i = 0; i < patterns.length; i++) patterns[i] = step(patterns[i]! * 3 + matched[i]!);
    }
    return patterns;
  }

  readonly #bases = new Map<string, number>();

  /** Endpoints differ, whatever the rules match, in what port names mean there, and in whether they may be the node. */
  #basePattern(endpoint: Endpoint): number {
    const isPod = endpoint.kind === 'pod';
    const ports = isPod && this.#direction === 'Egress' ? portsKey(endpoint, this.#portNames) : '';
    const key = `${isPod} ${isPod && endpoint.hostNetwork} ${ports}`;
    let base = this.#bases.get(key);
    if (base === undefined) this.#bases.set(key, (base = this.#bases.size));
    return base;
  }

  /** For each endpoint whether the rule's peers match it: 0 no, 1 yes, 2 unknown. */
  #matched(rule: Rule): Uint8Array {
    const peers = rule.peers === 'everyone' ? [] : rule.peers;
    const vectors = peers.map((peer) => this.#matchedPeer(peer));
    if (vectors.length === 1) return vectors[0]!;
    return Uint8Array.from(this.#endpoints, (_, index) => {
      let result = 0;
      for (const vector of vectors) {
        if (vector[index] === 1) return 1;
        if (vector[index] === 2) result = 2;
      }
      return result;
    });
  }

  #matchedPeer(peer: Peer): Uint8Array {
    const key = peer.kind === 'pods' ? selectionKey(peer.pods) : peerKey(peer);
    let vector = this.#peers.get(key);
    if (!vector) {
      vector = Uint8Array.from(this.#endpoints, (endpoint) => code(matchesPeer(peer, '', endpoint, this.#context)));
      this.#peers.set(key, vector);
    }
    return vector;
  }
}

function code(value: Ternary): number {
  return isUnknown(value) ? 2 : value ? 1 : 0;
}

function peerKey(peer: Exclude<Peer, { kind: 'pods' }>): string {
  return peer.kind === 'block' ? `${peer.matchesPods} ${peer.addresses.map(formatRange).join()}` : peer.kind;
}

/** Small numbers for the numbers of each step, so that they never grow with the number of steps. */
function interner(): () => (value: number) => number {
  return () => {
    const known = new Map<number, number>();
    return (value) => {
      let small = known.get(value);
      if (small === undefined) known.set(value, (small = known.size));
      return small;
    };
  };
}
