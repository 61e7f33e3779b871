import type { GoFunction } from '../template/environment.ts';
import {
  Bytes,
  byteLength,
  deepEqual,
  type GoValue,
  isList,
  isMap,
  kindOf,
  TemplateError,
  typeOf,
} from '../template/values.ts';
import { fn, variadic } from './define.ts';

/** Sprig's `empty`: nil, zero, false, and what has no length. A struct never is. */
export function isEmptyValue(value: GoValue): boolean {
  switch (typeof value) {
    case 'string':
      return value === '';
    case 'number':
      return value === 0;
    case 'bigint':
      return value === 0n;
    case 'boolean':
      return !value;
    default:
      if (value === null) return true;
      if (isList(value)) return value.length === 0;
      if (isMap(value)) return value.size === 0;
      return value instanceof Bytes && byteLength(value.text) === 0;
  }
}

const isKind = (kind: string, value: GoValue): boolean => kind === kindOf(value);

/** Integers of all sizes are one here, so their names are too. */
const isType = (type: string, value: GoValue): boolean =>
  type === typeOf(value) ||
  (typeof value === 'bigint' && /^int(64)?$/.test(type)) ||
  (isList(value) && type === '[]string');

/** Sprig's functions about kinds and defaults, `reflect.go` and `defaults.go`. */
export const typeFunctions: Readonly<Record<string, GoFunction>> = {
  default: variadic(['any'], 'any', (fallback, ...given) =>
    given.length === 0 || isEmptyValue(given[0] ?? null) ? fallback : (given[0] ?? null),
  ),
  empty: fn(['any'], isEmptyValue),
  coalesce: variadic([], 'any', (...values) => values.find((value) => !isEmptyValue(value)) ?? null),
  all: variadic([], 'any', (...values) => !values.some(isEmptyValue)),
  any: variadic([], 'any', (...values) => values.some((value) => !isEmptyValue(value))),
  ternary: fn(['any', 'any', 'bool'], (yes, no, condition) => (condition ? yes : no)),
  kindOf: fn(['any'], kindOf),
  kindIs: fn(
    ['string', 'any'],
    (kind, value) => isKind(kind, value) || (typeof value === 'bigint' && kind === 'int64'),
  ),
  typeOf: fn(['any'], typeOf),
  typeIs: fn(['string', 'any'], isType),
  typeIsLike: fn(['string', 'any'], (type, value) => isType(type, value) || `*${type}` === typeOf(value)),
  deepEqual: fn(['any', 'any'], deepEqual),
  fail: fn(['string'], (message) => {
    throw new TemplateError(message);
  }),
};
