import { child, type Tree } from '../../yaml/tree.ts';
import { type Config, emptyConfig, mergeConfigs } from './config.ts';
import type { FieldSpec } from './fieldSpec.ts';
import { entriesOf, entryOf, textOf } from './trees.ts';

/**
 * Where transformers work in custom resources, from a file of `crds`: OpenAPI definitions by type name.
 * Source: kustomize `api/internal/accumulator/loadconfigfromcrds.go`.
 */
export function configFromCrds(definitions: Tree | undefined): Config {
  let config = emptyConfig;
  for (const { key, value } of entriesOf(definitions)) {
    const properties = propertiesOf(value);
    const isKind = ['kind', 'apiVersion', 'metadata'].every((name) => child(properties, name) !== undefined);
    if (!isKind) continue;
    const kind = key.value.slice(key.value.lastIndexOf('.') + 1);
    for (const found of walk(definitions, value, kind, [])) config = mergeConfigs(config, found);
  }
  return config;
}

function propertiesOf(definition: Tree | undefined): Tree | undefined {
  return child(child(definition, 'Schema') ?? child(definition, 'schema'), 'properties');
}

function walk(
  definitions: Tree | undefined,
  definition: Tree | undefined,
  kind: string,
  path: readonly string[],
): readonly Config[] {
  // Definitions may refer to themselves.
  if (path.length > 12) return [];
  return entriesOf(propertiesOf(definition)).flatMap(({ key, value }) => {
    const at = [...path, key.value];
    const result: Config[] = [];
    if (child(value, 'x-kubernetes-annotation')) result.push({ ...emptyConfig, commonAnnotations: [spec(kind, at)] });
    if (child(value, 'x-kubernetes-label-selector')) result.push({ ...emptyConfig, commonLabels: [spec(kind, at)] });
    if (child(value, 'x-kubernetes-identity')) result.push({ ...emptyConfig, namePrefix: [spec(kind, at)] });
    const version = child(value, 'x-kubernetes-object-ref-api-version');
    const refKind = child(value, 'x-kubernetes-object-ref-kind');
    if (version && refKind) {
      const nameKey = textOf(child(value, 'x-kubernetes-object-ref-name-key')) || 'name';
      const referrers = [spec(kind, [...at, nameKey])];
      const reference = { kind: textOf(refKind), version: textOf(version), group: '', referrers };
      result.push({ ...emptyConfig, nameReferences: [reference] });
    }
    const ref = textOf(child(value, '$ref'));
    if (ref !== '') result.push(...walk(definitions, entryOf(definitions, ref)?.value, kind, at));
    return result;
  });
}

function spec(kind: string, path: readonly string[]): FieldSpec {
  return { group: '', version: '', kind, path: path.join('/'), create: false };
}
