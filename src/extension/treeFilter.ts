import * as vscode from 'vscode';
import { everything, isFiltering, type OutlineFilter, type OutlineGrouping } from '../features/topology/outlineView.ts';

const groupingKey = 'podpath.tree.grouping';

/** How the Topology tree is grouped and what of it is shown, with the commands that change it. */
export interface TreeFilter extends vscode.Disposable {
  readonly grouping: OutlineGrouping;
  readonly filter: OutlineFilter;
  readonly onDidChange: vscode.Event<void>;
  /** The filter in a few words, for the title of the view; undefined while everything is shown. */
  readonly words: string | undefined;
  readonly commands: Readonly<Record<string, (...args: unknown[]) => unknown>>;
}

/** @param namespaces the names that there are to choose from */
export function treeFilter(memory: vscode.Memento, namespaces: () => readonly string[]): TreeFilter {
  const changed = new vscode.EventEmitter<void>();
  let grouping = memory.get<OutlineGrouping>(groupingKey, 'namespace');
  let filter = everything;
  const tell = (): void => {
    const set = (key: string, value: unknown) =>
      void vscode.commands.executeCommand('setContext', `podpath:${key}`, value);
    set('treeFiltered', isFiltering(filter));
    set('treeProblemsOnly', filter.problemsOnly);
    changed.fire();
  };
  const use = (next: Partial<OutlineFilter>): void => {
    filter = { ...filter, ...next };
    tell();
  };
  return {
    get grouping() {
      return grouping;
    },
    get filter() {
      return filter;
    },
    get words() {
      if (!isFiltering(filter)) return undefined;
      const problems = filter.problemsOnly ? [vscode.l10n.t('problems only')] : [];
      return [filter.text.trim(), ...filter.namespaces, ...problems].filter(Boolean).join(' · ');
    },
    onDidChange: changed.event,
    commands: {
      'podpath.view.filter': () => askText(filter.text, (text) => use({ text })),
      'podpath.view.filterNamespaces': async () => {
        const chosen = await askNamespaces(namespaces(), filter.namespaces);
        if (chosen) use({ namespaces: chosen });
      },
      'podpath.view.problemsOnly': () => use({ problemsOnly: true }),
      'podpath.view.withoutProblems': () => use({ problemsOnly: false }),
      'podpath.view.clearFilter': () => use(everything),
      'podpath.view.groupBy': async () => {
        const chosen = await askGrouping(grouping);
        if (!chosen) return;
        grouping = chosen;
        await memory.update(groupingKey, chosen);
        tell();
      },
      'podpath.view.followEditor': () => followEditor(true),
      'podpath.view.stopFollowing': () => followEditor(false),
    },
    dispose: () => changed.dispose(),
  };
}

/** Whether the tree and the topology select what the cursor is in. */
export function followsEditor(): boolean {
  return vscode.workspace.getConfiguration('podpath').get('topology.followEditor', true);
}

async function followEditor(on: boolean): Promise<void> {
  const configuration = vscode.workspace.getConfiguration('podpath');
  const own = configuration.inspect('topology.followEditor')?.workspaceValue !== undefined;
  const { Global, Workspace } = vscode.ConfigurationTarget;
  await configuration.update('topology.followEditor', on, own ? Workspace : Global);
}

/** The tree changes with every key; Escape takes that back. */
function askText(before: string, use: (text: string) => void): Promise<void> {
  const input = vscode.window.createInputBox();
  input.title = vscode.l10n.t('Filter the Tree');
  input.placeholder = vscode.l10n.t('Words of a name, kind or namespace, such as: service web');
  input.value = before;
  let isAccepted = false;
  return new Promise((resolve) => {
    input.onDidChangeValue(use);
    input.onDidAccept(() => {
      isAccepted = true;
      input.hide();
    });
    input.onDidHide(() => {
      if (!isAccepted) use(before);
      input.dispose();
      resolve();
    });
    input.show();
  });
}

async function askNamespaces(
  known: readonly string[],
  before: readonly string[],
): Promise<readonly string[] | undefined> {
  const items = known.map((label) => ({ label, picked: before.includes(label) }));
  const picked = await vscode.window.showQuickPick(items, {
    canPickMany: true,
    title: vscode.l10n.t('Filter by Namespace'),
    placeHolder: vscode.l10n.t('None stands for all'),
  });
  // All of them is no filter, so that a namespace that comes later is shown too.
  return picked && (picked.length === known.length ? [] : picked.map(({ label }) => label));
}

async function askGrouping(before: OutlineGrouping): Promise<OutlineGrouping | undefined> {
  const labels: Readonly<Record<OutlineGrouping, string>> = {
    namespace: vscode.l10n.t('Namespace'),
    kind: vscode.l10n.t('Kind'),
    file: vscode.l10n.t('File'),
  };
  const items = (Object.keys(labels) as OutlineGrouping[]).map((grouping) => ({
    label: `${grouping === before ? '$(check) ' : ''}${labels[grouping]}`,
    grouping,
  }));
  return (await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Group the Tree By') }))?.grouping;
}
