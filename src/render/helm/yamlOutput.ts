import { encodeBase64 } from './base64.ts';
import { compareKeys } from './naturalOrder.ts';
import { floatText } from './template/floats.ts';
import { Bytes, GoObject, type GoValue, isList, isMap } from './template/values.ts';
import { analyze, escaped, isPlainText, isPrintable } from './yamlScalars.ts';

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
