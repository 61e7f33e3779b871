import * as vscode from 'vscode';
import {
  type ExportFormat,
  isSavedState,
  isToExtension,
  schemaVersion,
  type ToExtension,
  type ViewSettings,
} from '../features/graph/messages.ts';
import type { ViewKind } from '../features/graph/views.ts';
import { traceOnGraph } from '../features/topology/reachability.ts';
import type { Trace } from '../model/trace.ts';
import type { Scope } from '../model/workspace.ts';
import { questionText } from './dnsPath.ts';
import { saveExport } from './exporting.ts';
import type { GitComparison } from './gitComparison.ts';
import type { Project } from './project.ts';
import type { ScopeChoice } from './scopeChoice.ts';
import { mayRun } from './topologyCommands.ts';
import { type Asked, type Content, contentOf } from './topologyContent.ts';
import { TopologyObjects } from './topologyObjects.ts';
import { setPage } from './topologyPage.ts';
import { TopologyPost } from './topologyPost.ts';
import type { DnsQuestion } from './topologyViews.ts';

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

/** The one topology panel: what is drawn, and what its clicks do. */
export class TopologyPanel implements vscode.Disposable {
  readonly #context: PanelContext;
  readonly #panel: vscode.WebviewPanel;
  readonly #objects: TopologyObjects;
  readonly #post: TopologyPost;
  readonly #subscriptions: vscode.Disposable[] = [];
  readonly #closed = new vscode.EventEmitter<void>();
  readonly onDidClose = this.#closed.event;
  #asked: Asked;
  #sent: string | undefined;
  #content: Content | undefined;
  #follows: boolean;
  #selected: string | undefined;

  constructor(context: PanelContext, panel: vscode.WebviewPanel, kind: ViewKind = 'routing') {
    this.#context = context;
    this.#panel = panel;
    this.#post = new TopologyPost(panel.webview);
    const shown = () => {
      const scope = context.choice.current;
      return { scope, before: this.#asked.comparison?.before(scope?.info.name), view: this.#content?.view };
    };
    this.#objects = new TopologyObjects(context.project, panel, shown);
    this.#asked = { kind, question: {}, withPolicies: true, comparison: undefined };
    this.#follows = setting('followEditor', true);
    const icon = (name: string) => vscode.Uri.joinPath(context.extension, 'media', name);
    panel.iconPath = { light: icon('podpath.svg'), dark: icon('podpath-dark.svg') };
    this.#subscriptions.push(
      panel.webview.onDidReceiveMessage((message: unknown) => {
        if (isToExtension(message)) void this.#receive(message);
        else context.log.warn('The topology sent a message that is not understood.');
      }),
      panel.onDidChangeViewState(() => {
        // A hidden page is thrown away; it says that it is ready when it is shown again.
        if (!panel.visible) this.#post.end();
      }),
      panel.onDidDispose(() => this.dispose()),
      context.onDidChange(() => this.refresh()),
      context.choice.onDidChange(() => this.refresh()),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration('podpath.topology')) this.#configure(change);
      }),
    );
    setPage(panel, context.extension);
  }

  get kind(): ViewKind {
    return this.#asked.kind;
  }

  get panel(): vscode.WebviewPanel {
    return this.#panel;
  }

  /** The object that is selected in the picture. */
  get selected(): string | undefined {
    return this.#selected;
  }

  /** Shows another view, and in the DNS view another lookup. */
  show(kind: ViewKind, question: DnsQuestion = this.#asked.question): void {
    this.#ask({ kind, question });
  }

  /** The lookup of the DNS view in the manner of `dig`; undefined in any other view, and where nothing is asked. */
  get lookupText(): string | undefined {
    const view = this.#content?.view;
    if (!this.#scope || view?.kind !== 'dns' || !view.resolution) return undefined;
    const { workload, name } = view.resolution;
    return questionText(this.#scope, { ...this.#asked.question, workload, name });
  }

  /** Makes the lookup as the other C library would, and says which: `glibc` or `musl`. */
  switchResolver(): 'glibc' | 'musl' {
    const libc = this.#asked.question.libc === 'musl' ? 'glibc' : 'musl';
    this.show('dns', { ...this.#asked.question, libc });
    return libc;
  }

  /** Shows the connections as the policies let them, or as they would be without any policy. */
  togglePolicies(): boolean {
    const withPolicies = !this.#asked.withPolicies;
    this.#ask({ kind: 'connections', withPolicies });
    return withPolicies;
  }

  /** Lays another state of the files under the views; none for undefined. */
  compare(comparison: GitComparison | undefined): void {
    this.#ask({ comparison });
  }

  /** Selects an object and brings it into sight. */
  reveal(node: string, reason: 'editor' | 'command'): void {
    if (reason === 'editor' && (!this.#follows || node === this.#selected)) return;
    this.#post.say({ type: 'reveal', node, reason });
  }

  /** Shows a way through the network, hop by hop. */
  trace(trace: Trace): void {
    if (this.kind === 'dns' || this.kind === 'addresses') this.show('routing');
    const { view } = this.#build();
    if ('graph' in view) this.#post.say({ type: 'trace', trace: traceOnGraph(trace, view.graph) });
  }

  export(format: ExportFormat): void {
    this.#post.say({ type: 'export', format });
  }

  announce(text: string): void {
    this.#post.say({ type: 'announce', text });
  }

  /** Sends the view if something that is drawn has changed, and someone can see it. */
  refresh(): void {
    if (!this.#post.listens || this.#context.project.state.kind !== 'ready') return;
    const content = this.#build();
    if (!this.#isNew(content)) return;
    this.#post.say({ type: 'graph', ...content });
    if (this.#selected !== undefined) this.#tellDetails(this.#selected);
  }

  dispose(): void {
    this.#post.end();
    for (const subscription of this.#subscriptions.splice(0)) subscription.dispose();
    this.#closed.fire();
    this.#closed.dispose();
  }

  get #scope(): Scope | undefined {
    return this.#context.choice.current;
  }

  #ask(other: Partial<Asked>): void {
    this.#asked = { ...this.#asked, ...other };
    this.refresh();
  }

  #build(): Content {
    const { project, choice } = this.#context;
    return contentOf(project, choice, this.#asked, this.#selected);
  }

  /** Whether something differs from what was sent last. */
  #isNew(content: Content): boolean {
    const text = JSON.stringify(content);
    if (text === this.#sent) return false;
    this.#sent = text;
    this.#content = content;
    return true;
  }

  get #settings(): ViewSettings {
    return { followEditor: this.#follows, maxNodes: setting('maxNodes', 1000), focusDepth: 2 };
  }

  #configure(change: vscode.ConfigurationChangeEvent): void {
    if (change.affectsConfiguration('podpath.topology.followEditor')) this.#follows = setting('followEditor', true);
    if (this.#post.listens) this.#post.say({ type: 'settings', settings: this.#settings });
    this.refresh();
  }

  async #receive(message: ToExtension): Promise<void> {
    const { log } = this.#context;
    switch (message.type) {
      case 'ready':
        return this.#begin();
      case 'view':
        this.show(message.view);
        if (message.select !== undefined) this.#post.say({ type: 'reveal', node: message.select, reason: 'command' });
        return;
      case 'state':
        this.#asked = { ...this.#asked, kind: message.state.view };
        return;
      case 'select':
        this.#selected = message.id;
        if (message.id === undefined) return;
        this.#tellDetails(message.id);
        if (this.#follows) await this.#objects.reveal(message.id);
        return;
      case 'reveal':
        return this.#objects.reveal(message.id);
      case 'open': {
        const isOpen = await this.#objects.open(message.id, message.source);
        return isOpen ? undefined : this.announce(vscode.l10n.t('There is no source for this.'));
      }
      case 'fix':
        return this.#objects.fix(message.id, message.finding, message.fix);
      case 'explain':
        await vscode.commands.executeCommand('podpath.lint.explainRule', message.rule);
        return;
      case 'hover':
        return this.#post.say({ type: 'hover', node: message.id, markdown: this.#objects.hover(message.id) });
      case 'trace':
        return this.#context.trace(message.from, message.to);
      case 'resolve':
        if (message.workload !== undefined && message.name !== undefined) {
          const { libc } = this.#asked.question;
          return this.show('dns', { workload: message.workload, name: message.name, ...(libc && { libc }) });
        }
        return this.#context.resolve(message.workload);
      case 'runCommand':
        if (mayRun(message.command, message.args)) {
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
    const content = this.#build();
    this.#sent = undefined;
    this.#isNew(content);
    const strings = vscode.l10n.bundle ?? {};
    const settings = this.#settings;
    const node = this.#follows && this.#selected === undefined ? this.#context.atCursor() : undefined;
    const isAsked = node === undefined || this.#post.keeps('reveal');
    this.#post.begin([
      { type: 'init', schemaVersion, strings, settings, ...content },
      ...(isAsked ? [] : [{ type: 'reveal', node, reason: 'editor' } as const]),
    ]);
  }

  #tellDetails(id: string): void {
    const found = this.#objects.details(id);
    if (found) this.#post.say({ type: 'details', details: found.details });
  }
}

/** The view that a saved state was about. */
export function viewOfState(state: unknown): ViewKind {
  return isSavedState(state) ? state.view : 'routing';
}

function setting<T>(name: string, fallback: T): T {
  return vscode.workspace.getConfiguration('podpath.topology').get(name, fallback);
}
