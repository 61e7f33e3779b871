import * as vscode from 'vscode';
import type { Graph } from '../features/graph/graph.ts';
import type { View } from '../features/graph/views.ts';
import { type DetailsWithPlaces, detailsOfEdge, detailsOfNode } from '../features/topology/details.ts';
import type { Scope } from '../model/workspace.ts';
import { rules } from '../rules/index.ts';
import type { Span } from '../text/span.ts';
import type { Project } from './project.ts';

/** More of a line is not shown. */
const longestLine = 120;

/** What is to be said of a card or a line of a view; undefined for an id that is neither. */
export function detailsIn(
  project: Project,
  scope: Scope,
  view: View | undefined,
  id: string,
): DetailsWithPlaces | undefined {
  const context = {
    findings: project.findings.filter(({ scopes }) => scopes.includes(scope.info.name)),
    whyOf: (rule: string) => rules.find((one) => one.id === rule)?.why,
    placeText: (span: Span) => `${span.file}:${project.linesOf(span.file).position(span.start).line + 1}`,
    lineText: (span: Span) => lineText(project, span),
  };
  const graph: Graph | undefined = view && 'graph' in view ? view.graph : undefined;
  const edge = graph?.edges.find((one) => one.id === id);
  if (edge) return detailsOfEdge(scope, edge, context);
  const own = detailsOfNode(scope, id, context);
  if (own) return own;
  // The card of a pod tells what there is to say of its workload.
  const workload = graph?.edges.find(({ kind, target }) => kind === 'runs' && target === id)?.source;
  const found = workload === undefined ? undefined : detailsOfNode(scope, workload, context);
  const node = graph?.nodes.find((one) => one.id === id);
  return (
    found &&
    node && {
      ...found,
      details: {
        ...found.details,
        id,
        title: node.name,
        subtitle: `Pod · ${found.details.subtitle} ${found.details.title}`,
      },
    }
  );
}

/** The line that a place begins in, without its indentation. */
function lineText(project: Project, { file, start }: Span): string {
  const lines = project.linesOf(file);
  const { line } = lines.position(start);
  const text = project.workspace.files.get(file)?.text.slice(lines.start(line), lines.start(line + 1)) ?? '';
  return text.trim().slice(0, longestLine);
}

/** Opens a place in another column than the panel's. */
export async function openSource(panel: vscode.WebviewPanel, location: vscode.Location): Promise<void> {
  await vscode.window.showTextDocument(location.uri, {
    selection: location.range,
    viewColumn: otherColumn(panel.viewColumn),
  });
}

/** Moves the cursor of an editor that is in sight; opens none, and leaves the focus where it is. */
export async function showSource(panel: vscode.WebviewPanel, location: vscode.Location): Promise<void> {
  const editors = vscode.window.visibleTextEditors.filter(({ viewColumn }) => viewColumn !== undefined);
  const same = editors.find(({ document }) => document.uri.toString() === location.uri.toString());
  const column = same?.viewColumn ?? editors.find(({ viewColumn }) => viewColumn !== panel.viewColumn)?.viewColumn;
  if (column === undefined) return;
  await vscode.window.showTextDocument(location.uri, {
    selection: location.range,
    viewColumn: column,
    preserveFocus: true,
    preview: true,
  });
}

function otherColumn(own: vscode.ViewColumn | undefined): vscode.ViewColumn {
  const other = vscode.window.visibleTextEditors.find(
    ({ viewColumn }) => viewColumn !== undefined && viewColumn !== own,
  )?.viewColumn;
  return other ?? (own === vscode.ViewColumn.One ? vscode.ViewColumn.Beside : vscode.ViewColumn.One);
}
