import * as vscode from 'vscode';
import { rulePage } from '../lint/documentation.ts';
import type { Finding } from '../lint/lint.ts';
import { toLocation, toRange, toSeverity } from './convert.ts';
import type { Project } from './project.ts';

/** What the Problems panel shows as the origin of a finding. */
export const source = 'podpath';

/** Shows the findings of the project, a moment after the last change. */
export function showDiagnostics(project: Project): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection('podpath');
  const shown = new Map<string, string>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const show = async (): Promise<void> => {
    // After a change in the meantime this is called again.
    if (project.state.kind !== 'ready' || !(await project.settle())) return;
    const byFile = new Map<string, vscode.Diagnostic[]>();
    for (const finding of visible(project)) {
      const diagnostics = byFile.get(finding.span.file) ?? [];
      byFile.set(finding.span.file, diagnostics);
      diagnostics.push(toDiagnostic(project, finding));
    }
    for (const path of new Set([...shown.keys(), ...byFile.keys()])) {
      const diagnostics = byFile.get(path);
      const signature = JSON.stringify(diagnostics);
      // Setting the same again would redraw all editors.
      if (shown.get(path) === signature) continue;
      const uri = project.uriOf(path);
      if (uri) collection.set(uri, diagnostics);
      if (diagnostics) shown.set(path, signature);
      else shown.delete(path);
    }
  };
  const later = (): void => {
    clearTimeout(timer);
    if (project.settings.run === 'onSave' && vscode.workspace.textDocuments.some(({ isDirty }) => isDirty)) return;
    timer = setTimeout(() => void show(), project.settings.debounce);
  };
  return vscode.Disposable.from(
    collection,
    project.onDidChange(later),
    vscode.workspace.onDidSaveTextDocument(later),
    vscode.workspace.onDidOpenTextDocument(later),
    vscode.workspace.onDidCloseTextDocument(later),
    { dispose: () => clearTimeout(timer) },
  );
}

/** The findings that the settings ask for. */
function visible(project: Project): readonly Finding[] {
  const { run, scope } = project.settings;
  if (run === 'off') return [];
  if (scope === 'workspace') return project.findings;
  const open = new Set(vscode.workspace.textDocuments.map(({ uri }) => project.pathOf(uri)));
  return project.findings.filter(({ span }) => open.has(span.file));
}

function toDiagnostic(project: Project, finding: Finding): vscode.Diagnostic {
  const { span, message, severity, rule, related = [] } = finding;
  const diagnostic = new vscode.Diagnostic(toRange(project, span), message, toSeverity(severity));
  diagnostic.source = source;
  diagnostic.code = { value: rule, target: vscode.Uri.parse(rulePage(rule)) };
  diagnostic.relatedInformation = related.flatMap((other) => {
    const location = toLocation(project, other.span);
    return location ? [new vscode.DiagnosticRelatedInformation(location, other.message)] : [];
  });
  return diagnostic;
}
