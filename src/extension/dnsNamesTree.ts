import * as vscode from 'vscode';
import { type DnsNames, dnsNames, type ResolvableName, type UnresolvedName } from '../features/dns/dnsNames.ts';
import { hoverAt } from '../features/hovers/hover.ts';
import { baseName } from '../text/path.ts';
import type { Span } from '../text/span.ts';
import { toLocation } from './convert.ts';
import type { Project } from './project.ts';
import type { ScopeChoice } from './scopeChoice.ts';

type Place = ResolvableName['places'][number];

type Item =
  | { readonly kind: 'unresolved'; readonly names: readonly UnresolvedName[] }
  | { readonly kind: 'missing'; readonly name: UnresolvedName }
  | { readonly kind: 'namespace'; readonly name: string; readonly names: readonly ResolvableName[] }
  | { readonly kind: 'name'; readonly name: ResolvableName }
  | { readonly kind: 'place'; readonly place: Place };

/** The DNS Names view: what does not resolve on top, then every name by namespace, with what it leads to and who uses it. */
export function showDnsNamesTree(
  project: Project,
  choice: ScopeChoice,
  onDidChange: vscode.Event<void>,
): vscode.Disposable {
  const changed = new vscode.EventEmitter<undefined>();
  let shown = '';
  let names: DnsNames | undefined;
  const refresh = (): void => {
    if (project.state.kind !== 'ready') return;
    const scope = choice.current;
    names = scope && dnsNames(scope);
    const text = JSON.stringify(names);
    if (text === shown) return;
    shown = text;
    changed.fire(undefined);
  };
  const view = vscode.window.createTreeView<Item>('podpath.dnsView', {
    showCollapseAll: true,
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getChildren: (item) => (item ? childrenOf(item) : rootsOf(names)),
      getTreeItem: (item) => treeItem(project, item),
      resolveTreeItem(treeItemOf, item) {
        const span = item.kind === 'name' ? item.name.span : item.kind === 'place' ? item.place.span : undefined;
        const markdown = span && hoverAt(project.workspace, span.file, span.start)?.markdown;
        if (markdown) treeItemOf.tooltip = new vscode.MarkdownString(markdown, true);
        return treeItemOf;
      },
    },
  });
  return vscode.Disposable.from(view, changed, onDidChange(refresh), choice.onDidChange(refresh));
}

function rootsOf(names: DnsNames | undefined): Item[] {
  if (!names) return [];
  const { unresolved, namespaces } = names;
  return [
    ...(unresolved.length > 0 ? [{ kind: 'unresolved' as const, names: unresolved }] : []),
    ...namespaces.map(({ namespace, names: own }) => ({ kind: 'namespace' as const, name: namespace, names: own })),
  ];
}

function childrenOf(item: Item): Item[] {
  switch (item.kind) {
    case 'unresolved':
      return item.names.map((name) => ({ kind: 'missing', name }));
    case 'missing':
      return item.name.places.map((place) => ({ kind: 'place', place }));
    case 'namespace':
      return item.names.map((name) => ({ kind: 'name', name }));
    case 'name':
      return [
        ...item.name.pods.map((name) => ({ kind: 'name' as const, name })),
        ...item.name.places.map((place) => ({ kind: 'place' as const, place })),
      ];
    case 'place':
      return [];
  }
}

const red = new vscode.ThemeColor('problemsErrorIcon.foreground');

function treeItem(project: Project, item: Item): vscode.TreeItem {
  const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;
  switch (item.kind) {
    case 'unresolved': {
      const result = new vscode.TreeItem(vscode.l10n.t('Unresolved'), Expanded);
      result.id = 'unresolved';
      result.description = String(item.names.length);
      result.iconPath = new vscode.ThemeIcon('error', red);
      return result;
    }
    case 'missing': {
      const { name, reason, places } = item.name;
      const result = new vscode.TreeItem(name, places.length > 1 ? Collapsed : None);
      result.id = `missing|${name}|${reason}`;
      result.description = reason;
      result.tooltip = [reason, ...places.map(({ label }) => label)].join('\n');
      result.iconPath = new vscode.ThemeIcon('debug-disconnect', red);
      openOnClick(project, result, places[0]!.span);
      return result;
    }
    case 'namespace': {
      const result = new vscode.TreeItem(item.name, Expanded);
      result.id = `namespace|${item.name}`;
      result.iconPath = new vscode.ThemeIcon('symbol-namespace');
      return result;
    }
    case 'name': {
      const { kind, name, label, leadsTo, pods, places, span } = item.name;
      const result = new vscode.TreeItem(label, pods.length + places.length > 0 ? Collapsed : None);
      result.id = `name|${name}`;
      result.description = leadsTo;
      result.iconPath = new vscode.ThemeIcon(kind === 'pod' ? 'server-process' : 'symbol-interface');
      result.contextValue = 'podpath.dnsName';
      openOnClick(project, result, span);
      return result;
    }
    case 'place': {
      const { label, span } = item.place;
      const result = new vscode.TreeItem(label, None);
      const line = project.linesOf(span.file).position(span.start).line + 1;
      result.description = `${baseName(span.file)}:${line}`;
      result.iconPath = new vscode.ThemeIcon('references');
      openOnClick(project, result, span);
      return result;
    }
  }
}

function openOnClick(project: Project, item: vscode.TreeItem, span: Span): void {
  const location = toLocation(project, span);
  if (!location) return;
  item.command = {
    title: vscode.l10n.t('Open Source'),
    command: 'vscode.open',
    arguments: [location.uri, { selection: location.range, preserveFocus: true }],
  };
}

/** The full name that an item of the view stands for, for the clipboard. */
export function nameOfItem(item: unknown): string | undefined {
  const { kind, name } = { kind: undefined, name: undefined, ...(item as { kind?: string; name?: unknown }) };
  return kind === 'name' ? (name as ResolvableName).name : undefined;
}
