import type { Span } from '../../text/span.ts';
import { child, type Entry, type MapTree, type Tree } from '../../yaml/tree.ts';
import { encodeDataValue } from './base64.ts';
import { type Context, refuse } from './context.ts';
import { type KeyValue, readKeyValues } from './keyValues.ts';
import { configuredBy } from './notes.ts';
import { allIds, type Behavior, idOf, type Resource, resourceOf, sameId, withNameOf } from './resource.ts';
import {
  asDerived,
  asText,
  derivedKey,
  derivedMap,
  derivedScalar,
  entriesOf,
  isEmptyMap,
  isNull,
  isTrue,
  removeChild,
  setChild,
  textOf,
} from './trees.ts';

/**
 * The resources with what an entry of `configMapGenerator` or `secretGenerator` makes, added to them or merged into
 * one of them. Data carries the place of the literal, the line or the file that says it.
 *
 * Source: kustomize `api/internal/generators`.
 */
export function generate(
  context: Context,
  { folder, path }: { readonly folder: string; readonly path: string },
  kind: 'ConfigMap' | 'Secret',
  generator: Tree,
  globalOptions: Tree | undefined,
  resources: readonly Resource[],
  config?: Resource,
): readonly Resource[] {
  const metadata = child(generator, 'metadata');
  const name = child(generator, 'name') ?? child(metadata, 'name');
  if (name === undefined || textOf(name) === '') {
    refuse(context, 'a generator needs a name', generator.span);
    return resources;
  }
  const at = name.span;
  const namespace = child(generator, 'namespace') ?? child(metadata, 'namespace');
  const options = optionsOf(child(generator, 'options'), globalOptions);
  const meta: Entry[] = [entry('name', asDerived(name))];
  if (namespace && textOf(namespace) !== '') meta.push(entry('namespace', asDerived(namespace)));
  for (const field of ['labels', 'annotations'] as const) {
    const pairs = options[field];
    if (pairs.length > 0) meta.push(entry(field, derivedMap(pairs, pairs[0]!.key.span)));
  }
  const entries = [
    entry('apiVersion', derivedScalar('v1', at)),
    entry('kind', derivedScalar(kind, at)),
    entry('metadata', derivedMap(meta, at)),
    ...dataOf(kind, generator, readKeyValues(context, folder, generator), at),
  ];
  if (options.immutable) entries.push(entry('immutable', derivedScalar(true, at)));
  const behavior = textOf(child(generator, 'behavior'));
  const resource: Resource = {
    ...resourceOf(derivedMap(entries, generator.span)),
    hashed: !options.unhashed,
    behavior: behavior === 'merge' || behavior === 'replace' ? behavior : 'create',
    ...(context.noting && { origin: configuredBy(context, path, `${kind}Generator`, config) }),
  };
  return absorb(context, resource, resources, at);
}

function dataOf(
  kind: 'ConfigMap' | 'Secret',
  generator: Tree,
  values: readonly KeyValue[],
  at: Span,
): readonly Entry[] {
  const sorted = values.toSorted((a, b) => (a.entry.key.value < b.entry.key.value ? -1 : 1));
  if (kind === 'Secret') {
    const type = child(generator, 'type');
    const typed = isNull(type) || textOf(type) === '' ? derivedScalar('Opaque', at) : asDerived(type);
    const data = sorted.map(({ entry: { key, value }, bytes }) => ({
      key,
      value: derivedScalar(encodeDataValue(bytes ?? textOf(value)), value.span),
    }));
    return [entry('type', typed), entry('data', derivedMap(data, at))];
  }
  const texts = sorted.filter(({ bytes }) => bytes === undefined).map((value) => value.entry);
  const binary = sorted.flatMap(({ entry: { key, value }, bytes }) =>
    bytes ? [{ key, value: derivedScalar(encodeDataValue(bytes), value.span) }] : [],
  );
  return [
    ...(texts.length > 0 ? [entry('data', derivedMap(texts, at))] : []),
    ...(binary.length > 0 ? [entry('binaryData', derivedMap(binary, at))] : []),
  ];
}

/** The resources with a generated one added, merged into its namesake, or in its place. */
export function absorb(
  context: Context,
  resource: Resource,
  resources: readonly Resource[],
  at: Span,
): readonly Resource[] {
  const id = idOf(resource);
  const what = `${id.kind} ${id.name}`;
  const found = resources.filter((other) => allIds(other).some((otherId) => sameId(id, otherId)));
  if (found.length === 0) {
    if (resource.behavior !== 'create') {
      refuse(context, `no ${what} to ${resource.behavior} into`, at);
      context.reasons.add(`${what} is not here to ${resource.behavior} into`);
    }
    return [...resources, resource];
  }
  if (found.length > 1 || resource.behavior === 'create') {
    refuse(context, found.length > 1 ? `several of ${what}` : `${what} exists already`, at);
    return resources;
  }
  const [old] = found;
  const result = combined(old!, resource, resource.behavior);
  return resources.map((other) => (other === old ? result : other));
}

/** Source: kustomize `api/resource/resource.go`, `CopyMergeMetaDataFieldsFrom` and `MergeDataMapFrom`. */
function combined(old: Resource, fresh: Resource, behavior: Behavior): Resource {
  let tree = withNameOf(fresh.tree, old.tree);
  for (const field of ['labels', 'annotations']) tree = mergeMap(tree, old.tree, ['metadata', field]);
  if (behavior === 'merge') {
    for (const field of ['data', 'binaryData']) tree = mergeMap(tree, old.tree, [field]);
  }
  const origin = behavior === 'replace' ? fresh.origin : old.origin;
  return { ...old, tree, hashed: old.hashed && fresh.hashed, behavior: old.behavior, ...(origin && { origin }) };
}

/** The tree with the entries of another's map that its own map lacks. */
function mergeMap(tree: MapTree, other: MapTree, path: readonly [string, ...string[]]): MapTree {
  const [name, ...rest] = path;
  const theirs = child(other, name);
  if (theirs?.kind !== 'map') return tree;
  const own = child(tree, name);
  const base = own?.kind === 'map' ? own : undefined;
  const [next, ...more] = rest;
  if (next !== undefined) {
    const merged = mergeMap(base ?? derivedMap([], theirs.span), theirs, [next, ...more]);
    return merged === base ? tree : setChild(tree, derivedKey(name, merged.span), merged);
  }
  const missing = entriesOf(theirs)
    .filter(({ key }) => base === undefined || child(base, key.value) === undefined)
    .map(({ key, value }) => ({ key, value: asText(value) }));
  if (missing.length === 0) return tree;
  if (base === undefined) return setChild(tree, derivedKey(name, theirs.span), { ...theirs, entries: missing });
  return setChild(tree, derivedKey(name, base.span), { ...base, entries: [...missing, ...base.entries] });
}

interface Options {
  readonly labels: readonly Entry[];
  readonly annotations: readonly Entry[];
  readonly unhashed: boolean;
  readonly immutable: boolean;
}

/** An entry's options and those of all generators. A local `false` cannot undo a global `true`. */
function optionsOf(local: Tree | undefined, global: Tree | undefined): Options {
  const pairs = (field: string): Entry[] => {
    const own = entriesOf(child(local, field));
    const names = new Set(own.map(({ key }) => key.value));
    const others = entriesOf(child(global, field)).filter(({ key }) => !names.has(key.value));
    return [...others, ...own].map(({ key, value }) => ({
      key: { ...key, derived: true },
      value: asDerived(asText(value)),
    }));
  };
  const either = (name: string) => (local !== undefined && isTrue(local, name)) || isTrue(global, name);
  return {
    labels: pairs('labels'),
    annotations: pairs('annotations'),
    unhashed: either('disableNameSuffixHash'),
    immutable: either('immutable'),
  };
}

function entry(name: string, value: Tree): Entry {
  return { key: derivedKey(name, value.span), value };
}

/** The ServiceAccount that an IAMPolicyGenerator makes. Source: `api/filters/iampolicygenerator`. */
export function generateServiceAccount(config: Tree): Resource {
  const account = child(config, 'serviceAccount');
  const at = (account ?? config).span;
  const project = textOf(child(account, 'projectId'));
  const email = `${textOf(child(account, 'name'))}@${project}.iam.gserviceaccount.com`;
  const annotations = derivedMap([entry('iam.gke.io/gcp-service-account', derivedScalar(email, at))], at);
  const kubernetes = child(config, 'kubernetesService');
  const meta = [entry('annotations', annotations)];
  const namespace = child(kubernetes, 'namespace');
  if (namespace) meta.push(entry('namespace', asDerived(namespace)));
  meta.push(entry('name', asDerived(child(kubernetes, 'name') ?? derivedScalar('', at))));
  return resourceOf(
    derivedMap(
      [
        entry('apiVersion', derivedScalar('v1', at)),
        entry('kind', derivedScalar('ServiceAccount', at)),
        entry('metadata', derivedMap(meta, at)),
      ],
      config.span,
    ),
  );
}

/** The object as it leaves a build, which had notes of its own in the annotations: texts all, and none when empty. */
export function withoutNotes(tree: MapTree): MapTree {
  const metadata = child(tree, 'metadata');
  // A list, as which alone an object may come without metadata, gets them for the notes.
  if (metadata === undefined) return setChild(tree, derivedKey('metadata', tree.span), derivedMap([], tree.span));
  const annotations = child(metadata, 'annotations');
  if (metadata?.kind !== 'map' || annotations === undefined) return tree;
  const key = derivedKey('metadata', metadata.span);
  if (isNull(annotations) || isEmptyMap(annotations)) return setChild(tree, key, removeChild(metadata, 'annotations'));
  if (annotations.kind !== 'map') return setChild(tree, key, removeChild(metadata, 'annotations'));
  const entries = annotations.entries.map((entry) => {
    const value = entry.value.kind === 'scalar' ? asText(entry.value) : derivedScalar('', entry.value.span);
    return value === entry.value ? entry : { key: entry.key, value };
  });
  if (entries.every((entry, i) => entry === annotations.entries[i])) return tree;
  const texts = { ...annotations, entries };
  return setChild(tree, key, setChild(metadata, derivedKey('annotations', annotations.span), texts));
}
