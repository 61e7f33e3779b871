import type { Located, Span } from '../../text/span.ts';
import { child, type Tree, toPlain } from '../../yaml/tree.ts';
import { entryOf, itemsOf, removeChild, setChild, textOf } from './trees.ts';

/** One operation of a JSON patch. */
export interface Operation {
  readonly op: string;
  readonly path: Located<string>;
  readonly from: string | undefined;
  readonly value: Tree | undefined;
}

/** The operations of a document that is a list of them; undefined for another document. */
export function readOperations(tree: Tree | undefined): readonly Operation[] | undefined {
  if (tree?.kind !== 'sequence') return undefined;
  const operations: Operation[] = [];
  for (const item of tree.items) {
    const path = child(item, 'path');
    if (item.kind !== 'map' || path === undefined) return undefined;
    const from = child(item, 'from');
    operations.push({
      op: textOf(child(item, 'op')),
      path: { value: textOf(path), span: path.span },
      from: from && textOf(from),
      value: asJson(child(item, 'value')),
    });
  }
  return operations;
}

/** The value as JSON has it, which a patch is turned into first: `yes` is true from then on. */
function asJson<T extends Tree | undefined>(tree: T): T | Tree {
  switch (tree?.kind) {
    case 'scalar':
      return typeof tree.value === 'string' || String(tree.value) === tree.text
        ? tree
        : { ...tree, text: String(tree.value) };
    case 'sequence':
      return { ...tree, items: tree.items.map(asJson) };
    case 'map':
      return { ...tree, entries: tree.entries.map(({ key, value }) => ({ key, value: asJson(value) })) };
    default:
      return tree;
  }
}

/** What an operation does not fit. */
export class PatchError extends Error {
  readonly path: Located<string>;

  constructor(message: string, path: Located<string>) {
    super(message);
    this.path = path;
  }
}

/**
 * The object after the operations, each value with the place of the patch that says it.
 * `replace` also sets a key that is not there; negative indices count from the end.
 *
 * @throws PatchError at the first operation that does not fit, which makes kustomize refuse the build.
 *
 * Source: RFC 6902, and evanphx/json-patch v4 for what it does beyond.
 */
export function applyOperations(tree: Tree, operations: readonly Operation[]): Tree {
  return operations.reduce(applyOperation, tree);
}

function applyOperation(tree: Tree, operation: Operation): Tree {
  const pointer = split(operation.path.value);
  const refuse = (message: string) => new PatchError(message, operation.path);
  const value = () => operation.value ?? nullAt(operation.path.span);
  switch (operation.op) {
    case 'add':
      return edit(tree, pointer, refuse, (parent, key) => insert(parent, operation.path, key, value(), refuse));
    case 'replace':
      return edit(tree, pointer, refuse, (parent, key) => assign(parent, operation.path, key, value(), refuse));
    case 'remove':
      return edit(tree, pointer, refuse, (parent, key) => remove(parent, key, refuse));
    case 'copy':
    case 'move': {
      const source = split(operation.from ?? '');
      let found = at(tree, source);
      // Of a key that is not there, null is copied.
      if (operation.op === 'copy' && at(tree, source.slice(0, -1))?.kind === 'map')
        found ??= nullAt(operation.path.span);
      if (found === undefined) throw refuse(`nothing at ${operation.from ?? ''}`);
      const without =
        operation.op === 'move' ? edit(tree, source, refuse, (parent, key) => remove(parent, key, refuse)) : tree;
      return edit(without, pointer, refuse, (parent, key) => insert(parent, operation.path, key, found, refuse));
    }
    case 'test': {
      const found = at(tree, pointer);
      const same =
        JSON.stringify(sorted(found && toPlain(found))) ===
        JSON.stringify(sorted(operation.value && toPlain(operation.value)));
      if (!same) throw refuse(`the test of ${operation.path.value} fails`);
      return tree;
    }
    default:
      throw refuse(`unknown operation ${operation.op}`);
  }
}

function nullAt(span: Span): Tree {
  return { kind: 'scalar', value: null, text: 'null', style: 'plain', span };
}

type Refuse = (message: string) => PatchError;

function split(pointer: string): readonly string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function edit(
  tree: Tree,
  pointer: readonly string[],
  refuse: Refuse,
  change: (parent: Tree, key: string) => Tree,
  depth = 0,
): Tree {
  const key = pointer[depth];
  if (key === undefined) throw refuse('the path leads to no field');
  if (depth === pointer.length - 1) return change(tree, key);
  const next = step(tree, key);
  if (next === undefined) throw refuse(`nothing at /${pointer.slice(0, depth + 1).join('/')}`);
  const changed = edit(next, pointer, refuse, change, depth + 1);
  if (tree.kind === 'map') return setChild(tree, entryOf(tree, key)!.key, changed);
  return { ...tree, items: itemsOf(tree).with(indexOf(tree, key)!, changed) } as Tree;
}

function at(tree: Tree, pointer: readonly string[]): Tree | undefined {
  let found: Tree | undefined = tree;
  for (const key of pointer) found = found && step(found, key);
  return found;
}

function step(tree: Tree, key: string): Tree | undefined {
  if (tree.kind === 'map') return child(tree, key);
  const index = indexOf(tree, key);
  return index === undefined ? undefined : itemsOf(tree)[index];
}

/** The index of an item that is there. */
function indexOf(tree: Tree, key: string): number | undefined {
  if (tree.kind !== 'sequence' || !/^-?\d+$/.test(key)) return undefined;
  const index = Number(key) < 0 ? Number(key) + tree.items.length : Number(key);
  return index >= 0 && index < tree.items.length ? index : undefined;
}

function insert(parent: Tree, path: Located<string>, key: string, value: Tree, refuse: Refuse): Tree {
  if (parent.kind === 'map') return setChild(parent, { value: key, span: path.span, derived: true }, value, false);
  if (parent.kind === 'sequence') {
    if (key === '-') return { ...parent, items: [...parent.items, value] };
    const index = Number(key) < 0 ? Number(key) + parent.items.length + 1 : Number(key);
    if (Number.isInteger(index) && index >= 0 && index <= parent.items.length) {
      return { ...parent, items: parent.items.toSpliced(index, 0, value) };
    }
  }
  throw refuse(`cannot add at ${path.value}`);
}

function assign(parent: Tree, path: Located<string>, key: string, value: Tree, refuse: Refuse): Tree {
  if (parent.kind === 'map') return setChild(parent, { value: key, span: path.span, derived: true }, value);
  const index = indexOf(parent, key);
  if (parent.kind !== 'sequence' || index === undefined) throw refuse(`nothing to replace at ${path.value}`);
  return { ...parent, items: parent.items.with(index, value) };
}

function remove(parent: Tree, key: string, refuse: Refuse): Tree {
  if (parent.kind === 'map' && child(parent, key) !== undefined) return removeChild(parent, key);
  const index = indexOf(parent, key);
  if (parent.kind !== 'sequence' || index === undefined) throw refuse(`nothing to remove at ${key}`);
  return { ...parent, items: parent.items.toSpliced(index, 1) };
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}
