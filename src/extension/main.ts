import * as vscode from 'vscode';
import { offerCodeActions } from './codeActions.ts';
import { registerCommands } from './commands.ts';
import { keepContextKeys } from './contextKeys.ts';
import { showDiagnostics } from './diagnostics.ts';
import { offerHovers } from './hovers.ts';
import { offerNavigation } from './navigation.ts';
import { Project } from './project.ts';
import { serveRulePages } from './rulePages.ts';
import { showStatus } from './status.ts';
import { keepInStep } from './sync.ts';

/** Registers what Podpath offers. Nothing is read before this has returned. */
export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('Podpath', { log: true });
  const project = new Project(context, log);
  const reload = (): Promise<void> => loadWithProgress(project, log);
  context.subscriptions.push(
    log,
    project,
    keepInStep(project, () => void reload()),
    showDiagnostics(project),
    showStatus(project),
    keepContextKeys(project),
    offerCodeActions(project),
    offerHovers(project),
    offerNavigation(project),
    serveRulePages(),
    registerCommands(project, log, context, reload),
  );
  setTimeout(reload);
}

async function loadWithProgress(project: Project, log: vscode.LogOutputChannel): Promise<void> {
  try {
    await vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title: 'Podpath' }, (progress) =>
      project.load((state) => {
        if (state.kind === 'loading') progress.report({ message: `${state.read} of ${state.of} files` });
      }),
    );
  } catch (error) {
    log.error(error instanceof Error ? error : String(error));
  }
}
