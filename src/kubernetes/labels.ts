/** Labels of an object, by key. */
export type Labels = ReadonlyMap<string, string>;

export type SelectorOperator = 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';

/** One requirement of a label selector. */
export interface LabelRequirement {
  readonly key: string;
  readonly operator: SelectorOperator;
  readonly values: readonly string[];
}

/**
 * A `metav1.LabelSelector`: all of `matchLabels` and all of `matchExpressions` must hold.
 * The empty selector matches everything; an absent one is the caller's to decide.
 */
export interface LabelSelector {
  readonly matchLabels: Labels;
  readonly matchExpressions: readonly LabelRequirement[];
}

/** Whether every pair of `selector` is among `labels`: the plain map form of a Service's selector. */
export function selects(selector: Labels, labels: Labels): boolean {
  for (const [key, value] of selector) if (labels.get(key) !== value) return false;
  return true;
}

/** Whether a label selector matches. `NotIn` and `DoesNotExist` match where the key is absent (apimachinery labels.Requirement.Matches). */
export function matches(selector: LabelSelector, labels: Labels): boolean {
  return selects(selector.matchLabels, labels) && selector.matchExpressions.every((r) => meets(r, labels));
}

/** Whether a requirement holds for the labels. */
export function meets({ key, operator, values }: LabelRequirement, labels: Labels): boolean {
  const value = labels.get(key);
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
  }
}
