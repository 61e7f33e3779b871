import { compareSpans, type Span } from './span.ts';

/** Replace the text of a span. An empty span inserts, an empty text deletes. */
export interface Edit {
  readonly span: Span;
  readonly text: string;
}

/**
 * The text after the edits of one file. Edits of other files are left out.
 * An edit that overlaps an earlier one is dropped: the same fix may have been asked for twice.
 */
export function applyEdits(file: string, text: string, edits: readonly Edit[]): string {
  const own = edits.filter((edit) => edit.span.file === file).sort((a, b) => compareSpans(a.span, b.span));
  let result = '';
  let end = 0;
  let last: Edit | undefined;
  for (const edit of own) {
    if (edit.span.start < end || (last !== undefined && sameEdit(last, edit))) continue;
    result += text.slice(end, edit.span.start) + edit.text;
    end = edit.span.end;
    last = edit;
  }
  return result + text.slice(end);
}

function sameEdit(a: Edit, b: Edit): boolean {
  return a.text === b.text && a.span.start === b.span.start && a.span.end === b.span.end;
}
