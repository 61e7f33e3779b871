import { groupBy } from '../../text/group.ts';
import { compareText } from '../../text/span.ts';
import type { OutlineKind, OutlineNode } from './outline.ts';

export type OutlineGrouping = 'namespace' | 'kind' | 'file';

/** What of the tree is shown. Everything, where all of it is empty. */
export interface OutlineFilter {
  /** Words that must all occur in the kind, the namespace, the name or the description of a line. */
  readonly text: string;
  /** The names of namespaces; none stands for all. */
  readonly namespaces: readonly string[];
  readonly problemsOnly: boolean;
}

/** A line of the tree as it is shown: of the outline, or a group of its objects. */
export interface ShownNode extends Omit<OutlineNode, 'kind' | 'children'> {
  readonly kind: OutlineKind | 'kind' | 'file';
  readonly children: readonly ShownNode[];
}

export const everything: OutlineFilter = { text: '', namespaces: [], problemsOnly: false };

/** More lines than this below one are gathered in a line of their own. */
const mostChildren = 200;

export function isFiltering({ text, namespaces, problemsOnly }: OutlineFilter): boolean {
  return text.trim() !== '' || namespaces.length > 0 || problemsOnly;
}

/**
 * The outline of a scope as the tree shows it: by namespace as it is, or its objects by kind or by file, each once;
 * what does not match the filter is left out. A line that matches keeps all that is below it; one that does not is
 * kept for what matches below it.
 *
 * @param hasProblem whether an object, by its id in graphs, has a problem
 */
export function shownOutline(
  outline: readonly OutlineNode[],
  grouping: OutlineGrouping,
  filter: OutlineFilter,
  hasProblem: (resource: string) => boolean,
): readonly ShownNode[] {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  const matches = (node: OutlineNode, namespace: string): boolean => {
    if (filter.problemsOnly && !(node.resource !== undefined && hasProblem(node.resource))) return false;
    const kind = node.resource?.split('/')[0] ?? node.kind;
    const text = `${kind} ${namespace} ${node.label} ${node.description}`.toLowerCase();
    return words.every((word) => text.includes(word));
  };
  const kept = (nodes: readonly OutlineNode[], namespace: string): OutlineNode[] =>
    nodes.flatMap((node) => {
      const children = withoutMore(node.children);
      if (matches(node, namespace)) return [{ ...node, children }];
      const below = kept(children, namespace);
      return below.length > 0 ? [{ ...node, children: below }] : [];
    });
  const isWhole = words.length === 0 && !filter.problemsOnly;
  const namespaces = outline
    .filter(({ label }) => filter.namespaces.length === 0 || filter.namespaces.includes(label))
    .map((node) => ({ ...node, children: withoutMore(node.children) }));
  if (grouping === 'namespace') {
    const left = namespaces.flatMap((node) => {
      const below = isWhole ? node.children : kept(node.children, node.label);
      return isWhole || below.length > 0 ? [{ ...node, children: below }] : [];
    });
    return gatherAll('', left);
  }
  // In a flat list an object is there for itself and its own lines only.
  const objects = objectsOf(namespaces, (node, namespace) =>
    [node, ...node.children.filter(({ resource }) => resource === undefined)].some((one) => matches(one, namespace)),
  );
  return gatherAll('', grouping === 'kind' ? byKind(objects) : byFile(objects));
}

/** The lines on the way to the first place of an object, from the top; empty when it is not shown. */
export function pathToShown(roots: readonly ShownNode[], resource: string): readonly ShownNode[] {
  for (const root of roots) {
    if (root.resource === resource) return [root];
    const below = pathToShown(root.children, resource);
    if (below.length > 0) return [root, ...below];
  }
  return [];
}

function byKind(objects: readonly OutlineNode[]): ShownNode[] {
  const groups = groupBy(objects, ({ resource }) => resource!.split('/')[0]!);
  return [...groups]
    .sort(([a], [b]) => compareText(a, b))
    .map(([kind, nodes]) => {
      const rest = (text: string) => text.split(' · ').filter((part) => part !== kind);
      const lines = nodes.map((node) => ({ ...node, description: rest(node.description).join(' · ') }));
      return group('kind', kind, lines);
    });
}

function byFile(objects: readonly OutlineNode[]): ShownNode[] {
  const placed = objects.filter(({ span }) => span !== undefined);
  return [...groupBy(placed, ({ span }) => span!.file)]
    .sort(([a], [b]) => compareText(a, b))
    .map(([file, nodes]) =>
      group(
        'file',
        file,
        [...nodes].sort((a, b) => a.span!.start - b.span!.start),
      ),
    );
}

function group(kind: 'kind' | 'file', name: string, children: readonly ShownNode[]): ShownNode {
  const description = kind === 'kind' ? String(children.length) : '';
  return { id: `${kind}:${name}`, kind, label: name, description, resource: undefined, span: undefined, children };
}

/** Every object that is wanted once, where it stands first, with its namespace in front of its description. */
function objectsOf(
  namespaces: readonly OutlineNode[],
  isWanted: (node: OutlineNode, namespace: string) => boolean,
): OutlineNode[] {
  const found = new Map<string, OutlineNode>();
  const visit = (nodes: readonly OutlineNode[], namespace: string): void => {
    for (const node of nodes) {
      if (node.resource !== undefined && !found.has(node.resource) && isWanted(node, namespace)) {
        const description = [namespace, node.description].filter(Boolean).join(' · ');
        found.set(node.resource, { ...node, description });
      }
      visit(withoutMore(node.children), namespace);
    }
  };
  for (const { label, children } of namespaces) visit(children, label);
  return [...found.values()];
}

/** The children with what was gathered in their place. */
function withoutMore(nodes: readonly OutlineNode[]): readonly OutlineNode[] {
  return nodes.some(({ kind }) => kind === 'more')
    ? nodes.flatMap((node) => (node.kind === 'more' ? withoutMore(node.children) : [node]))
    : nodes;
}

/** Gathers what is too much on every level, in portions. */
function gatherAll(id: string, nodes: readonly ShownNode[]): readonly ShownNode[] {
  const shown = nodes
    .slice(0, mostChildren)
    .map((node) => (node.children.length === 0 ? node : { ...node, children: gatherAll(node.id, node.children) }));
  if (nodes.length <= mostChildren) return shown;
  const rest = nodes.slice(mostChildren);
  const more: ShownNode = {
    id: `${id}/more${rest.length}`,
    kind: 'more',
    label: `+ ${rest.length} more`,
    description: '',
    resource: undefined,
    span: undefined,
    children: gatherAll(`${id}/more${rest.length}`, rest),
  };
  return [...shown, more];
}
