import * as vscode from 'vscode';
import type { Severity } from '../lint/rule.ts';
import type { Edit } from '../text/edit.ts';
import type { Span } from '../text/span.ts';
import type { Project } from './project.ts';

/** The languages in which manifests are written. */
export const manifestLanguages: readonly vscode.DocumentFilter[] = [
  { language: 'yaml' },
  { language: 'helm' },
  { language: 'json' },
  { language: 'jsonc' },
  { language: 'corefile' },
];

/** A span as a range of its file, as the model has that file. */
export function toRange(project: Project, span: Span): vscode.Range {
  const lines = project.linesOf(span.file);
  const start = lines.position(span.start);
  const end = lines.position(span.end);
  return new vscode.Range(start.line, start.character, end.line, end.character);
}

/** Where a span is; undefined when its folder is closed. */
export function toLocation(project: Project, span: Span): vscode.Location | undefined {
  const uri = project.uriOf(span.file);
  return uri && new vscode.Location(uri, toRange(project, span));
}

/** The offset of a place of a document, and the document's path; undefined when the model does not have it. */
export function toOffset(
  project: Project,
  document: vscode.TextDocument,
  position: vscode.Position,
): { readonly path: string; readonly offset: number } | undefined {
  const path = project.pathOf(document.uri);
  if (path === undefined || !project.workspace.files.has(path)) return undefined;
  return { path, offset: document.offsetAt(position) };
}

export function toWorkspaceEdit(project: Project, edits: readonly Edit[]): vscode.WorkspaceEdit {
  const result = new vscode.WorkspaceEdit();
  for (const { span, text } of edits) {
    const uri = project.uriOf(span.file);
    if (uri) result.replace(uri, toRange(project, span), text);
  }
  return result;
}

export function toSeverity(severity: Severity): vscode.DiagnosticSeverity {
  switch (severity) {
    case 'error':
      return vscode.DiagnosticSeverity.Error;
    case 'warning':
      return vscode.DiagnosticSeverity.Warning;
    case 'info':
      return vscode.DiagnosticSeverity.Information;
    case 'hint':
      return vscode.DiagnosticSeverity.Hint;
  }
}
