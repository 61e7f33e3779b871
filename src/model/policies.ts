import { type AddressRange, parseBlock, uniteAddresses } from '../kubernetes/policy/addressSet.ts';
import { type Cni, type CniId, cniOfImages, cnis, policyGroups } from '../kubernetes/policy/cni.ts';
import type { PolicySet } from '../kubernetes/policy/decide.ts';
import { type Explanation, explain, type RuleReference } from '../kubernetes/policy/explain.ts';
import {
  type Endpoint,
  matchesPeer,
  matchesPeers,
  namespaceNameLabel,
  type PodEndpoint,
  type PolicyContext,
  privateAddresses,
  selectsNamespace,
  selectsSubject,
} from '../kubernetes/policy/match.ts';
import { type Direction, type Peer, type PodSelection, type Policy, rulesOf } from '../kubernetes/policy/policy.ts';
import type { Protocol } from '../kubernetes/policy/portSet.ts';
import type { Ternary } from '../kubernetes/policy/ternary.ts';
import { groupBy } from '../text/group.ts';
import type { Span } from '../text/span.ts';
import type { ClusterSettings } from './cluster.ts';
import { derive, perRow } from './derived.ts';
import type { Namespace, Node } from './facts/other.ts';
import { isAdminPolicy, type OtherPolicy, type PolicyRow } from './facts/policies.ts';
import { resourceId } from './facts/resource.ts';
import type { Workload } from './facts/workload.ts';
import { podEndpointOf, runsPods } from './policyEndpoints.ts';
import { otherPolicyOf, policyOf } from './policyValues.ts';

/** A policy that applies to a workload, or may. */
export interface SelectingPolicy {
  readonly row: PolicyRow;
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

/** The policies of the scope. */
export const policies = derive(
  policyReads,
  ({ networkPolicies, adminPolicies, namespaces, workloads, nodes, otherPolicies, cluster }): Policies => {
    const rows = new Map<string, PolicyRow>();
    const ids = new Map<PolicyRow, string>();
    const compiled = new Map<string, Policy>();
    for (const row of [...networkPolicies, ...adminPolicies]) {
      const id = freeId(resourceId(row), rows);
      rows.set(id, row);
      ids.set(row, id);
      compiled.set(id, id === resourceId(row) ? compile(row) : policyOf(row, id));
    }
    const set: PolicySet = {
      policies: [...compiled.values()],
      others: otherPolicies.map(otherPolicyOf),
    };
    const cni = cniOf(workloads, otherPolicies);
    const context = contextOf(namespaces, nodes, cluster, cni);
    const running = workloads.filter((workload) => runsPods(workload, false));
    const end = (of: TrafficEnd): Endpoint =>
      'family' in of ? { kind: 'addresses', range: of } : 'podLabels' in of ? endpointOf(of) : of;
    const byNamespace = groupBy(running, ({ namespace }) => namespace.value);
    /** The workloads among which those of a selection are; most selections look into one namespace. */
    const candidates = (selection: PodSelection | undefined): readonly Workload[] => {
      if (selection?.namespace !== undefined) return byNamespace.get(selection.namespace) ?? [];
      const selector = selection?.namespaceSelector;
      if (!selector) return running;
      const only = selector.matchLabels.get(namespaceNameLabel);
      if (only !== undefined) return byNamespace.get(only) ?? [];
      return [...byNamespace].flatMap(([namespace, own]) =>
        selectsNamespace(selector, namespace, context) === false ? [] : own,
      );
    };
    const matching = (among: readonly Workload[], test: (pod: PodEndpoint) => Ternary): SelectedWorkload[] =>
      among.flatMap((workload) => {
        const selects = test(endpointOf(workload));
        return selects === false ? [] : [{ workload, selects }];
      });
    const matchingPeer = (peer: Peer, policy: string): SelectedWorkload[] =>
      matching(candidates(peer.kind === 'pods' ? peer.pods : undefined), (pod) =>
        matchesPeer(peer, policy, pod, context),
      );
    const policiesBySubject = groupBy(set.policies, ({ subject }) => subject?.namespace);
    const selecting = perRow((workload: Workload): readonly SelectingPolicy[] =>
      [...(policiesBySubject.get(workload.namespace.value) ?? []), ...(policiesBySubject.get(undefined) ?? [])].flatMap(
        (policy) => {
          const selects = selectsSubject(policy, endpointOf(workload), context);
          const directions = (['Ingress', 'Egress'] as const).filter((direction) => rulesOf(policy, direction));
          return selects === false ? [] : [{ row: rows.get(policy.id)!, id: policy.id, selects, directions }];
        },
      ),
    );
    const applyingToPods = perRow((pods: PodEndpoint): readonly Policy[] =>
      set.policies.filter((policy) => selectsSubject(policy, pods, context) !== false),
    );
    const applying = (of: TrafficEnd): readonly Policy[] => {
      if ('family' in of) return [];
      if ('podLabels' in of) return selecting(of).map(({ id }) => compiled.get(id)!);
      return applyingToPods(of);
    };
    return {
      set,
      context,
      cni,
      rows: [...rows.values()],
      row: (id) => rows.get(id),
      idOf: (row) => ids.get(row),
      endpointOf,
      selecting,
      selectedBy: perRow((row) => {
        const policy = compiled.get(ids.get(row) ?? '');
        return policy ? matching(candidates(policy.subject), (pod) => selectsSubject(policy, pod, context)) : [];
      }),
      peersOf(row, direction, rule, peer) {
        const policy = compiled.get(ids.get(row) ?? '');
        const found = policy && rulesOf(policy, direction)?.[rule];
        if (!found) return [];
        if (found.peers === 'everyone') return peer === undefined ? matching(running, () => true) : [];
        const [only, ...more] = peer === undefined ? found.peers : found.peers.slice(peer, peer + 1);
        if (!only) return [];
        if (more.length === 0) return matchingPeer(only, found.policy);
        return matching(running, (pod) => matchesPeers(found, pod, context));
      },
      explain(source, destination, protocol, port) {
        // Only policies that may select an end have a say; the rest is most of a large workspace.
        const deciding = [...new Set([...applying(source), ...applying(destination)])];
        const basis: readonly unknown[] = [context, otherPolicies, ...deciding];
        return explained(source, destination, `${protocol} ${port}`, basis, () =>
          explain(
            { policies: deciding, others: set.others },
            {
              source: end(source),
              destination: end(destination),
              protocol,
              port,
              samePod: source === destination && 'replicas' in source && source.replicas === 1,
            },
            context,
          ),
        );
      },
      spanOf({ policy, direction, index }) {
        const row = rows.get(policy);
        if (!row) return undefined;
        const rules = direction === 'Ingress' ? row.ingress : row.egress;
        return rules?.[index]?.span ?? (isAdminPolicy(row) ? row.span : (row.podSelector?.key ?? row.span));
      },
    };
  },
);

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

interface KnownContext {
  readonly basis: readonly unknown[];
  readonly context: PolicyContext;
}

const contexts = new WeakMap<readonly Namespace[], KnownContext>();

/** What verdicts rest on beside policies and pods; the same object as long as nothing of it changes. */
function contextOf(
  namespaces: readonly Namespace[],
  nodes: readonly Node[],
  cluster: ClusterSettings,
  cni: Cni | undefined,
): PolicyContext {
  const basis = [nodes, cluster, cni];
  const known = contexts.get(namespaces);
  if (known?.basis.every((one, i) => one === basis[i])) return known.context;
  const podRanges = [...cluster.podCIDRs, ...nodes.flatMap(({ podCIDRs }) => podCIDRs.map(({ value }) => value))];
  const ranges = podRanges.flatMap((block) => parseBlock(block) ?? []);
  const context: PolicyContext = {
    namespaces: new Map(namespaces.map(({ name, namespaceLabels }) => [name.value, namespaceLabels])),
    missingNamespaceLabels: 'unknown',
    blocksMatchPods: cni?.blocksMatchPods ?? 'unknown',
    hostNetworkPods: 'undefined',
    podAddresses: ranges.length > 0 ? uniteAddresses(ranges) : privateAddresses,
  };
  contexts.set(namespaces, { basis, context });
  return context;
}

const compile = perRow((row: PolicyRow) => policyOf(row, resourceId(row)));

const endpointOf = perRow(podEndpointOf);

const cniImagesOf = perRow(({ pod }: Workload) =>
  pod.containers.flatMap(({ image }) => (image && cniOfImages([image.value]) ? [image.value] : [])),
);

/** The network plugin by the images that run it, else by the kinds of policies that only it knows. */
function cniOf(workloads: readonly Workload[], others: readonly OtherPolicy[]): Cni | undefined {
  const groups = new Set(others.map(({ group }) => policyGroups[group]).filter((id): id is CniId => id !== undefined));
  const id = cniOfImages(workloads.flatMap(cniImagesOf)) ?? (groups.size === 1 ? [...groups][0] : undefined);
  return id && cnis[id];
}

function freeId(id: string, taken: ReadonlyMap<string, unknown>): string {
  if (!taken.has(id)) return id;
  let count = 2;
  while (taken.has(`${id}#${count}`)) count++;
  return `${id}#${count}`;
}
