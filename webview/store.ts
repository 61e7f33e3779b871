import type { EdgeId, Graph, NodeId } from '../src/features/graph/graph.ts';
import { emptyGraph } from '../src/features/graph/graph.ts';
import { type SavedState, schemaVersion, type ViewSettings } from '../src/features/graph/messages.ts';
import { type Filters, noFilters } from '../src/features/graph/narrow/filter.ts';
import type { Details, Trace, View, ViewContext } from '../src/features/graph/views.ts';

/** What of the graph is shown: what "undo" goes back in. */
export interface Shown {
  readonly filters: Filters;
  /** Groups and collapsed cards that are shown in full; `*` for everything. */
  readonly expanded: readonly string[];
  readonly focus: NodeId | undefined;
  readonly focusDepth: number;
}

export interface State {
  readonly view: View | undefined;
  readonly title: string;
  /** The scope, and what it is compared with. */
  readonly context: ViewContext;
  readonly settings: ViewSettings;
  readonly shown: Shown;
  readonly past: readonly Shown[];
  readonly selection: NodeId | EdgeId | undefined;
  readonly details: Details | undefined;
  readonly trace: { readonly trace: Trace; readonly step: number } | undefined;
  /** The step of a name's resolution that is pointed out. */
  readonly step: number;
  readonly panel: boolean;
  readonly outline: boolean;
  readonly legend: boolean;
  readonly filtersOpen: boolean;
}

export const initialState: State = {
  view: undefined,
  title: '',
  context: {},
  settings: { followEditor: true, maxNodes: 1000, focusDepth: 2 },
  shown: { filters: noFilters, expanded: [], focus: undefined, focusDepth: 2 },
  past: [],
  selection: undefined,
  details: undefined,
  trace: undefined,
  step: 0,
  panel: false,
  outline: false,
  legend: false,
  filtersOpen: false,
};

export type Action =
  | {
      readonly type: 'view';
      readonly view: View;
      readonly title: string;
      readonly context?: ViewContext | undefined;
    }
  | { readonly type: 'settings'; readonly settings: ViewSettings }
  | { readonly type: 'restore'; readonly state: SavedState }
  | { readonly type: 'show'; readonly shown: Partial<Shown> }
  | { readonly type: 'undo' }
  | { readonly type: 'select'; readonly id: NodeId | EdgeId | undefined }
  | { readonly type: 'details'; readonly details: Details }
  | { readonly type: 'trace'; readonly trace: Trace | undefined }
  | { readonly type: 'step'; readonly step: number }
  | { readonly type: 'toggle'; readonly part: 'panel' | 'outline' | 'legend' | 'filtersOpen'; readonly on?: boolean };

/** The next state. The same object when nothing changes. */
export function reduce(state: State, action: Action): State {
  switch (action.type) {
    case 'view': {
      const other = state.view?.kind !== action.view.kind;
      const selection = has(graphOf(action.view), state.selection) ? state.selection : undefined;
      const { context = {} } = action;
      const begins = context.comparison && context.comparison.ref !== state.context.comparison?.ref;
      return {
        ...state,
        view: action.view,
        title: action.title,
        context,
        // What differs is told in the panel.
        ...(begins && { panel: true }),
        selection,
        details: selection === undefined || other ? undefined : state.details,
        trace: other ? undefined : state.trace,
        step: other || action.view.kind === 'dns' ? 0 : state.step,
        ...(other && { shown: { ...state.shown, focus: undefined }, past: [] }),
      };
    }
    case 'settings':
      return { ...state, settings: action.settings };
    case 'restore': {
      const { namespaces, hiddenKinds, label, problemsOnly, expanded, focus, focusDepth } = action.state;
      const { selection, panel, outline, legend } = action.state;
      const filters = { namespaces, hiddenKinds, label, problemsOnly };
      return { ...state, shown: { filters, expanded, focus, focusDepth }, selection, panel, outline, legend };
    }
    case 'show':
      return {
        ...state,
        shown: { ...state.shown, ...action.shown },
        past: [...state.past.slice(-49), state.shown],
      };
    case 'undo': {
      const shown = state.past.at(-1);
      return shown ? { ...state, shown, past: state.past.slice(0, -1) } : state;
    }
    case 'select':
      return action.id === state.selection ? state : { ...state, selection: action.id, details: undefined };
    case 'details':
      return action.details.id === state.selection ? { ...state, details: action.details } : state;
    case 'trace':
      return {
        ...state,
        trace: action.trace && { trace: action.trace, step: 0 },
        panel: action.trace ? true : state.panel,
      };
    case 'step':
      if (state.trace)
        return { ...state, trace: { ...state.trace, step: clamp(action.step, state.trace.trace.hops.length) } };
      return { ...state, step: clamp(action.step, resolutionSteps(state.view)) };
    case 'toggle':
      return { ...state, [action.part]: action.on ?? !state[action.part] };
  }
}

/** What is kept over a reload. */
export function savedState(
  state: State,
  zoom?: number,
  pan?: { x: number; y: number },
  moved?: SavedState['moved'],
): SavedState {
  return {
    schemaVersion,
    view: state.view?.kind ?? 'routing',
    ...state.shown.filters,
    expanded: state.shown.expanded,
    focus: state.shown.focus,
    focusDepth: state.shown.focusDepth,
    selection: state.selection,
    zoom,
    pan,
    ...(moved && Object.keys(moved).length > 0 && { moved }),
    panel: state.panel,
    outline: state.outline,
    legend: state.legend,
  };
}

/** The graph of a view; an empty one when the view has none. */
export function graphOf(view: View | undefined): Graph {
  return view && 'graph' in view ? view.graph : emptyGraph;
}

function resolutionSteps(view: View | undefined): number {
  return view?.kind === 'dns' ? (view.resolution?.steps.length ?? 0) : 0;
}

function has(graph: Graph, id: string | undefined): boolean {
  return id !== undefined && (graph.nodes.some((node) => node.id === id) || graph.edges.some((edge) => edge.id === id));
}

function clamp(step: number, length: number): number {
  return Math.max(0, Math.min(length - 1, step));
}
