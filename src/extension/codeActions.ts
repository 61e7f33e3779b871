import * as vscode from 'vscode';
import { type Action, actionsFor, fixAll } from '../features/codeActions.ts';
import { refactoringsAt } from '../features/refactor.ts';
import type { Finding } from '../lint/lint.ts';
import { manifestLanguages, toRange, toWorkspaceEdit } from './convert.ts';
import type { Project } from './project.ts';

const fixAllKind = vscode.CodeActionKind.SourceFixAll.append('podpath');

/** Quick fixes at a finding, other forms of the name at the cursor, and all preferred fixes of a file at once. */
export function offerCodeActions(project: Project): vscode.Disposable {
  return vscode.languages.registerCodeActionsProvider(
    manifestLanguages,
    { provideCodeActions: (document, range, context) => actionsAt(project, document, range, context) },
    { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix, vscode.CodeActionKind.RefactorRewrite, fixAllKind] },
  );
}

/** Applies all preferred fixes of a document. */
export async function fixDocument(project: Project, document: vscode.TextDocument): Promise<void> {
  const edits = fixAll(findingsOf(project, document));
  if (edits.length > 0) await vscode.workspace.applyEdit(toWorkspaceEdit(project, edits));
}

function actionsAt(
  project: Project,
  document: vscode.TextDocument,
  range: vscode.Range,
  { only, diagnostics }: vscode.CodeActionContext,
): vscode.CodeAction[] {
  const findings = findingsOf(project, document);
  const actions: vscode.CodeAction[] = [];
  if (only === undefined || only.contains(vscode.CodeActionKind.QuickFix)) {
    for (const finding of findings) {
      const place = toRange(project, finding.span);
      if (place.intersection(range) === undefined) continue;
      const own = diagnostics.filter((diagnostic) => isOf(diagnostic, finding) && diagnostic.range.isEqual(place));
      for (const action of actionsFor(project.workspace, finding)) actions.push(toCodeAction(project, action, own));
      actions.push(explanation(finding, own));
    }
  }
  if (only === undefined || only.contains(vscode.CodeActionKind.RefactorRewrite)) {
    const offset = document.offsetAt(range.start);
    for (const { title, edits } of refactoringsAt(project.workspace, project.pathOf(document.uri) ?? '', offset)) {
      const action = new vscode.CodeAction(title, vscode.CodeActionKind.RefactorRewrite);
      action.edit = toWorkspaceEdit(project, edits);
      actions.push(action);
    }
  }
  // Only when asked for: it is not about the place of the cursor.
  if (only?.contains(fixAllKind)) {
    const edits = fixAll(findings);
    if (edits.length > 0) {
      const action = new vscode.CodeAction('Fix all auto-fixable problems of Podpath', fixAllKind);
      action.edit = toWorkspaceEdit(project, edits);
      actions.push(action);
    }
  }
  return actions;
}

function findingsOf(project: Project, document: vscode.TextDocument): readonly Finding[] {
  const path = project.pathOf(document.uri);
  return project.findings.filter(({ span }) => span.file === path);
}

function toCodeAction(project: Project, { title, kind, edits, preferred }: Action, diagnostics: vscode.Diagnostic[]) {
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.edit = toWorkspaceEdit(project, edits);
  action.isPreferred = preferred;
  // What mends a problem comes before what hides it.
  if (kind === 'fix') action.diagnostics = diagnostics;
  return action;
}

function explanation({ rule }: Finding, diagnostics: vscode.Diagnostic[]): vscode.CodeAction {
  const title = `Show documentation for ${rule}`;
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.command = { command: 'podpath.lint.explainRule', title, arguments: [rule] };
  action.diagnostics = diagnostics;
  return action;
}

function isOf({ code }: vscode.Diagnostic, { rule }: Finding): boolean {
  return (typeof code === 'object' ? code.value : code) === rule;
}
