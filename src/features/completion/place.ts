import type { SourceFile } from '../../model/file.ts';
import { child, type Tree } from '../../yaml/tree.ts';

/** Where in a manifest a cursor stands, also in one that is being typed. */
export interface Place {
  /** Keys from the root of the document; an item of a list is `[]`. */
  readonly path: readonly string[];
  /** The value from its beginning to the cursor, without an opening quote; of a block scalar, the current line. */
  readonly before: string;
  /** Where that begins, and where the value ends: what a completion may replace. */
  readonly start: number;
  readonly end: number;
  /** Whether a key is being written rather than a value. */
  readonly isKey: boolean;
  /** The text beside a key of the maps around the cursor: of the innermost for 0, of the one around it for 1. */
  sibling(name: string, up?: number): string | undefined;
  /** The document, as far as it could be read. */
  readonly document: Tree | undefined;
}

/** The place of an offset; undefined in comments and outside of documents. */
export function placeAt(file: SourceFile, offset: number): Place | undefined {
  const document = file.documents.find(
    ({ tree }) => tree && tree.span.start <= offset && offset <= tree.span.end,
  )?.tree;
  const nearest = document ?? file.documents.findLast(({ tree }) => tree && tree.span.start <= offset)?.tree;
  const lineStart = file.text.lastIndexOf('\n', offset - 1) + 1;
  const line = file.text.slice(lineStart, offset);
  if (/(?:^|\s)#/.test(line.replaceAll(/"[^"]*"|'[^']*'/g, ''))) return undefined;
  const isFlow = opensFlow(line);
  const found = isFlow && document ? inTree(file, document, offset) : undefined;
  return found ?? inText(file, lineStart, offset, nearest);
}

/** Whether a flow collection is open at the end of a line. */
function opensFlow(line: string): boolean {
  let depth = 0;
  for (const match of line.matchAll(/"[^"]*"|'[^']*'|[{}[\]]/g)) {
    if (match[0] === '}' || match[0] === ']') depth = Math.max(0, depth - 1);
    else if (/^[{[]$/.test(match[0]) && (depth > 0 || /(?:^|[:\-,{[]\s*)$/.test(line.slice(0, match.index)))) depth++;
  }
  return depth > 0;
}

interface Line {
  /** Column of the key or value, behind any dashes. */
  readonly column: number;
  /** Columns of the dashes. */
  readonly dashes: readonly number[];
  readonly key: string | undefined;
  /** Offset of the value within the line. */
  readonly valueAt: number;
  readonly value: string;
}

const shape = /^(\s*)((?:- +)*)(?:("[^"]*"|'[^']*'|[^\s#'"{[][^#'"{[]*?)\s*:(?:\s+|$))?(.*)$/;

function readLine(text: string): Line {
  const [, indent = '', marks = '', key, value = ''] = shape.exec(text.replace(/\r$/, '')) ?? [];
  const dashes = [...marks.matchAll(/-/g)].map(({ index }) => indent.length + index);
  const bareDash = key === undefined && /^-\s*$/.test(value) ? [indent.length + marks.length] : [];
  return {
    column: indent.length + marks.length + (bareDash.length > 0 ? 2 : 0),
    dashes: [...dashes, ...bareDash],
    key: key?.replaceAll(/^["']|["']$/g, ''),
    valueAt: text.length - value.length,
    value: bareDash.length > 0 ? '' : value,
  };
}

/** The place by indentation, which also works where the text is no YAML yet. */
function inText(file: SourceFile, lineStart: number, offset: number, document: Tree | undefined): Place {
  const { text } = file;
  const lineEnd = endOfLine(text, lineStart);
  const current = text.slice(lineStart, lineEnd);
  const own = readLine(text.slice(lineStart, offset));
  const whole = readLine(current);
  const above = linesAbove(text, lineStart);
  const block = blockAround(above, /^\s*/.exec(current)![0].length, current.trim() === '');
  const path: string[] = [];
  if (block) {
    path.unshift(...pathOf(above.slice(0, block.index), block.line));
    const at = lineStart + Math.min(/^\s*/.exec(current)![0].length, offset - lineStart);
    return place(path, text.slice(at, offset), at, lineEnd, false);
  }
  path.unshift(...pathOf(above, own));
  const isKey =
    own.key === undefined && whole.key !== undefined ? true : own.key === undefined && own.dashes.length === 0;
  const quote = /^["']/.test(own.value) ? 1 : 0;
  const start = lineStart + (own.key === undefined ? own.column : own.valueAt) + (own.key === undefined ? 0 : quote);
  const from = own.key === undefined && /^["']/.test(text.slice(start, start + 1)) ? start + 1 : start;
  const rest = /^[^\s"',}\]]*/.exec(text.slice(offset, lineEnd))![0];
  return place(path, text.slice(from, offset), Math.min(from, offset), offset + rest.length, isKey);

  function place(keys: readonly string[], before: string, at: number, end: number, key: boolean): Place {
    const lines = text.split('\n');
    const index = text.slice(0, lineStart).split('\n').length - 1;
    return {
      path: keys,
      before,
      start: at,
      end,
      isKey: key,
      sibling: (name, up = 0) => siblingInText(lines, index, name, up),
      document,
    };
  }
}

/** The key of a line, and the keys above it by their columns. */
function pathOf(above: readonly string[], own: Line): string[] {
  const path: string[] = own.key === undefined ? [] : [own.key];
  let column = own.column;
  const step = (line: Line): void => {
    for (const dash of line.dashes.toReversed()) {
      path.unshift('[]');
      column = dash + 0.5;
    }
  };
  step(own);
  for (let i = above.length - 1; i >= 0; i--) {
    const text = above[i]!;
    if (/^\s*(?:#|$)/.test(text)) continue;
    const line = readLine(text);
    const first = line.dashes[0] ?? line.column;
    if (first >= column && line.column >= column) continue;
    if (line.column < column && line.key !== undefined) {
      path.unshift(line.key);
      column = line.column;
      step(line);
    } else if (line.dashes.some((dash) => dash < column)) {
      // An earlier key of the same item.
      for (const dash of line.dashes.toReversed()) {
        if (dash >= column) continue;
        path.unshift('[]');
        column = dash + 0.5;
      }
    }
    if (column === 0) break;
  }
  return path;
}

function linesAbove(text: string, lineStart: number): string[] {
  const separator = text.lastIndexOf('\n---', lineStart - 1);
  const from = separator < 0 ? 0 : endOfLine(text, separator + 1) + 1;
  return from >= lineStart ? [] : text.slice(from, lineStart - 1).split('\n');
}

/** The key of the block scalar that a line of this indentation lies in. */
function blockAround(
  above: readonly string[],
  indent: number,
  isEmpty: boolean,
): { readonly index: number; readonly line: Line } | undefined {
  let column = isEmpty ? Number.POSITIVE_INFINITY : indent;
  for (let i = above.length - 1; i >= 0; i--) {
    const text = above[i]!;
    if (text.trim() === '') continue;
    const own = /^\s*/.exec(text)![0].length;
    if (own >= column) continue;
    column = own;
    const line = readLine(text);
    if (/^[|>][-+0-9]*\s*(?:#.*)?$/.test(line.value)) return { index: i, line };
    if (column === 0) return undefined;
  }
  return undefined;
}

function siblingInText(lines: readonly string[], index: number, name: string, up: number): string | undefined {
  let column = readLine(lines[index]!).column;
  let at = index;
  for (let n = 0; n < up; n++) {
    while (--at >= 0) {
      const line = readLine(lines[at]!);
      if (lines[at]!.trim() !== '' && line.key !== undefined && line.column < column) {
        column = line.column;
        break;
      }
    }
    if (at < 0) return undefined;
  }
  const look = (step: 1 | -1): string | undefined => {
    for (let i = at + (step === 1 ? 1 : 0); i >= 0 && i < lines.length; i += step) {
      if (lines[i]!.trim() === '' || (i === index && up === 0)) continue;
      const line = readLine(lines[i]!);
      if (step === 1 && i > at && (line.dashes[0] ?? line.column) < column) return undefined;
      if (line.column < column) return undefined;
      if (line.column === column && line.key === name) return line.value.replaceAll(/^["']|["']\s*$/g, '').trim();
      if (step === -1 && line.dashes.length > 0 && line.column === column) return undefined;
    }
    return undefined;
  };
  const beginsItem = readLine(lines[at]!).dashes.length > 0 && up === 0;
  return (beginsItem ? undefined : look(-1)) ?? look(1);
}

/** The place in a flow collection, which columns say nothing of. */
function inTree(file: SourceFile, document: Tree, offset: number): Place | undefined {
  const path: string[] = [];
  const maps: Tree[] = [];
  let tree: Tree = document;
  for (;;) {
    if (tree.kind === 'sequence') {
      const item: Tree | undefined = tree.items.find(({ span }) => span.start <= offset && offset <= span.end);
      path.push('[]');
      if (!item) return at(offset);
      tree = item;
      continue;
    }
    if (tree.kind === 'scalar') {
      const quote = tree.style === 'single' || tree.style === 'double' ? 1 : 0;
      return at(Math.min(offset, tree.span.start + quote));
    }
    maps.unshift(tree);
    const entry = tree.entries.findLast(({ key }) => key.span.end < offset);
    if (!entry || entry.value.span.end < offset) {
      const empty = entry?.value.kind === 'scalar' && entry.value.value === null;
      if (!entry || !empty || /,/.test(file.text.slice(entry.key.span.end, offset))) return undefined;
      path.push(entry.key.value);
      return at(offset);
    }
    path.push(entry.key.value);
    tree = entry.value;
  }

  function at(start: number): Place {
    const rest = /^[^\s"',}\]]*/.exec(file.text.slice(offset))![0];
    return {
      path,
      before: file.text.slice(start, offset),
      start,
      end: offset + rest.length,
      isKey: false,
      sibling: (name, up = 0) => {
        const value = child(maps[up], name);
        return value?.kind === 'scalar' && value.value !== null ? String(value.value) : undefined;
      },
      document,
    };
  }
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}
