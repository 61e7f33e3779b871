import type { Located, Span } from '../../text/span.ts';
import { parse } from '../../yaml/parse.ts';
import { type ScalarTree, spanWithin, type Tree } from '../../yaml/tree.ts';

/** Where a text stands, and whether replacing the text there replaces the value. */
export interface Place {
  readonly span: Span;
  readonly isEditable: boolean;
  /** `Kind/namespace/name` of the object that it belongs to, once that has been read. */
  readonly owner?: string;
}

/** A part of a value, with its place. */
export interface Piece {
  readonly text: string;
  readonly at: Place;
}

/** How several values are written in one text. Where blanks are not trimmed, the reader of the field refuses them. */
export type Separator = 'none' | 'comma' | 'commaOrBlanks' | 'blanks';

/** The place of a whole scalar, or of a part of it. Inside quotes, so that they survive an edit. */
export function placeOf(scalar: ScalarTree, from = 0, to = textOf(scalar).length): Place {
  const span = spanWithin(scalar, from, to);
  const isWhole = from === 0 && to === textOf(scalar).length;
  const isEditable = !scalar.derived && (span.end - span.start === to - from || (isWhole && scalar.style === 'plain'));
  return { span, isEditable };
}

/** The place of any tree: for a map or a list all of its text. */
export function placeOfTree(tree: Tree): Place {
  return tree.kind === 'scalar' ? placeOf(tree) : { span: tree.span, isEditable: !tree.derived };
}

/** The text of a scalar: `25` for the number. Null is empty. */
export function textOf({ value }: ScalarTree): string {
  return value === null ? '' : String(value);
}

/** The texts of a scalar or of a list of scalars. Empty ones, and those that a tool fills in later, are left out. */
export function piecesOf(tree: Tree | undefined, separator: Separator = 'none'): readonly Piece[] {
  if (tree?.kind === 'sequence') {
    return tree.items.flatMap((item) =>
      item.kind === 'scalar' ? split(item, separator === 'commaOrBlanks' ? separator : 'none') : [],
    );
  }
  return tree?.kind === 'scalar' ? split(tree, separator) : [];
}

/** A part of a scalar's text as a piece. */
export function pieceAt(scalar: ScalarTree, from: number, to = textOf(scalar).length): Piece {
  return { text: textOf(scalar).slice(from, to), at: placeOf(scalar, from, to) };
}

/** Whether a tool replaces the text before the cluster reads it. */
export function isTemplate(text: string): boolean {
  return /\$[({]|\{\{|\$[A-Za-z_]/.test(text);
}

/** The documents that a string holds, YAML or JSON, each value with its place in the file. */
export function embedded(scalar: Tree | undefined): readonly Tree[] {
  if (scalar?.kind !== 'scalar' || typeof scalar.value !== 'string') return [];
  return parse(scalar.span.file, scalar.value).documents.flatMap(({ tree }) => (tree ? [moved(tree, scalar)] : []));
}

function moved(tree: Tree, outer: ScalarTree): Tree {
  const { start, end } = tree.span;
  const span = spanWithin(outer, start, end);
  const derived = outer.derived || span.end - span.start !== end - start ? ({ derived: true } as const) : {};
  switch (tree.kind) {
    case 'scalar': {
      const { segments, ...rest } = tree;
      // A block scalar in a string keeps no map of its lines: its whole span has to do.
      return { ...rest, span, ...(segments ? { derived: true as const } : derived) };
    }
    case 'sequence':
      return { ...tree, span, ...derived, items: tree.items.map((item) => moved(item, outer)) };
    case 'map':
      return {
        ...tree,
        span,
        ...derived,
        entries: tree.entries.map(({ key, value }) => ({ key: movedKey(key, outer), value: moved(value, outer) })),
      };
  }
}

function movedKey(key: Located<string>, outer: ScalarTree): Located<string> {
  return { ...key, span: spanWithin(outer, key.span.start, key.span.end) };
}

function split(scalar: ScalarTree, separator: Separator): Piece[] {
  const text = textOf(scalar);
  if (isTemplate(text)) return [];
  if (separator === 'none') return text === '' ? [] : [pieceAt(scalar, 0)];
  const pattern = separator === 'blanks' ? /\S+/g : /[^,]+/g;
  return [...text.matchAll(pattern)].flatMap((match) => {
    const blanks = separator === 'commaOrBlanks' ? match[0].length - match[0].trimStart().length : 0;
    const found = separator === 'commaOrBlanks' ? match[0].trim() : match[0];
    const from = match.index + blanks;
    return found === '' ? [] : [pieceAt(scalar, from, from + found.length)];
  });
}

/** Where a tree's text ends, without the line break after a block. */
export function endOf(tree: Tree): number {
  if (tree.kind === 'scalar') return tree.span.end;
  const last = tree.kind === 'map' ? tree.entries.at(-1)?.value : tree.items.at(-1);
  const start = tree.kind === 'map' ? tree.entries[0]?.key.span.start : tree.items[0]?.span.start;
  // A flow collection begins with its bracket, a block with its first key.
  const isFlow = start === undefined || (tree.kind === 'map' && start > tree.span.start);
  return isFlow || !last || tree.kind === 'sequence' ? tree.span.end : endOf(last);
}

/** The items of a list; anything else has none. */
export function itemsOf(tree: Tree | undefined): readonly Tree[] {
  return tree?.kind === 'sequence' ? tree.items : [];
}
