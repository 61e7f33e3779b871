import { child, type Entry, type Tree } from '../../yaml/tree.ts';
import { type FieldSpec, updateFields } from './fieldSpec.ts';
import { type Resource, withSharedChanges } from './resource.ts';
import { asDerived, asText, entriesOf, setChild } from './trees.ts';

/**
 * The resources with labels or annotations set in the maps at `fields`.
 * Each carries the place of its line in the kustomization.
 */
export function setPairs(
  resources: readonly Resource[],
  pairs: Tree | undefined,
  fields: readonly FieldSpec[],
): readonly Resource[] {
  const entries = entriesOf(pairs).map(asPair);
  if (entries.length === 0) return resources;
  const at = entries[0]!.key.span;
  return resources.map((resource) => {
    const changes = new Map<Tree, Tree>();
    const placed = new Set(resource.shared);
    const own = entries.map(({ key, value }) => ({ key, value: { ...value } }));
    const result = updateFields(resource, fields, 'map', at, (value) => {
      if (value.kind !== 'map') return value;
      return own.reduce((map, entry) => {
        const before = child(map, entry.key.value);
        // A value that is there is changed; only one that is made is shared with the other places.
        const isOwn = before === undefined || before === entry.value;
        const after = isOwn ? entry.value : (changes.get(before) ?? { ...entry.value });
        if (isOwn) placed.add(after);
        else changes.set(before, after);
        return setChild(map, entry.key, after, false);
      }, value);
    });
    return result === resource ? resource : withSharedChanges({ ...result, shared: placed }, changes);
  });
}

/** A label or annotation: its value is always a text. */
function asPair({ key, value }: Entry): Entry {
  return { key: { ...key, derived: true }, value: asDerived(asText(value)) };
}
