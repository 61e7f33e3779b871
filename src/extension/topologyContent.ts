import * as vscode from 'vscode';
import { emptyGraph } from '../features/graph/graph.ts';
import { groupGraph, groupings, podModes, showPods } from '../features/graph/narrow/groupBy.ts';
import { type View, type ViewContext, type ViewKind, viewKinds } from '../features/graph/views.ts';
import { changesBetween } from '../features/topology/changes.ts';
import { hasContent, scopeLabel } from '../features/topology/content.ts';
import { difference } from '../features/topology/difference.ts';
import { resourcesById } from '../features/topology/places.ts';
import type { Scope } from '../model/workspace.ts';
import type { GitComparison } from './gitComparison.ts';
import type { Project } from './project.ts';
import { type ScopeChoice, scopeTitle } from './scopeChoice.ts';
import { type DnsQuestion, viewOf, withoutPolicies } from './topologyViews.ts';

/** What the panel is asked to show. */
export interface Asked {
  readonly kind: ViewKind;
  readonly question: DnsQuestion;
  /** Whether connections are shown as the policies let them. */
  readonly withPolicies: boolean;
  readonly comparison: GitComparison | undefined;
}

/** What the panel shows. */
export interface Content {
  readonly view: View;
  readonly title: string;
  readonly context: ViewContext;
}

/** The answer to what is asked, of the scope that is chosen. */
export function contentOf(
  project: Project,
  choice: ScopeChoice,
  { kind, question, withPolicies, comparison }: Asked,
  selected: string | undefined,
): Content {
  const scope = choice.current;
  const of = (own: Scope | undefined, withFindings: boolean): View => {
    const whole = arranged(viewOf(kind, own, withFindings ? project.findings : [], question, selected), own);
    return withPolicies || whole.kind !== 'connections' ? whole : withoutPolicies(whole);
  };
  let view = of(scope, true);
  const name = scope ? scopeTitle(scope.info.name) : '';
  const before = comparison?.before(scope?.info.name);
  if (comparison && view.kind !== 'addresses' && view.kind !== 'dns') {
    const was = of(before, false);
    const old = 'graph' in was ? was.graph : emptyGraph;
    view = { ...view, graph: difference(old, view.graph).graph };
  }
  return {
    view,
    title: comparison ? `${name} · ${comparison.title}` : name,
    context: {
      ...(scope && { scope: scopeLabel(scope, name, project.workspace.scopes.length) }),
      ...(comparison && { comparison: { ref: comparison.ref, notes: changesBetween(before, scope) } }),
      ...(scope && !hasContent(view) && { instead: othersWithContent(kind, scope) }),
    },
  };
}

/** Routing and connections in the boxes, and with the pods, that the user has chosen. */
function arranged(view: View, scope: Scope | undefined): View {
  if (!scope || (view.kind !== 'routing' && view.kind !== 'connections')) return view;
  const settings = vscode.workspace.getConfiguration('podpath.topology');
  const objects = scope.model.get(resourcesById);
  const grouped = groupGraph(view.graph, oneOf(groupings, settings.get('groupBy')), (id) => objects.get(id)?.span.file);
  return { ...view, graph: showPods(grouped, oneOf(podModes, settings.get('showPods'))) };
}

/** The first of the known values where a setting has none of them. */
function oneOf<T extends string>(known: readonly T[], value: unknown): T {
  return known.find((one) => one === value) ?? known[0]!;
}

function othersWithContent(kind: ViewKind, scope: Scope): readonly ViewKind[] {
  return viewKinds.filter((other) => other !== kind && hasContent(viewOf(other, scope, [])));
}
