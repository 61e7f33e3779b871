import {
  type Change,
  type Graph,
  type GraphNode,
  type Group,
  type Severity,
  worstProblem,
} from '../../src/features/graph/graph.ts';
import { t } from '../l10n.ts';
import { h } from '../ui/dom.ts';
import { changeText, severityText } from './describe.ts';

export interface Outline {
  readonly element: HTMLElement;
  show(graph: Graph, selection: string | undefined): void;
  focus(): void;
}

interface Entry {
  readonly id: string;
  readonly label: string;
  readonly detail: string;
  readonly severity: Severity | undefined;
  /** How it differs from the state that is compared with. */
  readonly change?: Change | undefined;
  readonly children: readonly Entry[];
}

/** Above so many children, only the first are listed, and the rest is counted. */
const mostChildren = 500;

/**
 * The graph as a tree beside the canvas, for a keyboard and a screen reader: groups, their nodes from the way in to the
 * way out, and under each node what it leads to.
 */
export function createOutline(onSelect: (id: string) => void, onOpen: (id: string) => void): Outline {
  const tree = h('div', { role: 'tree', 'aria-label': t('Outline'), class: 'tree' });
  const element = h('nav', { class: 'outline', 'aria-label': t('Outline') }, h('h2', {}, t('Outline')), tree);
  const open = new Set<string>();
  const closed = new Set<string>();
  let drawn: Graph | undefined;
  let items: HTMLElement[] = [];
  let entries: readonly Entry[] = [];
  let selection: string | undefined;

  const isOpen = (entry: Entry, level: number) => (level === 1 ? !closed.has(entry.id) : open.has(entry.id));
  const toggle = (entry: Entry, level: number, on: boolean) => {
    if (level === 1) on ? closed.delete(entry.id) : closed.add(entry.id);
    else on ? open.add(entry.id) : open.delete(entry.id);
    render(entry.id);
  };

  const draw = (entry: Entry, level: number, path: string, position: number, size: number): HTMLElement => {
    const expandable = entry.children.length > 0;
    const on = expandable && isOpen(entry, level);
    const label = h(
      'span',
      { class: 'label' },
      h('span', { class: `twisty ${expandable ? (on ? 'open' : 'closed') : ''}`, 'aria-hidden': 'true' }),
      h('span', { class: 'name' }, entry.label),
      entry.change && h('span', { class: `sort ${entry.change}` }, changeText(entry.change)),
      h('span', { class: 'detail' }, entry.detail),
      entry.severity !== undefined &&
        h('span', { class: `sign ${entry.severity}`, role: 'img', 'aria-label': severityText(entry.severity) }),
    );
    const item = h(
      'div',
      {
        role: 'treeitem',
        tabindex: -1,
        'aria-level': level,
        'aria-posinset': position,
        'aria-setsize': size,
        'aria-expanded': expandable ? String(on) : undefined,
        'aria-selected': String(entry.id === selection),
        'data-id': entry.id,
        'data-path': path,
        onClick: (event: Event) => {
          event.stopPropagation();
          focusItem(item);
          if (level === 1) toggle(entry, level, !on);
          else onSelect(entry.id);
        },
        onKeydown: (event: Event) => onKey(event as KeyboardEvent, item, entry, level, on),
      },
      label,
    );
    if (on) {
      const children = entry.children.slice(0, mostChildren);
      const group = h('div', { role: 'group' });
      for (const [index, child] of children.entries())
        group.append(draw(child, level + 1, `${path}/${child.id}`, index + 1, entry.children.length));
      item.append(group);
      if (entry.children.length > mostChildren)
        group.append(h('div', { class: 'more' }, t('{0} more', entry.children.length - mostChildren)));
    }
    return item;
  };

  const focusItem = (item: HTMLElement) => {
    for (const each of items) each.tabIndex = -1;
    item.tabIndex = 0;
    item.focus({ preventScroll: false });
  };

  const onKey = (event: KeyboardEvent, item: HTMLElement, entry: Entry, level: number, on: boolean) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const at = items.indexOf(item);
    const go = (to: HTMLElement | null | undefined) => to && focusItem(to);
    switch (event.key) {
      case 'ArrowDown':
        go(items[at + 1]);
        break;
      case 'ArrowUp':
        go(items[at - 1]);
        break;
      case 'Home':
        go(items[0]);
        break;
      case 'End':
        go(items.at(-1));
        break;
      case 'ArrowRight':
        if (entry.children.length === 0) break;
        if (on) go(items[at + 1]);
        else toggle(entry, level, true);
        break;
      case 'ArrowLeft':
        if (on) toggle(entry, level, false);
        else go(item.parentElement?.closest<HTMLElement>('[role=treeitem]'));
        break;
      case 'Enter':
        if (level === 1) toggle(entry, level, !on);
        else onOpen(entry.id);
        break;
      case ' ':
        onSelect(entry.id);
        break;
      default: {
        if (event.key.length !== 1) return;
        const starts = (each: HTMLElement) =>
          each.querySelector('.name')?.textContent?.toLowerCase().startsWith(event.key.toLowerCase());
        const next = [...items.slice(at + 1), ...items.slice(0, at)].find(starts);
        if (!next || '/?'.includes(event.key)) return;
        focusItem(next);
      }
    }
    event.preventDefault();
    event.stopPropagation();
  };

  const render = (focus?: string) => {
    tree.replaceChildren(...entries.map((entry, index) => draw(entry, 1, entry.id, index + 1, entries.length)));
    items = [...tree.querySelectorAll<HTMLElement>('[role=treeitem]')];
    const current = items.find((item) => item.dataset.id === (focus ?? selection)) ?? items[0];
    if (current) current.tabIndex = 0;
    if (focus !== undefined) current?.focus();
  };

  return {
    element,
    show(graph, next) {
      if (graph !== drawn) {
        drawn = graph;
        selection = next;
        entries = entriesOf(graph);
        render();
        return;
      }
      if (next === selection) return;
      selection = next;
      for (const item of items) item.setAttribute('aria-selected', String(item.dataset.id === next));
      items.find((item) => item.dataset.id === next)?.scrollIntoView({ block: 'nearest' });
    },
    focus() {
      const current = items.find((item) => item.tabIndex === 0) ?? items[0];
      current?.focus();
    },
  };
}

function entriesOf(graph: Graph): Entry[] {
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  const targets = new Map<string, GraphNode[]>();
  for (const edge of graph.edges) {
    const target = nodes.get(edge.target);
    if (!target) continue;
    const found = targets.get(edge.source);
    if (!found) targets.set(edge.source, [target]);
    else if (!found.includes(target)) found.push(target);
  }
  const tierOrder = ['outside', 'entry', 'service', 'workload', 'pod', 'beyond'];
  const order = (a: GraphNode, b: GraphNode) =>
    tierOrder.indexOf(a.tier) - tierOrder.indexOf(b.tier) || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
  const leaf = (node: GraphNode): Entry => ({
    id: node.id,
    label: node.name,
    detail: node.count && node.count > 1 ? `${node.kind} ×${node.count}` : node.kind,
    severity: worstProblem(node)?.severity,
    change: node.change,
    children: [],
  });
  const entry = (node: GraphNode): Entry => ({
    ...leaf(node),
    children: [...(targets.get(node.id) ?? [])].sort(order).map(leaf),
  });
  const inside = (id: string | undefined) =>
    graph.nodes
      .filter((node) => node.group === id)
      .sort(order)
      .map(entry);
  const top: Entry[] = [];
  const loose = inside(undefined);
  if (loose.length > 0)
    top.push({ id: 'outside', label: t('Outside'), detail: '', severity: undefined, children: loose });
  for (const group of graph.groups)
    top.push({
      id: group.id,
      label: group.label,
      detail: groupText(group.kind),
      severity: undefined,
      children: inside(group.id),
    });
  return top;
}

function groupText(kind: Group['kind']): string {
  return {
    namespace: t('namespace'),
    system: t('namespace'),
    node: t('node'),
    app: t('application'),
    file: t('file'),
  }[kind];
}
