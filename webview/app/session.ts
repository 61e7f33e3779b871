import type { ToWebview } from '../../src/features/graph/messages.ts';
import type { Host } from '../host.ts';
import { keepGraph } from '../keep.ts';
import { type Action, graphOf, initialState, reduce, type State } from '../store.ts';

export type Init = Extract<ToWebview, { type: 'init' }>;

/** The state of the page, and the way to change it. The pieces of the page draw themselves when it changed. */
export interface Session {
  readonly host: Host;
  /** The present state: another object after each change. */
  readonly state: State;
  /** Changes the state, and lets every piece draw what of it is new. */
  dispatch(action: Action): void;
  /** Called once at the beginning and after each change, in the order of registration. */
  onChange(draw: (state: State) => void): void;
  /** Draws everything for the first time, or once more. */
  draw(): void;
  /** Says something to screen readers. */
  announce(text: string): void;
}

/** Begins with what the host sent, and with what was kept before a reload. */
export function createSession(host: Host, init: Init, announce: (text: string) => void): Session {
  let state = reduce(
    { ...initialState, settings: init.settings },
    { type: 'view', view: init.view, title: init.title, context: init.context },
  );
  const saved = init.state ?? host.load();
  if (saved) state = reduce(state, { type: 'restore', state: saved });
  else {
    const { focusDepth } = init.settings;
    state = { ...state, shown: { ...state.shown, focusDepth }, outline: usesScreenReader() };
  }
  const listeners: ((state: State) => void)[] = [];
  const draw = () => {
    for (const listener of listeners) listener(state);
  };
  return {
    host,
    get state() {
      return state;
    },
    dispatch(action) {
      const next = reduce(state, keepWhatIsEqual(action, state));
      if (next === state) return;
      state = next;
      draw();
    },
    onChange: (listener) => void listeners.push(listener),
    draw,
    announce,
  };
}

/** Another state of the same view keeps the objects of all that did not change in it. */
function keepWhatIsEqual(action: Action, { view }: State): Action {
  if (action.type !== 'view' || view?.kind !== action.view.kind || !('graph' in action.view)) return action;
  return { ...action, view: { ...action.view, graph: keepGraph(graphOf(view), action.view.graph) } };
}

function usesScreenReader(): boolean {
  return document.body.classList.contains('vscode-using-screen-reader');
}
