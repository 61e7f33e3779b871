/**
 * What the extension and the webview say to each other. Both sides check with the guard before they believe.
 * Whole graphs every time: the webview finds the differences by id, and the host sends nothing when nothing drawn changed.
 */
import type { EdgeId, NodeId } from './graph.ts';
import { dictionary, flag, type Guard, list, number, object, oneOf, optional, text, union } from './guard.ts';
import { isDetails, isTrace, isView, isViewContext } from './shapes.ts';
import { type Details, type Trace, type View, type ViewContext, type ViewKind, viewKinds } from './views.ts';

/** Raised when a message changes its meaning. A webview of another version asks to be reloaded. */
export const schemaVersion = 1;

export const exportFormats = ['png', 'svg', 'mermaid', 'dot', 'drawio', 'json'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** What the user decides outside the webview. */
export interface ViewSettings {
  readonly followEditor: boolean;
  /** Above so many nodes, the overview by namespace. */
  readonly maxNodes: number;
  /** Depth of the neighbourhood that a focus shows at first. */
  readonly focusDepth: number;
}

/** What survives a reload. Kept by `setState` in the webview and by the host's serializer. */
export interface SavedState {
  readonly schemaVersion: number;
  readonly view: ViewKind;
  readonly namespaces: readonly string[];
  readonly hiddenKinds: readonly string[];
  readonly label: string;
  readonly problemsOnly: boolean;
  readonly expanded: readonly string[];
  readonly focus?: NodeId | undefined;
  readonly focusDepth: number;
  readonly selection?: NodeId | EdgeId | undefined;
  readonly zoom?: number | undefined;
  readonly pan?: Place | undefined;
  /** Cards that were dragged, by id: their middles. */
  readonly moved?: Readonly<Record<NodeId, Place>> | undefined;
  readonly panel: boolean;
  readonly outline: boolean;
  readonly legend: boolean;
}

export interface Place {
  readonly x: number;
  readonly y: number;
}

export type ToWebview =
  | {
      readonly type: 'init';
      readonly schemaVersion: number;
      /** Translations, by the English text. */
      readonly strings: Readonly<Record<string, string>>;
      readonly settings: ViewSettings;
      readonly view: View;
      readonly state?: SavedState | undefined;
      /** What is shown, such as the scope's name. */
      readonly title: string;
      readonly context?: ViewContext | undefined;
    }
  /** Something drawn has changed, or another view was asked for. */
  | {
      readonly type: 'graph';
      readonly view: View;
      readonly title: string;
      readonly context?: ViewContext | undefined;
    }
  | { readonly type: 'settings'; readonly settings: ViewSettings }
  /** Select and bring into sight: the cursor moved in the editor, or the tree was clicked. */
  | { readonly type: 'reveal'; readonly node: NodeId | EdgeId; readonly reason: 'editor' | 'command' }
  /** The answer to `select`. */
  | { readonly type: 'details'; readonly details: Details }
  /** The answer to `hover`: the editor's hover, as Markdown. */
  | { readonly type: 'hover'; readonly node: NodeId | EdgeId; readonly markdown: string }
  | { readonly type: 'trace'; readonly trace: Trace }
  /** Someone asked for the export by command; the webview answers with `export`. */
  | { readonly type: 'export'; readonly format: ExportFormat }
  /** Something went on in the host that the user should hear. */
  | { readonly type: 'announce'; readonly text: string };

export type ToExtension =
  | { readonly type: 'ready'; readonly schemaVersion: number }
  /** Another view, and what to select in it. */
  | { readonly type: 'view'; readonly view: ViewKind; readonly select?: NodeId | EdgeId | undefined }
  /** Selected in the graph: the host answers with `details`, and moves the editor's cursor if it follows. */
  | { readonly type: 'select'; readonly id?: NodeId | EdgeId | undefined }
  /** Show the source beside, without taking the focus. */
  | { readonly type: 'reveal'; readonly id: NodeId | EdgeId }
  /** Open the source and go there; `source` is an index into the details' sources. */
  | { readonly type: 'open'; readonly id: NodeId | EdgeId; readonly source?: number | undefined }
  /** Apply a fix: indexes into the details' findings and that finding's fixes. */
  | { readonly type: 'fix'; readonly id: NodeId | EdgeId; readonly finding: number; readonly fix: number }
  | { readonly type: 'explain'; readonly rule: string }
  | { readonly type: 'hover'; readonly id: NodeId | EdgeId }
  | { readonly type: 'trace'; readonly from?: NodeId | undefined; readonly to?: NodeId | undefined }
  | { readonly type: 'resolve'; readonly workload?: NodeId | undefined; readonly name?: string | undefined }
  /** The host runs only what is on its own list. */
  | { readonly type: 'runCommand'; readonly command: string; readonly args: readonly string[] }
  | { readonly type: 'followEditor'; readonly on: boolean }
  /** `data` is text, or base64 for `png`. */
  | { readonly type: 'export'; readonly format: ExportFormat; readonly data: string }
  | { readonly type: 'copy'; readonly text: string }
  | { readonly type: 'state'; readonly state: SavedState }
  | { readonly type: 'error'; readonly message: string };

const settings = object<ViewSettings>({ followEditor: flag, maxNodes: number, focusDepth: number });

const place = object<Place>({ x: number, y: number });

export const isSavedState: Guard<SavedState> = object<SavedState>({
  schemaVersion: oneOf([schemaVersion]),
  view: oneOf(viewKinds),
  namespaces: list(text),
  hiddenKinds: list(text),
  label: text,
  problemsOnly: flag,
  expanded: list(text),
  focus: optional(text),
  focusDepth: number,
  selection: optional(text),
  zoom: optional(number),
  pan: optional(place),
  moved: optional(dictionary(place)),
  panel: flag,
  outline: flag,
  legend: flag,
});

type To<K extends ToWebview['type']> = Extract<ToWebview, { type: K }>;
type From<K extends ToExtension['type']> = Extract<ToExtension, { type: K }>;

/** Whether the extension may have sent this. */
export const isToWebview: Guard<ToWebview> = union<ToWebview>('type', {
  init: object<To<'init'>>({
    type: oneOf(['init']),
    schemaVersion: number,
    strings: dictionary(text),
    settings,
    view: isView,
    state: optional(isSavedState),
    title: text,
    context: optional(isViewContext),
  }),
  graph: object<To<'graph'>>({
    type: oneOf(['graph']),
    view: isView,
    title: text,
    context: optional(isViewContext),
  }),
  settings: object<To<'settings'>>({ type: oneOf(['settings']), settings }),
  reveal: object<To<'reveal'>>({ type: oneOf(['reveal']), node: text, reason: oneOf(['editor', 'command']) }),
  details: object<To<'details'>>({ type: oneOf(['details']), details: isDetails }),
  hover: object<To<'hover'>>({ type: oneOf(['hover']), node: text, markdown: text }),
  trace: object<To<'trace'>>({ type: oneOf(['trace']), trace: isTrace }),
  export: object<To<'export'>>({ type: oneOf(['export']), format: oneOf(exportFormats) }),
  announce: object<To<'announce'>>({ type: oneOf(['announce']), text }),
});

/** Whether the webview may have sent this. */
export const isToExtension: Guard<ToExtension> = union<ToExtension>('type', {
  ready: object<From<'ready'>>({ type: oneOf(['ready']), schemaVersion: number }),
  view: object<From<'view'>>({ type: oneOf(['view']), view: oneOf(viewKinds), select: optional(text) }),
  select: object<From<'select'>>({ type: oneOf(['select']), id: optional(text) }),
  reveal: object<From<'reveal'>>({ type: oneOf(['reveal']), id: text }),
  open: object<From<'open'>>({ type: oneOf(['open']), id: text, source: optional(number) }),
  fix: object<From<'fix'>>({ type: oneOf(['fix']), id: text, finding: number, fix: number }),
  explain: object<From<'explain'>>({ type: oneOf(['explain']), rule: text }),
  hover: object<From<'hover'>>({ type: oneOf(['hover']), id: text }),
  trace: object<From<'trace'>>({ type: oneOf(['trace']), from: optional(text), to: optional(text) }),
  resolve: object<From<'resolve'>>({ type: oneOf(['resolve']), workload: optional(text), name: optional(text) }),
  runCommand: object<From<'runCommand'>>({ type: oneOf(['runCommand']), command: text, args: list(text) }),
  followEditor: object<From<'followEditor'>>({ type: oneOf(['followEditor']), on: flag }),
  export: object<From<'export'>>({ type: oneOf(['export']), format: oneOf(exportFormats), data: text }),
  copy: object<From<'copy'>>({ type: oneOf(['copy']), text }),
  state: object<From<'state'>>({ type: oneOf(['state']), state: isSavedState }),
  error: object<From<'error'>>({ type: oneOf(['error']), message: text }),
});
