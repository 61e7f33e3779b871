/**
 * The webview in a plain browser against a host in memory. `?sample=NAME&theme=KIND`, and `&motion=reduce`,
 * `&max=N` for the overview's limit. `window.podpath` is for tests.
 */
import '../main.css';
import { problemsOf } from '../../src/features/graph/graph.ts';
import { type SavedState, schemaVersion, type ToExtension, type ToWebview } from '../../src/features/graph/messages.ts';
import type { Details, View, ViewKind } from '../../src/features/graph/views.ts';
import { startApp } from '../app.ts';
import { fakeHost } from '../host.ts';
import type { ThemeKind } from '../theme.ts';
import { dns, type SampleName, sample, sampleNames, trace } from './samples.ts';
import { applyTheme } from './themes.ts';

const query = new URLSearchParams(location.search);
const asked = query.get('sample') ?? 'problems';
const name = (sampleNames as readonly string[]).includes(asked) ? (asked as SampleName) : 'problems';
let view: View = sample(name);
const ofView: Record<ViewKind, SampleName> = {
  routing: 'problems',
  connections: 'connections',
  dns: 'dns',
  addresses: 'overlap',
  architecture: 'architecture',
};

applyTheme((query.get('theme') ?? 'dark') as ThemeKind);
if (query.get('motion') === 'reduce') document.body.classList.add('vscode-reduce-motion');

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
      reply({ type: 'init', schemaVersion, strings, settings, view, title: name, ...(state && { state }) });
      return;
    }
    case 'view':
      view = sample(ofView[message.view]);
      reply({ type: 'graph', view, title: message.view });
      return;
    case 'resolve':
      view = dns();
      reply({ type: 'graph', view, title: 'dns' });
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
