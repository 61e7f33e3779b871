import { child, type Tree } from '../../yaml/tree.ts';
import type { Schema, Schemas } from './mergeKeys.ts';
import { entriesOf, itemsOf, textOf } from './trees.ts';

/**
 * The merge keys of an OpenAPI document, given with `openapi: {path}`. It takes the place of the built-in ones.
 * Source: kustomize `kyaml/openapi/openapi.go`, `initSchema`.
 */
export function openApiSchemas(document: Tree | undefined): Schemas {
  const definitions = child(document, 'definitions');
  const byKind = new Map<string, Tree>();
  for (const { value } of entriesOf(definitions)) {
    for (const gvk of itemsOf(child(value, 'x-kubernetes-group-version-kind'))) {
      const group = textOf(child(gvk, 'group'));
      const version = textOf(child(gvk, 'version'));
      byKind.set(`${group === '' ? version : `${group}/${version}`} ${textOf(child(gvk, 'kind'))}`, value);
    }
  }
  return (apiVersion, kind) => schemaOf(byKind.get(`${apiVersion} ${kind}`), definitions);
}

/** Fields are read when they are asked for, since definitions may refer to themselves. */
function schemaOf(definition: Tree | undefined, definitions: Tree | undefined): Schema | undefined {
  const resolved = resolve(definition, definitions, 16);
  if (resolved === undefined) return undefined;
  const known = schemas.get(resolved);
  if (known) return known;
  const properties = child(resolved, 'properties');
  const fields = Object.create(null) as Record<string, Schema>;
  for (const { key, value } of entriesOf(properties)) {
    Object.defineProperty(fields, key.value, {
      get: () => schemaOf(value, definitions),
      enumerable: true,
      configurable: true,
    });
  }
  const values = schemaOf(child(resolved, 'additionalProperties'), definitions);
  const items = child(resolved, 'items');
  const keys = mergeKeys(resolved);
  const schema: Schema = {
    fields,
    ...(values && { values }),
    ...(keys && { keys }),
    get items() {
      return schemaOf(items, definitions) ?? {};
    },
  };
  schemas.set(resolved, schema);
  return schema;
}

function mergeKeys(schema: Tree): readonly string[] | undefined {
  const strategy = textOf(child(schema, 'x-kubernetes-patch-strategy'));
  if (!strategy.split(',').includes('merge')) return undefined;
  const keys = child(schema, 'x-kubernetes-list-map-keys');
  if (keys !== undefined) return itemsOf(keys).map(textOf);
  const key = textOf(child(schema, 'x-kubernetes-patch-merge-key'));
  return key === '' ? [] : [key];
}

function resolve(schema: Tree | undefined, definitions: Tree | undefined, depth: number): Tree | undefined {
  const reference = textOf(child(schema, '$ref'));
  if (reference === '' || depth === 0) return schema?.kind === 'map' ? schema : undefined;
  return resolve(child(definitions, reference.slice(reference.lastIndexOf('/') + 1)), definitions, depth - 1);
}

const schemas = new WeakMap<Tree, Schema>();
