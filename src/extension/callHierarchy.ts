import * as vscode from 'vscode';
import { type Calls, calleesOf, callersOf } from '../features/calls.ts';
import { resourceAt, resourcesById } from '../features/topology/places.ts';
import { type Resource, resourceId } from '../model/facts/resource.ts';
import type { Scope } from '../model/workspace.ts';
import type { Span } from '../text/span.ts';
import { manifestLanguages, toOffset, toRange } from './convert.ts';
import type { Project } from './project.ts';
import { symbolKind } from './workspaceSymbols.ts';

/** An item knows what it stands for, so that its calls are found in the model of then. */
class Item extends vscode.CallHierarchyItem {
  constructor(
    readonly scope: string,
    readonly id: string,
    row: Resource,
    detail: string,
    uri: vscode.Uri,
    range: vscode.Range,
  ) {
    super(symbolKind(row.kind), row.name.value, detail, uri, range, range);
  }
}

/** Who calls a Service, and whom a workload calls, as the manifests say it. */
export function offerCallHierarchy(project: Project): vscode.Disposable {
  return vscode.languages.registerCallHierarchyProvider([...manifestLanguages], {
    prepareCallHierarchy(document, position) {
      const at = toOffset(project, document, position);
      for (const scope of at ? project.workspace.scopesOf(at.path) : []) {
        const row = resourceAt(scope.model, at!.path, at!.offset);
        const item = row && takesPart(scope, row) ? toItem(project, scope, row, row.kind) : undefined;
        if (item) return item;
      }
      return undefined;
    },
    provideCallHierarchyIncomingCalls(item) {
      return callsOf(project, item, callersOf).map(
        ({ to, places }) =>
          // The places of calls are those of the caller's own document.
          new vscode.CallHierarchyIncomingCall(to, rangesIn(project, places, to.uri, to.range)),
      );
    },
    provideCallHierarchyOutgoingCalls(item) {
      return callsOf(project, item, calleesOf).map(
        ({ to, places }) => new vscode.CallHierarchyOutgoingCall(to, rangesIn(project, places, item.uri, item.range)),
      );
    },
  });
}

function takesPart({ model }: Scope, row: Resource): boolean {
  const { services, workloads } = model.inputs;
  return services.some(({ tree }) => tree === row.tree) || workloads.some(({ tree }) => tree === row.tree);
}

function callsOf(project: Project, item: vscode.CallHierarchyItem, find: (scope: Scope, row: Resource) => Calls[]) {
  if (!(item instanceof Item)) return [];
  const scope = project.workspace.scope(item.scope);
  const row = scope?.model.get(resourcesById).get(item.id);
  if (!scope || !row) return [];
  return find(scope, row).flatMap(({ row: other, detail, places }) => {
    const to = toItem(project, scope, other, `${other.kind} · ${detail}`);
    return to ? [{ to, places }] : [];
  });
}

function toItem(project: Project, { info }: Scope, row: Resource, detail: string): Item | undefined {
  const uri = project.uriOf(row.name.span.file);
  return uri && new Item(info.name, resourceId(row), row, detail, uri, toRange(project, row.name.span));
}

function rangesIn(project: Project, places: readonly Span[], uri: vscode.Uri, otherwise: vscode.Range): vscode.Range[] {
  const own = places.filter(({ file }) => project.uriOf(file)?.toString() === uri.toString());
  return own.length > 0 ? own.map((span) => toRange(project, span)) : [otherwise];
}
