import type { Scope } from '../../model/workspace.ts';
import { compareText } from '../../text/span.ts';
import type { ScopeLabel, View } from '../graph/views.ts';

/** Whether a view has something to say: cards, connections between them, someone who can ask for a name, or ranges. */
export function hasContent(view: View): boolean {
  switch (view.kind) {
    case 'routing':
    case 'architecture':
      return view.graph.nodes.length > 0;
    case 'connections':
      return view.graph.edges.length > 0;
    case 'dns':
      return view.workloads.length > 0;
    case 'addresses':
      return view.plan.ranges.length > 0;
  }
}

/** What the panel says of the scope that it shows: `name` as the user knows it, and how many there are to choose from. */
export function scopeLabel({ info, model }: Scope, name: string, count: number): ScopeLabel {
  const byKind = new Map<string, number>();
  for (const { kind } of model.inputs.resources) byKind.set(kind, (byKind.get(kind) ?? 0) + 1);
  const kinds = [...byKind].map(([kind, number]) => ({ kind, count: number }));
  kinds.sort((a, b) => b.count - a.count || compareText(a.kind, b.kind));
  return { name, kind: info.kind, count, kinds, incomplete: info.incomplete };
}
