import { quote, show, sprint, sprintf } from './format.ts';
import {
  Bytes,
  byteLength,
  compareStrings,
  GoObject,
  type GoValue,
  isList,
  isMap,
  TemplateError,
  truth,
  typeOf,
} from './values.ts';

/** The functions that `text/template` has itself, but for `and` and `or`, which the evaluator cuts short. */
export const builtins: Readonly<Record<string, (args: readonly GoValue[]) => GoValue>> = {
  not: ([value = null]) => !truth(value),
  eq: (args) => equal(args),
  ne: (args) => !equal(args.slice(0, 2)),
  lt: ([a = null, b = null]) => less(a, b),
  le: ([a = null, b = null]) => less(a, b) || equal([a, b]),
  gt: ([a = null, b = null]) => !less(a, b) && !equal([a, b]),
  ge: ([a = null, b = null]) => !less(a, b),
  len: ([value = null]) => BigInt(length(value)),
  index: ([value = null, ...keys]) => keys.reduce(indexed, value),
  slice: ([value = null, ...indexes]) => sliced(value, indexes),
  print: sprint,
  printf: ([format = null, ...args]) => {
    if (typeof format !== 'string')
      throw new TemplateError(`wrong type for value; expected string; got ${typeOf(format)}`);
    return sprintf(format, args);
  },
  println: (args) => `${args.map(show).join(' ')}\n`,
  html: (args) => escapeWith(plain(args), /[\0"'&<>]/g, HTML),
  js: (args) => escapeWith(plain(args), /[\\'"<>&=\n\r\t]/g, JS),
  urlquery: (args) => queryEscape(plain(args)),
  call: () => {
    throw new TemplateError('call of a value that is not a function');
  },
};

/** `url.QueryEscape`. */
export function queryEscape(text: string): string {
  return encodeURIComponent(text)
    .replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+');
}

const plain = (args: readonly GoValue[]): string =>
  args.length === 1 && typeof args[0] === 'string' ? args[0] : sprint(args);

const escapeWith = (text: string, pattern: RegExp, by: Readonly<Record<string, string>>): string =>
  text.replace(pattern, (character) => by[character] ?? character);

const HTML = { '\0': '\uFFFD', '"': '&#34;', "'": '&#39;', '&': '&amp;', '<': '&lt;', '>': '&gt;' };

const JS = {
  '\\': '\\\\',
  "'": "\\'",
  '"': '\\"',
  '<': '\\u003C',
  '>': '\\u003E',
  '&': '\\u0026',
  '=': '\\u003D',
  '\n': '\\u000A',
  '\r': '\\u000D',
  '\t': '\\u0009',
};

/** Go compares values of one basic kind only: `eq 1 1.0` is an error, and so is comparing maps. */
function equal(args: readonly GoValue[]): boolean {
  const [first = null, ...rest] = args;
  if (rest.length === 0) throw new TemplateError('missing argument for comparison');
  return rest.some((other) => {
    if (first === null || other === null) return first === other;
    if (basicKind(first) !== basicKind(other)) throw new TemplateError('incompatible types for comparison');
    if (isMap(first) || isList(first) || first instanceof Bytes) {
      throw new TemplateError(`non-comparable type ${typeOf(first)}: ${show(first)}`);
    }
    if (first instanceof GoObject && other instanceof GoObject) return first.text === other.text;
    return first === other;
  });
}

const basicKind = (value: GoValue): string => (typeof value === 'object' ? 'object' : typeof value);

function less(a: GoValue, b: GoValue): boolean {
  const kind = basicKind(a);
  if (a === null || b === null || kind === 'object' || kind === 'boolean') {
    throw new TemplateError('invalid type for comparison');
  }
  if (kind !== basicKind(b)) throw new TemplateError('incompatible types for comparison');
  return typeof a === 'string' ? compareStrings(a, b as string) < 0 : (a as number) < (b as number);
}

function length(value: GoValue): number {
  if (typeof value === 'string') return byteLength(value);
  if (isList(value)) return value.length;
  if (isMap(value)) return value.size;
  if (value instanceof Bytes) return byteLength(value.text);
  throw new TemplateError(value === null ? 'len of nil pointer' : `len of type ${typeOf(value)}`);
}

function indexed(value: GoValue, key: GoValue): GoValue {
  if (isMap(value)) {
    if (typeof key !== 'string') {
      throw new TemplateError(
        key === null ? 'value is nil; should be of type string' : `value has type ${typeOf(key)}; should be string`,
      );
    }
    return value.get(key) ?? null;
  }
  if (value === null) throw new TemplateError('index of untyped nil');
  if (!isList(value) && typeof value !== 'string') throw new TemplateError(`can't index item of type ${typeOf(value)}`);
  if (typeof key !== 'bigint') {
    throw new TemplateError(
      key === null ? 'cannot index slice/array with nil' : `cannot index slice/array with type ${typeOf(key)}`,
    );
  }
  const at = Number(key);
  if (at < 0 || at >= value.length) throw new TemplateError(`index out of range: ${at}`);
  return isList(value) ? (value[at] ?? null) : BigInt(value.charCodeAt(at));
}

function sliced(value: GoValue, indexes: readonly GoValue[]): GoValue {
  if (!isList(value) && typeof value !== 'string') throw new TemplateError(`can't slice item of type ${typeOf(value)}`);
  const [from = 0, to = value.length] = indexes.map(Number);
  if (!(from >= 0 && from <= to && to <= value.length)) throw new TemplateError('index out of range');
  return value.slice(from, to);
}

export { quote };
