import type { ScalarTree } from '../../yaml/tree.ts';
import { type FieldSpec, updateField } from './fieldSpec.ts';
import { type Gvk, originalId, type Resource, rememberId, selectsGvk } from './resource.ts';
import { derivedScalar, isNull } from './trees.ts';

/** Kinds whose names no prefix or suffix changes. */
const skipped: readonly Gvk[] = [
  { group: '', version: '', kind: 'CustomResourceDefinition' },
  { group: 'apiregistration.k8s.io', version: '', kind: 'APIService' },
  { group: '', version: '', kind: 'Namespace' },
];

/**
 * The resources with a prefix or suffix to their names. A name keeps the place where the base says it.
 * Source: kustomize `api/internal/builtins/PrefixTransformer.go` and `SuffixTransformer.go`.
 */
export function addAffix(
  resources: readonly Resource[],
  affix: ScalarTree,
  where: 'prefix' | 'suffix',
  fields: readonly FieldSpec[],
): readonly Resource[] {
  const text = affix.text;
  if (text === '') return resources;
  return resources.map((resource) => {
    const id = originalId(resource);
    if (skipped.some((gvk) => selectsGvk(gvk, id))) return resource;
    let result = resource;
    for (const field of fields) {
      if (!selectsGvk(field, id)) continue;
      if (field.path === 'metadata/name') {
        const list = where === 'prefix' ? 'prefixes' : 'suffixes';
        result = rememberId({ ...result, [list]: [...result[list], text] });
      }
      result = updateField(result, field, 'scalar', affix.span, (value) => {
        if (value.kind !== 'scalar' || isNull(value)) return value;
        return derivedScalar(where === 'prefix' ? text + value.text : value.text + text, value.span);
      });
    }
    return result;
  });
}
