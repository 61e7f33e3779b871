import type { Span } from '../../text/span.ts';
import { child, type Tree } from '../../yaml/tree.ts';
import { splitEscaped } from './fieldSpec.ts';
import { derivedKey, derivedMap, derivedScalar, isNull, itemsOf, setChild, textOf } from './trees.ts';

/**
 * The parts of a path such as `spec.containers.[name=web].env.0` or `metadata.annotations.[a.b/c]`.
 * Source: kustomize `kyaml/utils/pathsplitter.go`.
 */
export function splitFieldPath(path: string): readonly string[] {
  const parts: string[] = [];
  let open: string[] | undefined;
  for (const part of splitEscaped(path.replace(/^\./, ''), '.')) {
    if (open) open.push(part);
    else if (part.startsWith('[') && !part.endsWith(']')) open = [part];
    else parts.push(part);
    if (open && part.endsWith(']')) {
      parts.push(open.join('.'));
      open = undefined;
    }
  }
  return open ? [...parts, open.join('.')] : parts;
}

/** The value at a path; undefined where it leads nowhere. Source: `PathGetter` in kustomize `kyaml/yaml/fns.go`. */
export function lookUp(tree: Tree, path: readonly string[]): Tree | undefined {
  let found: Tree | undefined = tree;
  for (const part of path) {
    if (found === undefined) return undefined;
    const match = elementOf(part);
    if (match) found = itemsOf(found).find((item) => matchText(item, match.key) === match.value);
    else if (part === '-') found = itemsOf(found).at(-1);
    else if (found.kind === 'sequence') found = /^\d+$/.test(part) ? found.items[Number(part)] : undefined;
    else found = child(found, bracketed(part));
  }
  return found;
}

/** How the values of a path are changed. */
export interface PathChange {
  readonly create: boolean;
  /** The place of what is created on the way. */
  readonly at: Span;
  /** What `change` gets for a value that is created. */
  readonly fresh: Tree;
  readonly change: (value: Tree) => Tree;
}

/**
 * The tree with all values of a path changed, `*` being every item; undefined when there is none.
 * Source: `PathMatcher` in kustomize `kyaml/yaml/match.go`.
 */
export function changeAt(tree: Tree, path: readonly string[], how: PathChange): Tree | undefined {
  const [part, ...rest] = path;
  if (part === undefined) return how.change(tree);
  const match = elementOf(part);
  if (match && tree.kind !== 'map') return changeMatching(tree, match, rest, how);
  if (part === '*') return changeEvery(tree, rest, how);
  if (tree.kind === 'sequence') {
    const index = part === '-' ? tree.items.length : Number(part);
    if (!Number.isInteger(index) || index < 0 || index > tree.items.length) return undefined;
    if (index === tree.items.length && !how.create) return undefined;
    const changed = changeAt(tree.items[index] ?? emptyFor(rest[0], how), rest, how);
    if (changed === undefined) return undefined;
    return { ...tree, items: index < tree.items.length ? tree.items.with(index, changed) : [...tree.items, changed] };
  }
  if (tree.kind !== 'map') return undefined;
  const name = bracketed(part);
  const value = child(tree, name);
  if (value === undefined && !how.create) return undefined;
  const from = value === undefined || (isNull(value) && rest.length > 0 && how.create) ? emptyFor(rest[0], how) : value;
  const changed = changeAt(from, rest, how);
  return changed && setChild(tree, derivedKey(name, how.at), changed);
}

/** `[key=value]`, with an empty key for the items of a list of texts. */
function elementOf(part: string): { readonly key: string; readonly value: string } | undefined {
  const match = /^\[([^=]*)=(.*)\]$/s.exec(part);
  return match ? { key: match[1]!, value: match[2]! } : undefined;
}

/** `[a.b]` is the name `a.b`. */
function bracketed(part: string): string {
  return part.startsWith('[') && part.endsWith(']') ? part.slice(1, -1) : part;
}

function matchText(item: Tree, key: string): string | undefined {
  const field = key === '' ? item : child(item, key);
  return field?.kind === 'scalar' ? textOf(field) : undefined;
}

function changeMatching(
  tree: Tree,
  { key, value }: { readonly key: string; readonly value: string },
  rest: readonly string[],
  how: PathChange,
): Tree | undefined {
  if (tree.kind !== 'sequence') return undefined;
  const matches = tree.items.map((item) => fits(matchText(item, key), value));
  if (!matches.includes(true)) {
    if (!how.create || key === '') return undefined;
    const fresh = derivedMap([{ key: derivedKey(key, how.at), value: derivedScalar(value, how.at) }], how.at);
    const added = changeAt(fresh, rest, how);
    return added && { ...tree, items: [...tree.items, added] };
  }
  let found = false;
  const items = tree.items.map((item, i) => {
    const changed = matches[i] ? changeAt(item, rest, how) : undefined;
    if (changed !== undefined) found = true;
    return changed ?? item;
  });
  return found ? { ...tree, items } : undefined;
}

/** The value to match is an expression that need not match the whole text. */
function fits(text: string | undefined, pattern: string): boolean {
  if (text === undefined) return false;
  try {
    return new RegExp(pattern).test(text);
  } catch {
    return text === pattern;
  }
}

function changeEvery(tree: Tree, rest: readonly string[], how: PathChange): Tree | undefined {
  if (tree.kind !== 'sequence') return undefined;
  let found = false;
  const items = tree.items.map((item) => {
    const changed = changeAt(item, rest, how);
    if (changed !== undefined) found = true;
    return changed ?? item;
  });
  return found ? { ...tree, items } : undefined;
}

/** What is made for a path to go on in. */
function emptyFor(next: string | undefined, { at, fresh }: PathChange): Tree {
  if (next === undefined) return fresh;
  const isList = elementOf(next) !== undefined || next === '*' || next === '-' || /^\d+$/.test(next);
  return isList ? { kind: 'sequence', items: [], span: at, derived: true } : derivedMap([], at);
}
