import { located } from '../../text/span.ts';
import type { Field } from '../../yaml/field.ts';
import type { PolicyExpression, PolicySelector } from '../facts/policies.ts';
import { isPlaceholder } from '../facts/resource.ts';
import { stringMap } from './resource.ts';
import { extractSelector } from './selector.ts';

const operators = new Set(['In', 'NotIn', 'Exists', 'DoesNotExist']);

/** A policy's label selector, or undefined when none was written. `{}` is a selector; `null` is none. */
export function extractPolicySelector(field: Field): PolicySelector | undefined {
  if (!field.exists) return undefined;
  const labels = stringMap(field.get('matchLabels'));
  const expressions = field.get('matchExpressions').items().map(extractExpression);
  return {
    key: field.key,
    span: field.span,
    selector: isReadable(field, labels.size, expressions) ? extractSelector(field) : undefined,
    labels,
    expressions,
  };
}

function extractExpression(item: Field): PolicyExpression {
  return {
    span: item.key,
    key: item.get('key').string() ?? located('', item.key, true),
    operator: item.get('operator').string() ?? located('', item.key, true),
    values: item.get('values').strings(),
  };
}

/** Whether all of the selector was understood; what is templated means something else once it is applied. */
function isReadable(field: Field, labels: number, expressions: readonly PolicyExpression[]): boolean {
  if (field.tree?.kind !== 'map') return false;
  const pairs = field.get('matchLabels').entries();
  if (pairs.length !== labels || pairs.some(([, value]) => isPlaceholder(value.string()?.value ?? ''))) return false;
  return expressions.every(
    ({ key, operator, values }) =>
      key.value !== '' && operators.has(operator.value) && ![key, ...values].some(({ value }) => isPlaceholder(value)),
  );
}
