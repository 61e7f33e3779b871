import { Lines } from '../../src/text/lines.ts';
import type { Span } from '../../src/text/span.ts';

/** What a mark says of one place. */
export interface Mark {
  readonly span: Span;
  readonly severity: string;
  readonly message: string;
  readonly fixable: boolean;
}

const mark = /^[ \t]*#[ \t]*\^+ (?:error|warning|info|hint): .*$/;

/** The text without its marks. */
export function strip(text: string): string {
  return text
    .split('\n')
    .filter((line) => !mark.test(line))
    .join('\n');
}

/**
 * The text with a mark under each place: `# ^^^ error: message [fixable]`.
 * A place of several lines is marked on its first; a place at the first columns by carets that begin beside the `#`.
 */
export function annotate(text: string, marks: readonly Mark[]): string {
  const lines = new Lines(text);
  const below = new Map<number, string[]>();
  for (const { span, severity, message, fixable } of marks) {
    const { line, character } = lines.position(span.start);
    const lineEnd = text.indexOf('\n', span.start);
    const end = Math.min(span.end, lineEnd < 0 ? text.length : lineEnd);
    const width = Math.max(1, end - span.start);
    const indent = /^[ \t]*/.exec(text.slice(lines.start(line)))![0].length;
    const column = Math.min(indent, character);
    const gap = character - column - 1;
    const carets = gap < 0 ? '^'.repeat(Math.max(1, width - 1)) : ' '.repeat(gap) + '^'.repeat(width);
    const words = `${' '.repeat(column)}#${carets} ${severity}: ${message}`;
    const list = below.get(line) ?? [];
    list.push(fixable ? `${words} [fixable]` : words);
    below.set(line, list);
  }
  return text
    .split('\n')
    .flatMap((content, line) => [content, ...(below.get(line) ?? [])])
    .join('\n');
}
