import * as vscode from 'vscode';
import { describeService } from '../features/hovers/symbolHover.ts';
import { dnsNames, type NamedPlace, type ResolvableName } from '../features/topology/names.ts';
import type { Scope } from '../model/workspace.ts';
import { baseName } from '../text/path.ts';
import type { Span } from '../text/span.ts';
import { toLocation } from './convert.ts';
import type { Project } from './project.ts';
import type { ScopeChoice } from './scopeChoice.ts';

type Item =
  | { readonly kind: 'unresolved'; readonly places: readonly (NamedPlace & { readonly reason: string })[] }
  | { readonly kind: 'namespace'; readonly name: string; readonly names: readonly ResolvableName[] }
  | { readonly kind: 'name'; readonly scope: Scope; readonly name: ResolvableName }
  | { readonly kind: 'endpoint'; readonly name: string; readonly address: string }
  | { readonly kind: 'place'; readonly place: NamedPlace & { readonly reason?: string } };

/** The DNS Names view: what does not resolve on top, then every name by namespace, with what it leads to and who uses it. */
export function showDnsNamesTree(
  project: Project,
  choice: ScopeChoice,
  onDidChange: vscode.Event<void>,
): vscode.Disposable {
  const changed = new vscode.EventEmitter<undefined>();
  let shown: unknown;
  const refresh = (): void => {
    const next = choice.current?.model.get(dnsNames);
    if (next === shown) return;
    shown = next;
    changed.fire(undefined);
  };
  const view = vscode.window.createTreeView<Item>('podpath.dnsView', {
    showCollapseAll: true,
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getChildren: (item) => childrenOf(item, project.state.kind === 'ready' ? choice.current : undefined),
      getTreeItem: (item) => treeItem(project, item),
      resolveTreeItem(treeItemOf, item) {
        if (item.kind !== 'name') return treeItemOf;
        const service = item.scope.model.inputs.services.find(({ name }) => name.span === item.name.span);
        if (service) treeItemOf.tooltip = new vscode.MarkdownString(describeService(item.scope, service), true);
        return treeItemOf;
      },
    },
  });
  return vscode.Disposable.from(view, changed, onDidChange(refresh), choice.onDidChange(refresh));
}

function childrenOf(item: Item | undefined, scope: Scope | undefined): Item[] {
  if (!scope) return [];
  if (!item) {
    const { unresolved, names } = scope.model.get(dnsNames);
    const byNamespace = new Map<string, ResolvableName[]>();
    for (const name of names) {
      const list = byNamespace.get(name.namespace);
      if (list) list.push(name);
      else byNamespace.set(name.namespace, [name]);
    }
    return [
      ...(unresolved.length > 0 ? [{ kind: 'unresolved' as const, places: unresolved }] : []),
      ...[...byNamespace].map(([name, own]) => ({ kind: 'namespace' as const, name, names: own })),
    ];
  }
  switch (item.kind) {
    case 'unresolved':
      return item.places.map((place) => ({ kind: 'place', place }));
    case 'namespace':
      return item.names.map((name) => ({ kind: 'name', scope, name }));
    case 'name':
      return [
        ...item.name.endpoints.map((endpoint) => ({ kind: 'endpoint' as const, ...endpoint })),
        ...item.name.references.map((place) => ({ kind: 'place' as const, place })),
      ];
    case 'endpoint':
    case 'place':
      return [];
  }
}

function treeItem(project: Project, item: Item): vscode.TreeItem {
  const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;
  switch (item.kind) {
    case 'unresolved': {
      const result = new vscode.TreeItem(vscode.l10n.t('Unresolved'), Expanded);
      result.id = 'unresolved';
      result.description = String(item.places.length);
      result.iconPath = new vscode.ThemeIcon('error', new vscode.ThemeColor('problemsErrorIcon.foreground'));
      return result;
    }
    case 'namespace': {
      const result = new vscode.TreeItem(item.name, Expanded);
      result.id = `namespace|${item.name}`;
      result.iconPath = new vscode.ThemeIcon('symbol-namespace');
      return result;
    }
    case 'name': {
      const { name, namespace, leadsTo, endpoints, references, span } = item.name;
      const [short = name] = name.split('.');
      const result = new vscode.TreeItem(
        `${short}.${namespace}`,
        endpoints.length + references.length > 0 ? Collapsed : None,
      );
      result.id = `name|${name}`;
      result.description = leadsTo;
      result.iconPath = new vscode.ThemeIcon('symbol-interface');
      result.contextValue = 'podpath.dnsName';
      openOnClick(project, result, span);
      return result;
    }
    case 'endpoint': {
      const result = new vscode.TreeItem(item.name.split('.').slice(0, 2).join('.'), None);
      result.id = `endpoint|${item.name}`;
      result.description = item.address;
      result.tooltip = item.name;
      result.iconPath = new vscode.ThemeIcon('circle-outline');
      result.contextValue = 'podpath.dnsEndpoint';
      return result;
    }
    case 'place': {
      const { place } = item;
      const result = new vscode.TreeItem(place.text, None);
      const line = project.linesOf(place.span.file).position(place.span.start).line + 1;
      const at = `${baseName(place.span.file)}:${line}`;
      result.description = place.reason ?? `${place.where}, ${at}`;
      result.tooltip = [place.reason, place.where, `${place.span.file}:${line}`].filter(Boolean).join('\n');
      result.iconPath = place.reason
        ? new vscode.ThemeIcon('error', new vscode.ThemeColor('problemsErrorIcon.foreground'))
        : new vscode.ThemeIcon('references');
      result.contextValue = 'podpath.dnsPlace';
      openOnClick(project, result, place.span);
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
  const { kind, name } = {
    kind: undefined,
    name: undefined,
    ...(item as { kind?: string; name?: unknown } | undefined),
  };
  if (kind === 'endpoint' && typeof name === 'string') return name;
  if (kind === 'name') return (name as ResolvableName).name;
  return undefined;
}
