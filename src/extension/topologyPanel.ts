import * as vscode from 'vscode';
import { actionsFor } from '../features/codeActions.ts';
import type { Graph } from '../features/graph/graph.ts';
import {
  type ExportFormat,
  isSavedState,
  isToExtension,
  schemaVersion,
  type ToExtension,
  type ToWebview,
} from '../features/graph/messages.ts';
import { topologyPage } from '../features/graph/page.ts';
import type { View, ViewKind } from '../features/graph/views.ts';
import { hoverAt } from '../features/hovers/hover.ts';
import { type DetailsWithPlaces, detailsOfEdge, detailsOfNode } from '../features/topology/details.ts';
import { nameSpanOf } from '../features/topology/places.ts';
import { traceOnGraph } from '../features/topology/reachability.ts';
import type { Trace } from '../model/trace.ts';
import type { Scope } from '../model/workspace.ts';
import { rules } from '../rules/index.ts';
import type { Span } from '../text/span.ts';
import { toLocation, toWorkspaceEdit } from './convert.ts';
import { questionText } from './dnsPath.ts';
import { saveExport } from './exporting.ts';
import type { Project } from './project.ts';
import { type ScopeChoice, scopeTitle } from './scopeChoice.ts';
import { type DnsQuestion, viewOf, withoutPolicies } from './topologyViews.ts';

export const viewType = 'podpath.topology';

/** What the panel cannot do by itself. */
export interface PanelContext {
  readonly project: Project;
  readonly choice: ScopeChoice;
  readonly log: vscode.LogOutputChannel;
  readonly extension: vscode.Uri;
  readonly onDidChange: vscode.Event<void>;
  /** Asks for what is left out of a trace, and shows it. */
  readonly trace: (from: string | undefined, to: string | undefined) => void;
  /** The object that an editor is at, for a panel that begins; undefined where there is none. */
  readonly atCursor: () => string | undefined;
  /** Asks for the name to resolve from a workload. */
  readonly resolve: (workload: string | undefined) => void;
}

/** Commands that the webview may run. */
const allowedCommands = new Set([
  'podpath.topology.compareWithGit',
  'podpath.topology.selectScope',
  'podpath.topology.checkReachability',
  'podpath.topology.showDnsPath',
  'podpath.render.show',
  'podpath.help.openWalkthrough',
]);

/** A graph that stands in the place of the current one: what differs from another state of the files. */
interface Comparison {
  readonly title: string;
  readonly graphOf: (kind: ViewKind, graph: Graph) => Graph;
}

/** The one topology panel: what is drawn, and what its clicks do. */
export class TopologyPanel implements vscode.Disposable {
  readonly #context: PanelContext;
  readonly #panel: vscode.WebviewPanel;
  readonly #subscriptions: vscode.Disposable[] = [];
  readonly #closed = new vscode.EventEmitter<void>();
  readonly onDidClose = this.#closed.event;
  #kind: ViewKind;
  #question: DnsQuestion = {};
  #comparison: Comparison | undefined;
  #withPolicies = true;
  /** Set while the page listens; hidden pages do not exist. */
  #listening = false;
  #sent: string | undefined;
  #view: View | undefined;
  #follows: boolean;
  #selected: string | undefined;
  #details: DetailsWithPlaces | undefined;
  /** Sent as soon as the page listens. */
  #later: ToWebview[] = [];

  constructor(context: PanelContext, panel: vscode.WebviewPanel, kind: ViewKind = 'routing') {
    this.#context = context;
    this.#panel = panel;
    this.#kind = kind;
    this.#follows = vscode.workspace.getConfiguration('podpath').get('topology.followEditor', true);
    panel.iconPath = vscode.Uri.joinPath(context.extension, 'media/podpath.svg');
    this.#subscriptions.push(
      panel.webview.onDidReceiveMessage((message: unknown) => {
        if (isToExtension(message)) void this.#receive(message);
        else context.log.warn('The topology sent a message that is not understood.');
      }),
      panel.onDidChangeViewState(() => {
        // A hidden page is thrown away; it says that it is ready when it is shown again.
        if (!panel.visible) this.#listening = false;
      }),
      panel.onDidDispose(() => this.dispose()),
      context.onDidChange(() => this.refresh()),
      context.choice.onDidChange(() => this.refresh()),
    );
    panel.webview.options = {
      enableScripts: true,
      localResourceRoots: [vscode.Uri.joinPath(context.extension, 'dist/webview')],
    };
    panel.webview.html = this.#page();
  }

  get kind(): ViewKind {
    return this.#kind;
  }

  get panel(): vscode.WebviewPanel {
    return this.#panel;
  }

  /** The object that is selected in the picture. */
  get selected(): string | undefined {
    return this.#selected;
  }

  /** Shows another view, and in the DNS view another lookup. */
  show(kind: ViewKind, question?: DnsQuestion): void {
    this.#kind = kind;
    if (question) this.#question = question;
    this.refresh();
  }

  /** The lookup of the DNS view in the manner of `dig`; undefined in any other view, and where nothing is asked. */
  get lookupText(): string | undefined {
    const view = this.#view;
    if (!this.#scope || view?.kind !== 'dns' || !view.resolution) return undefined;
    const { workload, name } = view.resolution;
    return questionText(this.#scope, { ...this.#question, workload, name });
  }

  /** Makes the lookup as the other C library would: `glibc` or `musl`. */
  switchResolver(): void {
    this.show('dns', { ...this.#question, libc: this.#question.libc === 'musl' ? 'glibc' : 'musl' });
  }

  /** Shows the connections as the policies let them, or as they would be without any policy. */
  togglePolicies(): boolean {
    this.#withPolicies = !this.#withPolicies;
    this.show('connections');
    return this.#withPolicies;
  }

  compare(comparison: Comparison | undefined): void {
    this.#comparison = comparison;
    this.refresh();
  }

  /** Selects an object and brings it into sight. */
  reveal(node: string, reason: 'editor' | 'command'): void {
    if (reason === 'editor' && (!this.#follows || node === this.#selected)) return;
    this.#say({ type: 'reveal', node, reason });
  }

  /** Shows a way through the network, hop by hop. */
  trace(trace: Trace): void {
    if (this.#kind === 'dns' || this.#kind === 'addresses') this.show('routing');
    const view = this.#build();
    if ('graph' in view) this.#say({ type: 'trace', trace: traceOnGraph(trace, view.graph) });
  }

  export(format: ExportFormat): void {
    this.#say({ type: 'export', format });
  }

  announce(text: string): void {
    this.#say({ type: 'announce', text });
  }

  /** Sends the view if something that is drawn has changed, and someone can see it. */
  refresh(): void {
    if (!this.#listening || this.#context.project.state.kind !== 'ready') return;
    const view = this.#build();
    const text = JSON.stringify([view, this.#title]);
    if (text === this.#sent) return;
    this.#sent = text;
    this.#view = view;
    this.#say({ type: 'graph', view, title: this.#title });
    if (this.#selected !== undefined) this.#tellDetails(this.#selected);
  }

  dispose(): void {
    this.#listening = false;
    for (const subscription of this.#subscriptions.splice(0)) subscription.dispose();
    this.#closed.fire();
    this.#closed.dispose();
  }

  get #scope(): Scope | undefined {
    return this.#context.choice.current;
  }

  get #title(): string {
    const scope = this.#scope;
    const name = scope ? scopeTitle(scope.info.name) : '';
    return this.#comparison ? `${name} · ${this.#comparison.title}` : name;
  }

  #build(): View {
    const whole = viewOf(this.#kind, this.#scope, this.#context.project.findings, this.#question, this.#selected);
    const view = this.#withPolicies || whole.kind !== 'connections' ? whole : withoutPolicies(whole);
    if (!this.#comparison || view.kind === 'addresses' || view.kind === 'dns') return view;
    return { ...view, graph: this.#comparison.graphOf(view.kind, view.graph) };
  }

  #say(message: ToWebview): void {
    if (this.#listening) void this.#panel.webview.postMessage(message);
    else this.#later.push(message);
  }

  #page(): string {
    const { webview } = this.#panel;
    const of = (name: string) =>
      webview.asWebviewUri(vscode.Uri.joinPath(this.#context.extension, 'dist/webview', name)).toString();
    return topologyPage({
      title: 'Podpath',
      language: vscode.env.language,
      script: of('main.js'),
      style: of('main.css'),
      nonce: nonce(),
      cspSource: webview.cspSource,
    });
  }

  async #receive(message: ToExtension): Promise<void> {
    const { project, log } = this.#context;
    switch (message.type) {
      case 'ready':
        return this.#begin();
      case 'view':
        return this.show(message.view);
      case 'state':
        this.#kind = message.state.view;
        return;
      case 'select':
        this.#selected = message.id;
        this.#details = undefined;
        if (message.id === undefined) return;
        this.#tellDetails(message.id);
        if (this.#follows) await this.#showBeside(message.id);
        return;
      case 'reveal':
        return this.#showBeside(message.id);
      case 'open':
        return this.#open(message.id, message.source);
      case 'fix': {
        const finding = this.#detailsOf(message.id)?.findings[message.finding];
        const action = finding && actionsFor(project.workspace, finding)[message.fix];
        if (action) await vscode.workspace.applyEdit(toWorkspaceEdit(project, action.edits));
        return;
      }
      case 'explain':
        await vscode.commands.executeCommand('podpath.lint.explainRule', message.rule);
        return;
      case 'hover': {
        const span = this.#spanOf(message.id);
        const markdown = span ? (hoverAt(project.workspace, span.file, span.start)?.markdown ?? '') : '';
        return this.#say({ type: 'hover', node: message.id, markdown });
      }
      case 'trace':
        return this.#context.trace(message.from, message.to);
      case 'resolve':
        if (message.workload !== undefined && message.name !== undefined) {
          return this.show('dns', { workload: message.workload, name: message.name });
        }
        return this.#context.resolve(message.workload);
      case 'runCommand':
        if (allowedCommands.has(message.command)) {
          await vscode.commands.executeCommand(message.command, ...message.args);
        } else log.warn(`The topology asked for the command ${message.command}, which it may not run.`);
        return;
      case 'followEditor':
        this.#follows = message.on;
        return;
      case 'export':
        return saveExport(message.format, message.data, this.#scope?.info.name);
      case 'copy':
        await vscode.env.clipboard.writeText(message.text);
        return;
      case 'error':
        log.error(`Topology: ${message.message}`);
        return;
    }
  }

  /** The page listens: it gets everything once the manifests are read. */
  async #begin(): Promise<void> {
    const { project } = this.#context;
    while (project.state.kind !== 'ready') {
      await new Promise<void>((resolve) => {
        const subscription = project.onDidChange(() => {
          subscription.dispose();
          resolve();
        });
      });
    }
    const view = this.#build();
    this.#view = view;
    this.#sent = JSON.stringify([view, this.#title]);
    this.#listening = true;
    const configuration = vscode.workspace.getConfiguration('podpath');
    this.#say({
      type: 'init',
      schemaVersion,
      strings: vscode.l10n.bundle ?? {},
      settings: {
        followEditor: this.#follows,
        maxNodes: configuration.get('topology.maxNodes', 1000),
        focusDepth: 2,
      },
      view,
      title: this.#title,
    });
    const waiting = this.#later.splice(0);
    const node = this.#follows ? this.#context.atCursor() : undefined;
    if (node !== undefined && this.#selected === undefined && !waiting.some(({ type }) => type === 'reveal')) {
      this.#say({ type: 'reveal', node, reason: 'editor' });
    }
    for (const message of waiting) this.#say(message);
  }

  #tellDetails(id: string): void {
    this.#details = this.#detailsOf(id);
    if (this.#details) this.#say({ type: 'details', details: this.#details.details });
  }

  #detailsOf(id: string): DetailsWithPlaces | undefined {
    const { project } = this.#context;
    const scope = this.#scope;
    if (!scope) return undefined;
    const context = {
      findings: project.findings.filter(({ scopes }) => scopes.includes(scope.info.name)),
      whyOf: (rule: string) => rules.find((one) => one.id === rule)?.why,
      placeText: (span: Span) => `${span.file}:${project.linesOf(span.file).position(span.start).line + 1}`,
    };
    const edge = this.#view && 'graph' in this.#view ? this.#view.graph.edges.find((one) => one.id === id) : undefined;
    return edge ? detailsOfEdge(scope, edge, context) : detailsOfNode(scope, id, context);
  }

  #spanOf(id: string): Span | undefined {
    const scope = this.#scope;
    if (!scope) return undefined;
    return nameSpanOf(scope.model, id) ?? this.#detailsOf(id)?.spans[0];
  }

  async #open(id: string, source: number | undefined): Promise<void> {
    const span = source === undefined ? this.#spanOf(id) : this.#detailsOf(id)?.spans[source];
    const location = span && toLocation(this.#context.project, span);
    if (!location) return this.announce(vscode.l10n.t('There is no source for this.'));
    await vscode.window.showTextDocument(location.uri, { selection: location.range, viewColumn: this.#besideColumn() });
  }

  /** Moves the cursor of an editor that is in sight; opens none. */
  async #showBeside(id: string): Promise<void> {
    const scope = this.#scope;
    const span = scope && nameSpanOf(scope.model, id);
    const location = span && toLocation(this.#context.project, span);
    if (!location) return;
    const editors = vscode.window.visibleTextEditors.filter(({ viewColumn }) => viewColumn !== undefined);
    const same = editors.find(({ document }) => document.uri.toString() === location.uri.toString());
    const column =
      same?.viewColumn ?? editors.find(({ viewColumn }) => viewColumn !== this.#panel.viewColumn)?.viewColumn;
    if (column === undefined) return;
    await vscode.window.showTextDocument(location.uri, {
      selection: location.range,
      viewColumn: column,
      preserveFocus: true,
      preview: true,
    });
  }

  /** A column that is not the panel's own. */
  #besideColumn(): vscode.ViewColumn {
    const column = this.#panel.viewColumn;
    const other = vscode.window.visibleTextEditors.find(
      ({ viewColumn }) => viewColumn !== undefined && viewColumn !== column,
    )?.viewColumn;
    return other ?? (column === vscode.ViewColumn.One ? vscode.ViewColumn.Beside : vscode.ViewColumn.One);
  }
}

/** The view that a saved state was about. */
export function viewOfState(state: unknown): ViewKind {
  return isSavedState(state) ? state.view : 'routing';
}

function nonce(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
