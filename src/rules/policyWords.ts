import { type LabelSelector, meets } from '../kubernetes/labels.ts';
import { policyTypes } from '../kubernetes/policy/networkPolicy.ts';
import type { Direction } from '../kubernetes/policy/policy.ts';
import { perRow } from '../model/derived.ts';
import type { NetworkPolicy, NetworkPolicyPeer, NetworkPolicyRule, PolicySelector } from '../model/facts/policies.ts';
import { isPlaceholder } from '../model/facts/resource.ts';
import type { Workload } from '../model/facts/workload.ts';
import { list, nearMisses } from '../text/distance.ts';
import type { Located, Span } from '../text/span.ts';
import type { Field } from '../yaml/field.ts';
import { described } from './described.ts';

/** A rule of a NetworkPolicy with its place. */
export interface PlacedRule {
  readonly direction: Direction;
  readonly index: number;
  readonly rule: NetworkPolicyRule;
  readonly field: Field;
  /** The list of peers as it was written. */
  readonly peers: Field;
}

/** The policies whose meaning is known: those whose namespace is filled in later, and hooks, are left out. */
export function settled(policies: readonly NetworkPolicy[]): NetworkPolicy[] {
  return policies.filter(({ hook, namespace }) => !hook && !isPlaceholder(namespace.value));
}

/** The directions that count, as `policyTypes` says or defaults. */
export function directionsOf(policy: NetworkPolicy): readonly Direction[] {
  const egress = policy.egress?.map(() => ({ peers: undefined, ports: undefined }));
  return policyTypes({ policyTypes: policy.policyTypes?.map(({ value }) => value), egress });
}

/** The rules of the directions that count, ingress first. */
export const rulesWritten = perRow((policy: NetworkPolicy): readonly PlacedRule[] => {
  return directionsOf(policy).flatMap((direction) => {
    const [key, peers] = direction === 'Ingress' ? (['ingress', 'from'] as const) : (['egress', 'to'] as const);
    const items = policy.spec.get(key).items();
    return (policy[key] ?? []).map((rule, index) => {
      const field = items[index]!;
      return { direction, index, rule, field, peers: field.get(peers) };
    });
  });
});

/** `Deployment web`, with its namespace where it is another one. */
export function namedFrom(workload: Workload, namespace: string): string {
  return workload.namespace.value === namespace
    ? described(workload)
    : `${described(workload)} of namespace ${workload.namespace.value}`;
}

/** `Deployment web, StatefulSet db and 3 more`. */
export function listed(workloads: readonly Workload[], namespace?: string): string {
  return list(workloads.map((one) => (namespace === undefined ? described(one) : namedFrom(one, namespace))));
}

/** What a selector asks for: `` `app: web` and `tier` `` in the order of the text. */
export function selectorInWords({ labels, expressions }: PolicySelector): string {
  return list([
    ...[...labels].map(([key, { value }]) => `\`${key}: ${value}\``),
    ...expressions.map(
      ({ key, operator, values }) =>
        `\`${[key.value, operator.value, values.map(({ value }) => value).join(', ')].filter(Boolean).join(' ')}\``,
    ),
  ]);
}

/** Whether a selector asks for nothing, and so matches everything. */
export function isEmptySelector({ labels, expressions }: PolicySelector): boolean {
  return labels.size === 0 && expressions.length === 0;
}

/** Whether a peer is its selectors: readable, and no block. */
export function selectsPods({ podSelector, namespaceSelector, ipBlock }: NetworkPolicyPeer): boolean {
  const selectors = [podSelector, namespaceSelector].filter((one) => one !== undefined);
  return !ipBlock && selectors.length > 0 && selectors.every(({ selector }) => selector !== undefined);
}

/** What was probably meant: one label of the selector differs by a slip of the pen. */
export interface NearLabel<T> {
  readonly candidate: T;
  /** The text to replace, and by what. */
  readonly span: Span;
  readonly text: string;
  readonly written: string;
  readonly editable: boolean;
  readonly inKey: boolean;
}

/**
 * The candidates that a selector misses by one label only, whose value or key is nearly the same.
 *
 * @param field the selector as it was written
 */
export function nearLabels<T>(
  selector: PolicySelector,
  field: Field,
  candidates: readonly { readonly candidate: T; readonly labels: ReadonlyMap<string, string> }[],
): NearLabel<T>[] {
  if (!selector.selector) return [];
  const asked = selector.selector;
  return candidates.flatMap(({ candidate, labels }): NearLabel<T>[] => {
    const wrong = missesOf(asked, labels);
    const [key] = wrong;
    if (wrong.length !== 1 || key === undefined) return [];
    const value = askedValue(selector, key);
    if (!value) return [];
    const actual = labels.get(key);
    if (actual !== undefined) {
      if (nearMisses(value.value, [actual]).length === 0) return [];
      const { span, derived } = value;
      return [{ candidate, span, text: actual, written: value.value, editable: !derived, inKey: false }];
    }
    const keyText = field
      .get('matchLabels')
      .entries()
      .find(([own]) => own.value === key)?.[0];
    const other = [...labels].find(
      ([own, text]) => text === value.value && nearMisses(key, [own]).length > 0 && !asked.matchLabels.has(own),
    );
    if (!keyText || !other) return [];
    const { span, derived } = keyText;
    return [{ candidate, span, text: other[0], written: key, editable: !derived, inKey: true }];
  });
}

/** The value that is asked of a key, where it is one. */
function askedValue({ labels, expressions }: PolicySelector, key: string): Located<string> | undefined {
  const pair = labels.get(key);
  if (pair) return pair;
  const expression = expressions.find((one) => one.key.value === key && one.operator.value === 'In');
  return expression?.values.length === 1 ? expression.values[0] : undefined;
}

/** The keys of the requirements that do not hold. */
function missesOf({ matchLabels, matchExpressions }: LabelSelector, labels: ReadonlyMap<string, string>): string[] {
  return [
    ...[...matchLabels].filter(([key, value]) => labels.get(key) !== value).map(([key]) => key),
    ...matchExpressions.filter((requirement) => !meets(requirement, labels)).map(({ key }) => key),
  ];
}
