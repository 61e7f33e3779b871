import type { GoFunction } from '../template/environment.ts';
import { deepEqual, type GoList, type GoValue, isList, TemplateError, typeOf } from '../template/values.ts';
import { fn, variadic } from './define.ts';
import { isEmptyValue } from './types.ts';

const first = (list: GoList): GoValue => list[0] ?? null;
const last = (list: GoList): GoValue => list.at(-1) ?? null;
const rest = (list: GoList): GoList => list.slice(1);
const initial = (list: GoList): GoList => list.slice(0, -1);
const append = (list: GoValue, item: GoValue): GoList => [...listOf(list, 'push'), item];
const prepend = (list: GoValue, item: GoValue): GoList => [item, ...listOf(list, 'prepend')];
const compact = (list: GoList): GoList => list.filter((item) => !isEmptyValue(item));
const uniq = (list: GoList): GoList =>
  list.filter((item, i) => list.findIndex((other) => deepEqual(item, other)) === i);

function listOf(value: GoValue, name: string): GoList {
  if (!isList(value)) throw new TemplateError(`Cannot ${name} on type ${typeOf(value)}`);
  return value;
}

function has(needle: GoValue, list: GoValue): boolean {
  return list !== null && listOf(list, 'find').some((item) => deepEqual(item, needle));
}

function slice(list: GoList, ...bounds: GoValue[]): GoValue {
  if (list.length === 0) return null;
  const [from = 0, to = list.length] = bounds.map(Number);
  if (!(from >= 0 && from <= to && to <= list.length)) throw new TemplateError('slice index out of bounds');
  return list.slice(from, to);
}

function chunk(size: number, list: GoList): GoList {
  if (size < 1) throw new TemplateError('makeslice: len out of range');
  const chunks: GoList[] = [];
  for (let i = 0; i < list.length; i += size) chunks.push(list.slice(i, i + size));
  return chunks;
}

function range(start: number, stop: number, step: number): GoList {
  const values: GoList = [];
  if (step === 0 || (stop - start) / step > 1_000_000) return values;
  for (let i = start; step > 0 ? i < stop : i > stop; i += step) values.push(BigInt(i));
  return values;
}

/** `seq` counts as the Unix command does, both ends included. */
function seq(...args: number[]): string {
  const [a = 1, b = 1, c = 1] = args;
  const [start, step, end] =
    args.length === 0
      ? [1, 1, 0]
      : args.length === 1
        ? [1, a < 1 ? -1 : 1, a]
        : args.length === 2
          ? [a, b < a ? -1 : 1, b]
          : [a, b, c];
  return range(start, step > 0 ? end + 1 : end - 1, step).join(' ');
}

/** Sprig's list functions, `list.go` and `numeric.go`. */
export const listFunctions: Readonly<Record<string, GoFunction>> = {
  list: variadic([], 'any', (...items) => items),
  tuple: variadic([], 'any', (...items) => items),
  first: fn(['list'], first),
  mustFirst: fn(['list'], first),
  rest: fn(['list'], rest),
  mustRest: fn(['list'], rest),
  last: fn(['list'], last),
  mustLast: fn(['list'], last),
  initial: fn(['list'], initial),
  mustInitial: fn(['list'], initial),
  append: fn(['any', 'any'], append),
  mustAppend: fn(['any', 'any'], append),
  push: fn(['any', 'any'], append),
  mustPush: fn(['any', 'any'], append),
  prepend: fn(['any', 'any'], prepend),
  mustPrepend: fn(['any', 'any'], prepend),
  concat: variadic([], 'any', (...lists) => lists.flatMap((list) => listOf(list, 'concat'))),
  reverse: fn(['list'], (list) => [...list].reverse()),
  mustReverse: fn(['list'], (list) => [...list].reverse()),
  uniq: fn(['list'], uniq),
  mustUniq: fn(['list'], uniq),
  without: variadic(['list'], 'any', (list, ...omitted) =>
    list.filter((item) => !omitted.some((other) => deepEqual(item, other))),
  ),
  mustWithout: variadic(['list'], 'any', (list, ...omitted) =>
    list.filter((item) => !omitted.some((other) => deepEqual(item, other))),
  ),
  has: fn(['any', 'any'], has),
  mustHas: fn(['any', 'any'], has),
  compact: fn(['list'], compact),
  mustCompact: fn(['list'], compact),
  slice: variadic(['list'], 'any', slice),
  mustSlice: variadic(['list'], 'any', slice),
  chunk: fn(['int', 'list'], chunk),
  mustChunk: fn(['int', 'list'], chunk),
  until: fn(['int'], (count) => range(0, count, count < 0 ? -1 : 1)),
  untilStep: fn(['int', 'int', 'int'], range),
  seq: variadic([], 'int', seq),
};
