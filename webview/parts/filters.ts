import type { Graph } from '../../src/features/graph/graph.ts';
import type { Filters } from '../../src/features/graph/narrow/filter.ts';
import { t } from '../l10n.ts';
import { createButton, createCheckbox, createTextField } from '../ui/controls.ts';
import { h } from '../ui/dom.ts';

export interface FilterBar {
  readonly element: HTMLElement;
  show(graph: Graph, filters: Filters): void;
  focus(): void;
}

/** How many filters are set. */
export function countFilters(filters: Filters): number {
  return (
    Number(filters.namespaces.length > 0) +
    Number(filters.hiddenKinds.length > 0) +
    Number(filters.label.trim() !== '') +
    Number(filters.problemsOnly)
  );
}

/** Namespaces, kinds, label and problems. */
export function createFilters(onChange: (filters: Filters) => void): FilterBar {
  const element = h('section', { class: 'filters', 'aria-label': t('Filters'), hidden: true });
  let drawn = '';
  let now: Filters;
  const change = (next: Partial<Filters>) => onChange({ ...now, ...next });
  const label = createTextField({
    label: t('Label'),
    placeholder: t('Label, such as app=web'),
    id: 'filter-label',
    onInput: (value) => change({ label: value }),
  });
  return {
    element,
    focus: () => element.querySelector<HTMLElement>('vscode-checkbox, vscode-text-field')?.focus(),
    show(graph, filters) {
      now = filters;
      const namespaces = [...new Set(graph.nodes.flatMap((node) => node.namespace ?? []))].sort();
      const kinds = [...new Set(graph.nodes.map((node) => node.kind))].sort();
      const key = JSON.stringify([namespaces, kinds, filters.namespaces, filters.hiddenKinds, filters.problemsOnly]);
      if (label.value() !== filters.label) label.set(filters.label);
      if (key === drawn) return;
      drawn = key;
      const active = document.activeElement?.getAttribute('data-filter');
      const box = (id: string, text: string, checked: boolean, onSet: (on: boolean) => void) => {
        const made = createCheckbox({ label: text, checked, onChange: onSet });
        made.dataset.filter = id;
        return made;
      };
      const all = filters.namespaces.length === 0;
      element.replaceChildren(
        fieldset(
          t('Namespaces'),
          namespaces.map((name) =>
            box(`namespace ${name}`, name, all || filters.namespaces.includes(name), (on) => {
              const shown = new Set(all ? namespaces : filters.namespaces);
              on ? shown.add(name) : shown.delete(name);
              change({ namespaces: shown.size === namespaces.length ? [] : [...shown].sort() });
            }),
          ),
        ),
        fieldset(
          t('Kinds'),
          kinds.map((kind) =>
            box(`kind ${kind}`, kind, !filters.hiddenKinds.includes(kind), (on) =>
              change({
                hiddenKinds: on
                  ? filters.hiddenKinds.filter((each) => each !== kind)
                  : [...filters.hiddenKinds, kind].sort(),
              }),
            ),
          ),
        ),
        h(
          'div',
          { class: 'row' },
          label.element,
          box('problems', t('Only problems'), filters.problemsOnly, (on) => change({ problemsOnly: on })),
          createButton({
            label: t('Clear filters'),
            id: 'clear-filters',
            onClick: () => onChange({ namespaces: [], hiddenKinds: [], label: '', problemsOnly: false }),
          }),
        ),
      );
      if (active) element.querySelector<HTMLElement>(`[data-filter="${CSS.escape(active)}"]`)?.focus();
    },
  };
}

function fieldset(legend: string, boxes: readonly HTMLElement[]): HTMLElement {
  return h('fieldset', {}, h('legend', {}, legend), h('div', { class: 'boxes' }, ...boxes));
}
