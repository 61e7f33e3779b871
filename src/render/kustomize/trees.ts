import type { Located, Span } from '../../text/span.ts';
import { child, type Entry, type MapTree, type ScalarTree, type ScalarValue, type Tree } from '../../yaml/tree.ts';

/** Whether nothing stands here: no value, or null. */
export function isNull(tree: Tree | undefined): tree is undefined | (ScalarTree & { readonly value: null }) {
  return tree === undefined || (tree.kind === 'scalar' && tree.value === null);
}

/** Whether this is a map without entries. */
export function isEmptyMap(tree: Tree): boolean {
  return tree.kind === 'map' && tree.entries.length === 0;
}

/** The text of a scalar as the author wrote it, unquoted; empty for anything else. */
export function textOf(tree: Tree | undefined): string {
  return tree?.kind === 'scalar' ? tree.text : '';
}

/** A value that a transformation makes of the text at `span`. */
export function derivedScalar(value: ScalarValue, span: Span): ScalarTree {
  return { kind: 'scalar', value, text: value === null ? '' : String(value), style: 'plain', span, derived: true };
}

/** A map that a transformation makes because of the text at `span`. */
export function derivedMap(entries: readonly Entry[], span: Span): MapTree {
  return { kind: 'map', entries, span, derived: true };
}

/** A key that a transformation makes because of the text at `span`. */
export function derivedKey(value: string, span: Span): Located<string> {
  return { value, span, derived: true };
}

/** The same value, marked as placed here by a transformation. */
export function asDerived<T extends Tree>(tree: T): T {
  return tree.derived ? tree : { ...tree, derived: true };
}

/** The scalar as a text, which is what the author wrote; maps and lists stay. */
export function asText(tree: Tree): Tree {
  if (tree.kind !== 'scalar' || tree.value === tree.text) return tree;
  return { ...tree, value: tree.text };
}

/** The map with a value set. A key that is there keeps its place in the text unless `key` says otherwise. */
export function setChild(map: MapTree, key: Located<string>, value: Tree, keepKey = true): MapTree {
  for (let i = map.entries.length - 1; i >= 0; i--) {
    const entry = map.entries[i]!;
    if (entry.key.value !== key.value) continue;
    if (entry.value === value && (keepKey || entry.key === key)) return map;
    return { ...map, entries: map.entries.with(i, { key: keepKey ? entry.key : key, value }) };
  }
  return { ...map, entries: [...map.entries, { key, value }] };
}

/** The map without a key; the same map when it has no such key. */
export function removeChild(map: MapTree, name: string): MapTree {
  if (child(map, name) === undefined) return map;
  return { ...map, entries: map.entries.filter(({ key }) => key.value !== name) };
}

/** The entry of a key: the last of several equal ones. */
export function entryOf(tree: Tree | undefined, name: string): Entry | undefined {
  if (tree?.kind !== 'map') return undefined;
  return tree.entries.findLast(({ key }) => key.value === name);
}

/** The items of a list; anything else has none. */
export function itemsOf(tree: Tree | undefined): readonly Tree[] {
  return tree?.kind === 'sequence' ? tree.items : [];
}

/** The entries of a map, of equal keys only the last; anything else has none. */
export function entriesOf(tree: Tree | undefined): readonly Entry[] {
  if (tree?.kind !== 'map') return [];
  return tree.entries.filter((entry) => entryOf(tree, entry.key.value) === entry);
}

/** Whether the value of a key is the boolean true. */
export function isTrue(tree: Tree | undefined, name: string): boolean {
  const value = child(tree, name);
  return value?.kind === 'scalar' && value.value === true;
}

/**
 * A value that takes another's place is written in the style of that one, so that a number or a boolean in place of a
 * quoted text becomes a text. Source: `FieldSetter` in kustomize `kyaml/yaml/fns.go`.
 */
export function inStyleOf(before: Tree | undefined, after: Tree): Tree {
  if (before?.kind !== 'scalar' || after.kind !== 'scalar' || before === after) return after;
  const isQuoted = before.style !== 'plain' && after.style === 'plain' && !isNull(after);
  return isQuoted ? { ...after, value: after.text, style: before.style } : after;
}
