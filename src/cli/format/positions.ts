import type { Workspace } from '../../model/workspace.ts';
import { Lines, type Position } from '../../text/lines.ts';
import type { Span } from '../../text/span.ts';

/** Lines and characters of spans, which count offsets everywhere else. */
export interface Positions {
  /** From 0, as in the Language Server Protocol. */
  range(span: Span): { readonly start: Position; readonly end: Position };
  /** `file:line:column`, from 1. */
  text(span: Span): string;
}

export function positions(workspace: Workspace): Positions {
  const cache = new Map<string, Lines>();
  const linesOf = (file: string): Lines => {
    let lines = cache.get(file);
    if (!lines) cache.set(file, (lines = new Lines(workspace.files.get(file)?.text ?? '')));
    return lines;
  };
  return {
    range: ({ file, start, end }) => ({ start: linesOf(file).position(start), end: linesOf(file).position(end) }),
    text: ({ file, start }) => {
      const { line, character } = linesOf(file).position(start);
      return `${file}:${line + 1}:${character + 1}`;
    },
  };
}
