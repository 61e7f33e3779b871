import type { GoFunction } from '../template/environment.ts';
import { show } from '../template/format.ts';
import {
  Bytes,
  type GoList,
  type GoMap,
  type GoValue,
  isList,
  isMap,
  MethodMap,
  TemplateError,
  typeOf,
} from '../template/values.ts';

/** The parameter types of functions: Go's template package refuses arguments that do not fit. */
interface Kinds {
  string: string;
  int: number;
  bool: boolean;
  map: GoMap;
  list: GoList;
  any: GoValue;
}

type Kind = keyof Kinds;

type Values<T extends readonly Kind[]> = { -readonly [K in keyof T]: Kinds[T[K]] };

/** A function of so many parameters. */
export function fn<const T extends readonly Kind[]>(kinds: T, body: (...args: Values<T>) => GoValue): GoFunction {
  return (args) => {
    if (args.length !== kinds.length) {
      throw new TemplateError(`wrong number of args: want ${kinds.length} got ${args.length}`);
    }
    return body(...(args.map((arg, i) => convert(arg, kinds[i]!)) as Values<T>));
  };
}

/** A function whose last parameter may be given any number of times. */
export function variadic<const T extends readonly Kind[], R extends Kind>(
  kinds: T,
  rest: R,
  body: (...args: [...Values<T>, ...Kinds[R][]]) => GoValue,
): GoFunction {
  return (args) => {
    if (args.length < kinds.length) {
      throw new TemplateError(`wrong number of args: want at least ${kinds.length} got ${args.length}`);
    }
    return body(...(args.map((arg, i) => convert(arg, kinds[i] ?? rest)) as [...Values<T>, ...Kinds[R][]]));
  };
}

export function convert<K extends Kind>(value: GoValue, kind: K): Kinds[K] {
  return CONVERSIONS[kind](value) as Kinds[K];
}

const CONVERSIONS: { readonly [K in Kind]: (value: GoValue) => Kinds[K] } = {
  any: (value) => value,
  string: (value) => (typeof value === 'string' ? value : value instanceof Bytes ? value.text : unfit(value, 'string')),
  int: (value) => (typeof value === 'bigint' ? Number(value) : unfit(value, 'int')),
  bool: (value) => (typeof value === 'boolean' ? value : unfit(value, 'bool')),
  map: (value) => (isMap(value) && !(value instanceof MethodMap) ? value : unfit(value, 'map[string]interface {}')),
  list: (value) => (isList(value) ? value : unfit(value, 'a list')),
};

function unfit(value: GoValue, wanted: string): never {
  throw new TemplateError(
    value === null
      ? `invalid value; expected ${wanted}`
      : `wrong type for value; expected ${wanted}; got ${typeOf(value)}`,
  );
}

/** Sprig's `strval`: text as it is, everything else as it prints. */
export const textOf = (value: GoValue): string => (value instanceof Bytes ? value.text : show(value));

/** Sprig's `strslice`: the items as text, nil ones left out. */
export function texts(value: GoValue): string[] {
  if (value === null) return [];
  return isList(value) ? value.filter((item) => item !== null).map(textOf) : [textOf(value)];
}
