import * as vscode from 'vscode';
import { ruleAsMarkdown } from '../lint/documentation.ts';
import { rules } from '../rules/index.ts';

const scheme = 'podpath-rule';

/** The page of each rule, as a document that needs no network. */
export function serveRulePages(): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(scheme, {
    provideTextDocumentContent({ path }) {
      const id = path.slice(1).replace(/\.md$/, '');
      const rule = rules.find((candidate) => candidate.id === id);
      return rule ? ruleAsMarkdown(rule, '#') : `There is no rule ${id}.`;
    },
  });
}

/** Shows the page of a rule; without an id, the user chooses. */
export async function explainRule(id?: unknown): Promise<void> {
  const chosen = typeof id === 'string' ? id : await pickRule('Explain Rule');
  if (chosen === undefined) return;
  await vscode.commands.executeCommand('markdown.showPreview', vscode.Uri.from({ scheme, path: `/${chosen}.md` }));
}

/** Changes the severity of a rule in the settings of the workspace. */
export async function configureRule(id?: unknown): Promise<void> {
  const rule = typeof id === 'string' ? id : await pickRule('Configure Rule Severity');
  if (rule === undefined) return;
  const severity = await vscode.window.showQuickPick(['default', 'error', 'warning', 'info', 'hint', 'off'], {
    title: rule,
    placeHolder: 'Severity',
  });
  if (severity === undefined) return;
  const configuration = vscode.workspace.getConfiguration('podpath');
  const { [rule]: _, ...others } = configuration.get<Record<string, string>>('lint.rules', {});
  const target = vscode.workspace.workspaceFolders ? undefined : vscode.ConfigurationTarget.Global;
  await configuration.update('lint.rules', severity === 'default' ? others : { ...others, [rule]: severity }, target);
}

async function pickRule(title: string): Promise<string | undefined> {
  const items = rules.map(({ id, severity, off, summary }) => ({
    label: id,
    description: off ? 'off' : severity,
    detail: summary,
  }));
  const options = { title, matchOnDetail: true };
  return (await vscode.window.showQuickPick(items, options))?.label;
}
