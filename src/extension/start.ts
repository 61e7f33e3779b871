import * as vscode from 'vscode';
import { answer } from './answers.ts';
import { offerCodeActions } from './codeActions.ts';
import { type Commands, commandsFor } from './commands.ts';
import { keepContextKeys } from './contextKeys.ts';
import { showDiagnostics } from './diagnostics.ts';
import { offerHovers } from './hovers.ts';
import { offerNavigation } from './navigation.ts';
import { Project } from './project.ts';
import { serveRulePages } from './rulePages.ts';
import { showStatus } from './status.ts';
import { keepInStep } from './sync.ts';
import { startTopology } from './topology.ts';

/** What `activate` hands calls on to. */
export interface Started {
  readonly commands: Commands;
  /** The answer to a question in words, once the manifests are read. */
  answer(question: string, input: unknown): Promise<string>;
}

/** Builds the project and all that shows it, and begins to read. */
export function start(context: vscode.ExtensionContext, log: vscode.LogOutputChannel): Started {
  const project = new Project(context, log);
  const reload = (): Promise<void> => loadWithProgress(project, log);
  const topology = startTopology(project, context, log);
  context.subscriptions.push(
    project,
    topology,
    keepInStep(project, () => void reload()),
    showDiagnostics(project),
    showStatus(project),
    keepContextKeys(project),
    offerCodeActions(project),
    offerHovers(project),
    offerNavigation(project),
    serveRulePages(),
  );
  void reload();
  return {
    commands: { ...commandsFor(project, log, context, reload), ...topology.commands },
    answer: (question, input) => answer(project, question, input),
  };
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
