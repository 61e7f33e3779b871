import { emptyGraph, type Graph } from '../src/features/graph/graph.ts';
import { collapsePeers } from '../src/features/graph/narrow/collapse.ts';
import { filterGraph } from '../src/features/graph/narrow/filter.ts';
import { focusGraph } from '../src/features/graph/narrow/focus.ts';
import { overviewOf } from '../src/features/graph/narrow/overview.ts';
import { graphOf, type State } from './store.ts';

/** So many equal peers become one card. */
const leastPeers = 4;

export interface Visible {
  readonly graph: Graph;
  /** Nodes in their own card, nodes that pass the filters, and all. */
  readonly shown: number;
  readonly passing: number;
  readonly total: number;
  readonly overview: boolean;
}

/** What of the view's graph is drawn in this state. */
export function visibleOf(state: State): Visible {
  const whole = graphOf(state.view);
  const { filters, focus, focusDepth } = state.shown;
  const expanded = new Set(state.shown.expanded);
  const keep = new Set<string>([...(focus ? [focus] : []), ...(state.selection ? [state.selection] : [])]);
  const edge = whole.edges.find(({ id }) => id === state.selection);
  if (edge) keep.add(edge.source).add(edge.target);
  for (const hop of state.trace?.trace.hops ?? []) for (const node of hop.nodes) keep.add(node);
  let graph = filterGraph(whole, filters);
  const passing = graph.nodes.length;
  if (focus !== undefined) graph = focusGraph(graph, focus, focusDepth);
  const all = expanded.has('*');
  const { graph: narrowed, shown } = overviewOf(graph, all ? Infinity : state.settings.maxNodes, expanded, keep);
  const overview = narrowed !== graph;
  graph = all || state.view?.kind === 'dns' ? narrowed : collapsePeers(narrowed, leastPeers, expanded, keep);
  return { graph: graph ?? emptyGraph, shown, passing, total: whole.nodes.length, overview };
}
