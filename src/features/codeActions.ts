import type { Finding } from '../lint/lint.ts';
import type { SourceFile } from '../model/file.ts';
import type { Workspace } from '../model/workspace.ts';
import type { Edit } from '../text/edit.ts';
import { scalarAt } from '../yaml/tree.ts';

/** Something that the editor offers to do about a finding. */
export interface Action {
  readonly title: string;
  readonly kind: 'fix' | 'ignore';
  readonly edits: readonly Edit[];
  readonly preferred: boolean;
}

/** The fixes of a finding, and then the ways not to be told of it. */
export function actionsFor(workspace: Workspace, finding: Finding): Action[] {
  const fixes = (finding.fixes ?? []).map(({ title, edits, preferred }) => ({
    title,
    kind: 'fix' as const,
    edits,
    preferred: preferred ?? false,
  }));
  const file = workspace.files.get(finding.span.file);
  // JSON has no comments.
  if (!file || file.path.endsWith('.json')) return fixes;
  return [...fixes, ...ignoreActions(file, finding)];
}

/** The preferred fixes of some findings; of fixes that overlap, the first. */
export function fixAll(findings: readonly Finding[]): Edit[] {
  const taken: Edit[] = [];
  for (const { fixes } of findings) {
    const fix = fixes?.find(({ preferred }) => preferred);
    if (!fix || fix.edits.some((edit) => taken.some((other) => overlap(edit, other)))) continue;
    taken.push(...fix.edits);
  }
  return taken;
}

function overlap(a: Edit, b: Edit): boolean {
  return a.span.file === b.span.file && a.span.start <= b.span.end && b.span.start <= a.span.end;
}

/** Comments that suppress a rule for a line, a document, or a file. The author is left to write the reason. */
function ignoreActions({ text, parsed }: SourceFile, { span, rule }: Finding): Action[] {
  const { file, start } = span;
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const indent = /^[ \t]*/.exec(text.slice(lineStart))![0];
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const insert = (title: string, at: number, comment: string): Action => ({
    title,
    kind: 'ignore',
    edits: [{ span: { file, start: at, end: at }, text: `${comment}: ${newline}` }],
    preferred: false,
  });
  const document = documentStart(text, start);
  const scalar = parsed.documents.map(({ tree }) => scalarAt(tree, start)).find((found) => found !== undefined);
  // In a block scalar, a comment would be a part of the text.
  const inBlock = scalar?.style === 'literal' || scalar?.style === 'folded';
  return [
    ...(inBlock ? [] : [insert(`Ignore ${rule} on this line`, lineStart, `${indent}# podpath-ignore ${rule}`)]),
    insert(`Ignore ${rule} in this document`, document, `# podpath-ignore-document ${rule}`),
    insert(`Ignore ${rule} in this file`, 0, `# podpath-ignore-file ${rule}`),
  ];
}

/** The beginning of the first line after the `---` before an offset. */
function documentStart(text: string, offset: number): number {
  let start = 0;
  for (const match of text.matchAll(/^---[^\n]*\n/gm)) {
    if (match.index + match[0].length > offset) break;
    start = match.index + match[0].length;
  }
  return start;
}
