import type { Graph, GraphNode } from '../../src/features/graph/graph.ts';
import type { DetailRow, DetailSection, DetailSource } from '../../src/features/graph/views.ts';
import { verdictText } from '../a11y/describe.ts';
import { t } from '../l10n.ts';
import { h } from '../ui/dom.ts';

/** More ends of lines are not listed. */
const mostEnds = 60;

/** A label with more characters stands above its value. */
const longLabel = 26;

/** A titled part of the panel. */
export function section(title: string, ...children: HTMLElement[]): HTMLElement {
  return h('section', {}, h('h3', {}, title), ...children);
}

/** A button that looks like a link. */
export function link(label: string, onClick: () => void): HTMLElement {
  return h('button', { class: 'link', type: 'button', onClick }, label);
}

/** A titled list of what is known: ports, names, policies. Rows about a card lead to it. */
export function knownSection({ title, rows }: DetailSection, select: (id: string) => void): HTMLElement {
  const isLong = rows.some(({ label, value }) => label.length > longLabel && value !== undefined);
  return section(
    titleText(title),
    h('dl', { class: isLong ? 'long' : undefined }, ...rows.flatMap((row) => rowOf(row, select))),
  );
}

function rowOf({ label, value, node, verdict }: DetailRow, select: (id: string) => void): HTMLElement[] {
  // The label says what the value is where it is one of a known few; else it is the name of what the row is about.
  const word = labelText(label);
  const isWord = word !== undefined;
  const onClick = node === undefined ? undefined : () => select(node);
  const name = onClick && !isWord ? link(label, onClick) : (word ?? label);
  const shown = onClick && isWord ? link(value ?? '', onClick) : (value ?? '');
  return [
    h('dt', {}, name),
    h(
      'dd',
      {},
      shown,
      verdict && h('span', { class: `mark ${verdict}` }, `${value === undefined ? '' : ', '}${verdictText(verdict)}`),
    ),
  ];
}

/** The lines that made it; each opens its place. */
export function sourcesSection(sources: readonly DetailSource[], open: (index: number) => void): HTMLElement {
  return section(
    t('Made by'),
    h(
      'ul',
      { class: 'links sources' },
      ...sources.map(({ label, text }, index) =>
        h(
          'li',
          {},
          link(label, () => open(index)),
          text !== undefined && text !== '' && h('code', {}, text),
        ),
      ),
    ),
  );
}

/** What is at the other ends of the lines of a card: first what leads to it, then what it leads to. */
export function endSections(node: GraphNode, graph: Graph, select: (id: string) => void): HTMLElement[] {
  const names = new Map(graph.nodes.map(({ id, name }) => [id, name]));
  const listed = (title: string, ids: readonly string[]) =>
    ids.length === 0
      ? []
      : [
          section(
            title,
            h(
              'ul',
              { class: 'links' },
              ...[...new Set(ids)].slice(0, mostEnds).map((id) =>
                h(
                  'li',
                  {},
                  link(names.get(id) ?? id, () => select(id)),
                  id.includes('/') && h('span', { class: 'detail' }, ` ${id.split('/')[0]}`),
                ),
              ),
            ),
          ),
        ];
  return [
    ...listed(
      t('Comes from'),
      graph.edges.filter(({ target }) => target === node.id).map(({ source }) => source),
    ),
    ...listed(
      t('Leads to'),
      graph.edges.filter(({ source }) => source === node.id).map(({ target }) => target),
    ),
  ];
}

/** The title of a section in the user's language; one of a port stays as it is. */
function titleText(title: string): string {
  const known: Readonly<Record<string, string>> = {
    About: t('About'),
    Changes: t('Changes'),
    Ports: t('Ports'),
    Names: t('Names'),
    Addresses: t('Addresses'),
    Pods: t('Pods'),
    Endpoints: t('Endpoints'),
    'Ways in': t('Ways in'),
    'Used by': t('Used by'),
    Services: t('Services'),
    Policies: t('Policies'),
    'Asks for': t('Asks for'),
    Needs: t('Needs'),
    'Needed by': t('Needed by'),
    Routes: t('Routes'),
    TLS: 'TLS',
    Listeners: t('Listeners'),
    Parents: t('Parents'),
    Hosts: t('Hosts'),
    Selects: t('Selects'),
    'Named by': t('Named by'),
    Ends: t('Ends'),
  };
  return known[title] ?? title;
}

/** A label that says what the value is, in the user's language; undefined for any other label. */
function labelText(label: string): string | undefined {
  const known: Readonly<Record<string, string>> = {
    type: t('type'),
    selects: t('selects'),
    'stands for': t('stands for'),
    'external IP': t('external IP'),
    'load balancer': t('load balancer'),
    pods: t('pods'),
    network: t('network'),
    class: t('class'),
    controller: t('controller'),
    'everything else': t('everything else'),
    from: t('from'),
    to: t('to'),
    'asked by': t('asked by'),
    'by way of': t('by way of'),
    egress: t('egress'),
    ingress: t('ingress'),
  };
  return Object.hasOwn(known, label) ? known[label] : undefined;
}
