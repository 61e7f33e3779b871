import type { GoFunction } from '../template/environment.ts';
import {
  deepCopy,
  type GoMap,
  type GoValue,
  isList,
  isMap,
  sortedKeys,
  TemplateError,
  typeOf,
} from '../template/values.ts';
import { fn, textOf, variadic } from './define.ts';
import { isEmptyValue } from './types.ts';

/** Fills what `target` lacks; sprig's `merge` changes its first argument, and shares the maps of the others. */
function merge(target: GoMap, ...sources: GoMap[]): GoMap {
  for (const source of sources) mergeInto(target, source, false);
  return target;
}

function mergeOverwrite(target: GoMap, ...sources: GoMap[]): GoMap {
  for (const source of sources) mergeInto(target, source, true);
  return target;
}

/** `mergo.Merge` on maps, v1: false, zero and empty text count as missing; with `overwrite`, they overwrite too. */
function mergeInto(target: GoMap, source: GoMap, overwrite: boolean): void {
  const targetEmpty = target.size === 0;
  for (const [key, value] of source) {
    const old = target.get(key);
    if (value === null) {
      if (overwrite) target.set(key, null);
      continue;
    }
    if (isMap(value) && isMap(old) && old !== value) mergeInto(old, value, overwrite);
    if (isList(value) && (overwrite || targetEmpty)) target.set(key, value);
    const missing = old === undefined || isEmptyValue(old);
    if (!missing && ((isMap(value) && isMap(old)) || (isList(value) && isList(old)))) continue;
    if (missing || overwrite) target.set(key, value);
  }
}

function dict(...args: GoValue[]): GoMap {
  const map: GoMap = new Map();
  for (let i = 0; i < args.length; i += 2)
    map.set(textOf(args[i] ?? null), i + 1 < args.length ? (args[i + 1] ?? null) : '');
  return map;
}

function dig(...args: GoValue[]): GoValue {
  if (args.length < 3) throw new TemplateError(`dig needs at least three arguments`);
  const fallback = args.at(-2) ?? null;
  let at: GoValue = args.at(-1) ?? null;
  const keys = args.slice(0, -2);
  for (const [i, key] of keys.entries()) {
    if (!isMap(at)) {
      throw new TemplateError(
        `interface conversion: interface {} is ${at === null ? 'nil' : typeOf(at)}, not map[string]interface {}`,
      );
    }
    if (typeof key !== 'string' || !at.has(key)) return fallback;
    at = at.get(key) ?? null;
    if (i === keys.length - 1) return at;
  }
  return at;
}

function pick(map: GoMap, ...keys: string[]): GoMap {
  const kept: GoMap = new Map();
  for (const key of keys) if (map.has(key)) kept.set(key, map.get(key) ?? null);
  return kept;
}

function omit(map: GoMap, ...keys: string[]): GoMap {
  return new Map([...map].filter(([key]) => !keys.includes(key)));
}

/** Sprig's dictionary functions, `dict.go`. Go's order of keys is random; here they are sorted. */
export const dictFunctions: Readonly<Record<string, GoFunction>> = {
  dict: variadic([], 'any', dict),
  get: fn(['map', 'string'], (map, key) => (map.has(key) ? (map.get(key) ?? null) : '')),
  set: fn(['map', 'string', 'any'], (map, key, value) => map.set(key, value)),
  unset: fn(['map', 'string'], (map, key) => {
    map.delete(key);
    return map;
  }),
  hasKey: fn(['map', 'string'], (map, key) => map.has(key)),
  pluck: variadic(['string'], 'map', (key, ...maps) =>
    maps.filter((map) => map.has(key)).map((map) => map.get(key) ?? null),
  ),
  keys: variadic([], 'map', (...maps) => maps.flatMap(sortedKeys)),
  values: fn(['map'], (map) => sortedKeys(map).map((key) => map.get(key) ?? null)),
  pick: variadic(['map'], 'string', pick),
  omit: variadic(['map'], 'string', omit),
  merge: variadic(['map'], 'map', merge),
  mustMerge: variadic(['map'], 'map', merge),
  mergeOverwrite: variadic(['map'], 'map', mergeOverwrite),
  mustMergeOverwrite: variadic(['map'], 'map', mergeOverwrite),
  deepCopy: fn(['any'], deepCopy),
  mustDeepCopy: fn(['any'], deepCopy),
  dig: variadic([], 'any', dig),
};
