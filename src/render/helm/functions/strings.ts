import type { GoFunction } from '../template/environment.ts';
import { quote } from '../template/format.ts';
import { compareStrings, type GoMap, type GoValue, TemplateError } from '../template/values.ts';
import { fn, textOf, texts, variadic } from './define.ts';

/** Sprig's string functions, `strings.go`. Offsets count bytes in Go; texts here are nearly always ASCII. */
export const stringFunctions: Readonly<Record<string, GoFunction>> = {
  trim: fn(['string'], (text) => trimSpace(text)),
  trimAll: fn(['string', 'string'], trimSet),
  trimall: fn(['string', 'string'], trimSet),
  trimPrefix: fn(['string', 'string'], (prefix, text) => (text.startsWith(prefix) ? text.slice(prefix.length) : text)),
  trimSuffix: fn(['string', 'string'], (suffix, text) =>
    suffix !== '' && text.endsWith(suffix) ? text.slice(0, -suffix.length) : text,
  ),
  upper: fn(['string'], (text) => text.toUpperCase()),
  lower: fn(['string'], (text) => text.toLowerCase()),
  title: fn(['string'], (text) => text.replace(/(?<![\p{L}\p{N}_])\p{L}/gu, (letter) => letter.toUpperCase())),
  untitle: fn(['string'], (text) => text.replace(/(?<![\p{L}\p{N}_])\p{L}/gu, (letter) => letter.toLowerCase())),
  substr: fn(['int', 'int', 'string'], (start, end, text) => {
    if (start < 0) return bytesOf(text, 0, Math.max(end, 0));
    return end < 0 ? bytesOf(text, start) : bytesOf(text, start, end);
  }),
  repeat: fn(['int', 'string'], (count, text) => {
    if (count < 0 || count * text.length > 10_000_000) throw new TemplateError('strings: Repeat count out of range');
    return text.repeat(count);
  }),
  trunc: fn(['int', 'string'], (count, text) => (count < 0 ? bytesOf(text, count) : bytesOf(text, 0, count))),
  nospace: fn(['string'], (text) => text.replace(/\s+/g, '')),
  initials: fn(['string'], (text) =>
    words(text)
      .map((word) => word[0] ?? '')
      .join(''),
  ),
  abbrev: fn(['int', 'string'], (width, text) => abbreviate(0, width, text)),
  abbrevboth: fn(['int', 'int', 'string'], abbreviate),
  wrap: fn(['int', 'string'], (width, text) => wrap(text, width, '\n', false)),
  wrapWith: fn(['int', 'string', 'string'], (width, by, text) => wrap(text, width, by, true)),
  contains: fn(['string', 'string'], (part, text) => text.includes(part)),
  hasPrefix: fn(['string', 'string'], (prefix, text) => text.startsWith(prefix)),
  hasSuffix: fn(['string', 'string'], (suffix, text) => text.endsWith(suffix)),
  quote: variadic([], 'any', (...args) =>
    args
      .filter((arg) => arg !== null)
      .map((arg) => quote(textOf(arg)))
      .join(' '),
  ),
  squote: variadic([], 'any', (...args) =>
    args
      .filter((arg) => arg !== null)
      .map((arg) => `'${textOf(arg)}'`)
      .join(' '),
  ),
  cat: variadic([], 'any', (...args) =>
    args
      .filter((arg) => arg !== null)
      .map(textOf)
      .join(' '),
  ),
  indent: fn(['int', 'string'], indent),
  nindent: fn(['int', 'string'], (count, text) => `\n${indent(count, text)}`),
  replace: fn(['string', 'string', 'string'], (from, to, text) => text.replaceAll(from, () => to)),
  plural: fn(['string', 'string', 'int'], (one, many, count) => (count === 1 ? one : many)),
  snakecase: fn(['string'], (text) => separated(text, '_')),
  kebabcase: fn(['string'], (text) => separated(text, '-')),
  camelcase: fn(['string'], camelCase),
  swapcase: fn(['string'], (text) =>
    [...text].map((letter) => (letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase())).join(''),
  ),
  split: fn(['string', 'string'], (by, text) => numbered(text.split(by))),
  splitn: fn(['string', 'int', 'string'], (by, count, text) => numbered(splitAtMost(text, by, count))),
  splitList: fn(['string', 'string'], (by, text) => text.split(by)),
  join: fn(['string', 'any'], (by, list) => texts(list).join(by)),
  sortAlpha: fn(['any'], (list) => texts(list).sort(compareStrings)),
  toStrings: fn(['any'], (list) => texts(list)),
  toString: fn(['any'], textOf),
};

/** A line's indent, also of empty lines. */
function indent(count: number, text: string): string {
  if (count < 0) throw new TemplateError('strings: negative Repeat count');
  const blank = ' '.repeat(Math.max(count, 0));
  return blank + text.replaceAll('\n', `\n${blank}`);
}

const trimSpace = (text: string): string => text.replace(/^[\s\x85]+|[\s\x85]+$/g, '');

function trimSet(set: string, text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && set.includes(text[start]!)) start++;
  while (end > start && set.includes(text[end - 1]!)) end--;
  return text.slice(start, end);
}

const words = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '');

/** `split` gives a map with the keys `_0`, `_1` and so on. */
function numbered(parts: readonly string[]): GoMap {
  return new Map(parts.map((part, i): [string, GoValue] => [`_${i}`, part]));
}

function splitAtMost(text: string, by: string, count: number): string[] {
  if (count === 0) return [];
  const parts = text.split(by);
  return count < 0 || parts.length <= count ? parts : [...parts.slice(0, count - 1), parts.slice(count - 1).join(by)];
}

/** Part of a text, counted in bytes as Go does; what is cut through becomes a replacement character. */
function bytesOf(text: string, from: number, to?: number): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII has one byte for each character.
  if (/^[\x00-\x7f]*$/.test(text)) return text.slice(from, to);
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(new TextEncoder().encode(text).slice(from, to));
}

function abbreviate(left: number, right: number, text: string): string {
  if (right < 4 || (left > 0 && right < 7) || text.length <= right) return text;
  if (left <= 4) return `${text.slice(0, right - 3)}...`;
  if (left + right - 3 < text.length) {
    return `...${text.slice(left, left + right - 6)}...`;
  }
  return `...${text.slice(text.length - (right - 3))}`;
}

function wrap(text: string, width: number, by: string, breaks: boolean): string {
  const lines: string[] = [];
  let line = '';
  const limit = Math.max(width, 1);
  for (let word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > limit) {
      lines.push(line);
      line = '';
    }
    while (breaks && line === '' && word.length > limit) {
      lines.push(word.slice(0, limit));
      word = word.slice(limit);
    }
    line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].join(by);
}

/** `fooBarBaz` to `foo_bar_baz`, as `huandu/xstrings` does. */
function separated(text: string, by: string): string {
  return text
    .replace(/[\s_-]/g, by)
    .replace(/([\p{Ll}\p{N}])(\p{Lu})/gu, `$1${by}$2`)
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, `$1${by}$2`)
    .toLowerCase();
}

/** Capitals at the beginning of a word count as one letter: `HTTP_PORT` is `HttpPort`. Source: `huandu/xstrings`. */
function camelCase(text: string): string {
  const leading = /^[\s_-]*/.exec(text)![0];
  let result = leading;
  let previous = '';
  let lowers = false;
  for (const character of text.slice(leading.length)) {
    const connector = isConnector(character);
    const begins = previous === '' || (isConnector(previous) && !connector);
    // Of several connectors, all but the last one stay.
    if (!isConnector(previous) || connector) result += previous;
    const isCapital = !connector && character !== character.toLowerCase();
    if (begins) lowers = isCapital;
    else if (!isCapital) lowers = false;
    previous = connector ? character : begins ? character.toUpperCase() : lowers ? character.toLowerCase() : character;
  }
  return result + previous;
}

const isConnector = (character: string): boolean => /^[\s_-]$/.test(character);
