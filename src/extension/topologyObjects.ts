import * as vscode from 'vscode';
import { actionsFor } from '../features/codeActions.ts';
import type { Graph } from '../features/graph/graph.ts';
import type { View } from '../features/graph/views.ts';
import { hoverAt } from '../features/hovers/hover.ts';
import { addressPlaces } from '../features/topology/addressesView.ts';
import { changedSection } from '../features/topology/changes.ts';
import { type DetailsWithPlaces, detailsOfEdge, detailsOfNode } from '../features/topology/details.ts';
import { nameSpanOf } from '../features/topology/places.ts';
import type { Scope } from '../model/workspace.ts';
import { rules } from '../rules/index.ts';
import type { Span } from '../text/span.ts';
import { toLocation, toWorkspaceEdit } from './convert.ts';
import type { Project } from './project.ts';
import { openSource, showSource } from './topologySource.ts';

/** More of a line is not shown. */
const longestLine = 120;

/** What the panel shows at the moment. */
export interface Shown {
  readonly scope: Scope | undefined;
  /** The scope as it was, where the two are compared. */
  readonly before: Scope | undefined;
  readonly view: View | undefined;
}

/** The cards and lines that the panel shows at the moment: what is said of them, and where they are written. */
export class TopologyObjects {
  readonly #project: Project;
  readonly #panel: vscode.WebviewPanel;
  readonly #shown: () => Shown;

  constructor(project: Project, panel: vscode.WebviewPanel, shown: () => Shown) {
    this.#project = project;
    this.#panel = panel;
    this.#shown = shown;
  }

  /** Undefined for an id that is none of the scope's. */
  details(id: string): DetailsWithPlaces | undefined {
    const { scope, before, view } = this.#shown();
    const found = scope && detailsIn(this.#project, scope, view, id);
    if (!before) return found;
    if (!found) return withoutPlaces(detailsIn(this.#project, before, undefined, id));
    const changed = scope && changedSection(before, scope, id);
    const { details } = found;
    return changed ? { ...found, details: { ...details, sections: [changed, ...details.sections] } } : found;
  }

  /** The editor's hover at the place of an object; empty where there is none. */
  hover(id: string): string {
    const span = this.#span(id);
    return span ? (hoverAt(this.#project.workspace, span.file, span.start)?.markdown ?? '') : '';
  }

  /** Opens the place of an object, or one of those that made it; false where there is none. */
  async open(id: string, source: number | undefined): Promise<boolean> {
    const span = source === undefined ? this.#span(id) : this.details(id)?.spans[source];
    const location = span && toLocation(this.#project, span);
    if (location) await openSource(this.#panel, location);
    return location !== undefined;
  }

  /** Moves the cursor of an editor that is in sight to an object. */
  async reveal(id: string): Promise<void> {
    const { scope } = this.#shown();
    const span = scope && nameSpanOf(scope.model, id);
    const location = span && toLocation(this.#project, span);
    if (location) await showSource(this.#panel, location);
  }

  /** Applies a fix, by the places of the finding and of the fix in the details. */
  async fix(id: string, finding: number, fix: number): Promise<void> {
    const found = this.details(id)?.findings[finding];
    const action = found && actionsFor(this.#project.workspace, found)[fix];
    if (action) await vscode.workspace.applyEdit(toWorkspaceEdit(this.#project, action.edits));
  }

  #span(id: string): Span | undefined {
    const { scope } = this.#shown();
    if (!scope) return undefined;
    return nameSpanOf(scope.model, id) ?? scope.model.get(addressPlaces).get(id) ?? this.details(id)?.spans[0];
  }
}

/** What is to be said of a card or a line of a view; undefined for an id that is neither. */
function detailsIn(project: Project, scope: Scope, view: View | undefined, id: string): DetailsWithPlaces | undefined {
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
  return detailsOfPod(graph, id, (workload) => detailsOfNode(scope, workload, context));
}

/** What there was to say of an object that is gone: its places are in files that are no longer so. */
function withoutPlaces(found: DetailsWithPlaces | undefined): DetailsWithPlaces | undefined {
  if (!found) return undefined;
  return { details: { ...found.details, sources: [], findings: [] }, spans: [], findings: [] };
}

/** The card of a pod tells what there is to say of its workload; undefined for any other card. */
function detailsOfPod(
  graph: Graph | undefined,
  id: string,
  detailsOf: (workload: string) => DetailsWithPlaces | undefined,
): DetailsWithPlaces | undefined {
  const pod = graph?.nodes.find((node) => node.id === id);
  const runs = graph?.edges.find(({ kind, target }) => kind === 'runs' && target === id);
  const found = runs && detailsOf(runs.source);
  if (!pod || !found) return undefined;
  const subtitle = `Pod · ${found.details.subtitle} ${found.details.title}`;
  return { ...found, details: { ...found.details, id, title: pod.name, subtitle } };
}

/** The line that a place begins in, without its indentation. */
function lineText(project: Project, { file, start }: Span): string {
  const lines = project.linesOf(file);
  const { line } = lines.position(start);
  const text = project.workspace.files.get(file)?.text.slice(lines.start(line), lines.start(line + 1)) ?? '';
  return text.trim().slice(0, longestLine);
}
