import type { Span } from '../../text/span.ts';
import { parse } from '../../yaml/parse.ts';
import { type ScalarTree, spanWithin, type Tree } from '../../yaml/tree.ts';
import { asWritten } from './documents.ts';

/**
 * The documents written inside a text, such as an inline patch. Each value has its place in the file that holds the
 * text; where the text cannot be mapped (escapes, folded lines) that is the whole text, and the value is derived.
 */
export function parseInline(scalar: ScalarTree): readonly Tree[] {
  const known = cache.get(scalar);
  if (known) return known;
  const text = typeof scalar.value === 'string' ? scalar.value : scalar.text;
  const trees = parse(scalar.span.file, text).documents.flatMap(({ tree }) => {
    if (tree === undefined) return [];
    // A list is a JSON patch, which is read as YAML 1.1.
    return [relocate(tree.kind === 'map' ? asWritten(tree, text) : tree, scalar)];
  });
  cache.set(scalar, trees);
  return trees;
}

const cache = new WeakMap<ScalarTree, readonly Tree[]>();

function relocate(tree: Tree, within: ScalarTree): Tree {
  const whole = spanWithin(within, 0, 1);
  const mapped = !within.derived && (within.text === '' || whole.end - whole.start === 1);
  const place = (span: Span): Span => (mapped ? spanWithin(within, span.start, span.end) : within.span);
  const move = (node: Tree): Tree => {
    const derived = !mapped || node.derived ? { derived: true as const } : {};
    const span = place(node.span);
    switch (node.kind) {
      case 'map': {
        const entries = node.entries.map(({ key, value }) => ({
          key: { ...key, ...derived, span: place(key.span) },
          value: move(value),
        }));
        return { kind: 'map', entries, span, ...derived };
      }
      case 'sequence':
        return { kind: 'sequence', items: node.items.map(move), span, ...derived };
      case 'scalar': {
        const { segments, ...rest } = node;
        const moved = segments?.map(
          ([value, source]) => [value, place({ ...node.span, start: source, end: source }).start] as const,
        );
        return { ...rest, span, ...(mapped && moved ? { segments: moved } : {}), ...derived };
      }
    }
  };
  return move(tree);
}
