import { fixed, floatText, general } from './floats.ts';
import { Bytes, type GoValue, isList, isMap, sortedKeys, typeOf } from './values.ts';

/** `fmt.Sprintf`, with Go's marks for arguments that do not fit. Source: `fmt/print.go`, `doPrintf`. */
export function sprintf(format: string, args: readonly GoValue[]): string {
  let result = '';
  let next = 0;
  let last = 0;
  let reordered = false;
  for (const match of format.matchAll(/%([-+# 0]*)(?:\[(\d+)\])?(\*|\d+)?(?:\.(\*|\d+)?)?(?:\[(\d+)\])?([\s\S]|$)/gu)) {
    result += format.slice(last, match.index);
    last = match.index + match[0].length;
    const [whole, flagText = '', index, widthText, precisionText, lateIndex, verb = ''] = match;
    if (verb === '%') {
      result += '%';
      continue;
    }
    if (verb === '') {
      result += '%!(NOVERB)';
      continue;
    }
    const wanted = index ?? lateIndex;
    if (wanted !== undefined) {
      next = Number(wanted) - 1;
      reordered = true;
    }
    const number = (text: string | undefined): number | undefined =>
      text === '*' ? Number(args[next++] ?? 0) : text === undefined ? undefined : Number(text);
    const width = number(widthText);
    const hasPrecision = whole.includes('.');
    const precision = hasPrecision ? (number(precisionText) ?? 0) : undefined;
    if (next >= args.length) {
      result += `%!${verb}(${wanted === undefined ? 'MISSING' : 'BADINDEX'})`;
      continue;
    }
    const flags = {
      minus: flagText.includes('-') || (width ?? 0) < 0,
      plus: flagText.includes('+') && verb !== 'v',
      sharp: flagText.includes('#'),
      space: flagText.includes(' '),
      zero: flagText.includes('0') && !flagText.includes('-'),
    };
    result += formatValue(
      args[next++] ?? null,
      verb,
      flags,
      width === undefined ? undefined : Math.abs(width),
      precision,
    );
  }
  result += format.slice(last);
  if (!reordered && next < args.length) {
    const extra = args.slice(next).map((arg) => (arg === null ? '<nil>' : `${typeOf(arg)}=${show(arg)}`));
    result += `%!(EXTRA ${extra.join(', ')})`;
  }
  return result;
}

/** `fmt.Sprint`: a space between operands when neither is a string. */
export function sprint(args: readonly GoValue[]): string {
  let result = '';
  args.forEach((arg, i) => {
    if (i > 0 && typeof arg !== 'string' && typeof args[i - 1] !== 'string') result += ' ';
    result += show(arg);
  });
  return result;
}

/** `%v`. */
export function show(value: GoValue): string {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
      return floatText(value);
    case 'bigint':
    case 'boolean':
      return String(value);
    default:
      if (value === null) return '<nil>';
      if (isList(value)) return `[${value.map(show).join(' ')}]`;
      if (isMap(value))
        return `map[${sortedKeys(value)
          .map((key) => `${key}:${show(value.get(key) ?? null)}`)
          .join(' ')}]`;
      if (value instanceof Bytes) return `[${[...new TextEncoder().encode(value.text)].join(' ')}]`;
      return value.text;
  }
}

/** `strconv.Quote`. */
export function quote(text: string): string {
  let result = '"';
  for (const character of text) {
    const code = character.codePointAt(0)!;
    const known = ESCAPES[character];
    if (known !== undefined) result += known;
    else if (code < 0x20 || code === 0x7f) result += `\\x${code.toString(16).padStart(2, '0')}`;
    else if (code < 0x7f || /[\p{L}\p{M}\p{N}\p{P}\p{S}]/u.test(character)) result += character;
    else if (code < 0x10000) result += `\\u${code.toString(16).padStart(4, '0')}`;
    else result += `\\U${code.toString(16).padStart(8, '0')}`;
  }
  return `${result}"`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
};

interface Flags {
  readonly minus: boolean;
  readonly plus: boolean;
  readonly sharp: boolean;
  readonly space: boolean;
  readonly zero: boolean;
}

function formatValue(
  value: GoValue,
  verb: string,
  flags: Flags,
  width: number | undefined,
  precision: number | undefined,
): string {
  if (verb === 'T') return pad(typeOf(value), flags, width);
  if (value === null) return verb === 'v' ? pad('<nil>', flags, width) : `%!${verb}(<nil>)`;
  const nested = (item: GoValue): string => {
    if (item === null) return verb === 'v' && flags.sharp ? 'interface {}(nil)' : pad('<nil>', flags, width);
    return formatValue(item, verb, flags, width, precision);
  };
  if (isList(value)) {
    if (verb === 'v' && flags.sharp) return `${typeOf(value)}{${value.map(nested).join(', ')}}`;
    return `[${value.map(nested).join(' ')}]`;
  }
  if (isMap(value)) {
    const sharp = verb === 'v' && flags.sharp;
    const entries = sortedKeys(value).map((key) => `${nested(key)}:${nested(value.get(key) ?? null)}`);
    return sharp ? `${typeOf(value)}{${entries.join(', ')}}` : `map[${entries.join(' ')}]`;
  }
  const unfit = (): string => `%!${verb}(${typeOf(value)}=${formatValue(value, 'v', flags, width, precision)})`;
  switch (typeof value) {
    case 'string':
      return textVerb(value, verb, flags, width, precision) ?? unfit();
    case 'boolean':
      return verb === 't' || verb === 'v' ? pad(String(value), flags, width) : unfit();
    case 'bigint':
      return integerVerb(value, verb, flags, width, precision) ?? unfit();
    case 'number':
      return floatVerb(value, verb, flags, width, precision) ?? unfit();
    default:
      return (
        textVerb(value instanceof Bytes && verb !== 'v' ? value.text : show(value), verb, flags, width, precision) ??
        unfit()
      );
  }
}

function pad(text: string, flags: Flags, width: number | undefined, zero = false): string {
  if (width === undefined) return text;
  const missing = width - [...text].length;
  if (missing <= 0) return text;
  if (flags.minus) return text + ' '.repeat(missing);
  if (!zero) return ' '.repeat(missing) + text;
  const sign = /^[+-]/.test(text) ? text[0]! : '';
  return sign + '0'.repeat(missing) + text.slice(sign.length);
}

function textVerb(text: string, verb: string, flags: Flags, width?: number, precision?: number): string | undefined {
  const cut = precision === undefined ? text : [...text].slice(0, precision).join('');
  switch (verb) {
    case 'v':
      return flags.sharp ? quote(cut) : pad(cut, flags, width, flags.zero);
    case 's':
      return pad(cut, flags, width, flags.zero);
    case 'q':
      return pad(flags.sharp && !cut.includes('`') ? `\`${cut}\`` : quote(cut), flags, width);
    case 'x':
    case 'X': {
      const hex = [...new TextEncoder().encode(cut)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
      return pad(verb === 'X' ? hex.toUpperCase() : hex, flags, width);
    }
    default:
      return undefined;
  }
}

function integerVerb(
  value: bigint,
  verb: string,
  flags: Flags,
  width?: number,
  precision?: number,
): string | undefined {
  const signed = (digits: string, prefix = ''): string => {
    const sign = value < 0n ? '-' : flags.plus ? '+' : flags.space ? ' ' : '';
    const filled = precision === undefined ? digits : digits.padStart(precision, '0');
    return pad(sign + prefix + filled, flags, width, flags.zero && precision === undefined);
  };
  const size = value < 0n ? -value : value;
  switch (verb) {
    case 'v':
    case 'd':
      return signed(size.toString());
    case 'b':
      return signed(size.toString(2), flags.sharp ? '0b' : '');
    case 'o':
      return signed(size.toString(8), flags.sharp ? '0' : '');
    case 'O':
      return signed(size.toString(8), '0o');
    case 'x':
      return signed(size.toString(16), flags.sharp ? '0x' : '');
    case 'X':
      return signed(size.toString(16).toUpperCase(), flags.sharp ? '0X' : '');
    case 'c':
      return pad(String.fromCodePoint(Number(size)), flags, width);
    case 'q':
      return pad(`'${String.fromCodePoint(Number(size))}'`, flags, width);
    case 'U':
      return pad(`U+${size.toString(16).toUpperCase().padStart(4, '0')}`, flags, width);
    default:
      return undefined;
  }
}

function floatVerb(value: number, verb: string, flags: Flags, width?: number, precision?: number): string | undefined {
  const finish = (text: string): string => {
    const sign = text.startsWith('-') ? '' : flags.plus ? '+' : flags.space ? ' ' : '';
    return pad(sign + text, flags, width, flags.zero);
  };
  const exponential = (digits: number): string => value.toExponential(digits).replace(/e([+-])(\d)$/, 'e$10$2');
  switch (verb) {
    case 'v':
      return finish(precision === undefined ? floatText(value) : general(value, precision));
    case 'g':
    case 'G':
      return finish(precision === undefined ? floatText(value) : general(value, precision));
    case 'f':
    case 'F':
      return finish(fixed(value, precision ?? 6));
    case 'e':
      return finish(exponential(precision ?? 6));
    case 'E':
      return finish(exponential(precision ?? 6).toUpperCase());
    default:
      return undefined;
  }
}
