import { formatRange } from './addressSet.ts';
import { type Decision, decideDirection, everythingAllowed, otherPoliciesOf, type PolicySet } from './decide.ts';
import { type EndpointClasses, externalRanges, portsKey, selectionKey } from './endpointClasses.ts';
import { type Endpoint, matchesPeer, type PodEndpoint, type PolicyContext, selectsSubject } from './match.ts';
import { type Direction, type Peer, type Policy, type Rule, rulesOf } from './policy.ts';
import { isUnknown, type Ternary } from './ternary.ts';

/** What policies allow in one direction, from each class of pods to each other class and external range. */
export class DirectionTable {
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
    for (const rule of policies.flatMap((policy) => rulesOf(policy, this.#direction) ?? [])) {
      if (rule.peers === 'everyone') continue;
      const matched = this.#matched(rule);
      // Numbered anew at each rule, so that the numbers stay small however many rules there are.
      const numbers = new Map<number, number>();
      for (let i = 0; i < patterns.length; i++) {
        const combined = patterns[i]! * 3 + matched[i]!;
        let number = numbers.get(combined);
        if (number === undefined) numbers.set(combined, (number = numbers.size));
        patterns[i] = number;
      }
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
