import type { Entry, Tree } from '../../yaml/tree.ts';
import { type FieldSpec, updateFields } from './fieldSpec.ts';
import type { Resource } from './resource.ts';
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
  return resources.map((resource) =>
    updateFields(resource, fields, 'map', at, (value) => {
      if (value.kind !== 'map') return value;
      return entries.reduce((map, { key, value }) => setChild(map, key, value, false), value);
    }),
  );
}

/** A label or annotation: its value is always a text. */
function asPair({ key, value }: Entry): Entry {
  return { key: { ...key, derived: true }, value: asDerived(asText(value)) };
}
