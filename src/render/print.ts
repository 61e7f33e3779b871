import { resolvePlainScalar } from '../yaml/scalar.ts';
import type { Entry, MapTree, ScalarTree, SequenceTree, Tree } from '../yaml/tree.ts';

export interface PrintOptions {
  /** A line to stand as a comment above an object, without its `#`. */
  readonly comment?: (tree: Tree) => string | undefined;
  /** Keys in alphabetical order, as `kubectl kustomize` prints them; else in the trees' own order. */
  readonly sortKeys?: boolean;
}

/** The objects as a file of YAML, with `---` between them. No object is the empty text. */
export function printObjects(objects: readonly Tree[], options: PrintOptions = {}): string {
  return objects
    .map((tree) => {
      const comment = options.comment?.(tree);
      return (comment === undefined ? '' : `# ${comment.replaceAll(/\s+/g, ' ')}\n`) + printTree(tree, options);
    })
    .join('---\n');
}

/**
 * A value as YAML in block form, indented by two, lists not indented below their key, and a line break at the end.
 * Texts are quoted where YAML 1.1 would read them as something else, so that Kubernetes reads the same value.
 */
export function printTree(tree: Tree, options: PrintOptions = {}): string {
  const lines = blockLines(tree, options) ?? [inline(tree)];
  return `${lines.join('\n')}\n`;
}

/** The lines of a map or list that has entries; undefined for what stands on the line of its key. */
function blockLines(tree: Tree, options: PrintOptions): string[] | undefined {
  switch (tree.kind) {
    case 'map':
      return tree.entries.length === 0 ? undefined : mapLines(tree, options);
    case 'sequence':
      return tree.items.length === 0 ? undefined : sequenceLines(tree, options);
    case 'scalar':
      return undefined;
  }
}

function mapLines(map: MapTree, options: PrintOptions): string[] {
  return entriesOf(map, options).flatMap(({ key, value }) => {
    const name = text(key.value);
    const lines = blockLines(value, options);
    if (lines) return [`${name}:`, ...(value.kind === 'map' ? indent(lines) : lines)];
    const literal = literalLines(value);
    return literal ? [`${name}: ${literal[0]}`, ...indent(literal.slice(1))] : [`${name}: ${inline(value)}`];
  });
}

function entriesOf({ entries }: MapTree, { sortKeys = false }: PrintOptions): readonly Entry[] {
  const last = new Map(entries.map((entry) => [entry.key.value, entry]));
  const own = [...last.values()];
  return sortKeys ? own.sort((a, b) => (a.key.value < b.key.value ? -1 : 1)) : own;
}

function sequenceLines({ items }: SequenceTree, options: PrintOptions): string[] {
  return items.flatMap((item) => {
    const literal = literalLines(item);
    const lines = blockLines(item, options) ?? literal ?? [inline(item)];
    return lines.map((line, i) => (i === 0 ? `- ${line}` : line === '' ? '' : `  ${line}`));
  });
}

function indent(lines: readonly string[]): string[] {
  return lines.map((line) => (line === '' ? '' : `  ${line}`));
}

/** A text of several lines as a literal block, its header first; undefined when it cannot stand so. */
function literalLines(tree: Tree): string[] | undefined {
  if (tree.kind !== 'scalar' || typeof tree.value !== 'string' || !tree.value.includes('\n')) return undefined;
  const value = tree.value;
  // Blanks at the start of the first line, at an end of a line, and what does not print, need quotes.
  if (/^[\n ]|[ \t](?:\n|$)|[^\n\t\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd]/.test(value)) return undefined;
  const body = value.replace(/\n+$/, '');
  const breaks = value.length - body.length;
  const header = breaks === 0 ? '|-' : breaks === 1 ? '|' : '|+';
  return [header, ...body.split('\n'), ...Array<string>(Math.max(0, breaks - 1)).fill('')];
}

function inline(tree: Tree): string {
  switch (tree.kind) {
    case 'map':
      return '{}';
    case 'sequence':
      return '[]';
    case 'scalar':
      return scalar(tree);
  }
}

function scalar(tree: ScalarTree): string {
  if (typeof tree.value === 'string') return text(tree.value);
  if (typeof tree.value !== 'number') return String(tree.value);
  // The author's own digits, where a number of JavaScript has fewer.
  const large = Number.isInteger(tree.value) && !Number.isSafeInteger(tree.value);
  const precise = large && resolvePlainScalar(tree.text) === tree.value;
  return precise ? tree.text : String(tree.value);
}

/** A text, plain where it then is read as the same text. */
function text(value: string): string {
  if (UNPRINTABLE.test(value)) return doubleQuoted(value);
  const opens = /^[^\s!"#%&'*,:>?@[\]`{|}-]/.test(value) || /^[-:?][^\s,[\]{}]/.test(value);
  const closes = !/[\s:]$|: | #/.test(value) && !value.startsWith('---');
  if (opens && closes && readsAsText(value)) return value;
  // Words and numbers look best in double quotes, as kubectl prints them; the rest needs no escapes in single ones.
  return value.includes("'") || /^[\w.+~-]*$/.test(value) ? doubleQuoted(value) : `'${value}'`;
}

/** What a line of YAML cannot hold as it is. */
const UNPRINTABLE = /[^\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd]/;

/** Whether YAML 1.1, and YAML 1.2 too, read a plain text as a text. */
function readsAsText(value: string): boolean {
  if (typeof resolvePlainScalar(value) !== 'string') return false;
  // Times, numbers to the base of 60, merge keys and the value key.
  return !/^(?:\d{4}-\d\d?-\d\d?.*|[-+]?\d[\d_]*(?::[0-5]?\d)+(?:\.[\d_]*)?|<<|=|0o[0-7]+)$/.test(value);
}

function doubleQuoted(value: string): string {
  return JSON.stringify(value)
    .replaceAll('\u0085', '\\N')
    .replaceAll('\u2028', '\\L')
    .replaceAll('\u2029', '\\P')
    .replaceAll('\ufeff', '\\uFEFF')
    .replaceAll('\u007f', '\\x7F');
}
