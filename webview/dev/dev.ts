/**
 * The webview in a plain browser against a host in memory. `?sample=NAME&theme=KIND`, and `&motion=reduce`,
 * `&max=N` for the overview's limit. `window.podpath` is for tests.
 */
import '../main.css';
import { problemsOf } from '../../src/features/graph/graph.ts';
import { type SavedState, schemaVersion, type ToExtension, type ToWebview } from '../../src/features/graph/messages.ts';
import type { ChangeNote, Details, View, ViewContext, ViewKind } from '../../src/features/graph/views.ts';
import { startApp } from '../app.ts';
import { fakeHost } from '../host.ts';
import type { ThemeKind } from '../theme.ts';
import { dns } from './samples/dns.ts';
import { type SampleName, sample, sampleNames, trace } from './samples.ts';
import { applyTheme } from './themes.ts';

const query = new URLSearchParams(location.search);
const asked = query.get('sample') ?? 'problems';
const name = (sampleNames as readonly string[]).includes(asked) ? (asked as SampleName) : 'problems';
let view: View = sample(name);
const kind = query.get('kind');
if (name === 'empty' && kind !== null) {
  const graph = { arrangement: 'tiers' as const, groups: [], nodes: [], edges: [] };
  if (kind === 'addresses') view = { kind, plan: { ranges: [], overlaps: [] } };
  else if (kind === 'dns') view = { kind, graph, workloads: [], names: [] };
  else view = { kind: kind as 'connections', graph };
}
const ofView: Record<ViewKind, SampleName> = {
  routing: 'problems',
  connections: 'connections',
  dns: 'dns',
  addresses: 'overlap',
  architecture: 'architecture',
};

applyTheme((query.get('theme') ?? 'dark') as ThemeKind);
if (query.get('motion') === 'reduce') document.body.classList.add('vscode-reduce-motion');

const changes: readonly ChangeNote[] = [
  { kind: 'reach', node: 'Deployment/shop/payments', reached: true },
  {
    kind: 'verdict',
    edge: 'requires Deployment/shop/web > Deployment/shop/api#http',
    source: 'Deployment/shop/web',
    target: 'Deployment/shop/api',
    port: 'TCP 8080',
    before: 'allowed',
    now: 'denied',
  },
  { kind: 'resource', change: 'added', node: 'NetworkPolicy/shop/closed', fields: [] },
  { kind: 'resource', change: 'removed', node: 'ConfigMap/shop/old', fields: [] },
  { kind: 'resource', change: 'removed', node: 'CronJob/shop/report', fields: [] },
  { kind: 'resource', change: 'changed', node: 'Service/shop/api', fields: ['spec.ports[http].port: 80 → 8080'] },
];
const scopeOf = (): ViewContext => ({
  scope: {
    name: 'kustomize/overlays/production',
    kind: 'kustomization',
    count: Number(query.get('scopes') ?? 3),
    kinds: [
      { kind: 'Service', count: 5 },
      { kind: 'Deployment', count: 4 },
    ],
    incomplete: query.get('incomplete') === null ? [] : ['a remote base is not read'],
  },
});
const instead = query.get('instead')?.split(',') as ViewKind[] | undefined;
let context: ViewContext = {
  ...((name !== 'empty' || instead) && scopeOf()),
  ...(query.get('compare') !== null && { comparison: { ref: 'HEAD', notes: changes } }),
  ...(instead && { instead }),
};

const host = fakeHost((message, reply) => {
  // The real host answers later, too.
  setTimeout(() => answer(message, reply), 0);
});

function answer(message: ToExtension, reply: (message: ToWebview) => void): void {
  switch (message.type) {
    case 'ready': {
      const saved = query.get('state');
      const state = saved === null ? undefined : (JSON.parse(saved) as SavedState);
      const settings = { followEditor: true, maxNodes: Number(query.get('max') ?? 1000), focusDepth: 2 };
      const strings = query.get('pseudo') === null ? {} : pseudo;
      document.body.dataset.ready = String(performance.now());
      reply({ type: 'init', schemaVersion, strings, settings, view, title: name, context, ...(state && { state }) });
      return;
    }
    case 'view':
      view = sample(ofView[message.view]);
      show(message.view);
      if (message.select !== undefined) reply({ type: 'reveal', node: message.select, reason: 'command' });
      return;
    case 'resolve':
      view = dns();
      show('dns');
      return;
    case 'runCommand':
      runCommand(message.command);
      return;
    case 'trace':
      if ('graph' in view) reply({ type: 'trace', trace: trace(view.graph) });
      return;
    case 'hover':
      reply({ type: 'hover', node: message.id, markdown: `**${message.id}**\n\nPorts \`80 → 8080\`` });
      return;
    case 'select':
      if (message.id !== undefined) reply({ type: 'details', details: detailsOf(message.id) });
      return;
    default:
      return;
  }
}

/** As the extension would answer to its own commands. */
function runCommand(command: string): void {
  switch (command) {
    case 'podpath.topology.togglePolicies':
      if (view.kind !== 'connections') return;
      view = view.withoutPolicies ? sample('connections') : { ...view, withoutPolicies: true };
      show('connections');
      return;
    case 'podpath.topology.switchResolver':
      if (view.kind !== 'dns' || !view.resolution) return;
      view = { ...view, resolution: { ...view.resolution, libc: view.resolution.libc === 'musl' ? 'glibc' : 'musl' } };
      show('dns');
      return;
    case 'podpath.topology.compareWithGit':
      view = sample('diff');
      context = { ...context, comparison: { ref: 'HEAD', notes: changes } };
      show('diff');
      return;
    case 'podpath.topology.stopComparing': {
      const { comparison, ...rest } = context;
      context = rest;
      if (comparison) view = sample('shop');
      show('shop');
      return;
    }
  }
}

function show(title: string): void {
  host.reply({ type: 'graph', view, title, context });
}

function detailsOf(id: string): Details {
  const graph = 'graph' in view ? view.graph : undefined;
  const node = graph?.nodes.find((each) => each.id === id);
  return {
    id,
    title: node?.name ?? id,
    subtitle: node ? `${node.kind}${node.namespace ? ` in namespace ${node.namespace}` : ''}` : 'Connection',
    sections: node
      ? [
          {
            title: 'Ports',
            rows: (node.rows ?? []).map(({ label, value }) => ({ label, ...(value !== undefined && { value }) })),
          },
          {
            title: 'Names',
            rows: [{ label: `${node.name}.${node.namespace ?? 'default'}.svc.cluster.local`, value: '10.152.183.40' }],
          },
        ]
      : [],
    findings: (node ? problemsOf(node) : []).map((problem) => ({
      ...problem,
      why: 'The endpoint has no such port, so connections to it are refused.',
      fixes: ['Change to http'],
    })),
    sources: [{ label: 'shop.yaml:12', text: 'kind: Service' }],
    actions: [],
  };
}

/** Every text is looked up: what is not in here would show as English. */
const pseudo = new Proxy(
  {},
  {
    get: (_, text) => (typeof text === 'string' ? `⟦${text}⟧` : undefined),
    ownKeys: () => [],
  },
) as Readonly<Record<string, string>>;

declare global {
  interface Window {
    podpath: typeof tools;
  }
}

const tools = {
  host,
  sent: host.sent,
  reply: host.reply,
  applyTheme,
  sample,
  show(next: View) {
    view = next;
    host.reply({ type: 'graph', view: next, title: 'test' });
  },
};
window.podpath = tools;
startApp(document.getElementById('app')!, host);
