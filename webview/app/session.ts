import type { ToWebview } from '../../src/features/graph/messages.ts';
import type { Host } from '../host.ts';
import { type Action, initialState, reduce, type State } from '../store.ts';

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
    { type: 'view', view: init.view, title: init.title },
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
      const next = reduce(state, action);
      if (next === state) return;
      state = next;
      draw();
    },
    onChange: (listener) => void listeners.push(listener),
    draw,
    announce,
  };
}

function usesScreenReader(): boolean {
  return document.body.classList.contains('vscode-using-screen-reader');
}
