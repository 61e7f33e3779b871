import type { LabelRequirement, LabelSelector, SelectorOperator } from '../../kubernetes/labels.ts';
import type { Field } from '../../yaml/field.ts';
import { plainMap } from './resource.ts';

/** A label selector, or undefined when none was written. `{}` is a selector, and matches everything. */
export function extractSelector(field: Field): LabelSelector | undefined {
  if (!field.exists) return undefined;
  const matchExpressions: LabelRequirement[] = [];
  for (const item of field.get('matchExpressions').items()) {
    const key = item.get('key').string()?.value;
    const operator = item.get('operator').string()?.value;
    if (key === undefined || !isOperator(operator)) continue;
    matchExpressions.push({
      key,
      operator,
      values: item
        .get('values')
        .strings()
        .map(({ value }) => value),
    });
  }
  return { matchLabels: plainMap(field.get('matchLabels')), matchExpressions };
}

function isOperator(text: string | undefined): text is SelectorOperator {
  return text === 'In' || text === 'NotIn' || text === 'Exists' || text === 'DoesNotExist';
}
