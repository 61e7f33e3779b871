import * as vscode from 'vscode';
import type { Project } from './project.ts';

/** What `when` clauses in package.json ask for. */
export function keepContextKeys(project: Project): vscode.Disposable {
  const known = new Map<string, unknown>();
  const set = (key: string, value: unknown): void => {
    if (known.get(key) === value) return;
    known.set(key, value);
    void vscode.commands.executeCommand('setContext', `podpath:${key}`, value);
  };
  const update = (): void => {
    const { state, workspace, settings } = project;
    set('modelState', state.kind === 'loading' ? 'indexing' : workspace.scopes.length > 0 ? 'ready' : 'empty');
    const path = settings.enable && vscode.window.activeTextEditor?.document.uri;
    const role = path && state.kind === 'ready' ? workspace.plan.roles.get(project.pathOf(path) ?? '') : undefined;
    set('isManifest', role !== undefined && role.use !== 'left out');
  };
  let timer: ReturnType<typeof setTimeout> | undefined;
  const later = (): void => {
    clearTimeout(timer);
    timer = setTimeout(update, project.settings.debounce);
  };
  update();
  return vscode.Disposable.from(project.onDidChange(later), vscode.window.onDidChangeActiveTextEditor(update), {
    dispose: () => clearTimeout(timer),
  });
}
