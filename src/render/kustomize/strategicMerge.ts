import { child, type MapTree, type SequenceTree, type Tree } from '../../yaml/tree.ts';
import type { Schema, Schemas } from './mergeKeys.ts';
import {
  derivedKey,
  derivedScalar,
  entryOf,
  inStyleOf,
  isEmptyMap,
  isNull,
  removeChild,
  setChild,
  textOf,
} from './trees.ts';

/**
 * A strategic merge patch applied to an object: maps are merged, lists with merge keys item by item, other lists and
 * scalars are replaced, null removes. What the patch says carries the patch's place, what it leaves alone is shared.
 * Undefined when the patch deletes the object. `changes` gets the values of keys that the patch sets anew.
 *
 * Items that a patch adds come first. Equal items of a keyed list collapse even where the patch says nothing, and an
 * empty value (`key:`) disappears, since kustomize rebuilds all that it walks. `$setElementOrder`, `$retainKeys` and
 * `$deleteFromPrimitiveList` are plain fields to kustomize.
 *
 * Source: kustomize `kyaml/yaml/merge2` and `kyaml/yaml/walk`.
 */
export function strategicMerge(
  target: MapTree,
  patch: MapTree,
  schemas: Schemas,
  changes: Map<Tree, Tree> = new Map(),
): MapTree | undefined {
  const result = merge(target, patch, undefined, { schemas, changes });
  return result?.kind === 'map' && result.entries.length > 0 ? result : undefined;
}

interface How {
  readonly schemas: Schemas;
  readonly changes: Map<Tree, Tree>;
}

function merge(
  target: Tree | undefined,
  patch: Tree | undefined,
  schema: Schema | undefined,
  how: How,
): Tree | undefined {
  const known = schema ?? schemaOf(target, how.schemas) ?? schemaOf(patch, how.schemas);
  const kind = isNull(target) ? (isNull(patch) ? 'map' : patch.kind) : target.kind;
  switch (kind) {
    case 'map':
      return mergeMaps(target, patch, known, how);
    case 'sequence':
      return mergeLists(target, patch, known, how);
    case 'scalar':
      return patch ?? target;
  }
}

/** A map that says its kind needs no schema above it. */
function schemaOf(tree: Tree | undefined, schemas: Schemas): Schema | undefined {
  const apiVersion = textOf(child(tree, 'apiVersion'));
  const kind = textOf(child(tree, 'kind'));
  return apiVersion === '' || kind === '' ? undefined : schemas(apiVersion, kind);
}

function mergeMaps(
  target: Tree | undefined,
  patch: Tree | undefined,
  schema: Schema | undefined,
  how: How,
): Tree | undefined {
  const directive = directiveOf(patch);
  const said = directive === undefined ? patch : removeChild(patch as MapTree, '$patch');
  let base: Tree | undefined;
  if (isNull(target)) {
    if (directive === 'delete') return undefined;
    // An explicit null that no patch speaks of stays; an empty value does not.
    if (patch === undefined) return textOf(target) === '' ? undefined : target;
    base = said;
  } else {
    if (directive === 'delete' || (patch !== undefined && isNull(patch))) return undefined;
    base = directive === 'replace' ? said : target;
  }
  if (base?.kind !== 'map') return base;
  if (said !== undefined && said.kind !== 'map') return said;

  let result = base;
  for (const name of fieldNames(base, said)) {
    const own = child(base, name);
    const patched = entryOf(said, name);
    const merged = merge(own, patched?.value, fieldSchema(schema, name), how);
    const value = merged && inStyleOf(own, merged);
    if (value === undefined || (isNull(value) && patched !== undefined)) result = removeChild(result, name);
    else if (value !== own) {
      if (own?.kind === 'scalar') noteChange(how.changes, own, value);
      // The key is of the one who said the whole value.
      const key =
        value === patched?.value || own === undefined ? (patched?.key ?? entryOf(base, name)!.key) : undefined;
      result = setChild(result, key ?? entryOf(base, name)!.key, value, key === undefined);
    }
  }
  return result;
}

function fieldSchema(schema: Schema | undefined, name: string): Schema | undefined {
  const fields = schema?.fields;
  return fields && Object.hasOwn(fields, name) ? fields[name] : schema?.values;
}

/** A value that stands at several places may be changed at more than one: the changes then follow on each other. */
function noteChange(changes: Map<Tree, Tree>, before: Tree, after: Tree): void {
  let last = before;
  for (let next = changes.get(last); next !== undefined; next = changes.get(last)) last = next;
  if (last !== after && !changes.has(after)) changes.set(last, after);
}

/** The names of all fields, in the order that kustomize walks them. */
function fieldNames(base: MapTree, patch: MapTree | undefined): Iterable<string> {
  const names = new Set<string>();
  for (const { key } of base.entries) names.add(key.value);
  if (patch === undefined) return names;
  for (const { key } of patch.entries) names.add(key.value);
  return [...names].sort();
}

function directiveOf(tree: Tree | undefined): string | undefined {
  const directive = tree?.kind === 'map' ? child(tree, '$patch') : undefined;
  return directive === undefined ? undefined : textOf(directive);
}

function mergeLists(
  target: Tree | undefined,
  patch: Tree | undefined,
  schema: Schema | undefined,
  how: How,
): Tree | undefined {
  if (schema?.keys === undefined) return patch ?? target;
  if (patch !== undefined && isNull(patch)) return isNull(target) ? patch : undefined;
  if (patch !== undefined && patch.kind !== 'sequence') return patch;
  // A `$patch` alone in an item is about the list.
  const directive = patch?.items.find(
    (item) => directiveOf(item) !== undefined && (item as MapTree).entries.length === 1,
  );
  const said = directive ? { ...patch!, items: patch!.items.filter((item) => item !== directive) } : patch;
  if (directiveOf(directive) === 'delete') return undefined;
  const base = isNull(target) || directiveOf(directive) === 'replace' ? said : target;
  if (base?.kind !== 'sequence') return base;
  return mergeItems(base, said, schema.keys.length === 0 ? [''] : schema.keys, schema.items, how);
}

/** Source: kustomize `kyaml/yaml/walk/associative_sequence.go`, `setAssociativeSequenceElements`. */
function mergeItems(
  base: SequenceTree,
  patch: SequenceTree | undefined,
  keys: readonly string[],
  schema: Schema | undefined,
  how: How,
): Tree {
  let identities = identitiesOf(keys, patch === undefined ? [base] : [patch, base]);
  if (identities.length === 0) return base;
  if (keys.length > 1) identities = unified(identities);
  const used = keys.filter((_, i) => identities.some((identity) => identity[i] !== ''));
  const usedKeys = used.length === 0 ? keys : used;

  let own: readonly Tree[] = base.items;
  let merged: readonly Tree[] = [];
  for (const identity of identities) {
    const values = used.length === 0 ? identity : identity.filter((_, i) => used.includes(keys[i]!));
    const ownItem = findItem(own, keys, identity);
    const patchItem = patch && findItem(patch.items, keys, identity);
    let value = merge(ownItem, patchItem, schema, how);
    if (value === undefined || isNull(value) || isEmptyMap(value)) {
      own = setItem(own, undefined, usedKeys, values);
      continue;
    }
    if (value.kind === 'map') {
      for (const [i, key] of usedKeys.entries()) {
        if (values[i] === '' || child(value, key) !== undefined) continue;
        value = setChild(value, derivedKey(key, value.span), derivedScalar(values[i]!, value.span));
      }
    }
    merged = setItem(merged, value, usedKeys, values);
    // A replacing item does not change the list's own one, and so loses against it below: as kustomize does it.
    if (ownItem !== undefined && directiveOf(patchItem) !== 'replace') {
      const changed = value;
      own = own.map((item) => (item === ownItem ? changed : item));
    }
  }
  for (const item of own) merged = appendItem(merged, item, usedKeys);
  return merged.length === base.items.length && merged.every((item, i) => item === base.items[i])
    ? base
    : { ...base, items: merged };
}

function identitiesOf(keys: readonly string[], lists: readonly SequenceTree[]): readonly (readonly string[])[] {
  const identities = new Map<string, readonly string[]>();
  for (const item of lists.flatMap((list) => list.items)) {
    const identity = keys.map((key) => (key === '' ? textOf(item) : textOf(child(item, key))));
    identities.set(identity.join('\0'), identities.get(identity.join('\0')) ?? identity);
  }
  return [...identities.values()];
}

/** Identities that differ only where one of them says nothing are the same: a port with and without its protocol. */
function unified(identities: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const result = [...identities];
  for (let i = 0; i < result.length; i++) {
    for (let j = 0; j < result.length; j++) {
      const [a, b] = [result[i]!, result[j]!];
      const fits = a.every((value, k) => value === b[k] || value === '' || b[k] === '');
      if (!fits || !a.some((value, k) => value === b[k])) continue;
      result[i] = result[j] = a.map((value, k) => (value === '' ? b[k]! : value));
    }
  }
  return result;
}

/** The first item that has all values of an identity; of an identity with values, only those are asked for. */
function findItem(items: readonly Tree[], keys: readonly string[], identity: readonly string[]): Tree | undefined {
  const open = identity.every((value) => value === '');
  return items.find((item) =>
    keys.every((key, i) => {
      if (identity[i] === '' && !open) return true;
      const field = key === '' ? item : child(item, key);
      return field?.kind === 'scalar' && field.text === identity[i];
    }),
  );
}

function hasValue(item: Tree, key: string, value: string): boolean {
  if (key === '') return item.kind === 'scalar' && item.text === value;
  const field = child(item, key);
  return field !== undefined && (value === '' || textOf(field) === value);
}

/**
 * The items with those of an identity replaced by a value, or removed; a value that replaces none is added.
 * An identity without values drops all items: of several items that lack the key, kustomize keeps the last.
 * Source: `ElementSetter` in kustomize `kyaml/yaml/fns.go`.
 */
function setItem(
  items: readonly Tree[],
  value: Tree | undefined,
  keys: readonly string[],
  values: readonly string[],
): readonly Tree[] {
  const result: Tree[] = [];
  let found = false;
  for (const item of items) {
    if (isNull(item) || isEmptyMap(item)) continue;
    const known = Math.min(keys.length, values.length);
    const matches = known > 0 && keys.slice(0, known).every((key, i) => hasValue(item, key, values[i]!));
    if (!matches) {
      if (values.length > 0) result.push(item);
    } else {
      found = true;
      if (value !== undefined) result.push(value);
    }
  }
  if (!found && value !== undefined) result.push(value);
  return result;
}

/** Source: `appendListNode` in the same file. An item without one of the keys is added before it is looked for. */
function appendItem(items: readonly Tree[], item: Tree, keys: readonly string[]): readonly Tree[] {
  if (keys[0] === '') return setItem(items, item, keys, [textOf(item)]);
  const values: string[] = [];
  let result = items;
  for (const key of keys) {
    const field = child(item, key);
    if (field === undefined) result = [...result, item];
    else values.push(textOf(field));
  }
  if (keys.length > 1) result = setItem(result, undefined, keys, values);
  return setItem(result, item, keys, values);
}
