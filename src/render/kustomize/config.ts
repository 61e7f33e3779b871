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
import { type FieldSpec, mergeFieldSpecs, readFieldSpecs, readGvk } from './fieldSpec.ts';
import type { Gvk } from './resource.ts';
import { itemsOf } from './trees.ts';

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
export const defaultConfig: Config = {
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
};

/** A file of `configurations`. */
export function readConfig(tree: Tree | undefined): Config {
  const fields = (name: string) => readFieldSpecs(child(tree, name));
  return {
    nameReferences: itemsOf(child(tree, 'nameReference')).map((item) => ({
      ...readGvk(item),
      referrers: readFieldSpecs(child(item, 'fieldSpecs')),
    })),
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

/** Both configurations together; the first itself when the second adds nothing. */
export function mergeConfigs(own: Config, other: Config): Config {
  if (own === other || other === emptyConfig) return own;
  if (own === emptyConfig) return other;
  const known = merged.get(own)?.get(other);
  if (known) return known;
  const fields = (name: Exclude<keyof Config, 'nameReferences'>) => mergeFieldSpecs(own[name], other[name]);
  const result: Config = {
    nameReferences: mergeReferences(own.nameReferences, other.nameReferences),
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
  if (!merged.has(own)) merged.set(own, new WeakMap());
  merged.get(own)!.set(other, result);
  return result;
}

const merged = new WeakMap<Config, WeakMap<Config, Config>>();

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
