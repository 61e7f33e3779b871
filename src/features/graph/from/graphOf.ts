import type { Finding } from '../../../lint/lint.ts';
import type { Scope } from '../../../model/workspace.ts';
import type { Graph } from '../graph.ts';
import { architecture } from './architecture.ts';
import { connectionsGraph } from './connections.ts';
import { withProblems } from './problems.ts';
import { routingGraph, routingRows } from './routing.ts';

export const graphViews = ['routing', 'connections', 'architecture'] as const;

/** A view of a scope as a graph, with the findings that hold in the scope. */
export function graphOfScope(
  view: (typeof graphViews)[number],
  { model, info }: Scope,
  all: readonly Finding[],
): Graph {
  const findings = all.filter(({ scopes }) => scopes.includes(info.name));
  switch (view) {
    case 'routing':
      return withProblems(model.get(routingGraph), findings, model.get(routingRows));
    case 'connections':
      return withProblems(model.get(connectionsGraph), findings, new Map());
    case 'architecture': {
      const { graph, homes } = model.get(architecture);
      return withProblems(graph, findings, new Map(), homes);
    }
  }
}
