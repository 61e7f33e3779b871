import type { GoFunction } from '../template/environment.ts';
import { type GoValue, TemplateError } from '../template/values.ts';
import { fn, variadic } from './define.ts';

/** `cast.ToInt64`: text in Go's notation, floats cut, true as 1; 0 for everything else. */
export function toInteger(value: GoValue): bigint {
  switch (typeof value) {
    case 'bigint':
      return value;
    case 'number':
      return Number.isFinite(value) ? BigInt.asIntN(64, BigInt(Math.trunc(value))) : 0n;
    case 'boolean':
      return value ? 1n : 0n;
    case 'string':
      return integerText(value);
    default:
      return 0n;
  }
}

function integerText(text: string): bigint {
  const match = /^([+-]?)(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|0|[1-9][0-9]*)(?:\.0*)?$/.exec(
    text.replaceAll('_', ''),
  );
  if (!match) return 0n;
  const digits = match[2]!;
  const value = BigInt(/^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits);
  return match[1] === '-' ? -value : value;
}

/** `cast.ToFloat64`. */
export function toFloat(value: GoValue): number {
  if (typeof value === 'string') {
    const number = value.trim() === value && value !== '' ? Number(value) : Number.NaN;
    return Number.isNaN(number) ? 0 : number;
  }
  return typeof value === 'number' ? value : Number(toInteger(value));
}

const wrap = (value: bigint): bigint => BigInt.asIntN(64, value);

function divisor(value: bigint): bigint {
  if (value === 0n) throw new TemplateError('runtime error: integer divide by zero');
  return value;
}

const sum = (values: readonly GoValue[]): bigint =>
  wrap(values.reduce((total: bigint, value) => total + toInteger(value), 0n));

/** Sprig's decimal arithmetic: 0.1 and 0.2 make 0.3. */
const exact = (value: number): number => Number(value.toPrecision(15));

function extreme(values: readonly GoValue[], keeps: (a: bigint, b: bigint) => boolean): bigint {
  return values.map(toInteger).reduce((best, value) => (keeps(best, value) ? best : value));
}

function rounded(value: GoValue, digits: number, threshold = 0.5): number {
  const factor = 10 ** digits;
  const scaled = toFloat(value) * factor;
  const part = scaled - Math.trunc(scaled);
  return (part >= threshold ? Math.ceil(scaled) : Math.floor(scaled)) / factor;
}

const integer = fn(['any'], toInteger);
const float = fn(['any'], toFloat);

/** Sprig's arithmetic, `numeric.go`: 64 bits, wrapping; the `f` functions in floats. */
export const numberFunctions: Readonly<Record<string, GoFunction>> = {
  int: integer,
  int64: integer,
  toInt: integer,
  float64: float,
  toFloat64: float,
  atoi: fn(['string'], (text) => (/^[+-]?[0-9]+$/.test(text) ? BigInt(text.replace('+', '')) : 0n)),
  toDecimal: fn(['any'], (value) => {
    const text = String(value);
    return /^[0-7]+$/.test(text) ? BigInt(`0o${text}`) : 0n;
  }),
  add: variadic([], 'any', (...values) => sum(values)),
  add1: fn(['any'], (value) => wrap(toInteger(value) + 1n)),
  sub: fn(['any', 'any'], (a, b) => wrap(toInteger(a) - toInteger(b))),
  mul: variadic(['any'], 'any', (...values) =>
    wrap(values.map(toInteger).reduce((total: bigint, value) => total * value, 1n)),
  ),
  div: fn(['any', 'any'], (a, b) => toInteger(a) / divisor(toInteger(b))),
  mod: fn(['any', 'any'], (a, b) => toInteger(a) % divisor(toInteger(b))),
  max: variadic(['any'], 'any', (...values) => extreme(values, (a, b) => a >= b)),
  biggest: variadic(['any'], 'any', (...values) => extreme(values, (a, b) => a >= b)),
  min: variadic(['any'], 'any', (...values) => extreme(values, (a, b) => a <= b)),
  maxf: variadic(['any'], 'any', (...values) => Math.max(...values.map(toFloat))),
  minf: variadic(['any'], 'any', (...values) => Math.min(...values.map(toFloat))),
  addf: variadic([], 'any', (...values) => exact(values.map(toFloat).reduce((a, b) => a + b, 0))),
  add1f: fn(['any'], (value) => exact(toFloat(value) + 1)),
  subf: variadic(['any'], 'any', (...values) => exact(values.map(toFloat).reduce((a, b) => a - b))),
  mulf: variadic(['any'], 'any', (...values) => exact(values.map(toFloat).reduce((a, b) => a * b))),
  divf: variadic(['any'], 'any', (...values) => values.map(toFloat).reduce(divided)),
  floor: fn(['any'], (value) => Math.floor(toFloat(value))),
  ceil: fn(['any'], (value) => Math.ceil(toFloat(value))),
  round: variadic(['any', 'int'], 'any', (value, digits, ...threshold) =>
    rounded(value, digits, threshold.length > 0 ? toFloat(threshold[0] ?? null) : 0.5),
  ),
};

function divided(a: number, b: number): number {
  if (b === 0) throw new TemplateError('decimal division by 0');
  return a / b;
}
