import * as vscode from 'vscode';
import { hoverAt } from '../features/hovers/hover.ts';
import { type OutlineKind, type OutlineNode, outline, pathTo } from '../features/topology/outline.ts';
import type { Scope } from '../model/workspace.ts';
import { toLocation } from './convert.ts';
import { modelUri } from './decorations.ts';
import type { Project } from './project.ts';
import { scopeTitle } from './scopeChoice.ts';

/** A line of the tree: a scope, or something within one. */
export interface TopologyItem {
  readonly scope: Scope;
  /** Undefined for the scope itself. */
  readonly node: OutlineNode | undefined;
  readonly parent: TopologyItem | undefined;
}

export interface TopologyTree extends vscode.Disposable {
  /** Shows and selects an object, if the view is in sight. */
  reveal(scope: Scope, resource: string): void;
}

/** The Topology view: scope, where there are several, namespace, ways in and Services, workloads and ports. */
export function showTopologyTree(project: Project, onDidChange: vscode.Event<void>): TopologyTree {
  const changed = new vscode.EventEmitter<undefined>();
  let shown: readonly (readonly OutlineNode[])[] = [];
  const roots = (): TopologyItem[] => {
    const scopes = project.workspace.scopes.filter(({ model }) => model.get(outline).length > 0);
    if (scopes.length === 1) return itemsOf(scopes[0]!, scopes[0]!.model.get(outline), undefined);
    return scopes.map((scope) => ({ scope, node: undefined, parent: undefined }));
  };
  const view = vscode.window.createTreeView<TopologyItem>('podpath.topologyView', {
    showCollapseAll: true,
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getChildren(item) {
        if (project.state.kind !== 'ready') return [];
        if (!item) return roots();
        return itemsOf(item.scope, item.node?.children ?? item.scope.model.get(outline), item);
      },
      getParent: (item) => item.parent,
      getTreeItem: (item) => treeItem(project, item),
      resolveTreeItem(treeItemOf, { node }) {
        const markdown = node?.span && hoverAt(project.workspace, node.span.file, node.span.start)?.markdown;
        if (markdown) treeItemOf.tooltip = new vscode.MarkdownString(markdown, true);
        return treeItemOf;
      },
    },
  });
  const refresh = (): void => {
    const errors = project.findings.filter(({ severity }) => severity === 'error').length;
    view.badge =
      errors > 0
        ? { value: errors, tooltip: errors === 1 ? vscode.l10n.t('1 error') : vscode.l10n.t('{0} errors', errors) }
        : undefined;
    // Lists keep their identity while nothing in them changes.
    const next = project.workspace.scopes.map(({ model }) => model.get(outline));
    if (next.length === shown.length && next.every((list, i) => list === shown[i])) return;
    shown = next;
    changed.fire(undefined);
  };
  const subscription = onDidChange(refresh);
  return {
    reveal(scope, resource) {
      if (!view.visible) return;
      const path = pathTo(scope.model.get(outline), resource);
      const several = roots().some(({ node }) => node === undefined);
      let item: TopologyItem | undefined = several ? { scope, node: undefined, parent: undefined } : undefined;
      for (const node of path) item = { scope, node, parent: item };
      if (item?.node && view.selection[0]?.node?.resource !== resource) {
        void view.reveal(item, { select: true, focus: false }).then(undefined, () => {});
      }
    },
    dispose: () => vscode.Disposable.from(view, changed, subscription).dispose(),
  };
}

function itemsOf(scope: Scope, nodes: readonly OutlineNode[], parent: TopologyItem | undefined): TopologyItem[] {
  return nodes.map((node) => ({ scope, node, parent }));
}

function treeItem(project: Project, { scope, node, parent }: TopologyItem): vscode.TreeItem {
  if (!node) {
    const item = new vscode.TreeItem(scopeTitle(scope.info.name), vscode.TreeItemCollapsibleState.Collapsed);
    item.id = scope.info.name;
    item.description =
      scope.info.incomplete.length > 0 ? `${scope.info.kind}, ${vscode.l10n.t('incomplete')}` : scope.info.kind;
    item.iconPath = new vscode.ThemeIcon('layers');
    item.contextValue = 'podpath.scope';
    if (scope.info.incomplete.length > 0) item.tooltip = scope.info.incomplete.join('\n');
    return item;
  }
  const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;
  // One scope opens to its namespaces' contents at once.
  const state = node.children.length === 0 ? None : node.kind === 'namespace' && !parent ? Expanded : Collapsed;
  const item = new vscode.TreeItem(node.label, state);
  item.id = `${scope.info.name}|${node.id}`;
  item.description = node.description;
  item.iconPath = new vscode.ThemeIcon(icons[node.kind]);
  item.contextValue = `podpath.${node.kind}`;
  // Without one of its own, VS Code would show the path of the address; hovering asks for more.
  item.tooltip = undefined;
  if (node.kind === 'namespace') item.resourceUri = modelUri(scope.info.name, node.label);
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

const icons: Readonly<Record<OutlineKind, string>> = {
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
};
