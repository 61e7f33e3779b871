import type { AddressRange } from '../kubernetes/policy/addressSet.ts';
import type { Cni } from '../kubernetes/policy/cni.ts';
import type { PolicySet } from '../kubernetes/policy/decide.ts';
import { type Explanation, explain, type RuleReference } from '../kubernetes/policy/explain.ts';
import {
  type Endpoint,
  matchesPeer,
  matchesPeers,
  namespaceNameLabel,
  type PodEndpoint,
  type PolicyContext,
  selectsNamespace,
  selectsSubject,
} from '../kubernetes/policy/match.ts';
import { type Direction, type Peer, type PodSelection, type Policy, rulesOf } from '../kubernetes/policy/policy.ts';
import type { Protocol } from '../kubernetes/policy/portSet.ts';
import type { Ternary } from '../kubernetes/policy/ternary.ts';
import type { Span } from '../text/span.ts';
import { derive, deriveByNamespace, perRow } from './derived.ts';
import { isAdminPolicy, type PolicyRow } from './facts/policies.ts';
import type { Workload } from './facts/workload.ts';
import { podEndpointOf, runsPods } from './policyEndpoints.ts';
import {
  allPolicies,
  clusterPolicies,
  networkPlugin,
  networkPoliciesIn,
  policyContext,
  unanalysedPolicies,
  widePolicies,
} from './policySets.ts';

/** A policy that applies to a workload, or may. */
export interface SelectingPolicy {
  readonly row: PolicyRow;
  readonly policy: Policy;
  readonly id: string;
  /** Never false. */
  readonly selects: Ternary;
  /** The directions that the policy speaks of; a NetworkPolicy isolates in them. */
  readonly directions: readonly Direction[];
}

export interface SelectedWorkload {
  readonly workload: Workload;
  /** Never false. */
  readonly selects: Ternary;
}

/** What one end of a connection is: a workload of the scope, addresses outside, or pods that are described. */
export type TrafficEnd = Workload | AddressRange | PodEndpoint;

/** The policies of a scope, and what follows from them. */
export interface Policies {
  readonly set: PolicySet;
  readonly context: PolicyContext;
  /** The network plugin, where the manifests show it. */
  readonly cni: Cni | undefined;
  /** Policies of the kinds that are analysed. */
  readonly rows: readonly PolicyRow[];
  /** The row of a policy by the id that verdicts name. */
  row(id: string): PolicyRow | undefined;
  idOf(row: PolicyRow): string | undefined;
  endpointOf(workload: Workload): PodEndpoint;
  /** The policies that apply to a workload's pods, or may. */
  selecting(workload: Workload): readonly SelectingPolicy[];
  /** The workloads that a policy applies to, or may. */
  selectedBy(row: PolicyRow): readonly SelectedWorkload[];
  /** The workloads that a rule admits as peers, or may; of one of its peers when `peer`, its place from 0, is given. */
  peersOf(row: PolicyRow, direction: Direction, rule: number, peer?: number): readonly SelectedWorkload[];
  /** The verdict for a port of the destination's pods, with what decides. */
  explain(source: TrafficEnd, destination: TrafficEnd, protocol: Protocol, port: number): Explanation;
  /** The text of a rule, or of its policy when the rule is not written as an item. */
  spanOf(reference: RuleReference): Span | undefined;
}

/** What the policies of a scope are read from: for the `reads` of what gets them. */
export const policyReads = [
  'networkPolicies',
  'adminPolicies',
  'namespaces',
  'workloads',
  'nodes',
  'otherPolicies',
  'cluster',
] as const;

/** The policies of the scope. Each answer is made from the namespaces that it concerns. */
export const policies = derive(policyReads, (view): Policies => {
  const { get } = view;
  const compiledOf = (row: PolicyRow): Policy | undefined =>
    (isAdminPolicy(row) ? get(clusterPolicies) : get(networkPoliciesIn, row.namespace.value)).get(row);
  const row = (id: string): PolicyRow | undefined => get(rowsById).get(id);
  const running = (): readonly Workload[] => view.namespaceNames.flatMap((namespace) => get(runningIn, namespace));
  /** The workloads among which those of a selection are; most selections look into one namespace. */
  const candidates = (selection: PodSelection | undefined): readonly Workload[] => {
    if (selection?.namespace !== undefined) return get(runningIn, selection.namespace);
    const selector = selection?.namespaceSelector;
    if (!selector) return running();
    const only = selector.matchLabels.get(namespaceNameLabel);
    if (only !== undefined) return get(runningIn, only);
    const context = get(policyContext);
    return view.namespaceNames
      .filter((namespace) => selectsNamespace(selector, namespace, context) !== false)
      .flatMap((namespace) => get(runningIn, namespace));
  };
  const matchingPeer = (peer: Peer, policy: string): SelectedWorkload[] => {
    const context = get(policyContext);
    return matching(candidates(peer.kind === 'pods' ? peer.pods : undefined), (pod) =>
      matchesPeer(peer, policy, pod, context),
    );
  };
  const selecting = (workload: Workload) => get(applyingIn, workload.namespace.value).toWorkload(workload);
  const applying = (of: TrafficEnd): readonly Policy[] => {
    if ('family' in of) return [];
    if ('podLabels' in of) return selecting(of).map(({ policy }) => policy);
    return get(applyingIn, of.namespace).toPods(of);
  };
  return {
    get set() {
      return get(policySet);
    },
    get context() {
      return get(policyContext);
    },
    get cni() {
      return get(networkPlugin);
    },
    get rows() {
      return [...get(allPolicies).keys()];
    },
    row,
    idOf: (of) => compiledOf(of)?.id,
    endpointOf,
    selecting,
    selectedBy(of) {
      const policy = compiledOf(of);
      if (!policy) return [];
      if (policy.subject?.namespace !== undefined) return get(selectedIn, policy.subject.namespace)(policy);
      const context = get(policyContext);
      return matching(candidates(policy.subject), (pod) => selectsSubject(policy, pod, context));
    },
    peersOf(of, direction, rule, peer) {
      const policy = compiledOf(of);
      const found = policy && rulesOf(policy, direction)?.[rule];
      if (!found) return [];
      if (found.peers === 'everyone') return peer === undefined ? matching(running(), () => true) : [];
      const [only, ...more] = peer === undefined ? found.peers : found.peers.slice(peer, peer + 1);
      if (!only) return [];
      if (more.length === 0) return matchingPeer(only, found.policy);
      const context = get(policyContext);
      return matching(running(), (pod) => matchesPeers(found, pod, context));
    },
    explain(source, destination, protocol, port) {
      // Only policies that may select an end have a say; the rest is most of a large workspace.
      const deciding = [...new Set([...applying(source), ...applying(destination)])];
      const [context, others] = [get(policyContext), get(unanalysedPolicies)];
      return explained(source, destination, `${protocol} ${port}`, [context, others, ...deciding], () =>
        explain(
          { policies: deciding, others },
          {
            source: endOf(source),
            destination: endOf(destination),
            protocol,
            port,
            samePod: source === destination && 'replicas' in source && source.replicas === 1,
          },
          context,
        ),
      );
    },
    spanOf({ policy, direction, index }) {
      const of = row(policy);
      if (!of) return undefined;
      const rules = direction === 'Ingress' ? of.ingress : of.egress;
      return rules?.[index]?.span ?? (isAdminPolicy(of) ? of.span : (of.podSelector?.key ?? of.span));
    },
  };
});

const policySet = derive(
  ['networkPolicies', 'adminPolicies', 'otherPolicies'],
  ({ get }): PolicySet => ({ policies: [...get(allPolicies).values()], others: get(unanalysedPolicies) }),
);

const rowsById = derive(
  ['networkPolicies', 'adminPolicies'],
  ({ get }): ReadonlyMap<string, PolicyRow> => new Map([...get(allPolicies)].map(([row, { id }]) => [id, row])),
);

const runningIn = deriveByNamespace(['workloads'], ({ workloads }) =>
  workloads.filter((workload) => runsPods(workload, false)),
);

/** The policies that apply to pods of a namespace. */
const applyingIn = deriveByNamespace(policyReads, ({ namespace, get }) => {
  const context = get(policyContext);
  const own = [...get(networkPoliciesIn, namespace)].filter(([, { subject }]) => subject !== undefined);
  const all = [...own, ...get(widePolicies)];
  return {
    toWorkload: perRow((workload: Workload) =>
      all.flatMap(([row, policy]) => {
        const selects = selectsSubject(policy, endpointOf(workload), context);
        const directions = (['Ingress', 'Egress'] as const).filter((direction) => rulesOf(policy, direction));
        return selects === false ? [] : [{ row, policy, id: policy.id, selects, directions }];
      }),
    ),
    toPods: perRow((pods: PodEndpoint) =>
      all.flatMap(([, policy]) => (selectsSubject(policy, pods, context) === false ? [] : [policy])),
    ),
  };
});

/** The workloads of a namespace that a policy of that namespace applies to. */
const selectedIn = deriveByNamespace(policyReads, ({ namespace, get }) => {
  const context = get(policyContext);
  const running = get(runningIn, namespace);
  return perRow((policy: Policy) => matching(running, (pod) => selectsSubject(policy, pod, context)));
});

function matching(among: readonly Workload[], test: (pod: PodEndpoint) => Ternary): SelectedWorkload[] {
  return among.flatMap((workload) => {
    const selects = test(endpointOf(workload));
    return selects === false ? [] : [{ workload, selects }];
  });
}

function endOf(of: TrafficEnd): Endpoint {
  return 'family' in of ? { kind: 'addresses', range: of } : 'podLabels' in of ? endpointOf(of) : of;
}

const endpointOf = perRow(podEndpointOf);

interface Explained {
  readonly basis: readonly unknown[];
  readonly explanation: Explanation;
}

const explanations = new WeakMap<TrafficEnd, WeakMap<TrafficEnd, Map<string, Explained>>>();

/** The verdict for two ends, made anew only when something that it rests on is new: most edits touch few policies. */
function explained(
  source: TrafficEnd,
  destination: TrafficEnd,
  port: string,
  basis: readonly unknown[],
  compute: () => Explanation,
): Explanation {
  const bySource = explanations.get(source) ?? new WeakMap<TrafficEnd, Map<string, Explained>>();
  explanations.set(source, bySource);
  const byPort = bySource.get(destination) ?? new Map<string, Explained>();
  bySource.set(destination, byPort);
  const known = byPort.get(port);
  if (known && known.basis.length === basis.length && known.basis.every((one, i) => one === basis[i])) {
    return known.explanation;
  }
  const explanation = compute();
  byPort.set(port, { basis, explanation });
  return explanation;
}
