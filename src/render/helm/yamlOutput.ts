import { resolvePlainScalar } from '../../yaml/scalar.ts';
import { encodeBase64 } from './base64.ts';
import { floatText } from './template/format.ts';
import { Bytes, compareStrings, GoObject, type GoValue, isList, isMap } from './template/values.ts';

/**
 * YAML as `sigs.k8s.io/yaml` writes it (go-yaml v2): keys in natural order, lists at the indent of their key, plain
 * text folded behind column 80. With `pretty`, as go-yaml v3 writes it for `toYamlPretty`: lists indented, no folding.
 *
 * Source: `goyaml.v2/encode.go`, `sorter.go`, `emitterc.go`. Ends with a line break, as Go's does.
 */
export function writeYaml(value: GoValue, pretty = false): string {
  const writer = new Writer(pretty);
  writer.node(value, -1, 'root');
  return `${writer.text}\n`;
}

type Context = 'root' | 'value' | 'item';

const bestWidth = 80;

class Writer {
  text = '';
  readonly #pretty: boolean;
  #column = 0;

  constructor(pretty: boolean) {
    this.#pretty = pretty;
  }

  /** Writes a node of a collection that stands at `indent`; -1 for the document itself. */
  node(value: GoValue, indent: number, context: Context): void {
    if (isList(value)) this.#sequence(value, indent, context);
    else if (isMap(value)) this.#map(value, indent, context);
    else if (value instanceof GoObject) this.#map(new Map(value.fields), indent, context);
    else {
      if (context !== 'root') this.#put(' ');
      this.#scalar(value, Math.max(indent, 0) + 2);
    }
  }

  #map(map: ReadonlyMap<string, GoValue>, indent: number, context: Context): void {
    if (map.size === 0) {
      this.#put(context === 'root' ? '{}' : ' {}');
      return;
    }
    const own = indent < 0 ? 0 : indent + 2;
    [...map.keys()].sort(compareKeys).forEach((key, i) => {
      if (i > 0 || context === 'value') this.#line(own);
      else if (context === 'item') this.#put(' ');
      const simple = key.length <= 128 && !key.includes('\n');
      if (!simple) this.#put('? ');
      if (simple) this.#key(key);
      else {
        this.#scalar(key, own + 2);
        this.#line(own);
      }
      this.#put(':');
      this.node(map.get(key) ?? null, own, 'value');
    });
  }

  #sequence(list: readonly GoValue[], indent: number, context: Context): void {
    if (list.length === 0) {
      this.#put(context === 'root' ? '[]' : ' []');
      return;
    }
    const own = context === 'value' && !this.#pretty ? Math.max(indent, 0) : indent < 0 ? 0 : indent + 2;
    list.forEach((item, i) => {
      if (i > 0 || context === 'value') this.#line(own);
      else if (context === 'item') this.#put(' ');
      this.#put('-');
      this.node(item, own, 'item');
    });
  }

  #key(key: string): void {
    if (key !== '' && isPlainText(key) && analyze(key).plain) this.#put(key);
    else if (isPlainText(key) && key !== '' && analyze(key).single) this.#put(`'${key.replaceAll("'", "''")}'`);
    else this.#double(key, 0, false);
  }

  #scalar(value: GoValue, indent: number): void {
    if (typeof value === 'string') this.#string(value, indent);
    else if (value instanceof Bytes) this.#string(encodeBase64(value.text), indent);
    else if (typeof value === 'number') this.#put(numberText(value, this.#pretty));
    else this.#put(value === null ? 'null' : String(value));
  }

  #string(text: string, indent: number): void {
    const analysis = analyze(this.#pretty && text.includes('\n') ? text.replaceAll('\t', '-') : text);
    if (text.includes('\n')) {
      if (analysis.block) this.#literal(text, indent);
      else this.#double(text, indent, true);
    } else if (!isPlainText(text)) this.#double(text, indent, true);
    else if (analysis.plain) this.#plain(text, indent);
    else if (analysis.single) this.#single(text, indent);
    else this.#double(text, indent, true);
  }

  #plain(text: string, indent: number): void {
    if (this.#pretty || text.length <= bestWidth - this.#column) {
      this.#put(text);
      return;
    }
    this.#folded(text, indent, (character) => character, 0);
  }

  #single(text: string, indent: number): void {
    this.#put("'");
    this.#folded(text, indent, (character) => (character === "'" ? "''" : character), 1);
    this.#put("'");
  }

  /** Text that may break at a single space once the line is longer than wanted. */
  #folded(text: string, indent: number, write: (character: string) => string, edge: 0 | 1): void {
    const characters = [...text];
    let spaces = false;
    characters.forEach((character, i) => {
      if (character !== ' ') {
        this.#put(write(character));
        spaces = false;
        return;
      }
      const inside = edge === 0 || (i > 0 && i < characters.length - 1);
      if (!this.#pretty && !spaces && this.#column > bestWidth && inside && characters[i + 1] !== ' ')
        this.#line(indent);
      else this.#put(' ');
      spaces = true;
    });
  }

  #double(text: string, indent: number, breaks: boolean): void {
    this.#put('"');
    const characters = [...text];
    let spaces = false;
    characters.forEach((character, i) => {
      if (character === ' ') {
        const inside = i > 0 && i < characters.length - 1;
        if (breaks && !this.#pretty && !spaces && this.#column > bestWidth && inside) {
          this.#line(indent);
          if (characters[i + 1] === ' ') this.#put('\\');
        } else this.#put(' ');
        spaces = true;
        return;
      }
      spaces = false;
      this.#put(isPrintable(character) && character !== '"' && character !== '\\' ? character : escaped(character));
    });
    this.#put('"');
  }

  #literal(text: string, indent: number): void {
    const first = text[0];
    const chomping = !text.endsWith('\n') ? '-' : text.endsWith('\n\n') || text === '\n' ? '+' : '';
    this.#put(`|${first === ' ' || first === '\n' ? '2' : ''}${chomping}`);
    const lines = (text.endsWith('\n') ? text.slice(0, -1) : text).split('\n');
    for (const line of lines) {
      if (line === '') this.text += '\n';
      else {
        this.#line(indent);
        this.#put(line);
      }
    }
  }

  #line(indent: number): void {
    this.text += `\n${' '.repeat(indent)}`;
    this.#column = indent;
  }

  #put(text: string): void {
    this.text += text;
    this.#column += text.length;
  }
}

function numberText(value: number, pretty: boolean): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? '.nan' : value > 0 ? '.inf' : '-.inf';
  if (!pretty && Number.isInteger(value) && Math.abs(value) < 1.8e19)
    return BigInt(value).toString() === '0' ? '0' : String(value);
  return floatText(value);
}

const TIMESTAMP =
  /^\d{4}-\d{1,2}-\d{1,2}(?:$|(?:[Tt]|\s+)\d{1,2}:\d{2}:\d{2}(?:\.\d+)?\s*(?:Z|[-+]\d{1,2}(?::?\d{2})?)?$)/;
const BASE_60 = /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/;

/** Whether a text reads as itself when it is not quoted. */
function isPlainText(text: string): boolean {
  if (text === '') return false;
  return typeof resolvePlainScalar(text) === 'string' && !TIMESTAMP.test(text) && !BASE_60.test(text);
}

interface Analysis {
  readonly plain: boolean;
  readonly single: boolean;
  readonly block: boolean;
}

/** Which styles can hold a text, `yaml_emitter_analyze_scalar`. */
function analyze(text: string): Analysis {
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

function isPrintable(character: string): boolean {
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

function escaped(character: string): string {
  const known = ESCAPES[character];
  if (known !== undefined) return known;
  const code = character.codePointAt(0)!;
  const hex = code.toString(16).toUpperCase();
  if (code <= 0xff) return `\\x${hex.padStart(2, '0')}`;
  return code <= 0xffff ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`;
}

const isDigit = (character: string | undefined): boolean =>
  character !== undefined && character >= '0' && character <= '9';
const isLetter = (character: string): boolean => /\p{L}/u.test(character);

/** Natural order: `port2` before `port10`, `keyList.Less`. */
export function compareKeys(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  let digits = false;
  for (let i = 0; i < length; i++) {
    const x = a[i]!;
    const y = b[i]!;
    if (x === y) {
      digits = isDigit(x);
      continue;
    }
    const xLetter = isLetter(x);
    const yLetter = isLetter(y);
    if (xLetter && yLetter) return compareStrings(x, y);
    if (xLetter || yLetter) return (digits ? xLetter : yLetter) ? -1 : 1;
    return compareDigits(a, b, i) || compareStrings(x, y);
  }
  return a.length - b.length;
}

function compareDigits(a: string, b: string, at: number): number {
  let lead = 0;
  if (a[at] === '0' || b[at] === '0') {
    for (let i = at - 1; i >= 0 && isDigit(a[i]); i--) {
      if (a[i] !== '0') {
        lead = 1;
        break;
      }
    }
  }
  const read = (text: string): [value: number, end: number] => {
    let value = lead;
    let i = at;
    for (; isDigit(text[i]); i++) value = value * 10 + Number(text[i]);
    return [value, i];
  };
  const [x, xEnd] = read(a);
  const [y, yEnd] = read(b);
  return x - y || xEnd - yEnd;
}
