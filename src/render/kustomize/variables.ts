import { child, type ScalarValue, type Tree } from '../../yaml/tree.ts';
import { isClusterScoped } from './clusterScope.ts';
import type { Config } from './config.ts';
import { type Context, refuse } from './context.ts';
import { lookUp, splitFieldPath } from './fieldPath.ts';
import { updateField } from './fieldSpec.ts';
import {
  allIds,
  type Id,
  originalId,
  type Resource,
  sameGvkAndName,
  sameId,
  selectsGvk,
  splitApiVersion,
} from './resource.ts';
import { derivedScalar, textOf } from './trees.ts';

/** An entry of `vars`. */
export interface Variable {
  readonly name: string;
  readonly fieldPath: string;
  readonly tree: Tree;
}

/** What an entry of `vars` says. */
export function readVariable(tree: Tree): Variable {
  const fieldPath = textOf(child(child(tree, 'fieldref') ?? child(tree, 'fieldRef'), 'fieldpath') ?? fieldPathOf(tree));
  return { name: textOf(child(tree, 'name')), fieldPath: fieldPath || 'metadata.name', tree };
}

/** Go reads the keys of JSON in any case. */
function fieldPathOf(tree: Tree): Tree | undefined {
  return child(child(tree, 'fieldref') ?? child(tree, 'fieldRef'), 'fieldPath');
}

/**
 * The resources with the names of vars noted at the objects they are read from.
 * Source: kustomize `api/internal/accumulator/resaccumulator.go`, `MergeVars`.
 */
export function noteVariables(
  context: Context,
  resources: readonly Resource[],
  variables: readonly Variable[],
): readonly Resource[] {
  return variables.reduce((all, { name, tree }) => {
    const reference = child(tree, 'objref') ?? child(tree, 'objRef');
    const apiVersion = textOf(child(reference, 'apiVersion'));
    const id: Id = {
      ...splitApiVersion(apiVersion),
      kind: textOf(child(reference, 'kind')),
      name: textOf(child(reference, 'name')),
      namespace: textOf(child(reference, 'namespace')),
    };
    const same = id.namespace !== '' || isClusterScoped(apiVersion, id.kind) ? sameId : sameGvkAndName;
    const found = all.filter((resource) => allIds(resource).some((other) => same(id, other)));
    if (found.length > 1) refuse(context, `the var ${name} fits several objects`, tree.span);
    if (found.length !== 1) return all;
    return all.map((resource) => (resource === found[0] ? { ...resource, vars: [...resource.vars, name] } : resource));
  }, resources);
}

/**
 * The resources with `$(NAME)` replaced where vars may stand.
 * Source: kustomize `api/internal/accumulator/resaccumulator.go`, `ResolveVars`, and `api/filters/refvar`.
 */
export function resolveVariables(
  context: Context,
  resources: readonly Resource[],
  variables: readonly Variable[],
  config: Config,
): readonly Resource[] {
  if (variables.length === 0) return resources;
  const values = new Map<string, ScalarValue>();
  for (const { name, fieldPath, tree } of variables) {
    const holder = resources.find(({ vars }) => vars.includes(name));
    const value = holder && lookUp(holder.tree, splitFieldPath(fieldPath.replaceAll(/\[(\d+)\]/g, '.$1')));
    if (value?.kind === 'scalar') values.set(name, value.value);
    else if (value === undefined) refuse(context, `the var ${name} has no value`, tree.span);
  }
  return resources.map((resource) => {
    const first = originalId(resource);
    let result = resource;
    for (const field of config.varReference) {
      if (!selectsGvk(field, first)) continue;
      result = updateField(result, field, 'none', resource.tree.span, (value) => expandIn(value, values));
    }
    return result;
  });
}

function expandIn(tree: Tree, values: ReadonlyMap<string, ScalarValue>): Tree {
  switch (tree.kind) {
    case 'scalar':
      return expandScalar(tree, values);
    case 'sequence': {
      const items = tree.items.map((item) => expandScalar(item, values));
      return items.every((item, i) => item === tree.items[i]) ? tree : { ...tree, items };
    }
    case 'map': {
      const entries = tree.entries.map((entry) => {
        const value = expandScalar(entry.value, values);
        return value === entry.value ? entry : { key: entry.key, value };
      });
      return entries.every((entry, i) => entry === tree.entries[i]) ? tree : { ...tree, entries };
    }
  }
}

function expandScalar(tree: Tree, values: ReadonlyMap<string, ScalarValue>): Tree {
  if (tree.kind !== 'scalar' || typeof tree.value !== 'string') return tree;
  const value = expand(tree.value, values);
  return value === tree.value ? tree : derivedScalar(value, tree.span);
}

/** Source: kustomize `api/internal/accumulator/expansion/expand.go`: `$$` is a `$`, and a lone reference keeps its type. */
export function expand(text: string, values: ReadonlyMap<string, ScalarValue>): ScalarValue {
  const lone = /^\$\(([^)]*)\)$/.exec(text);
  if (lone && values.has(lone[1]!)) return values.get(lone[1]!)!;
  return text.replaceAll(/\$\$|\$\(([^)]*)\)/g, (whole, name: string | undefined) => {
    if (name === undefined) return '$';
    return values.has(name) ? String(values.get(name)) : whole;
  });
}
