import * as vscode from 'vscode';
import type { Project } from './project.ts';

/** How long changes on disk are gathered, in milliseconds: a checkout touches many files at once. */
const gathering = 150;

/** Keeps the project in step with documents, disk, folders and settings. */
export function keepInStep(project: Project, reload: () => void): vscode.Disposable {
  const pending = new Map<string, vscode.Uri>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const later = (uri: vscode.Uri): void => {
    pending.set(uri.toString(), uri);
    clearTimeout(timer);
    timer = setTimeout(() => {
      const uris = [...pending.values()];
      pending.clear();
      void project.refresh(uris);
    }, gathering);
  };
  const watcher = vscode.workspace.createFileSystemWatcher('**/*');
  return vscode.Disposable.from(
    watcher,
    watcher.onDidCreate(later),
    watcher.onDidChange(later),
    watcher.onDidDelete(later),
    vscode.workspace.onDidOpenTextDocument((document) => project.edit(document)),
    vscode.workspace.onDidChangeTextDocument(({ document }) => project.edit(document)),
    // A document that is closed without being saved counts no more; what is on disk does.
    vscode.workspace.onDidCloseTextDocument(({ uri }) => later(uri)),
    vscode.workspace.onDidChangeWorkspaceFolders(reload),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('podpath') || event.affectsConfiguration('files.exclude')) reload();
    }),
    { dispose: () => clearTimeout(timer) },
  );
}
