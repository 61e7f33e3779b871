import type { DirectionExplanation, Explanation, RuleReference } from '../kubernetes/policy/explain.ts';
import { causeInWords } from '../kubernetes/policy/words.ts';
import type { Fix, Related } from '../lint/rule.ts';
import { isAdminPolicy, type NetworkPolicy, type PolicyRow } from '../model/facts/policies.ts';
import { resourceId } from '../model/facts/resource.ts';
import type { Workload } from '../model/facts/workload.ts';
import type { Policies } from '../model/policies.ts';
import type { Elsewhere } from '../model/scopes/scope.ts';
import type { Span } from '../text/span.ts';
import { addItem, addKey, type Plain } from '../yaml/write.ts';
import { describedAll } from './described.ts';

/** Whether another scope has a policy of the namespace that this one lacks, and that may be applied beside it. */
export function hasMorePolicies(elsewhere: Elsewhere, { rows }: Policies, namespace: string): boolean {
  const own = new Set(rows.map(resourceId));
  return elsewhere.scopes.some(({ tables }) =>
    tables.networkPolicies.some((policy) => policy.namespace.value === namespace && !own.has(resourceId(policy))),
  );
}

/** The directions of a connection that are denied. */
export function deniedIn({ egress, ingress }: Explanation): DirectionExplanation[] {
  return [egress, ingress].filter(({ verdict }) => verdict === 'denied');
}

/** Where a denied direction is best mended. */
export interface Blocker {
  readonly row: PolicyRow;
  readonly id: string;
  readonly span: Span;
  /** The rule that denies it, or comes nearest to allowing it. */
  readonly rule: RuleReference | undefined;
  readonly words: string;
  readonly related: readonly Related[];
}

/** The policy that denies a direction: of several that isolate, the one with the rule that comes nearest, else the one of the fewest pods. */
export function blockerOf(known: Policies, explanation: DirectionExplanation): Blocker | undefined {
  const { cause, changes } = explanation;
  const nearest = changes.find(({ kind }) => kind === 'add-port') ?? changes.find(({ kind }) => kind === 'add-peer');
  const rule = cause.kind === 'denied-by' ? cause.rule : nearest && 'rule' in nearest ? nearest.rule : undefined;
  const isolating = cause.kind === 'isolated' ? cause.policies : [];
  const byReach = [...isolating].sort((a, b) => reach(known, a) - reach(known, b));
  const id = rule?.policy ?? byReach[0];
  const row = id === undefined ? undefined : known.row(id);
  if (id === undefined || !row) return undefined;
  const own = isAdminPolicy(row) ? row.span : (row.podSelector?.key ?? row.span);
  const related = isolating.flatMap((other) => {
    const found = other === id ? undefined : known.row(other);
    return found ? [{ span: found.span, message: `${resourceId(found)} isolates it too` }] : [];
  });
  const words = causeInWords(explanation, (policy) => nameOf(known.row(policy), policy));
  return { row, id, rule, words, related, span: (rule && known.spanOf(rule)) ?? own };
}

/** `NetworkPolicy closed`. */
export function nameOf(row: PolicyRow | undefined, id: string): string {
  return row ? `${row.kind} ${row.name.value}` : id;
}

function reach({ row, selectedBy }: Policies, id: string): number {
  const found = row(id);
  return found ? selectedBy(found).length : Number.POSITIVE_INFINITY;
}

/** Who is to be admitted: the pods of some workloads, or everybody. */
export type Admitted = readonly Workload[] | 'everybody';

/** The fixes that let a port of the destination through in a direction of a NetworkPolicy. */
export function admit(
  known: Policies,
  { row, rule }: Blocker,
  { direction, changes }: DirectionExplanation,
  other: Admitted,
  protocol: string,
  port: number,
): Fix[] {
  if (isAdminPolicy(row)) return [];
  const entry: Plain = protocol === 'TCP' ? { port } : { port, protocol };
  const key = direction === 'Ingress' ? 'ingress' : 'egress';
  const list = row.spec.get(key);
  if (rule && changes.some((change) => change.kind === 'add-port' && change.rule.index === rule.index)) {
    const edit = addItem(list.items()[rule.index]?.get('ports').tree, entry);
    if (edit) return [{ title: `Admit ${protocol} ${port} in this rule`, edits: [edit] }];
  }
  const peers = other === 'everybody' ? [] : other.map((one) => peerFor(one, row));
  if (other !== 'everybody' && peers.includes(undefined)) return [];
  const side = direction === 'Ingress' ? 'from' : 'to';
  const admitted = peers.flatMap((peer) => peer ?? []);
  const written: Plain = other === 'everybody' ? { ports: [entry] } : { [side]: admitted, ports: [entry] };
  const edit = list.exists ? addItem(list.tree, written) : addKey(row.spec.tree, key, [written]);
  if (!edit) return [];
  const selected = known.selectedBy(row).length;
  const who = other === 'everybody' ? 'everybody' : describedAll(other);
  const widely = selected > 1 ? `, for all ${selected} workloads of this policy` : '';
  return [{ title: `Admit ${who} on ${protocol} ${port} in NetworkPolicy ${row.name.value}${widely}`, edits: [edit] }];
}

/** A peer that is the workload's pods, seen from a policy. Undefined where they have no labels that tell them. */
function peerFor(workload: Workload, { namespace }: NetworkPolicy): Plain | undefined {
  const own = workload.selector?.matchLabels;
  const labels =
    own && own.size > 0 ? own : new Map([...workload.podLabelSpans].map(([key, { value }]) => [key, value]));
  if (labels.size === 0) return undefined;
  const podSelector = { matchLabels: Object.fromEntries(labels) };
  if (workload.namespace.value === namespace.value) return { podSelector };
  return {
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': workload.namespace.value } },
    podSelector,
  };
}
