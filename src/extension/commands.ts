import * as vscode from 'vscode';
import { fixDocument } from './codeActions.ts';
import type { Project } from './project.ts';
import { configureRule, explainRule } from './rulePages.ts';
import { pickFile } from './status.ts';

/** What each command of package.json does. */
export type Commands = Readonly<Record<string, (...args: unknown[]) => unknown>>;

export function commandsFor(
  project: Project,
  log: vscode.LogOutputChannel,
  context: vscode.ExtensionContext,
  reload: () => Promise<void>,
): Commands {
  return {
    'podpath.lint.workspace': async () => {
      await reload();
      await vscode.commands.executeCommand('workbench.actions.view.problems');
    },
    'podpath.lint.fixAll': async () => {
      const document = vscode.window.activeTextEditor?.document;
      if (document) await fixDocument(project, document);
    },
    'podpath.lint.explainRule': explainRule,
    'podpath.rules.configure': configureRule,
    'podpath.help.showLog': () => log.show(),
    'podpath.help.showFiles': () => pickFile(project),
    'podpath.help.rebuildModel': reload,
    'podpath.help.copyDiagnosticsInfo': () => vscode.env.clipboard.writeText(diagnosticsInfo(project, context)),
  };
}

/** What a bug report needs, without any text of the manifests. */
function diagnosticsInfo(project: Project, context: vscode.ExtensionContext): string {
  const { workspace, findings, skipped } = project;
  const byRule = new Map<string, number>();
  for (const { rule } of findings) byRule.set(rule, (byRule.get(rule) ?? 0) + 1);
  return [
    `Podpath ${context.extension.packageJSON.version}, VS Code ${vscode.version}`,
    `Host: ${vscode.env.appHost}${vscode.env.remoteName ? `, remote ${vscode.env.remoteName}` : ''}`,
    `Files: ${workspace.files.size}, skipped: ${skipped.length}, scopes: ${workspace.scopes.length}`,
    ...workspace.scopes.map(({ info }) => `- ${info.kind}: ${info.incomplete.length} reasons to be incomplete`),
    `Findings: ${findings.length}`,
    ...[...byRule].map(([rule, number]) => `- ${rule}: ${number}`),
  ].join('\n');
}
