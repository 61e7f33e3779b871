import * as vscode from 'vscode';
import { fixAll } from '../features/codeActions.ts';
import type { Finding } from '../lint/lint.ts';
import { type Severity, severities } from '../lint/rule.ts';
import { rules } from '../rules/index.ts';
import { baseName, directoryOf } from '../text/path.ts';
import { compareText } from '../text/span.ts';
import { toLocation, toWorkspaceEdit } from './convert.ts';
import type { Project } from './project.ts';

type Grouping = 'rule' | 'file';

interface Group {
  readonly kind: 'group';
  readonly by: Grouping;
  readonly name: string;
  readonly findings: readonly Finding[];
}

type Item = Group | { readonly kind: 'finding'; readonly finding: Finding; readonly parent: Group };

export interface FindingsTree extends vscode.Disposable {
  readonly commands: Readonly<Record<string, (...args: unknown[]) => unknown>>;
}

/** The Findings view: what is wrong, by rule or by file, with the fixes of a group as one step. */
export function showFindingsTree(
  project: Project,
  memory: vscode.Memento,
  onDidChange: vscode.Event<void>,
): FindingsTree {
  const changed = new vscode.EventEmitter<undefined>();
  let grouping = memory.get<Grouping>('podpath.findings.grouping', 'rule');
  let shown: readonly Finding[] | undefined;
  const setGrouping = async (to: Grouping): Promise<void> => {
    grouping = to;
    await memory.update('podpath.findings.grouping', to);
    await vscode.commands.executeCommand('setContext', 'podpath:findingsBy', to);
    changed.fire(undefined);
  };
  void vscode.commands.executeCommand('setContext', 'podpath:findingsBy', grouping);
  const view = vscode.window.createTreeView<Item>('podpath.findingsView', {
    showCollapseAll: true,
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getChildren(item) {
        if (!item) return project.state.kind === 'ready' ? groups(project.findings, grouping) : [];
        if (item.kind === 'finding') return [];
        return item.findings.map((finding): Item => ({ kind: 'finding', finding, parent: item }));
      },
      getParent: (item) => (item.kind === 'finding' ? item.parent : undefined),
      getTreeItem: (item) => (item.kind === 'group' ? groupItem(project, item) : findingItem(project, item.finding)),
    },
  });
  const refresh = (): void => {
    const { findings } = project;
    if (findings === shown) return;
    shown = findings;
    void vscode.commands.executeCommand('setContext', 'podpath:hasFindings', findings.length > 0);
    changed.fire(undefined);
  };
  const subscription = onDidChange(refresh);
  return {
    commands: {
      'podpath.findings.groupByFile': () => setGrouping('file'),
      'podpath.findings.groupByRule': () => setGrouping('rule'),
      'podpath.findings.fixGroup': (item) => applyFixes(project, item),
    },
    dispose: () => vscode.Disposable.from(view, changed, subscription).dispose(),
  };
}

async function applyFixes(project: Project, item: unknown): Promise<void> {
  const { kind, findings } = { kind: undefined, findings: [], ...(item as Partial<Group> | undefined) };
  if (kind !== 'group') return;
  const edits = fixAll(findings);
  if (edits.length > 0) await vscode.workspace.applyEdit(toWorkspaceEdit(project, edits));
}

function groups(findings: readonly Finding[], by: Grouping): Group[] {
  const found = new Map<string, Finding[]>();
  for (const finding of findings) {
    const name = by === 'rule' ? finding.rule : finding.span.file;
    const list = found.get(name);
    if (list) list.push(finding);
    else found.set(name, [finding]);
  }
  return [...found]
    .map(([name, own]): Group => ({ kind: 'group', by, name, findings: own }))
    .sort((a, b) => rank(a) - rank(b) || compareText(a.name, b.name));
}

function rank({ findings }: Group): number {
  return Math.min(...findings.map(({ severity }) => severities.indexOf(severity)));
}

function groupItem(project: Project, { by, name, findings }: Group): vscode.TreeItem {
  const item = new vscode.TreeItem(by === 'rule' ? name : baseName(name), vscode.TreeItemCollapsibleState.Collapsed);
  item.id = `${by}|${name}`;
  const fixable = fixAll(findings).length > 0;
  item.contextValue = fixable ? 'podpath.findings.fixable' : 'podpath.findings';
  if (by === 'rule') {
    item.description = String(findings.length);
    item.tooltip = rules.find(({ id }) => id === name)?.summary;
    item.iconPath = iconOf(findings[0]!.severity);
  } else {
    const directory = directoryOf(name);
    item.description = [directory === '.' ? '' : directory, findings.length].filter((part) => part !== '').join(' · ');
    const uri = project.uriOf(name);
    if (uri) item.resourceUri = uri;
    item.iconPath = vscode.ThemeIcon.File;
  }
  return item;
}

function findingItem(project: Project, { message, severity, span, rule, fixes, scopes }: Finding): vscode.TreeItem {
  const item = new vscode.TreeItem(message);
  const location = toLocation(project, span);
  const line = location ? location.range.start.line + 1 : 0;
  item.description = `${baseName(span.file)}:${line}`;
  item.iconPath = iconOf(severity);
  item.contextValue = fixes && fixes.length > 0 ? 'podpath.finding.fixable' : 'podpath.finding';
  const where = project.workspace.scopes.length > 1 ? `\n${vscode.l10n.t('in {0}', scopes.join(', '))}` : '';
  item.tooltip = `${message}\n${rule}, ${span.file}:${line}${where}`;
  if (location) {
    item.command = {
      title: vscode.l10n.t('Open Source'),
      command: 'vscode.open',
      arguments: [location.uri, { selection: location.range, preserveFocus: true }],
    };
  }
  return item;
}

function iconOf(severity: Severity): vscode.ThemeIcon {
  switch (severity) {
    case 'error':
      return new vscode.ThemeIcon('error', new vscode.ThemeColor('problemsErrorIcon.foreground'));
    case 'warning':
      return new vscode.ThemeIcon('warning', new vscode.ThemeColor('problemsWarningIcon.foreground'));
    case 'info':
      return new vscode.ThemeIcon('info', new vscode.ThemeColor('problemsInfoIcon.foreground'));
    case 'hint':
      return new vscode.ThemeIcon('lightbulb');
  }
}
