import type { Located, Span } from '../../text/span.ts';
import type { Entry, ScalarTree, Tree } from '../../yaml/tree.ts';
import type { Piece, Rendered } from './output.ts';

/** A place of the rendered text in the templates; `exact` when the text there is the rendered text itself. */
export interface Origin {
  readonly span: Span;
  readonly exact: boolean;
}

/**
 * Where in the templates a stretch of rendered text comes from. Literal text is exact; what an action printed is the
 * action; a mixture reaches from the first to the last of its parts, if they lie in one file and in order.
 */
export function originOf({ pieces }: Rendered, root: string, start: number, end: number): Origin {
  const first = pieces[pieceAt(pieces, start)];
  const last = pieces[pieceAt(pieces, Math.max(start, end - 1))];
  if (!first || !last) return { span: { file: root, start: 0, end: 0 }, exact: false };
  const file = root + (first.source.file ?? '');
  const from = first.literal ? first.from + Math.min(start - first.start, first.to - first.from) : first.from;
  if (first === last) {
    if (!first.literal) return { span: { file, start: first.from, end: first.to }, exact: false };
    return { span: { file, start: from, end: from + (end - start) }, exact: true };
  }
  const to = last.literal ? last.from + (end - last.start) : last.to;
  if (first.source === last.source && to > from) return { span: { file, start: from, end: to }, exact: false };
  return { span: { file, start: from, end: Math.max(from, first.to) }, exact: false };
}

/** A tree of the rendered text as a tree of the templates. */
export function toTemplates(tree: Tree, rendered: Rendered, root: string): Tree {
  const origin = originOf(rendered, root, tree.span.start, tree.span.end);
  const place: { span: Span; derived?: true } =
    origin.exact && !tree.derived ? { span: origin.span } : { span: origin.span, derived: true };
  switch (tree.kind) {
    case 'scalar':
      return scalar(tree, place);
    case 'sequence':
      return { kind: 'sequence', items: tree.items.map((item) => toTemplates(item, rendered, root)), ...place };
    case 'map':
      return {
        kind: 'map',
        entries: tree.entries.map(
          ({ key, value }): Entry => ({ key: keyAt(key, rendered, root), value: toTemplates(value, rendered, root) }),
        ),
        ...place,
      };
  }
}

function scalar(tree: ScalarTree, place: { span: Span; derived?: true }): ScalarTree {
  const { kind, value, text, style, segments } = tree;
  const plain: ScalarTree = { kind, value, text, style, ...place };
  if (!segments || place.derived) return plain;
  const shift = place.span.start - tree.span.start;
  return { ...plain, segments: segments.map(([at, source]) => [at, source + shift] as const) };
}

function keyAt(key: Located<string>, rendered: Rendered, root: string): Located<string> {
  const { span, exact } = originOf(rendered, root, key.span.start, key.span.end);
  return exact && !key.derived ? { value: key.value, span } : { value: key.value, span, derived: true };
}

/** The index of the piece that holds an offset; the last one for the end of the text. */
function pieceAt(pieces: readonly Piece[], offset: number): number {
  let low = 0;
  let high = pieces.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (pieces[middle]!.start <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
