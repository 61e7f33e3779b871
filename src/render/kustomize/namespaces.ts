import { child, type MapTree, type ScalarTree, type Tree } from '../../yaml/tree.ts';
import { type Context, refuse } from './context.ts';
import { type FieldSpec, updateField, updateFields } from './fieldSpec.ts';
import {
  apiVersionOf,
  effectiveNamespace,
  idOf,
  noNamespace,
  type Resource,
  rememberId,
  withTree,
} from './resource.ts';
import { derivedKey, derivedScalar, isNull, setChild, textOf } from './trees.ts';

export type SubjectsMode = 'defaultOnly' | 'allServiceAccounts' | 'none';

export interface NamespaceOptions {
  /** Only where no namespace is written. */
  readonly unsetOnly?: boolean;
  readonly subjects?: SubjectsMode;
}

/**
 * The resources in a namespace, which carries the place of `namespace:` in the kustomization. It is also the name of a
 * Namespace, and the namespace of a binding's subject `default`; other subjects follow their ServiceAccounts.
 *
 * Source: kustomize `api/filters/namespace/namespace.go`.
 */
export function setNamespace(
  context: Context,
  resources: readonly Resource[],
  namespace: ScalarTree,
  fields: readonly FieldSpec[],
  options: NamespaceOptions = {},
): readonly Resource[] {
  if (namespace.text === '') return resources;
  const value = derivedScalar(namespace.text, namespace.span);
  const set = (before: Tree) => (options.unsetOnly && !isNull(before) && textOf(before) !== '' ? before : value);
  const result = resources.map((resource) => inNamespace(rememberId(resource), fields, value, set, options));
  const seen = new Set<string>();
  for (const resource of result) {
    const id = idOf(resource);
    const text = JSON.stringify([apiVersionOf(id), id.kind, id.name, effectiveNamespace(id)]);
    if (seen.has(text)) refuse(context, `two ${id.kind} ${id.name} in namespace ${namespace.text}`, namespace.span);
    seen.add(text);
  }
  return result;
}

function inNamespace(
  resource: Resource,
  fields: readonly FieldSpec[],
  value: ScalarTree,
  set: (before: Tree) => Tree,
  options: NamespaceOptions,
): Resource {
  const id = idOf(resource);
  let result = resource;
  if (effectiveNamespace(id) !== noNamespace)
    result = updateField(result, metadataNamespace, 'scalar', value.span, set);
  const isBinding = id.kind === 'RoleBinding' || id.kind === 'ClusterRoleBinding';
  if (isBinding) result = withSubjects(result, value, set, options.subjects ?? 'defaultOnly');
  const own = fields.filter(({ path, kind }) => {
    if (path === 'metadata/namespace') return false;
    if (isBinding && path === 'subjects' && kind === id.kind) return false;
    // Other groups have kinds named Namespace too, which are none.
    return !(path === 'metadata/name' && kind === 'Namespace' && apiVersionOf(id) !== 'v1');
  });
  return updateFields(result, own, 'scalar', value.span, set);
}

const metadataNamespace: FieldSpec = { group: '', version: '', kind: '', path: 'metadata/namespace', create: true };

function withSubjects(
  resource: Resource,
  value: ScalarTree,
  set: (before: Tree) => Tree,
  mode: SubjectsMode,
): Resource {
  const subjects = child(resource.tree, 'subjects');
  if (subjects?.kind !== 'sequence' || mode === 'none') return resource;
  const chosen = (item: Tree): item is MapTree =>
    item.kind === 'map' &&
    (mode === 'allServiceAccounts'
      ? textOf(child(item, 'kind')) === 'ServiceAccount'
      : textOf(child(item, 'name')) === 'default');
  const items = subjects.items.map((item) => {
    if (!chosen(item)) return item;
    const before = child(item, 'namespace') ?? derivedScalar(null, value.span);
    return setChild(item, derivedKey('namespace', value.span), set(before));
  });
  return withTree(resource, setChild(resource.tree, derivedKey('subjects', subjects.span), { ...subjects, items }));
}
