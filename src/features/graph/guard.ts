/** Checks that a value from outside has the shape of a type, without changing it. */
export type Guard<T> = (value: unknown) => value is T;

export const text: Guard<string> = (value): value is string => typeof value === 'string';
/** A finite number. */
export const number: Guard<number> = (value): value is number => Number.isFinite(value);
export const flag: Guard<boolean> = (value): value is boolean => typeof value === 'boolean';

/** One of the given texts or numbers. */
export function oneOf<const T extends string | number>(values: readonly T[]): Guard<T> {
  return (value): value is T => (values as readonly unknown[]).includes(value);
}

export function list<T>(item: Guard<T>): Guard<readonly T[]> {
  return (value): value is readonly T[] => Array.isArray(value) && value.every((each) => item(each));
}

/** Exactly two items. */
export function pair<T>(item: Guard<T>): Guard<readonly [T, T]> {
  return (value): value is readonly [T, T] => Array.isArray(value) && value.length === 2 && value.every((v) => item(v));
}

/** An object from texts to values. */
export function dictionary<T>(item: Guard<T>): Guard<Readonly<Record<string, T>>> {
  return (value): value is Readonly<Record<string, T>> => isPlain(value) && Object.values(value).every((v) => item(v));
}

/** May be absent. */
export function optional<T>(guard: Guard<T>): Guard<T | undefined> {
  return (value): value is T | undefined => value === undefined || guard(value);
}

/** An object with these fields; others are refused, so that a newer message is not half understood. */
export function object<T extends object>(fields: { readonly [K in keyof T]-?: Guard<T[K]> }): Guard<T> {
  const entries = Object.entries(fields) as [string, Guard<unknown>][];
  const known = new Set(entries.map(([name]) => name));
  return (value): value is T =>
    isPlain(value) &&
    entries.every(([name, guard]) => guard(value[name])) &&
    Object.keys(value).every((name) => known.has(name));
}

/** One of several object shapes that a text field tells apart. */
export function union<T extends object>(tag: string, shapes: Readonly<Record<string, Guard<T>>>): Guard<T> {
  return (value): value is T => {
    if (!isPlain(value)) return false;
    const name = value[tag];
    return typeof name === 'string' && Object.hasOwn(shapes, name) && shapes[name]!(value);
  };
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
