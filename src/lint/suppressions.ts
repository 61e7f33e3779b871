import type { Span } from '../text/span.ts';

/**
 * A comment that says what not to report.
 *
 * - `# podpath-ignore RULE: reason` on a line of its own: the next line; at the end of a line: that line.
 * - `# podpath-ignore-document RULE: reason`: the document that it stands in.
 * - `# podpath-ignore-file RULE: reason`: the file.
 *
 * Several rules are separated by commas; without any, all are meant.
 */
export interface Suppression {
  readonly span: Span;
  /** Empty for all rules. */
  readonly rules: readonly string[];
  readonly reason: string;
  /** Where a finding must begin to be left out. */
  readonly start: number;
  readonly end: number;
}

const pattern =
  /#[ \t]*podpath-ignore(-document|-file)?(?:[ \t]+([a-z0-9*,\- \t]+?))?[ \t]*(?::[ \t]*(.*?))?[ \t]*\r?$/gm;

/** The suppressions of a file's text, in order. A file without any costs one search. */
export function suppressionsOf(file: string, text: string): Suppression[] {
  if (!text.includes('podpath-ignore')) return [];
  const found: Suppression[] = [];
  for (const match of text.matchAll(pattern)) {
    const [whole, scope, rules = '', reason = ''] = match;
    const at = match.index;
    const [start, end] = rangeOf(text, at, scope);
    found.push({
      span: { file, start: at, end: at + whole.trimEnd().length },
      rules: rules.split(/[\s,]+/).filter((rule) => rule !== ''),
      reason,
      start,
      end,
    });
  }
  return found;
}

function rangeOf(text: string, at: number, scope: string | undefined): [start: number, end: number] {
  if (scope === '-file') return [0, text.length];
  if (scope === '-document') {
    const before = text.slice(0, at).search(/^---[^\n]*\n(?![\s\S]*^---)/m);
    const after = text.slice(at).search(/^---/m);
    return [Math.max(0, before), after < 0 ? text.length : at + after];
  }
  const lineStart = text.lastIndexOf('\n', at - 1) + 1;
  const lineEnd = endOfLine(text, at);
  if (text.slice(lineStart, at).trim() !== '') return [lineStart, lineEnd];
  // Further comment lines may stand between: several suppressions for one line.
  let next = lineEnd + 1;
  while (/^[ \t]*#/.test(text.slice(next, endOfLine(text, next)))) next = endOfLine(text, next) + 1;
  return [next, endOfLine(text, next)];
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

/** Whether a rule is among those that a suppression names. */
export function suppresses(suppression: Suppression, rule: string, start: number): boolean {
  if (start < suppression.start || start > suppression.end) return false;
  return (
    suppression.rules.length === 0 ||
    suppression.rules.some((name) =>
      name.includes('*') ? new RegExp(`^${name.replaceAll('*', '.*')}$`).test(rule) : name === rule,
    )
  );
}
