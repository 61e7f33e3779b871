/** A half-open range of UTF-16 offsets in one file. */
export interface Span {
  /** The file's path, relative to the workspace, with `/`. */
  readonly file: string;
  readonly start: number;
  readonly end: number;
}

/** A value together with the text that says it. */
export interface Located<T> {
  readonly value: T;
  readonly span: Span;
  /**
   * Set when the text at `span` is not the value itself: a default of the API, a prefixed name, a templated value.
   * Such a place can be shown, but not edited.
   */
  readonly derived?: true;
}

/** A value at a place, `derived` when the text there is not the value itself. */
export function located<T>(value: T, span: Span, derived?: boolean): Located<T> {
  return derived ? { value, span, derived: true } : { value, span };
}

/** The same place for another value: what a default or a transformation makes of what the author wrote. */
export function derivedFrom<T>(value: T, from: { readonly span: Span }): Located<T> {
  return { value, span: from.span, derived: true };
}

/** Whether two spans are the same text. */
export function sameSpan(a: Span, b: Span): boolean {
  return a.file === b.file && a.start === b.start && a.end === b.end;
}

/** Whether `offset` of `file` lies in the span; the end counts, as a cursor may stand there. */
export function covers(span: Span, file: string, offset: number): boolean {
  return span.file === file && span.start <= offset && offset <= span.end;
}

/** Order by file, then start, then end. */
export function compareSpans(a: Span, b: Span): number {
  return compareText(a.file, b.file) || a.start - b.start || a.end - b.end;
}

/** Order by code unit, the same on every machine. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
