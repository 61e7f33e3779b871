import type { Located } from '../../text/span.ts';
import { child, type Tree } from '../../yaml/tree.ts';
import {
  annotationFields,
  imageFields,
  labelFields,
  nameFields,
  namespaceFields,
  replicaFields,
  templateLabelFields,
  variableFields,
} from './defaultFields.ts';
import { defaultNameReferences } from './defaultReferences.ts';
import { type FieldSpec, mergeFieldSpecs, readFieldSpecs, readGvk, sortedByKind } from './fieldSpec.ts';
import type { Gvk } from './resource.ts';
import { entriesOf, itemsOf } from './trees.ts';

/** The kind of an object, and where others write its name. */
export interface NameReference extends Gvk {
  readonly referrers: readonly FieldSpec[];
}

/** Where transformers work. */
export interface Config {
  readonly nameReferences: readonly NameReference[];
  readonly varReference: readonly FieldSpec[];
  readonly namespace: readonly FieldSpec[];
  readonly namePrefix: readonly FieldSpec[];
  readonly nameSuffix: readonly FieldSpec[];
  readonly labels: readonly FieldSpec[];
  readonly commonLabels: readonly FieldSpec[];
  readonly templateLabels: readonly FieldSpec[];
  readonly commonAnnotations: readonly FieldSpec[];
  readonly images: readonly FieldSpec[];
  readonly replicas: readonly FieldSpec[];
}

export const emptyConfig: Config = {
  nameReferences: [],
  varReference: [],
  namespace: [],
  namePrefix: [],
  nameSuffix: [],
  labels: [],
  commonLabels: [],
  templateLabels: [],
  commonAnnotations: [],
  images: [],
  replicas: [],
};

/** What holds without `configurations`. */
export const defaultConfig: Config = sorted({
  nameReferences: defaultNameReferences(),
  varReference: variableFields,
  namespace: namespaceFields,
  namePrefix: nameFields,
  nameSuffix: nameFields,
  labels: [],
  commonLabels: labelFields,
  templateLabels: templateLabelFields,
  commonAnnotations: annotationFields,
  images: imageFields,
  replicas: replicaFields,
});

/** A file of `configurations`. */
export function readConfig(tree: Tree | undefined): Config {
  const nameReferences = itemsOf(child(tree, 'nameReference')).map((item) => ({
    ...readGvk(item),
    referrers: readFieldSpecs(child(item, 'fieldSpecs')),
  }));
  return sorted(withFields(nameReferences, (name) => readFieldSpecs(child(tree, name))));
}

/** The fields of a configuration file that kustomize does not know, and so refuses. */
export function unknownConfigFields(tree: Tree | undefined): readonly Located<string>[] {
  return entriesOf(tree).flatMap(({ key, value }) => {
    if (!CONFIG_FIELDS.has(key.value.toLowerCase())) return [key];
    return itemsOf(value).flatMap((item) =>
      entriesOf(item).flatMap((field) => {
        const inner = itemsOf(child(item, 'fieldSpecs')).flatMap((spec) => entriesOf(spec).map((entry) => entry.key));
        return [field.key, ...inner].filter(({ value: name }) => !SPEC_FIELDS.has(name.toLowerCase()));
      }),
    );
  });
}

const SPEC_FIELDS: ReadonlySet<string> = new Set(['group', 'version', 'kind', 'path', 'create', 'fieldspecs']);
const CONFIG_FIELDS: ReadonlySet<string> = new Set(
  Object.keys(emptyConfig).map((name) => (name === 'nameReferences' ? 'namereference' : name.toLowerCase())),
);

/**
 * Both configurations together.
 * Source: kustomize `api/internal/plugins/builtinconfig/transformerconfig.go`, `Merge`.
 */
export function mergeConfigs(own: Config, other: Config): Config {
  if (other === emptyConfig || own === other) return own;
  let results = merged.get(own);
  if (results === undefined) merged.set(own, (results = new WeakMap()));
  let result = results.get(other);
  if (result === undefined) {
    const nameReferences = mergeReferences(own.nameReferences, other.nameReferences);
    result = sorted(withFields(nameReferences, (name) => mergeFieldSpecs(own[name], other[name])));
    results.set(other, result);
  }
  return result;
}

const merged = new WeakMap<Config, WeakMap<Config, Config>>();

type FieldLists = Exclude<keyof Config, 'nameReferences'>;

function withFields(
  nameReferences: readonly NameReference[],
  fields: (name: FieldLists) => readonly FieldSpec[],
): Config {
  return {
    nameReferences,
    varReference: fields('varReference'),
    namespace: fields('namespace'),
    namePrefix: fields('namePrefix'),
    nameSuffix: fields('nameSuffix'),
    labels: fields('labels'),
    commonLabels: fields('commonLabels'),
    templateLabels: fields('templateLabels'),
    commonAnnotations: fields('commonAnnotations'),
    images: fields('images'),
    replicas: fields('replicas'),
  };
}

/** Sorted as upstream does it, since what is merged first decides what is merged at all. */
function sorted(config: Config): Config {
  return withFields(sortedByKind(config.nameReferences), (name) => sortedByKind(config[name]));
}

function mergeReferences(own: readonly NameReference[], others: readonly NameReference[]): readonly NameReference[] {
  const result = [...own];
  for (const other of others) {
    const at = result.findIndex((known) => sameGvk(known, other));
    if (at < 0) result.push(other);
    else result[at] = { ...result[at]!, referrers: mergeFieldSpecs(result[at]!.referrers, other.referrers) };
  }
  return result;
}

function sameGvk(a: Gvk, b: Gvk): boolean {
  return a.kind === b.kind && a.group === b.group && a.version === b.version;
}
