import type { Badge, Graph, GraphNode } from '../../src/features/graph/graph.ts';
import { problemsOf } from '../../src/features/graph/graph.ts';
import type { ToExtension } from '../../src/features/graph/messages.ts';
import type { DetailSection, Details } from '../../src/features/graph/views.ts';
import { describeEdge, severityText, verdictText } from '../a11y/describe.ts';
import { t } from '../l10n.ts';
import { createButton } from '../ui/controls.ts';
import { h } from '../ui/dom.ts';
import { endSections, knownSection, section, sourcesSection } from './detailSections.ts';

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
  const buttons: HTMLElement[] = [];
  if (known ? known.sources.length > 0 : id.includes('/'))
    buttons.push(button(t('Open source'), 'open-source', () => actions.send({ type: 'open', id }), true));
  if (node) {
    const runs = node.tier === 'workload' || node.tier === 'pod';
    buttons.push(button(t('Focus'), 'focus-node', () => actions.focus(id)));
    if (runs || node.role === 'service' || node.role === 'internet')
      buttons.push(button(t('Trace from here'), 'trace-from', () => actions.send({ type: 'trace', from: id })));
    if (runs || node.role === 'service')
      buttons.push(button(t('Trace to here'), 'trace-to', () => actions.send({ type: 'trace', to: id })));
    if (runs)
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
  if (marks.length > 0) children.push(section(t('Remarks'), ...marks.map(remarkOf)));
  const shown: readonly DetailSection[] = known?.sections ?? (node ? fromGraph(node) : []);
  for (const each of shown) children.push(knownSection(each, actions.select));
  if (node) {
    children.push(...endSections(node, graph, actions.select));
    if (node.members && node.members.length <= 200)
      children.push(
        section(t('Stands for'), h('p', {}, node.members.map((each) => each.split('/').at(-1)).join(', '))),
      );
  }
  if (known && known.sources.length > 0)
    children.push(sourcesSection(known.sources, (source) => actions.send({ type: 'open', id, source })));
  element.replaceChildren(...children.filter((child) => child !== false));
}

/** A mark of the card. What stands behind it is said where it is a sentence; the ids of policies are a section of their own. */
function remarkOf({ text, tone, detail }: Badge): HTMLElement {
  const more = detail?.endsWith('.') ? `: ${detail}` : '';
  return h('p', { class: `badge ${tone}` }, text, more);
}

/** The rows of a card, until the host has told more. */
function fromGraph({ rows = [] }: GraphNode): readonly DetailSection[] {
  if (rows.length === 0) return [];
  return [{ title: 'Ports', rows: rows.map(({ label, value }) => ({ label, ...(value !== undefined && { value }) })) }];
}
