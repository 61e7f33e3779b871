import type { Graph } from '../../src/features/graph/graph.ts';
import type { ChangeNote, Comparison } from '../../src/features/graph/views.ts';
import { changeText } from '../a11y/describe.ts';
import { t } from '../l10n.ts';
import { createButton } from '../ui/controls.ts';
import { h } from '../ui/dom.ts';
import { changeWords } from './changeWords.ts';

export interface ChangesPart {
  readonly element: HTMLElement;
  /** Shows all changes, or, where something is selected, only the way back to them. */
  show(comparison: Comparison, graph: Graph, hasSelection: boolean): void;
  /** The focus goes to the first change. */
  focus(): void;
}

export interface ChangesActions {
  /** Goes to what a change is about. */
  readonly pick: (note: ChangeNote) => void;
  /** Shows all changes again. */
  readonly back: () => void;
  readonly end: () => void;
  readonly close: () => void;
}

/** More changes of one group are not listed. */
const most = 200;

/** What differs from another state of the files, in words: what the network does otherwise first, then the objects. */
export function createChangesPart(actions: ChangesActions): ChangesPart {
  const title = h('h2', {});
  const body = h('div', {});
  const back = h('button', { class: 'link back', type: 'button', 'data-testid': 'all-changes', onClick: actions.back });
  const whole = h(
    'div',
    {},
    h(
      'header',
      {},
      title,
      createButton({ label: t('Close'), icon: 'close', compact: true, id: 'close-changes', onClick: actions.close }),
    ),
    h(
      'div',
      { class: 'buttons' },
      createButton({ label: t('End the comparison'), id: 'end-comparison', onClick: actions.end }),
    ),
    body,
  );
  const element = h('section', { class: 'changes', 'aria-label': t('Changes'), hidden: true }, back, whole);
  element.addEventListener('keydown', (event) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const links = [...body.querySelectorAll<HTMLElement>('.link')];
    const at = links.indexOf(event.target as HTMLElement);
    if (by === undefined || at < 0) return;
    event.preventDefault();
    event.stopPropagation();
    links[at + by]?.focus();
  });
  let drawn = '';
  return {
    element,
    focus: () => body.querySelector<HTMLElement>('.link')?.focus(),
    show(comparison, graph, hasSelection) {
      title.textContent = t('Changes since {0}', comparison.ref);
      back.textContent = `← ${t('All changes since {0}', comparison.ref)}`;
      back.hidden = !hasSelection;
      whole.hidden = hasSelection;
      const leads = linked(comparison.notes, graph);
      const key = JSON.stringify([comparison.notes, leads]);
      // The focus stays where it is while nothing differs otherwise.
      if (key === drawn) return;
      drawn = key;
      body.replaceChildren(...bodyOf(comparison.notes, leads, actions.pick));
    },
  };
}

/** How many things differ, in a sentence, for the toolbar and for screen readers. */
export function countChanges({ notes }: Comparison): string {
  return notes.length === 0 ? t('no changes') : notes.length === 1 ? t('1 change') : t('{0} changes', notes.length);
}

/** Which changes lead somewhere. What is gone and has no card does not. */
function linked(notes: readonly ChangeNote[], graph: Graph): readonly boolean[] {
  const drawn = new Set(graph.nodes.map(({ id }) => id));
  return notes.map((note) => note.kind !== 'resource' || note.change !== 'removed' || drawn.has(note.node));
}

function bodyOf(
  notes: readonly ChangeNote[],
  leads: readonly boolean[],
  pick: (note: ChangeNote) => void,
): HTMLElement[] {
  if (notes.length === 0) return [h('p', { class: 'empty' }, t('Nothing differs in this scope.'))];
  const group = (title: string, own: readonly ChangeNote[]) =>
    own.length === 0
      ? []
      : [
          h(
            'section',
            {},
            h('h3', {}, title),
            h(
              'ul',
              { class: 'links' },
              ...own.slice(0, most).map((note) => itemOf(note, leads[notes.indexOf(note)] === true, pick)),
            ),
            own.length > most && h('p', { class: 'detail' }, t('{0} more', own.length - most)),
          ),
        ];
  const of = (...kinds: readonly ChangeNote['kind'][]) => notes.filter(({ kind }) => kinds.includes(kind));
  return [
    ...group(t('What traffic does'), of('reach', 'verdict', 'connection')),
    ...group(t('Objects'), of('resource')),
  ];
}

function itemOf(note: ChangeNote, leads: boolean, pick: (note: ChangeNote) => void): HTMLElement {
  const words = changeWords(note);
  const mark = markOf(note);
  return h(
    'li',
    { class: 'note' },
    mark && h('span', { class: `sort ${mark.tone}` }, mark.text),
    leads ? h('button', { class: 'link', type: 'button', onClick: () => pick(note) }, words) : h('span', {}, words),
    note.kind === 'resource' && note.fields.length > 0 && h('span', { class: 'detail fields' }, note.fields.join('; ')),
  );
}

function markOf(note: ChangeNote): { readonly text: string; readonly tone: string } | undefined {
  switch (note.kind) {
    case 'resource':
    case 'connection':
      return { text: changeText(note.change), tone: note.change };
    case 'reach':
      return { text: note.reached ? t('opened') : t('closed'), tone: note.reached ? 'denied' : 'neutral' };
    case 'verdict':
      return { text: changeText('changed'), tone: note.now };
  }
}
