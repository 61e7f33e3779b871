import * as vscode from 'vscode';
import { resourceAt } from '../features/topology/places.ts';
import { traceText } from '../features/trace.ts';
import { resourceId } from '../model/facts/resource.ts';
import type { Trace } from '../model/trace.ts';
import { offerCallHierarchy } from './callHierarchy.ts';
import { chooseProfile } from './clusterProfile.ts';
import { offerCodeLenses } from './codeLenses.ts';
import type { Commands } from './commands.ts';
import { offerCompletions } from './completions.ts';
import { toLocation, toOffset } from './convert.ts';
import { decorateProblems } from './decorations.ts';
import { nameOfItem, showDnsNamesTree } from './dnsNamesTree.ts';
import { askQuestion, questionAt } from './dnsPath.ts';
import { pickFormat } from './exporting.ts';
import { showFindingsTree } from './findingsTree.ts';
import { askComparison } from './gitComparison.ts';
import { offerInlayHints } from './inlayHints.ts';
import type { Project } from './project.ts';
import { askReachability } from './reachability.ts';
import { serveRenderedManifests } from './renderedManifests.ts';
import { openSample } from './sample.ts';
import { ScopeChoice } from './scopeChoice.ts';
import { whenSettled } from './settled.ts';
import { TopologyPanel, viewOfState, viewType } from './topologyPanel.ts';
import { openSource } from './topologySource.ts';
import { showTopologyTree, type TopologyItem } from './topologyTree.ts';
import { offerWorkspaceSymbols } from './workspaceSymbols.ts';

/** The views beside the editor, and their commands. */
export interface Topology extends vscode.Disposable {
  readonly commands: Commands;
}

/** The trees, the topology panel and what leads to them. */
export function startTopology(
  project: Project,
  context: vscode.ExtensionContext,
  log: vscode.LogOutputChannel,
): Topology {
  const settled = whenSettled(project);
  const choice = new ScopeChoice(project, context.workspaceState);
  const tree = showTopologyTree(project, context.workspaceState, settled.event);
  const findings = showFindingsTree(project, context.workspaceState, settled.event);
  const rendered = serveRenderedManifests(project, choice, settled.event);
  let panel: TopologyPanel | undefined;

  const adopt = (webview: vscode.WebviewPanel, state?: unknown): TopologyPanel => {
    panel?.panel.dispose();
    const own = new TopologyPanel(panelContext, webview, viewOfState(state));
    panel = own;
    setContext('topologyOpen', true);
    own.onDidClose(() => {
      if (panel !== own) return;
      panel = undefined;
      setContext('topologyOpen', false);
      setContext('topologyCompares', false);
    });
    return own;
  };
  const open = (column: vscode.ViewColumn): TopologyPanel => {
    if (panel) {
      panel.panel.reveal(panel.panel.viewColumn);
      return panel;
    }
    const title = vscode.l10n.t('Topology');
    return adopt(vscode.window.createWebviewPanel(viewType, title, column, { enableFindWidget: false }));
  };
  const openBeside = () => open(vscode.window.activeTextEditor ? vscode.ViewColumn.Beside : vscode.ViewColumn.Active);

  const trace = async (from: string | undefined, to: string | undefined, port?: number): Promise<void> => {
    const scope = choice.current;
    if (!scope) return;
    const found = await askReachability(scope, from, to, port);
    if (!found) return;
    if (panel) panel.trace(found);
    else await showResult(project, found);
  };
  const resolve = async (workload: string | undefined, name?: string): Promise<void> => {
    const scope = choice.current;
    const question = scope && (await askQuestion(scope, workload, name));
    if (question) openBeside().show('dns', question);
  };
  const panelContext = {
    project,
    choice,
    log,
    extension: context.extensionUri,
    onDidChange: settled.event,
    trace: (from: string | undefined, to: string | undefined) => void trace(from, to),
    resolve: (workload: string | undefined) => void resolve(workload),
    atCursor: () =>
      atCursor(vscode.window.visibleTextEditors.find(({ viewColumn }) => viewColumn !== undefined))?.resource,
  };

  const atCursor = (editor = vscode.window.activeTextEditor) => {
    const at = editor && toOffset(project, editor.document, editor.selection.active);
    if (!at) return undefined;
    choice.follow(at.path);
    const scope = choice.current;
    const row = scope && resourceAt(scope.model, at.path, at.offset);
    return scope && { scope, resource: row && resourceId(row), ...at };
  };
  const follow = (editor: vscode.TextEditor | undefined): void => {
    if (project.state.kind !== 'ready') return;
    const here = atCursor(editor);
    if (!here?.resource) return;
    tree.reveal(here.scope, here.resource);
    panel?.reveal(here.resource, 'editor');
  };
  let timer: ReturnType<typeof setTimeout> | undefined;
  const later = (editor: vscode.TextEditor | undefined): void => {
    clearTimeout(timer);
    timer = setTimeout(() => follow(editor), 120);
  };

  /** What is asked of a line of the tree is asked in its scope. */
  const chooseScopeOf = async (item: unknown): Promise<void> => {
    const name = (item as Partial<TopologyItem> | undefined)?.scope?.info.name;
    if (name !== undefined && name !== choice.current?.info.name) await choice.choose(name);
  };

  const commands: Commands = {
    'podpath.topology.open': () => void open(vscode.ViewColumn.Active),
    'podpath.topology.openToSide': () => void openBeside(),
    'podpath.topology.focusSymbol': async (item) => {
      const asked = idOf(item);
      const here = asked === undefined ? atCursor() : undefined;
      await chooseScopeOf(item);
      const own = openBeside();
      if (own.kind !== 'routing' && own.kind !== 'connections') own.show('routing');
      const id = asked ?? here?.resource;
      if (id !== undefined) own.reveal(id, 'command');
    },
    'podpath.topology.showDnsPath': async (item, name) => {
      const here = atCursor();
      const question = item === undefined && here ? questionAt(here.scope, here.path, here.offset) : undefined;
      if (question) return openBeside().show('dns', question);
      return resolve(idOf(item), typeof name === 'string' ? name : undefined);
    },
    'podpath.topology.checkReachability': (from, to, port) =>
      trace(idOf(from), idOf(to), typeof port === 'number' ? port : undefined),
    'podpath.topology.traceFrom': async (item) => {
      await chooseScopeOf(item);
      await trace(idOf(item) ?? panel?.selected, undefined);
    },
    'podpath.topology.traceTo': async (item) => {
      await chooseScopeOf(item);
      await trace(undefined, idOf(item) ?? panel?.selected);
    },
    'podpath.topology.resolveFrom': async (item) => {
      await chooseScopeOf(item);
      await resolve(idOf(item) ?? panel?.selected);
    },
    'podpath.topology.showSource': async (item) => {
      const id = idOf(item) ?? panel?.selected;
      const scope = (item as Partial<TopologyItem> | undefined)?.scope ?? choice.current;
      const row = scope?.model.inputs.resources.find((one) => resourceId(one) === id);
      const location = row && toLocation(project, row.name.span);
      if (!location) return;
      if (panel?.panel.active) await openSource(panel.panel, location);
      else await vscode.window.showTextDocument(location.uri, { selection: location.range });
    },
    'podpath.topology.compareWithGit': async () => {
      const comparison = await askComparison(project);
      if (!comparison) return;
      const own = openBeside();
      if (own.kind === 'dns' || own.kind === 'addresses') own.show('routing');
      own.compare(comparison);
      setContext('topologyCompares', true);
    },
    'podpath.topology.stopComparing': () => {
      panel?.compare(undefined);
      panel?.announce(vscode.l10n.t('No longer compared'));
      setContext('topologyCompares', false);
    },
    'podpath.topology.export': async () => {
      const format = await pickFormat();
      if (format) openBeside().export(format);
    },
    'podpath.topology.switchResolver': () => {
      const own = openBeside();
      own.announce(vscode.l10n.t('As the resolver of {0} asks', own.switchResolver()));
    },
    'podpath.topology.togglePolicies': () => {
      const own = openBeside();
      own.announce(
        own.togglePolicies()
          ? vscode.l10n.t('Connections as the policies let them')
          : vscode.l10n.t('Connections as if there were no policies'),
      );
    },
    'podpath.topology.copyLookup': async () => {
      const text = panel?.lookupText;
      if (text !== undefined) {
        await vscode.env.clipboard.writeText(text);
        panel?.announce(vscode.l10n.t('The lookup is copied as text of dig'));
      } else void vscode.window.showInformationMessage(vscode.l10n.t('Open a lookup in the DNS view first.'));
    },
    'podpath.topology.selectScope': () => choice.pick(),
    'podpath.cluster.chooseProfile': () => chooseProfile(),
    'podpath.render.show': () => rendered.show(),
    'podpath.item.copyDnsName': async (item) => {
      const name = nameOfItem(item) ?? serviceNameOf(item, project);
      if (name !== undefined) await vscode.env.clipboard.writeText(name);
    },
    'podpath.help.openWalkthrough': () =>
      vscode.commands.executeCommand(
        'workbench.action.openWalkthrough',
        `${context.extension.id}#podpath.gettingStarted`,
      ),
    'podpath.help.openSample': () => openSample(context.extensionUri),
    ...tree.commands,
    ...findings.commands,
  };

  const registrations = vscode.Disposable.from(
    settled,
    choice,
    tree,
    findings,
    rendered,
    showDnsNamesTree(project, choice, settled.event),
    decorateProblems(project, settled.event),
    offerCompletions(project),
    offerCodeLenses(project, settled.event),
    offerInlayHints(project, settled.event),
    offerWorkspaceSymbols(project),
    offerCallHierarchy(project),
    vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => later(textEditor)),
    vscode.window.onDidChangeActiveTextEditor(later),
    vscode.window.registerWebviewPanelSerializer(viewType, {
      async deserializeWebviewPanel(webview, state: unknown) {
        adopt(webview, state);
      },
    }),
    settled.event(() => {
      const { workspace, skipped } = project;
      const leftOut =
        skipped.length + [...workspace.plan.roles.values()].filter(({ use }) => use === 'left out').length;
      setContext('allExcluded', workspace.scopes.length === 0 && leftOut > 0);
      follow(vscode.window.activeTextEditor);
    }),
    { dispose: () => clearTimeout(timer) },
  );
  return {
    commands,
    dispose: () => {
      registrations.dispose();
      panel?.dispose();
    },
  };
}

function setContext(key: string, value: boolean): void {
  void vscode.commands.executeCommand('setContext', `podpath:${key}`, value);
}

/** The id of an object: as it is, of an item of the tree, or of what was clicked on in the webview. */
function idOf(item: unknown): string | undefined {
  if (typeof item === 'string') return item;
  if (typeof item !== 'object' || item === null) return undefined;
  if ('podpathId' in item && typeof item.podpathId === 'string') return item.podpathId;
  return (item as Partial<TopologyItem>).node?.resource;
}

function serviceNameOf(item: unknown, project: Project): string | undefined {
  const [kind, namespace, name] = idOf(item)?.split('/') ?? [];
  return kind === 'Service' ? `${name}.${namespace}.svc.${project.settings.common.cluster.domain}` : undefined;
}

/** A verdict without a picture: in words, with a way to see and copy all of it. */
async function showResult(project: Project, found: Trace): Promise<void> {
  const go = vscode.l10n.t('Go to Rule');
  const details = vscode.l10n.t('Show Path');
  const copy = vscode.l10n.t('Copy');
  const text = `${found.from} → ${found.to}${found.port === undefined ? '' : `:${found.port}`}: ${found.verdict}. ${capital(found.because)}.`;
  const actions = [...(found.decidedBy ? [go] : []), details, copy];
  const answer = await vscode.window.showInformationMessage(text, ...actions);
  const whole = traceText(found, (file) => project.workspace.files.get(file)?.text);
  if (answer === copy) await vscode.env.clipboard.writeText(whole);
  if (answer === details) {
    const document = await vscode.workspace.openTextDocument({ content: whole });
    await vscode.window.showTextDocument(document, vscode.ViewColumn.Beside);
  }
  const location = answer === go && found.decidedBy ? toLocation(project, found.decidedBy) : undefined;
  if (location) await vscode.window.showTextDocument(location.uri, { selection: location.range });
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
