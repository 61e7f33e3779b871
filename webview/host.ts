import {
  isSavedState,
  isToWebview,
  type SavedState,
  type ToExtension,
  type ToWebview,
} from '../src/features/graph/messages.ts';

/** The other side: the extension, or a stand-in with the same manners. */
export interface Host {
  send(message: ToExtension): void;
  /** Called for each message that passes the guard. */
  listen(listener: (message: ToWebview) => void): void;
  load(): SavedState | undefined;
  save(state: SavedState): void;
}

interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** The extension behind this webview. To be called once. */
export function connectHost(): Host {
  const api = acquireVsCodeApi();
  return {
    send: (message) => api.postMessage(message),
    listen: (listener) => {
      window.addEventListener('message', ({ data }) => {
        if (isToWebview(data)) listener(data);
        else api.postMessage({ type: 'error', message: `The webview does not understand: ${describe(data)}` });
      });
    },
    load: () => {
      const state = api.getState();
      return isSavedState(state) ? state : undefined;
    },
    save: (state) => {
      api.setState(state);
      api.postMessage({ type: 'state', state });
    },
  };
}

/** A host in memory: what is sent is kept, and answered by `answer`. */
export function fakeHost(answer: (message: ToExtension, reply: (message: ToWebview) => void) => void): Host & {
  readonly sent: ToExtension[];
  reply(message: unknown): void;
} {
  const sent: ToExtension[] = [];
  const listeners: ((message: ToWebview) => void)[] = [];
  let saved: SavedState | undefined;
  const reply = (message: unknown) => {
    if (!isToWebview(message))
      sent.push({ type: 'error', message: `The webview does not understand: ${describe(message)}` });
    else for (const listener of listeners) listener(message);
  };
  return {
    sent,
    reply,
    send(message) {
      sent.push(message);
      answer(message, reply);
    },
    listen: (listener) => void listeners.push(listener),
    load: () => saved,
    save(state) {
      saved = state;
      sent.push({ type: 'state', state });
    },
  };
}

function describe(data: unknown): string {
  return typeof data === 'object' && data !== null && 'type' in data ? String(data.type) : typeof data;
}
