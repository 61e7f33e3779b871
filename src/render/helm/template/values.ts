/**
 * The values of a Go template, as JavaScript holds them.
 *
 * Go tells integers from floats, and Helm's YAML gives floats only: an integer is a `bigint`, a float64 a `number`.
 * A map is a `Map`, and is shared and changed in place as in Go; `null` is nil.
 */
export type GoValue = null | boolean | string | number | bigint | GoMap | GoList | GoObject | Bytes;

export type GoMap = Map<string, GoValue>;

export type GoList = GoValue[];

/** A `[]byte`, which prints as numbers and which `toString` makes text. */
export class Bytes {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** A Go struct or a pointer to one: fields, methods, and how it prints. */
export class GoObject {
  readonly type: string;
  readonly fields: ReadonlyMap<string, GoValue>;
  readonly methods: ReadonlyMap<string, Method>;
  readonly text: string;

  constructor(
    type: string,
    text: string,
    fields: Iterable<[string, GoValue]>,
    methods: Iterable<[string, Method]> = [],
  ) {
    this.type = type;
    this.text = text;
    this.fields = new Map(fields);
    this.methods = new Map(methods);
  }
}

/** A Go map whose type has methods too, such as `.Files`. */
export class MethodMap extends Map<string, GoValue> {
  readonly type: string;
  readonly methods = new Map<string, Method>();
  constructor(type: string, entries: Iterable<[string, GoValue]>) {
    super();
    this.type = type;
    for (const [key, value] of entries) this.set(key, value);
  }
}

/** A Go slice whose type has methods too, such as `.Capabilities.APIVersions`. */
export class MethodList extends Array<GoValue> {
  readonly methods = new Map<string, Method>();
  constructor(items: Iterable<GoValue>) {
    super();
    for (const item of items) this.push(item);
  }
  /** What `map` and `filter` make are plain lists. */
  static override get [Symbol.species](): ArrayConstructor {
    return Array;
  }
}

export type Method = (args: readonly GoValue[]) => GoValue;

/** An error that Go's template package would return; the evaluator adds where it happened. */
export class TemplateError extends Error {}

export const isMap = (value: unknown): value is GoMap => value instanceof Map;

export const isList = (value: unknown): value is GoList => Array.isArray(value);

/** The methods of a value, or undefined. */
export function methodOf(value: GoValue, name: string): Method | undefined {
  const has = value instanceof GoObject || value instanceof MethodMap || value instanceof MethodList;
  if (has) return value.methods.get(name);
  return isMap(value) ? given.get(value)?.get(name) : undefined;
}

/** Gives methods to a map that is otherwise like any other, such as `.Values`. */
export function giveMethods(map: GoMap, methods: Iterable<[string, Method]>): void {
  given.set(map, new Map(methods));
}

const given = new WeakMap<GoMap, ReadonlyMap<string, Method>>();

/** `text/template.IsTrue`: nil, false, zero, and what is empty are not true. */
export function truth(value: GoValue): boolean {
  switch (typeof value) {
    case 'boolean':
      return value;
    case 'string':
      return value !== '';
    case 'number':
      return value !== 0;
    case 'bigint':
      return value !== 0n;
    default:
      if (value === null) return false;
      if (isMap(value)) return value.size > 0;
      if (isList(value)) return value.length > 0;
      return value instanceof Bytes ? value.text !== '' : true;
  }
}

/** `reflect.Kind` as `kindOf` says it. */
export function kindOf(value: GoValue): string {
  switch (typeof value) {
    case 'boolean':
      return 'bool';
    case 'string':
      return 'string';
    case 'number':
      return 'float64';
    case 'bigint':
      return 'int';
    default:
      if (value === null) return 'invalid';
      if (isMap(value)) return 'map';
      if (isList(value) || value instanceof Bytes) return 'slice';
      return value.type.startsWith('*') ? 'ptr' : 'struct';
  }
}

/** The Go type, as `%T` prints it. */
export function typeOf(value: GoValue): string {
  if (value === null) return '<nil>';
  if (value instanceof MethodMap || value instanceof GoObject) return value.type;
  if (value instanceof Bytes) return '[]uint8';
  if (isMap(value)) return 'map[string]interface {}';
  if (isList(value)) return '[]interface {}';
  return kindOf(value);
}

/** The keys of a map in the order in which Go ranges over it and prints it. */
export function sortedKeys(map: GoMap): string[] {
  return [...map.keys()].sort(compareStrings);
}

/** Go compares strings by their UTF-8 bytes, which is by code point. */
export function compareStrings(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x === y) continue;
    const surrogates = x >= 0xd800 && y >= 0xd800;
    return surrogates ? (a.codePointAt(i) ?? 0) - (b.codePointAt(i) ?? 0) : x - y;
  }
  return a.length - b.length;
}

/** The length of a string in bytes of UTF-8, which is Go's `len`. */
export function byteLength(text: string): number {
  let length = text.length;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x80) continue;
    if (code < 0x800) length += 1;
    else if (code >= 0xd800 && code < 0xdc00) {
      length += 2;
      i++;
    } else length += 2;
  }
  return length;
}

/** A copy that shares nothing with the original. */
export function deepCopy(value: GoValue): GoValue {
  if (isList(value)) return value.map(deepCopy);
  if (value instanceof MethodMap) return value;
  if (isMap(value)) return copyMap(value);
  return value;
}

export function copyMap(map: GoMap): GoMap {
  const copy: GoMap = new Map();
  for (const [key, value] of map) copy.set(key, deepCopy(value));
  return copy;
}

/** Whether two values are equal all the way down, `reflect.DeepEqual`. */
export function deepEqual(a: GoValue, b: GoValue): boolean {
  if (a === b) return true;
  if (isList(a) && isList(b)) return a.length === b.length && a.every((item, i) => deepEqual(item, b[i] ?? null));
  if (isMap(a) && isMap(b)) {
    if (a.size !== b.size) return false;
    for (const [key, value] of a) if (!b.has(key) || !deepEqual(value, b.get(key) ?? null)) return false;
    return true;
  }
  return a instanceof Bytes && b instanceof Bytes && a.text === b.text;
}
