import * as vscode from 'vscode';
import { hoverAt } from '../features/hovers/hover.ts';
import { outline } from '../features/topology/outline.ts';
import { isFiltering, pathToShown, type ShownNode, shownOutline } from '../features/topology/outlineView.ts';
import type { Scope } from '../model/workspace.ts';
import { baseName, directoryOf } from '../text/path.ts';
import { toLocation } from './convert.ts';
import { modelUri, problemsByUri } from './decorations.ts';
import type { Project } from './project.ts';
import { scopeTitle } from './scopeChoice.ts';
import { followsEditor, treeFilter } from './treeFilter.ts';

/** A line of the tree: a scope, or something within one. */
export interface TopologyItem {
  readonly scope: Scope;
  /** Undefined for the scope itself. */
  readonly node: ShownNode | undefined;
  readonly parent: TopologyItem | undefined;
}

export interface TopologyTree extends vscode.Disposable {
  readonly commands: Readonly<Record<string, (...args: unknown[]) => unknown>>;
  /** Shows and selects an object, now or when the view comes into sight, unless the editor is not followed. */
  reveal(scope: Scope, resource: string): void;
}

/** Below so many lines, what a filter leaves is shown open. */
const mostOpen = 60;

/** The Topology view: scope, where there are several, and below it namespaces, kinds or files with their objects. */
export function showTopologyTree(
  project: Project,
  memory: vscode.Memento,
  onDidChange: vscode.Event<void>,
): TopologyTree {
  const changed = new vscode.EventEmitter<undefined>();
  const shape = treeFilter(memory, () => namespacesOf(project));
  /** By the names of scopes: a scope is another object after each edit. */
  let shown: ReadonlyMap<string, { readonly scope: Scope; readonly nodes: readonly ShownNode[] }> = new Map();
  let made: { readonly of: readonly unknown[]; readonly isOpen: boolean; readonly isSeveral: boolean } = {
    of: [],
    isOpen: false,
    isSeveral: false,
  };
  let wanted: { readonly scope: Scope; readonly resource: string } | undefined;

  /** A scope has a line of its own where there are several. */
  const scopeItem = (scope: Scope): TopologyItem | undefined =>
    made.isSeveral ? { scope, node: undefined, parent: undefined } : undefined;
  const roots = (): TopologyItem[] =>
    [...shown.values()].flatMap(({ scope, nodes }) => {
      const own = scopeItem(scope);
      return own ? [own] : itemsOf(scope, nodes, undefined);
    });
  const view = vscode.window.createTreeView<TopologyItem>('podpath.topologyView', {
    showCollapseAll: true,
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getChildren(item) {
        if (project.state.kind !== 'ready') return [];
        if (!item) {
          make();
          return roots();
        }
        return itemsOf(item.scope, item.node?.children ?? shown.get(item.scope.info.name)?.nodes ?? [], item);
      },
      getParent: (item) => item.parent,
      getTreeItem: (item) => treeItem(project, item, made.isOpen),
      resolveTreeItem(treeItemOf, { node }) {
        const markdown = node?.span && hoverAt(project.workspace, node.span.file, node.span.start)?.markdown;
        if (markdown) treeItemOf.tooltip = new vscode.MarkdownString(markdown, true);
        return treeItemOf;
      },
    },
  });
  /** Makes the lines anew if the manifests, the filter or, where it counts, the findings are others. */
  const make = (): boolean => {
    const { scopes } = project.workspace;
    const { filter, grouping } = shape;
    const outlines = scopes.map(({ model }) => model.get(outline));
    // Lists keep their identity while nothing in them changes.
    const names = scopes.map(({ info }) => info.name);
    const of = [filter, grouping, filter.problemsOnly && project.findings, ...names, ...outlines];
    if (of.length === made.of.length && of.every((one, i) => one === made.of[i])) return false;
    const problems = filter.problemsOnly ? problemsByUri(project) : undefined;
    const next = scopes.map((scope, i) => {
      const hasProblem = (resource: string) =>
        problems?.has(modelUri(scope.info.name, resource.split('/')[1], resource).toString()) ?? false;
      return { scope, nodes: shownOutline(outlines[i]!, grouping, filter, hasProblem) };
    });
    shown = new Map(next.filter(({ nodes }) => nodes.length > 0).map((one) => [one.scope.info.name, one]));
    const lines = [...shown.values()].reduce((sum, { nodes }) => sum + count(nodes), 0);
    const isSeveral = outlines.filter((nodes) => nodes.length > 0).length > 1;
    made = { of, isOpen: isFiltering(filter) && lines <= mostOpen, isSeveral };
    return true;
  };
  const refresh = (): void => {
    const errors = project.findings.filter(({ severity }) => severity === 'error').length;
    view.badge =
      errors > 0
        ? { value: errors, tooltip: errors === 1 ? vscode.l10n.t('1 error') : vscode.l10n.t('{0} errors', errors) }
        : undefined;
    if (!make()) return;
    view.description = shape.words ?? '';
    const isEmpty = shape.words !== undefined && shown.size === 0 && project.workspace.scopes.length > 0;
    view.message = isEmpty ? vscode.l10n.t('Nothing here matches the filter.') : undefined!;
    changed.fire(undefined);
  };
  const revealWanted = (): void => {
    if (!wanted || !view.visible) return;
    const { scope, resource } = wanted;
    const path = pathToShown(shown.get(scope.info.name)?.nodes ?? [], resource);
    let item = scopeItem(scope);
    for (const node of path) item = { scope, node, parent: item };
    const selected = view.selection[0];
    if (item?.node && (selected?.node?.resource !== resource || selected.scope.info.name !== scope.info.name)) {
      void view.reveal(item, { select: true, focus: false }).then(undefined, () => {});
    }
  };
  const subscriptions = [
    onDidChange(refresh),
    shape.onDidChange(refresh),
    view.onDidChangeVisibility(({ visible }) => {
      if (visible) revealWanted();
    }),
  ];
  return {
    commands: shape.commands,
    reveal(scope, resource) {
      if (!followsEditor()) return;
      wanted = { scope, resource };
      revealWanted();
    },
    dispose: () => vscode.Disposable.from(view, changed, shape, ...subscriptions).dispose(),
  };
}

function namespacesOf({ workspace }: Project): string[] {
  const names = workspace.scopes.flatMap(({ model }) => model.get(outline).map(({ label }) => label));
  return [...new Set(names)].sort();
}

function count(nodes: readonly ShownNode[]): number {
  return nodes.reduce((sum, { children }) => sum + 1 + count(children), 0);
}

function itemsOf(scope: Scope, nodes: readonly ShownNode[], parent: TopologyItem | undefined): TopologyItem[] {
  return nodes.map((node) => ({ scope, node, parent }));
}

/** The way to a line: the same object may stand in several places. */
function idOf({ scope, node, parent }: TopologyItem, isOpen: boolean): string {
  if (!node) return `${isOpen ? 'open ' : ''}${scope.info.name}`;
  return `${parent ? idOf(parent, isOpen) : `${isOpen ? 'open ' : ''}${scope.info.name}|`}>${node.id}`;
}

function treeItem(project: Project, line: TopologyItem, isOpen: boolean): vscode.TreeItem {
  const { scope, node, parent } = line;
  const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;
  if (!node) {
    const item = new vscode.TreeItem(scopeTitle(scope.info.name), isOpen ? Expanded : Collapsed);
    item.id = idOf(line, isOpen);
    item.description =
      scope.info.incomplete.length > 0 ? `${scope.info.kind}, ${vscode.l10n.t('incomplete')}` : scope.info.kind;
    item.iconPath = new vscode.ThemeIcon('layers');
    item.contextValue = 'podpath.scope';
    item.resourceUri = modelUri(scope.info.name);
    // Without one of its own, VS Code would show the path of the address.
    item.tooltip = [scopeTitle(scope.info.name), ...scope.info.incomplete].join('\n');
    return item;
  }
  // One scope opens to its namespaces' contents at once; kinds and files are too many.
  const opens = isOpen || (node.kind === 'namespace' && !parent);
  const item = new vscode.TreeItem(node.label, node.children.length === 0 ? None : opens ? Expanded : Collapsed);
  item.id = idOf(line, isOpen);
  item.description = node.description;
  // A group of one kind looks like what is in it.
  item.iconPath = new vscode.ThemeIcon(icons[(node.kind === 'kind' ? node.children[0] : node)?.kind ?? node.kind]);
  item.contextValue = `podpath.${node.kind}`;
  // Without one of its own, VS Code would show the path of the address; hovering asks for more.
  item.tooltip = undefined;
  if (node.kind === 'namespace') item.resourceUri = modelUri(scope.info.name, node.id);
  else if (node.kind === 'file') showAsFile(project, item, node.label);
  else if (node.resource !== undefined) {
    const [, namespace = ''] = node.resource.split('/');
    item.resourceUri = modelUri(scope.info.name, namespace, node.resource);
  }
  const location = node.span && toLocation(project, node.span);
  if (location) {
    item.command = {
      title: vscode.l10n.t('Open Source'),
      command: 'vscode.open',
      arguments: [
        location.uri,
        { selection: location.range, preserveFocus: true } satisfies vscode.TextDocumentShowOptions,
      ],
    };
  }
  item.accessibilityInformation = { label: [node.kind, node.label, node.description].filter(Boolean).join(', ') };
  return item;
}

/** With the icon and the badges that VS Code gives files. */
function showAsFile(project: Project, item: vscode.TreeItem, path: string): void {
  const directory = directoryOf(path);
  item.label = baseName(path);
  item.description = directory === '.' ? '' : directory;
  item.tooltip = path;
  item.iconPath = vscode.ThemeIcon.File;
  const uri = project.uriOf(path);
  if (uri) item.resourceUri = uri;
}

const icons: Readonly<Record<ShownNode['kind'], string>> = {
  namespace: 'symbol-namespace',
  ingress: 'globe',
  gateway: 'globe',
  route: 'git-branch',
  service: 'symbol-interface',
  workload: 'server-process',
  job: 'watch',
  policy: 'shield',
  port: 'plug',
  path: 'arrow-right',
  more: 'ellipsis',
  kind: 'list-tree',
  file: 'file',
};
