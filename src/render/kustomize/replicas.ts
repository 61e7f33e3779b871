import { child, type Tree } from '../../yaml/tree.ts';
import { type Context, refuse } from './context.ts';
import { type FieldSpec, updateField } from './fieldSpec.ts';
import { allIds, type Resource, selectsGvk } from './resource.ts';
import { asDerived, inStyleOf, textOf } from './trees.ts';

/** The resources with an entry of `replicas` in force, whose count carries its place in the kustomization. */
export function setReplicas(
  context: Context,
  resources: readonly Resource[],
  entry: Tree,
  fields: readonly FieldSpec[],
): readonly Resource[] {
  const name = textOf(child(entry, 'name'));
  const count = child(entry, 'count');
  if (count === undefined) return resources;
  const value = asDerived(count);
  let found = false;
  const result = resources.map((resource) => {
    let changed = resource;
    for (const field of fields) {
      if (!allIds(resource).some((id) => id.name === name && selectsGvk(field, id))) continue;
      found = true;
      changed = updateField(changed, field, 'scalar', count.span, (before) => inStyleOf(before, value));
    }
    return changed;
  });
  if (!found) refuse(context, `nothing named ${name} to scale`, entry.span);
  return result;
}
