import type { Graph } from '../../src/features/graph/graph.ts';
import { problemsOf } from '../../src/features/graph/graph.ts';
import type { ToExtension } from '../../src/features/graph/messages.ts';
import type { Details } from '../../src/features/graph/views.ts';
import { describeEdge, severityText, verdictText } from '../a11y/describe.ts';
import { t } from '../l10n.ts';
import { createButton } from '../ui/controls.ts';
import { h } from '../ui/dom.ts';

export interface PanelActions {
  readonly send: (message: ToExtension) => void;
  readonly select: (id: string) => void;
  readonly focus: (id: string) => void;
  readonly close: () => void;
}

/** The side panel for what is selected: at once what the graph knows, then what the host tells. */
export function drawPanel(
  element: HTMLElement,
  graph: Graph,
  selection: string | undefined,
  details: Details | undefined,
  actions: PanelActions,
): void {
  const close = createButton({
    label: t('Close'),
    icon: 'close',
    compact: true,
    id: 'close-panel',
    onClick: actions.close,
  });
  const node = graph.nodes.find((each) => each.id === selection);
  const edge = node ? undefined : graph.edges.find((each) => each.id === selection);
  if (!node && !edge) {
    element.replaceChildren(
      h('header', {}, h('h2', {}, t('Details')), close),
      h(
        'p',
        { class: 'empty' },
        t('Select a card or a line to see what it is, what it leads to, and what is wrong with it.'),
      ),
    );
    return;
  }
  const id = selection!;
  const known = details?.id === id ? details : undefined;
  const name = (of: string) => graph.nodes.find((each) => each.id === of)?.name ?? of;
  const children: (HTMLElement | false)[] = [
    h(
      'header',
      {},
      h(
        'div',
        {},
        h(
          'div',
          { class: 'kind' },
          known?.subtitle ?? (node ? [node.kind, node.namespace].filter(Boolean).join(' · ') : t('Connection')),
        ),
        h('h2', {}, known?.title ?? node?.name ?? t('{0} to {1}', name(edge!.source), name(edge!.target))),
      ),
      close,
    ),
  ];
  const button = (label: string, idOf: string, onClick: () => void, primary = false) =>
    createButton({ label, id: idOf, onClick, primary });
  const buttons = [button(t('Open source'), 'open-source', () => actions.send({ type: 'open', id }), true)];
  if (node) {
    buttons.push(button(t('Focus'), 'focus-node', () => actions.focus(id)));
    buttons.push(button(t('Trace from here'), 'trace-from', () => actions.send({ type: 'trace', from: id })));
    buttons.push(button(t('Trace to here'), 'trace-to', () => actions.send({ type: 'trace', to: id })));
    if (node.tier === 'workload' || node.tier === 'pod')
      buttons.push(
        button(t('Resolve a name from here'), 'resolve-from', () => actions.send({ type: 'resolve', workload: id })),
      );
  }
  for (const action of known?.actions ?? [])
    buttons.push(
      button(action.title, `command-${action.command}`, () =>
        actions.send({ type: 'runCommand', command: action.command, args: action.args }),
      ),
    );
  children.push(h('div', { class: 'buttons' }, ...buttons));

  const problems = known
    ? known.findings
    : problemsOf((node ?? edge)!).map((problem) => ({ ...problem, why: undefined, fixes: [] as readonly string[] }));
  if (problems.length > 0)
    children.push(
      section(
        t('Problems'),
        ...problems.map((finding, index) =>
          h(
            'article',
            { class: `finding ${finding.severity}` },
            h(
              'p',
              { class: 'message' },
              h('span', {
                class: `sign ${finding.severity}`,
                role: 'img',
                'aria-label': severityText(finding.severity),
              }),
              ` ${finding.message}`,
            ),
            finding.why !== undefined && h('p', { class: 'why' }, finding.why),
            h(
              'div',
              { class: 'buttons' },
              ...finding.fixes.map((fix, at) =>
                button(
                  fix,
                  `fix-${index}-${at}`,
                  () => actions.send({ type: 'fix', id, finding: index, fix: at }),
                  true,
                ),
              ),
              button(finding.rule, `explain-${index}`, () => actions.send({ type: 'explain', rule: finding.rule })),
            ),
          ),
        ),
      ),
    );
  if (edge?.verdict)
    children.push(
      section(
        t('Verdict'),
        h('p', { class: `verdict ${edge.verdict}` }, verdictText(edge.verdict), edge.detail ? `: ${edge.detail}` : ''),
      ),
    );
  else if (edge) children.push(section(t('Connection'), h('p', {}, describeEdge(edge, graph))));
  const marks = node?.badges ?? [];
  if (marks.length > 0)
    children.push(
      section(
        t('Remarks'),
        ...marks.map((badge) =>
          h('p', { class: `badge ${badge.tone}` }, badge.text, badge.detail ? `: ${badge.detail}` : ''),
        ),
      ),
    );
  const sections =
    known?.sections ??
    (node?.rows?.length
      ? [
          {
            title: t('Ports'),
            rows: node.rows.map(({ label, value }) => ({ label, ...(value !== undefined && { value }) })),
          },
        ]
      : []);
  for (const { title, rows } of sections)
    children.push(
      section(
        title,
        h(
          'dl',
          {},
          ...rows.flatMap((row) => {
            const target = 'node' in row ? row.node : undefined;
            const label = target === undefined ? row.label : link(row.label, () => actions.select(target));
            return [h('dt', {}, label), h('dd', {}, row.value ?? '')];
          }),
        ),
      ),
    );
  if (node) {
    const linked = (title: string, ids: readonly string[]) =>
      ids.length > 0 &&
      section(
        title,
        h(
          'ul',
          { class: 'links' },
          ...[...new Set(ids)].slice(0, 60).map((each) =>
            h(
              'li',
              {},
              link(name(each), () => actions.select(each)),
              h('span', { class: 'detail' }, ` ${each.split('/')[0] ?? ''}`),
            ),
          ),
        ),
      );
    children.push(
      linked(
        t('Comes from'),
        graph.edges.filter((each) => each.target === id).map((each) => each.source),
      ),
    );
    children.push(
      linked(
        t('Leads to'),
        graph.edges.filter((each) => each.source === id).map((each) => each.target),
      ),
    );
    if (node.members && node.members.length <= 200)
      children.push(
        section(t('Stands for'), h('p', {}, node.members.map((each) => each.split('/').at(-1)).join(', '))),
      );
  }
  if (known && known.sources.length > 0)
    children.push(
      section(
        t('Made by'),
        h(
          'ul',
          { class: 'links' },
          ...known.sources.map((source, index) =>
            h(
              'li',
              {},
              link(source.label, () => actions.send({ type: 'open', id, source: index })),
              source.text !== undefined && h('code', {}, source.text),
            ),
          ),
        ),
      ),
    );
  element.replaceChildren(...children.filter((child) => child !== false));
}

function section(title: string, ...children: HTMLElement[]): HTMLElement {
  return h('section', {}, h('h3', {}, title), ...children);
}

/** A button that looks like a link. */
export function link(label: string, onClick: () => void): HTMLElement {
  return h('button', { class: 'link', type: 'button', onClick }, label);
}
