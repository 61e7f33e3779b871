import type { ScalarValue } from './tree.ts';

/**
 * What a plain scalar (unquoted, untagged) means to Kubernetes.
 *
 * Kubernetes reads YAML 1.1 as go-yaml v2 does, not YAML 1.2: `y`, `on` and `No` are booleans, `0777` and `0o777` are
 * 511, `1_000` is 1000, and `08` is 8, since only its octal reading fails. Three things that YAML 1.1 has are not
 * there: numbers to the base of 60 (`12:30` is text), timestamps (a date is text once it is JSON) and `=`.
 *
 * Infinity and NaN come back as such; JSON has neither, so Kubernetes refuses the whole document. Numbers beyond 2^53
 * lose precision, as everywhere in JavaScript. Integers beyond 64 bits are text, or floats when written in decimal.
 * `-0` and `-0.0` are 0.
 *
 * Source: sigs.k8s.io/yaml, `goyaml.v2/resolve.go`, `resolve()`. `test/yaml/dialect.json` is what kubectl 1.33 made of
 * some 300 texts.
 */
export function resolvePlainScalar(text: string): ScalarValue {
  const word = WORDS.get(text);
  if (word !== undefined) return word;
  return number(text)?.value ?? text;
}

/**
 * The value of a scalar with a tag, in its short (`!!int`) or long (`tag:yaml.org,2002:int`) form, quoted or not.
 * Where Kubernetes refuses the document (`!!int 1.5`, `!!bool maybe`) the text is left as it is, and so it is under any
 * tag that YAML does not define or that is for collections.
 *
 * Source: sigs.k8s.io/yaml, `goyaml.v2/resolve.go`, `resolve()`, and `decode.go`, `scalar()`, for `!!binary`.
 */
export function resolveTagged(tag: string, text: string): ScalarValue {
  switch (tag.replace(LONG_PREFIX, '!!')) {
    case '!!int':
      return integer(text.replaceAll('_', '')) ?? text;
    case '!!float': {
      const word = WORDS.get(text);
      if (typeof word === 'number') return word;
      // Go turns an int64 into a float, but not a uint64, which is refused as a key too.
      return resolvePlainKey(text) === undefined ? text : (number(text)?.value ?? text);
    }
    case '!!bool': {
      const value = resolvePlainScalar(text);
      return typeof value === 'boolean' ? value : text;
    }
    case '!!null':
      return WORDS.get(text) === null ? null : text;
    case '!!binary':
      return decodeBase64(text) ?? text;
    default:
      return text;
  }
}

/**
 * A plain map key as JSON writes it: `on:` is "true", `0777:` is "511" and `1.10:` is "1.1". Undefined for a key that
 * Kubernetes refuses with its whole document: null, and a number from 2^63 on.
 *
 * Floats are written as the nearest 32-bit float, so `123456789.5:` is "1.2345679e+08".
 *
 * Of equal keys the last wins, and `<<` counts where it stands: a merge after a key of its own replaces it, and of
 * several merges in one map the last wins, but of the maps in one merged list the first. Keys that only become equal as
 * texts (`1:` and `"1":`) win in no fixed order. Anchors end with their document.
 *
 * Source: sigs.k8s.io/yaml, `yaml.go`, `convertToJSONableObject()`, and `goyaml.v2/decode.go`, `mapping()`, `merge()`.
 */
export function resolvePlainKey(text: string): string | undefined {
  const word = WORDS.get(text);
  if (word === null) return undefined;
  if (typeof word === 'boolean') return String(word);
  if (word !== undefined) return text.startsWith('-') ? '-.inf' : Number.isNaN(word) ? '.nan' : '.inf';
  const found = number(text);
  if (!found) return text;
  if (found.kind === 'float') return found.value === 0 && text.startsWith('-') ? '-0' : floatText(found.value);
  const exact = integerValue(text.replaceAll('_', '')) ?? BigInt(found.value);
  return exact < 1n << 63n ? exact.toString() : undefined;
}

const LONG_PREFIX = /^tag:yaml\.org,2002:/;

const WORDS: ReadonlyMap<string, ScalarValue> = new Map<string, ScalarValue>([
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'].map((word) => [word, true] as const),
  ...['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'].map((word) => [word, false] as const),
  ...['', '~', 'null', 'Null', 'NULL'].map((word) => [word, null] as const),
  ...['.nan', '.NaN', '.NAN'].map((word) => [word, Number.NaN] as const),
  ...['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'].map((word) => [word, Number.POSITIVE_INFINITY] as const),
  ...['-.inf', '-.Inf', '-.INF'].map((word) => [word, Number.NEGATIVE_INFINITY] as const),
]);

const FLOAT = /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/;
/** Go's own form of a float, which is tried first behind a leading dot, takes `_` only between digits. */
const DOT_FLOAT = /^\.[0-9]+(_[0-9]+)*([eE][-+]?[0-9]+(_[0-9]+)*)?$/;
const INTEGER = /^([-+]?)(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|0|[1-9][0-9]*)$/;
/** A second reading of binary numbers lets the sign come after the prefix. */
const SIGNED_BINARY = /^0b([-+])([01]{1,63})$/;

interface NumberText {
  readonly kind: 'integer' | 'float';
  readonly value: number;
}

function number(text: string): NumberText | undefined {
  const first = text.charCodeAt(0);
  if (first === 0x2e) return DOT_FLOAT.test(text) ? float(text.replaceAll('_', '')) : undefined;
  const signOrDigit = first === 0x2b || first === 0x2d || (first >= 0x30 && first <= 0x39);
  if (!signOrDigit) return undefined;
  const plain = text.includes('_') ? text.replaceAll('_', '') : text;
  const value = integer(plain);
  return value === undefined ? float(plain) : { kind: 'integer', value };
}

/** An integer that fits 64 bits: those of an int64 with a sign, those of a uint64 only without. */
function integer(plain: string): number | undefined {
  const value = integerValue(plain);
  if (value === undefined) {
    const binary = SIGNED_BINARY.exec(plain);
    return binary ? Number(`${binary[1]}1`) * Number(BigInt(`0b${binary[2]}`)) + 0 : undefined;
  }
  const signed = plain.startsWith('+') || plain.startsWith('-');
  if (value < -(1n << 63n) || value >= (signed ? 1n << 63n : 1n << 64n)) return undefined;
  return Number(value);
}

function integerValue(plain: string): bigint | undefined {
  const match = INTEGER.exec(plain);
  if (!match) return undefined;
  const digits = match[2]!;
  const magnitude = BigInt(/^0[0-7]/.test(digits) ? `0o${digits.slice(1)}` : digits.toLowerCase());
  return match[1] === '-' ? -magnitude : magnitude;
}

function float(plain: string): NumberText | undefined {
  if (!FLOAT.test(plain)) return undefined;
  const value = Number(plain);
  // Out of range is an error to Go, which then leaves the text.
  return Number.isFinite(value) ? { kind: 'float', value: value + 0 } : undefined;
}

/** `strconv.FormatFloat(value, 'g', -1, 32)`: the fewest digits that tell the value, with an exponent from 10^6 on. */
function floatText(value: number): string {
  const nearest = Math.fround(value);
  if (!Number.isFinite(nearest)) return nearest < 0 ? '-.inf' : '.inf';
  let shortest = nearest.toExponential(0);
  for (let digits = 1; Math.fround(Number(shortest)) !== nearest; digits++) shortest = nearest.toExponential(digits);
  const [mantissa, exponent] = shortest.split('e') as [string, string];
  const power = Number(exponent);
  if (power >= -4 && power < 6) return String(Number(shortest));
  return `${mantissa}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
}

/** Go's standard encoding: padded, with line ends ignored. Bytes that are not UTF-8 become U+FFFD, as in Go's JSON. */
function decodeBase64(text: string): string | undefined {
  const compact = text.replaceAll(/[\r\n]/g, '');
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(compact)) return undefined;
  const bytes = Uint8Array.from(atob(compact), (character) => character.charCodeAt(0));
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}
