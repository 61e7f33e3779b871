import type { Located, Span } from '../text/span.ts';

/**
 * A positioned tree: plain data, each value with the text that says it.
 *
 * The parser makes it, a renderer takes it and makes it, and extraction reads it through `Field`,
 * so nothing after it knows whether the text was rendered. Trees are never changed in place:
 * a renderer that changes a value makes a new node, and shares what it leaves alone.
 */
export type Tree = ScalarTree | MapTree | SequenceTree;

export type ScalarValue = string | number | boolean | null;

export type ScalarStyle = 'plain' | 'single' | 'double' | 'literal' | 'folded';

export interface ScalarTree {
  readonly kind: 'scalar';
  /** The value as Kubernetes reads it: YAML 1.1 by way of Go. */
  readonly value: ScalarValue;
  /** The text of the scalar, unquoted: `0777` where `value` is 511. */
  readonly text: string;
  readonly style: ScalarStyle;
  readonly span: Span;
  /**
   * For a block scalar, where its lines lie: pairs of an offset in `value` and the source offset that it comes from.
   * In between, both run in step.
   */
  readonly segments?: readonly (readonly [value: number, source: number])[];
  /** Set when the text at `span` is not the value itself, see `Located.derived`. */
  readonly derived?: true;
}

export interface MapTree {
  readonly kind: 'map';
  readonly entries: readonly Entry[];
  readonly span: Span;
  /** Absent where no text was written, so that nothing can be added there. */
  readonly layout?: Layout;
  readonly derived?: true;
}

export interface Entry {
  readonly key: Located<string>;
  readonly value: Tree;
}

export interface SequenceTree {
  readonly kind: 'sequence';
  readonly items: readonly Tree[];
  readonly span: Span;
  readonly layout?: Layout;
  readonly derived?: true;
}

/** How a map or list was written: what is needed to add to it without touching the rest. */
export interface Layout {
  /** `{…}` or `[…]`. */
  readonly flow: boolean;
  /** The column of the first key, or of the first `-`. */
  readonly column: number;
  /** The end of the line on which the last value ends, where a line can be added. For flow style, the place before the bracket. */
  readonly end: number;
  /** How the lines of the file end. */
  readonly newline: '\n' | '\r\n';
  /** Set for a flow whose last entry has a comma behind it. */
  readonly trailingComma?: true;
}

/** The value of a key, or undefined. The last of several equal keys wins, as in Go. */
export function child(tree: Tree | undefined, name: string): Tree | undefined {
  if (tree?.kind !== 'map') return undefined;
  for (let i = tree.entries.length - 1; i >= 0; i--) {
    const entry = tree.entries[i]!;
    if (entry.key.value === name) return entry.value;
  }
  return undefined;
}

/** The value at a path of keys, or undefined. */
export function descend(tree: Tree | undefined, ...path: readonly string[]): Tree | undefined {
  let at = tree;
  for (const name of path) at = child(at, name);
  return at;
}

/** The string at a path of keys, or undefined when there is none. */
export function stringAt(tree: Tree | undefined, ...path: readonly string[]): string | undefined {
  const found = descend(tree, ...path);
  return found?.kind === 'scalar' && typeof found.value === 'string' ? found.value : undefined;
}

/** The scalar whose text has the offset; undefined between values. */
export function scalarAt(tree: Tree | undefined, offset: number): ScalarTree | undefined {
  if (tree === undefined || offset < tree.span.start || offset > tree.span.end) return undefined;
  switch (tree.kind) {
    case 'scalar':
      return tree;
    case 'sequence':
      return first(tree.items, (item) => scalarAt(item, offset));
    case 'map':
      return first(tree.entries, ({ value }) => scalarAt(value, offset));
  }
}

function first<T, R>(items: readonly T[], find: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Plain data without positions, for comparing and printing. */
export function toPlain(tree: Tree): unknown {
  switch (tree.kind) {
    case 'scalar':
      return tree.value;
    case 'sequence':
      return tree.items.map(toPlain);
    case 'map': {
      // Built as entries, so that a key `__proto__` is data like any other.
      return Object.fromEntries(tree.entries.map(({ key, value }) => [key.value, toPlain(value)]));
    }
  }
}

/**
 * The span of part of a string value, from offset `from` to `to` of `value`.
 * The whole scalar's span where the text cannot be mapped (escapes, folded lines, derived values).
 */
export function spanWithin(scalar: ScalarTree, from: number, to: number): Span {
  const { span, value, segments, style } = scalar;
  if (typeof value !== 'string' || scalar.derived) return span;
  if (segments) {
    const start = sourceOffset(segments, from);
    const end = sourceOffset(segments, Math.max(from, to - 1)) + (to > from ? 1 : 0);
    return { file: span.file, start, end };
  }
  const quotes = style === 'plain' ? 0 : 1;
  if (style === 'literal' || style === 'folded' || span.end - span.start !== value.length + 2 * quotes) return span;
  return { file: span.file, start: span.start + quotes + from, end: span.start + quotes + to };
}

function sourceOffset(segments: readonly (readonly [number, number])[], offset: number): number {
  let low = 0;
  let high = segments.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (segments[middle]![0] <= offset) low = middle;
    else high = middle - 1;
  }
  const segment = segments[low];
  return segment === undefined ? offset : segment[1] + (offset - segment[0]);
}
