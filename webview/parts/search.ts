import type { GraphNode } from '../../src/features/graph/graph.ts';
import { t } from '../l10n.ts';
import { createTextField } from '../ui/controls.ts';
import { h } from '../ui/dom.ts';

export interface Search {
  readonly element: HTMLElement;
  focus(): void;
  /** Closes the suggestions; whether they were open. */
  close(): boolean;
}

const most = 12;

/** Ranks nodes against words: all must occur in name, kind or namespace; beginnings of names come first. */
export function searchNodes(nodes: readonly GraphNode[], query: string): readonly GraphNode[] {
  const words = query
    .toLowerCase()
    .split(/[\s/]+/)
    .filter((word) => word !== '');
  if (words.length === 0) return [];
  const scored: { node: GraphNode; score: number }[] = [];
  for (const node of nodes) {
    const name = node.name.toLowerCase();
    const all = `${name} ${node.kind} ${node.namespace ?? ''}`.toLowerCase();
    if (!words.every((word) => all.includes(word))) continue;
    const first = words[0]!;
    scored.push({ node, score: name === first ? 0 : name.startsWith(first) ? 1 : name.includes(first) ? 2 : 3 });
  }
  return scored
    .sort((a, b) => a.score - b.score || a.node.name.length - b.node.name.length || (a.node.id < b.node.id ? -1 : 1))
    .map(({ node }) => node);
}

/** A field with suggestions: arrows choose, Enter goes there. */
export function createSearch(
  nodes: () => readonly GraphNode[],
  onPick: (node: GraphNode) => void,
  onLeave: () => void,
): Search {
  let found: readonly GraphNode[] = [];
  let at = 0;
  const list = h('div', {
    role: 'listbox',
    id: 'suggestions',
    class: 'suggestions',
    hidden: true,
    'aria-label': t('Suggestions'),
  });
  const field = createTextField({
    label: t('Search'),
    placeholder: t('Search  /'),
    id: 'search',
    onInput: (value) => show(value),
  });
  const status = h('span', { role: 'status', class: 'hidden' });
  const render = () => {
    list.replaceChildren(
      ...found.slice(0, most).map((node, index) => {
        const option = h(
          'div',
          { role: 'option', id: `suggestion-${index}`, 'aria-selected': String(index === at), 'data-id': node.id },
          h('span', { class: 'name' }, node.name),
          h('span', { class: 'detail' }, [node.kind, node.namespace].filter(Boolean).join(' · ')),
        );
        option.addEventListener('pointerdown', (event) => {
          event.preventDefault();
          pick(index);
        });
        return option;
      }),
    );
    list.hidden = found.length === 0;
  };
  const show = (value: string) => {
    found = searchNodes(nodes(), value);
    at = 0;
    status.textContent =
      value.trim() === '' ? '' : t('{0} found', found.length) + (found[0] ? `: ${found[0].kind} ${found[0].name}` : '');
    render();
  };
  const close = () => {
    const open = !list.hidden || field.value() !== '';
    found = [];
    field.set('');
    render();
    return open;
  };
  const pick = (index: number) => {
    const node = found[index];
    if (!node) return;
    close();
    onPick(node);
  };
  field.element.addEventListener('keydown', (event) => {
    const count = Math.min(found.length, most);
    if (event.key === 'ArrowDown' && count > 0) at = (at + 1) % count;
    else if (event.key === 'ArrowUp' && count > 0) at = (at + count - 1) % count;
    else if (event.key === 'Enter') pick(at);
    else if (event.key === 'Escape') {
      close();
      onLeave();
    } else return;
    event.preventDefault();
    event.stopPropagation();
    render();
    const chosen = found[at];
    if (chosen && event.key.startsWith('Arrow')) status.textContent = `${chosen.kind} ${chosen.name}`;
  });
  field.element.addEventListener('focusout', () => {
    list.hidden = true;
  });
  return {
    element: h('div', { class: 'search', role: 'search' }, field.element, list, status),
    focus: () => field.element.focus(),
    close,
  };
}
