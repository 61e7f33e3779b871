import { type Command, Option } from 'commander';
import { toDot } from '../../features/graph/export/dot.ts';
import { toDrawio } from '../../features/graph/export/drawio.ts';
import { toJson } from '../../features/graph/export/json.ts';
import { toMermaid } from '../../features/graph/export/mermaid.ts';
import { toSvg } from '../../features/graph/export/svg.ts';
import { toText } from '../../features/graph/export/text.ts';
import { graphOfScope, graphViews } from '../../features/graph/from/graphOf.ts';
import type { Graph } from '../../features/graph/graph.ts';
import { layoutGraph } from '../../features/graph/layout/layout.ts';
import { collapsePeers } from '../../features/graph/narrow/collapse.ts';
import { darkPalette, lightPalette } from '../../features/graph/paint/palette.ts';
import { reachChanges, reachedFromInternet } from '../../features/graph/reach.ts';
import { difference } from '../../features/topology/difference.ts';
import { type Finding, lint } from '../../lint/lint.ts';
import { type Scope, Workspace } from '../../model/workspace.ts';
import { rules } from '../../rules/index.ts';
import { commitOf } from '../git.ts';
import { InputError, type Loaded, load } from '../load.ts';

interface Options {
  readonly format?: 'json' | 'mermaid' | 'dot' | 'drawio' | 'svg' | 'text';
  readonly view: (typeof graphViews)[number];
  readonly theme: 'light' | 'dark';
  readonly scope?: string;
  readonly against?: string;
  readonly all?: true;
  readonly config?: string;
}

/** A graph, and what else there is to say of it where it is a difference. */
interface Shown {
  readonly graph: Graph;
  readonly changes?: readonly string[];
}

export function addGraph(program: Command): void {
  program
    .command('graph')
    .description('print the topology, or its difference from another commit')
    .argument('[path...]', 'files and folders', [])
    .addOption(
      new Option('--format <format>', 'form of the output (default: json, with --against: text)').choices([
        'json',
        'mermaid',
        'dot',
        'drawio',
        'svg',
        'text',
      ]),
    )
    .addOption(new Option('--view <view>', 'what it shows').choices(graphViews).default('routing'))
    .addOption(new Option('--theme <theme>', 'colours of the SVG').choices(['light', 'dark']).default('light'))
    .option('--scope <name>', 'only this scope (default: the first)')
    .option('--against <commit>', 'compare with a commit of git: what was added (+), removed (-) and changed (~)')
    .option('--all', 'a card for each of several equal peers, also in pictures')
    .option('--config <file>', 'settings (default: podpath.json or .podpath.yaml)')
    .action(async (paths: string[], options: Options) => {
      const loaded = await load(paths, options.config);
      const scope = loaded.workspace.scope(options.scope);
      const now = scope && { scope, findings: findingsOf(loaded.workspace, loaded) };
      let shown: Shown | undefined;
      if (options.against !== undefined) {
        const workspace = await workspaceAt(options.against, paths, loaded);
        const name = scope?.info.name ?? options.scope;
        const before = workspace.scope(name);
        shown = compared(options.view, before && { scope: before, findings: findingsOf(workspace, loaded) }, now);
      } else if (now) shown = { graph: graphOfScope(options.view, now.scope, now.findings) };
      if (!shown) {
        const { scope: name } = options;
        throw new InputError(name === undefined ? 'no manifests were found' : `no scope is called ${name}`);
      }
      const format = options.format ?? (shown.changes ? 'text' : 'json');
      const isPicture = format === 'svg' || format === 'drawio';
      const { graph } = shown;
      if (isPicture && !options.all) shown = { ...shown, graph: collapsePeers(graph, 4, new Set(), new Set()) };
      process.stdout.write(print(shown, format, scope?.info.name ?? options.scope ?? '.', options.theme));
    });
}

interface Known {
  readonly scope: Scope;
  readonly findings: readonly Finding[];
}

function findingsOf(workspace: Workspace, { settings }: Loaded): readonly Finding[] {
  return lint(workspace, rules, settings.lint).findings;
}

/** The same paths and settings in a commit. */
async function workspaceAt(reference: string, paths: readonly string[], loaded: Loaded): Promise<Workspace> {
  const { base, settings } = loaded;
  const commit = await commitOf(base, reference);
  const workspace = new Workspace({ cluster: settings.cluster, scopes: settings.scopes, folders: ['.'] });
  workspace.update(await commit.selected(paths, settings.files));
  const asked = new Set<string>();
  for (;;) {
    void workspace.scopes;
    const wanted = workspace.wanted.filter((path) => !asked.has(path));
    for (const path of wanted) asked.add(path);
    const found = await commit.read(wanted);
    if (found.size === 0) return workspace;
    workspace.update(found);
  }
}

const nothing: Graph = { arrangement: 'tiers', groups: [], nodes: [], edges: [] };

function compared(view: Options['view'], before: Known | undefined, now: Known | undefined): Shown | undefined {
  if (!before && !now) return undefined;
  const graph = (of: Known | undefined, its: Options['view']) =>
    of ? graphOfScope(its, of.scope, of.findings) : nothing;
  const { graph: merged } = difference(graph(before, view), graph(now, view));
  const routing = difference(graph(before, 'routing'), graph(now, 'routing')).graph;
  const connections = difference(graph(before, 'connections'), graph(now, 'connections'));
  const reached = (of: Known | undefined) => reachedFromInternet(graph(of, 'routing'), graph(of, 'connections'));
  const changes = [...reachChanges(reached(before), reached(now), routing), ...connections.count.verdicts];
  return { graph: merged, changes };
}

function print(
  { graph, changes }: Shown,
  format: NonNullable<Options['format']>,
  title: string,
  theme: string,
): string {
  const palette = theme === 'dark' ? darkPalette : lightPalette;
  switch (format) {
    case 'json':
      return changes ? `${JSON.stringify({ ...graph, changes }, undefined, 2)}\n` : toJson(graph);
    case 'mermaid':
      return toMermaid(graph);
    case 'dot':
      return toDot(graph);
    case 'drawio':
      return toDrawio(graph, layoutGraph(graph), palette, title);
    case 'svg':
      return toSvg(graph, layoutGraph(graph), palette, title);
    case 'text': {
      if (!changes) return toText(graph);
      const lines = toText({
        ...graph,
        nodes: graph.nodes.filter(({ change }) => change),
        edges: graph.edges.filter(({ change }) => change),
      });
      const words = changes.map((change) => `${change}\n`).join('');
      return lines + words === '' ? 'no difference\n' : `${lines}${lines && words ? '\n' : ''}${words}`;
    }
  }
}
