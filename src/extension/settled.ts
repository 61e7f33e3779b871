import * as vscode from 'vscode';
import type { Project } from './project.ts';

/** An event a moment after the last change of the project, when there is something to show. */
export function whenSettled(project: Project): { readonly event: vscode.Event<void> } & vscode.Disposable {
  const emitter = new vscode.EventEmitter<void>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const subscription = project.onDidChange(() => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      if (project.state.kind === 'ready' && (await project.settle())) emitter.fire();
    }, project.settings.debounce);
  });
  return {
    event: emitter.event,
    dispose: () => {
      clearTimeout(timer);
      subscription.dispose();
      emitter.dispose();
    },
  };
}
