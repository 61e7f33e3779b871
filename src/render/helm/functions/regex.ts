import type { GoFunction } from '../template/environment.ts';
import { TemplateError } from '../template/values.ts';
import { fn } from './define.ts';

const match = fn(['string', 'string'], (pattern, text) => compile(pattern).test(text));
/** Unlike the others, `regexMatch` takes a malformed pattern for one that matches nothing. */
const tryMatch = fn(['string', 'string'], (pattern, text) => isPattern(pattern) && compile(pattern).test(text));
const find = fn(['string', 'string'], (pattern, text) => compile(pattern).exec(text)?.[0] ?? '');
const findAll = fn(['string', 'string', 'int'], (pattern, text, count) => {
  const found = [...text.matchAll(compile(pattern, 'g'))].map((found) => found[0]);
  return count < 0 ? found : found.slice(0, count);
});
const split = fn(['string', 'string', 'int'], (pattern, text, count) => splitBy(compile(pattern, 'g'), text, count));
const replaceAll = fn(['string', 'string', 'string'], (pattern, text, by) =>
  text.replace(compile(pattern, 'g'), (...args) => expand(by, args)),
);
const replaceLiteral = fn(['string', 'string', 'string'], (pattern, text, by) =>
  text.replace(compile(pattern, 'g'), () => by),
);

/** Sprig's regular expressions, `regex.go`. */
export const regexFunctions: Readonly<Record<string, GoFunction>> = {
  regexMatch: tryMatch,
  mustRegexMatch: match,
  regexFind: find,
  mustRegexFind: find,
  regexFindAll: findAll,
  mustRegexFindAll: findAll,
  regexSplit: split,
  mustRegexSplit: split,
  regexReplaceAll: replaceAll,
  mustRegexReplaceAll: replaceAll,
  regexReplaceAllLiteral: replaceLiteral,
  mustRegexReplaceAllLiteral: replaceLiteral,
  regexQuoteMeta: fn(['string'], (text) => text.replace(/[\\.+*?()|[\]{}^$]/g, '\\$&')),
};

const cache = new Map<string, RegExp>();

/** A pattern of Go's (RE2 syntax) as one of JavaScript's. Throws a `TemplateError` for what is not one. */
function compile(pattern: string, flags = ''): RegExp {
  const key = `${flags}/${pattern}`;
  let compiled = cache.get(key);
  if (!compiled) {
    try {
      const translated = translate(pattern);
      compiled = new RegExp(translated.source, flags + translated.flags);
    } catch {
      throw new TemplateError(`error parsing regexp: ${pattern}`);
    }
    if (cache.size > 500) cache.clear();
    cache.set(key, compiled);
  }
  compiled.lastIndex = 0;
  return compiled;
}

function isPattern(pattern: string): boolean {
  try {
    compile(pattern);
    return true;
  } catch {
    return false;
  }
}

const CLASSES: Readonly<Record<string, string>> = {
  alnum: '0-9A-Za-z',
  alpha: 'A-Za-z',
  ascii: '\\x00-\\x7F',
  blank: '\\t ',
  cntrl: '\\x00-\\x1F\\x7F',
  digit: '0-9',
  graph: '!-~',
  lower: 'a-z',
  print: ' -~',
  punct: '!-\\/:-@[-`{-~',
  space: '\\t\\n\\v\\f\\r ',
  upper: 'A-Z',
  word: '0-9A-Za-z_',
  xdigit: '0-9A-Fa-f',
};

function translate(pattern: string): { source: string; flags: string } {
  let flags = /\\[pP]/.test(pattern) ? 'u' : '';
  let source = '';
  let rest = pattern;
  const leading = /^\(\?([ims]+)\)/.exec(rest);
  if (leading) {
    flags += leading[1];
    rest = rest.slice(leading[0].length);
  }
  const token =
    /\\([pP](?:[A-Z]|\{\^?\w+\}))|\\Q([\s\S]*?)(?:\\E|$)|\\([\s\S])|\[(\^?)(\]?(?:\[:\^?\w+:\]|\\[\s\S]|[^\]\\])*)\]|\(\?P?<(\w+)>|\(\?([ims]+)\)|\(\?([ims]+):|[\s\S]/gu;
  for (const found of rest.matchAll(token)) {
    const [whole, property, literal, escapedBy, negated, members, name, inline, scoped] = found;
    if (property !== undefined) {
      source += unicodeClass(property);
      continue;
    }
    if (literal !== undefined) source += literal.replace(/[\\.+*?()|[\]{}^$/]/g, '\\$&');
    else if (escapedBy !== undefined) source += escaped(escapedBy);
    else if (members !== undefined) source += `[${negated}${classMembers(members)}]`;
    else if (name !== undefined) source += `(?<${name}>`;
    else if (inline !== undefined) flags += [...inline].filter((flag) => !flags.includes(flag)).join('');
    else if (scoped !== undefined) {
      flags += [...scoped].filter((flag) => !flags.includes(flag)).join('');
      source += '(?:';
    } else if (whole === '{' && !/^\{\d+(,\d*)?\}/.test(rest.slice(found.index))) source += '\\{';
    else source += whole;
  }
  return { source, flags };
}

/** `pL` is `\p{L}` in JavaScript, and `p{Greek}` is `\p{Script=Greek}`. */
function unicodeClass(property: string): string {
  const name = property.slice(1).replace(/[{^}]/g, '');
  const letter = property.includes('^') ? (property.startsWith('p') ? 'P' : 'p') : property[0];
  return `\\${letter}{${name.length > 2 ? `Script=${name}` : name}}`;
}

function escaped(character: string): string {
  if (character === 'A') return '^';
  if (character === 'z') return '$';
  if (character === 'a') return '\\x07';
  // Unicode patterns refuse needless escapes.
  return /[A-Za-z0-9\\.+*?()|[\]{}^$/]/.test(character) ? `\\${character}` : character;
}

function classMembers(members: string): string {
  return members
    .replace(/^\]/, '\\]')
    .replace(/\\([pP](?:[A-Z]|\{\^?\w+\}))/g, (_, property: string) => unicodeClass(property))
    .replace(/\[:(\^?)(\w+):\]|\\([\s\S])|\[/g, (whole, _negated: string, name: string, escapedBy: string) => {
      if (name !== undefined) return CLASSES[name] ?? whole;
      if (escapedBy !== undefined) return /[A-Za-z0-9\\\]^[-]/.test(escapedBy) ? `\\${escapedBy}` : escapedBy;
      return '\\[';
    });
}

/** `$1`, `${1}` and `$name` of a replacement; what names no group is empty. */
function expand(template: string, args: readonly unknown[]): string {
  const named = typeof args.at(-1) === 'object' ? (args.at(-1) as Record<string, string | undefined>) : {};
  const groups = args.slice(
    0,
    args.findIndex((arg) => typeof arg === 'number'),
  );
  return template.replace(/\$(?:\$|\{(\w+)\}|(\w+))/g, (whole, braced?: string, bare?: string) => {
    const name = braced ?? bare;
    if (name === undefined) return whole === '$$' ? '$' : whole;
    const value = /^\d+$/.test(name) ? groups[Number(name)] : named[name];
    return typeof value === 'string' ? value : '';
  });
}

function splitBy(pattern: RegExp, text: string, count: number): string[] {
  if (count === 0) return [];
  if (text === '') return [''];
  const parts: string[] = [];
  let from = 0;
  for (const found of text.matchAll(pattern)) {
    if (count > 0 && parts.length === count - 1) break;
    const end = found.index + found[0].length;
    // An empty match cuts behind a character, never at the ends of the text.
    if (end === 0 || (found[0] === '' && found.index >= text.length)) continue;
    parts.push(text.slice(from, found.index));
    from = end;
  }
  return [...parts, text.slice(from)];
}
