import type { ScalarValue } from './tree.ts';

/**
 * What a plain scalar (unquoted, untagged) means to Kubernetes.
 *
 * Kubernetes reads YAML 1.1 as go-yaml v2 does, not YAML 1.2: `y`, `on` and `No` are booleans, `0777` and `0o777` are
 * 511, `1_000` is 1000, and `08` is 8, since only its octal reading fails. Three things that YAML 1.1 has are not
 * there: numbers to the base of 60 (`12:30` is text), timestamps (a date is text once it is JSON) and `=`.
 *
 * Infinity and NaN come back as such; JSON has neither, so Kubernetes refuses the whole document. Numbers beyond 2^53
 * lose precision, as everywhere in JavaScript. `-0` and `-0.0` are 0.
 *
 * Source: sigs.k8s.io/yaml, `goyaml.v2/resolve.go`, `resolve()`. Checked against kubectl 1.33, see
 * `test/yaml/dialect.json`.
 */
export function resolvePlainScalar(text: string): ScalarValue {
  if (WORDS.has(text)) return WORDS.get(text)!;
  const first = text[0];
  if (first === '.') return dotFloat(text) ?? text;
  if (first === '+' || first === '-' || (first !== undefined && first >= '0' && first <= '9')) {
    return number(text.replaceAll('_', '')) ?? text;
  }
  return text;
}

/**
 * The value of a scalar with a tag, in its short (`!!int`) or long (`tag:yaml.org,2002:int`) form, quoted or not.
 * Undefined when Kubernetes refuses it: `!!int 1.5`, `!!bool maybe`. A tag that YAML does not define, or that is for
 * collections, leaves text as it is.
 *
 * Source: sigs.k8s.io/yaml, `goyaml.v2/resolve.go`, `resolve()`, and `decode.go`, `scalar()`, for `!!binary`.
 */
export function resolveTagged(tag: string, text: string): ScalarValue | undefined {
  const name = tag.startsWith(LONG_PREFIX) ? `!!${tag.slice(LONG_PREFIX.length)}` : tag;
  switch (name) {
    case '!!int': {
      const value = resolvePlainScalar(text);
      return typeof value === 'number' && isIntegerText(text) ? value : undefined;
    }
    case '!!float': {
      const value = resolvePlainScalar(text);
      if (typeof value !== 'number') return undefined;
      // Go turns an int into a float, and knows no such step for an integer beyond 64 bits with a sign.
      return isIntegerText(text) && (value >= 2 ** 63 || value < -(2 ** 63)) ? undefined : value;
    }
    case '!!bool': {
      const value = resolvePlainScalar(text);
      return typeof value === 'boolean' ? value : undefined;
    }
    case '!!null':
      return resolvePlainScalar(text) === null ? null : undefined;
    case '!!timestamp':
      return isTimestamp(text) ? text : undefined;
    case '!!binary':
      return decodeBase64(text);
    default:
      return text;
  }
}

const LONG_PREFIX = 'tag:yaml.org,2002:';

const WORDS: ReadonlyMap<string, ScalarValue> = new Map<string, ScalarValue>([
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'].map((word) => [word, true] as const),
  ...['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'].map((word) => [word, false] as const),
  ...['', '~', 'null', 'Null', 'NULL'].map((word) => [word, null] as const),
  ...['.nan', '.NaN', '.NAN'].map((word) => [word, Number.NaN] as const),
  ...['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'].map((word) => [word, Number.POSITIVE_INFINITY] as const),
  ...['-.inf', '-.Inf', '-.INF'].map((word) => [word, Number.NEGATIVE_INFINITY] as const),
]);

const FLOAT = /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/;
const INTEGER = /^([-+]?)(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|0|[1-9][0-9]*)$/;
/** The second, laxer reading of a binary number, which takes a sign behind the prefix. */
const BINARY = /^(?:0b([-+]?)([01]+)|-0b([01]+))$/;

/** A number of which all `_` are removed already, or undefined. */
function number(plain: string): number | undefined {
  return integer(plain) ?? float(plain) ?? bigInteger(plain);
}

/** An integer that fits 64 bits: as int64 with a sign, as uint64 only without. */
function integer(plain: string): number | undefined {
  const value = integerValue(plain);
  if (value === undefined) return undefined;
  const signed = plain.startsWith('+') || plain.startsWith('-');
  if (value < -(1n << 63n) || value >= (signed ? 1n << 63n : 1n << 64n)) return undefined;
  return Number(value);
}

/** Beyond 64 bits and not a float either, so in another base than ten. Without a sign, as `ParseUint` decides it. */
function bigInteger(plain: string): number | undefined {
  const loose = BINARY.exec(plain);
  if (loose) {
    const magnitude = BigInt(`0b${loose[2] ?? loose[3]}`);
    const negative = loose[1] === '-' || loose[3] !== undefined;
    if (magnitude < 1n << 63n) return Number(negative ? -magnitude : magnitude);
  }
  if (plain.startsWith('+') || plain.startsWith('-')) return undefined;
  const value = integerValue(plain);
  return value === undefined ? undefined : Number(value);
}

function integerValue(plain: string): bigint | undefined {
  const match = INTEGER.exec(plain);
  if (!match) return undefined;
  const digits = match[2]!;
  const magnitude = BigInt(/^0[0-7]/.test(digits) ? `0o${digits.slice(1)}` : digits.toLowerCase());
  return match[1] === '-' ? -magnitude : magnitude;
}

function float(plain: string): number | undefined {
  if (!FLOAT.test(plain)) return undefined;
  const value = Number(plain);
  // Out of range is an error to Go, which leaves the text.
  return Number.isFinite(value) ? value + 0 : undefined;
}

/** A number that starts with a dot. Go's own reading of floats comes first here, with `_` only between digits. */
function dotFloat(text: string): number | undefined {
  return /^\.[0-9]+(_[0-9]+)*([eE][-+]?[0-9]+)?$/.test(text) ? float(text.replaceAll('_', '')) : undefined;
}

/** Whether a text that resolves to a number resolves to an integer. */
function isIntegerText(text: string): boolean {
  if (text.startsWith('.')) return false;
  const plain = text.replaceAll('_', '');
  return integer(plain) !== undefined || (float(plain) === undefined && bigInteger(plain) !== undefined);
}

/** The formats of `parseTimestamp` in `goyaml.v2/resolve.go`; which days a month has is checked too. */
function isTimestamp(text: string): boolean {
  const match =
    /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[Tt](\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,]\d+)?(?:Z|[-+]\d\d:\d\d)| (\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,]\d+)?)?$/.exec(
      text,
    );
  if (!match) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const [hour, minute, second] = [4, 5, 6].map((index) => Number(match[index] ?? match[index + 3] ?? 0));
  if (month < 1 || month > 12 || hour! > 23 || minute! > 59 || second! > 59) return false;
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return day >= 1 && day <= [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]!;
}

/** Go's standard encoding: padded, with line ends ignored. Bytes that are not UTF-8 become U+FFFD, as in Go's JSON. */
function decodeBase64(text: string): string | undefined {
  const compact = text.replaceAll(/[\r\n]/g, '');
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(compact)) return undefined;
  const bytes = Uint8Array.from(atob(compact), (character) => character.charCodeAt(0));
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}
