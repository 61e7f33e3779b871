import * as vscode from 'vscode';
import { countOf } from '../text/count.ts';
import { manifestLanguages } from './convert.ts';
import type { Project } from './project.ts';

/** The language status item: how far the reading is, what was read, and what was left out. */
export function showStatus(project: Project): vscode.Disposable {
  const item = vscode.languages.createLanguageStatusItem('podpath.status', [...manifestLanguages]);
  item.name = 'Podpath';
  let timer: ReturnType<typeof setTimeout> | undefined;
  const show = (): void => {
    const { state, workspace, skipped, settings } = project;
    item.busy = state.kind === 'loading' && settings.enable;
    if (!settings.enable) {
      item.text = 'Podpath is off';
      item.command = { title: 'Settings', command: 'workbench.action.openSettings', arguments: ['podpath.enable'] };
      return;
    }
    if (state.kind === 'loading') {
      item.text = state.of === 0 ? 'Podpath: looking for manifests' : `Podpath: ${state.read} of ${state.of} files`;
      return;
    }
    const roles = [...workspace.plan.roles.values()];
    const used = roles.filter(({ use }) => use !== 'left out').length;
    const leftOut = roles.length - used + skipped.length;
    item.text = `Podpath: ${countOf(used, 'manifest')} in ${countOf(workspace.scopes.length, 'scope')}`;
    item.detail = project.hasMore
      ? `only the first ${settings.maxFiles} files are read`
      : leftOut > 0
        ? `${countOf(leftOut, 'file')} left out`
        : '';
    item.severity = project.hasMore ? vscode.LanguageStatusSeverity.Warning : vscode.LanguageStatusSeverity.Information;
    item.command = { title: 'Files', command: 'podpath.help.showFiles' };
  };
  show();
  return vscode.Disposable.from(
    item,
    project.onDidChange(() => {
      clearTimeout(timer);
      timer = setTimeout(show, project.settings.debounce);
    }),
    { dispose: () => clearTimeout(timer) },
  );
}

/** Lets the user look through the files: how each is used, or why it is left out. */
export async function pickFile(project: Project): Promise<void> {
  const roles = [...project.workspace.plan.roles.values()].map(({ path, use, reason }) => ({ path, use, reason }));
  const skipped = project.skipped.map(({ path, reason }) => ({ path, use: 'left out' as const, reason }));
  const order = { 'left out': 0, read: 1, rendered: 2 };
  const items = [...skipped, ...roles]
    .sort((a, b) => order[a.use] - order[b.use] || (a.path < b.path ? -1 : 1))
    .map(({ path, use, reason }) => ({ label: path, description: use, detail: reason }));
  const picked = await vscode.window.showQuickPick(items, {
    title: 'Files that Podpath knows',
    placeHolder: 'How each file is used, or why it is left out',
    matchOnDescription: true,
    matchOnDetail: true,
  });
  const uri = picked && project.uriOf(picked.label);
  if (uri) await vscode.window.showTextDocument(uri);
}
