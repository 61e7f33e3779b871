import { resolvePlainScalar } from '../../yaml/scalar.ts';

const TIMESTAMP =
  /^\d{4}-\d{1,2}-\d{1,2}(?:$|(?:[Tt]|\s+)\d{1,2}:\d{2}:\d{2}(?:\.\d+)?\s*(?:Z|[-+]\d{1,2}(?::?\d{2})?)?$)/;
const BASE_60 = /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/;

/** Whether a text reads as itself when it is not quoted. */
export function isPlainText(text: string): boolean {
  if (text === '') return false;
  return typeof resolvePlainScalar(text) === 'string' && !TIMESTAMP.test(text) && !BASE_60.test(text);
}

export interface Analysis {
  readonly plain: boolean;
  readonly single: boolean;
  readonly block: boolean;
}

/** Which styles can hold a text, `yaml_emitter_analyze_scalar`. */
export function analyze(text: string): Analysis {
  if (/^[A-Za-z0-9_/][A-Za-z0-9_/.-]*$/.test(text)) return { plain: true, single: true, block: true };
  let indicators = text.startsWith('---') || text.startsWith('...') || /^[#,[\]{}&*!|>'"%@`]/.test(text);
  indicators ||= /^[?:-](?:[ \t]|$)/.test(text) || /.:(?:[ \t]|$)/s.test(text) || /[ \t\n]#/.test(text);
  const special = [...text].some((character) => !isPrintable(character) && character !== '\n');
  const breakSpace = text.includes('\n ');
  const spaceBreak = text.includes(' \n');
  const edges = /^[ \n]|[ \n]$/.test(text);
  const multiline = text.includes('\n');
  const single = !breakSpace && !spaceBreak && !special;
  return {
    plain: !indicators && !edges && !multiline && single,
    single,
    block: !text.endsWith(' ') && !spaceBreak && !special,
  };
}

export function isPrintable(character: string): boolean {
  const code = character.codePointAt(0)!;
  if (code < 0x7f) return code >= 0x20;
  return (code >= 0xa0 && code <= 0xd7ff) || (code >= 0xe000 && code <= 0xfffd && code !== 0xfeff);
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\0': '\\0',
  '\x07': '\\a',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\v': '\\v',
  '\f': '\\f',
  '\r': '\\r',
  '\x1b': '\\e',
  '"': '\\"',
  '\\': '\\\\',
  '\x85': '\\N',
  '\u2028': '\\L',
  '\u2029': '\\P',
};

export function escaped(character: string): string {
  const known = ESCAPES[character];
  if (known !== undefined) return known;
  const code = character.codePointAt(0)!;
  const hex = code.toString(16).toUpperCase();
  if (code <= 0xff) return `\\x${hex.padStart(2, '0')}`;
  return code <= 0xffff ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`;
}
