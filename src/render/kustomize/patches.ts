import type { Span } from '../../text/span.ts';
import { child, type MapTree, type Tree } from '../../yaml/tree.ts';
import { type Context, loadFile, refuse, type SourceFile } from './context.ts';
import { asWritten, objectsOf } from './documents.ts';
import { parseInline } from './inline.ts';
import { applyOperations, type Operation, PatchError, readOperations } from './jsonPatch.ts';
import {
  allIds,
  idOf,
  nothingShared,
  type Resource,
  rememberId,
  resourceOf,
  sameId,
  withNameOf,
  withSharedChanges,
  withTree,
} from './resource.ts';
import { isTargeted, readTarget, type Target } from './selector.ts';
import { strategicMerge } from './strategicMerge.ts';
import {
  asText,
  derivedKey,
  derivedMap,
  derivedScalar,
  entriesOf,
  isNull,
  isTrue,
  removeChild,
  setChild,
} from './trees.ts';

/** The resources after an entry of `patches` or `patchesJson6902`. */
export function applyPatch(
  context: Context,
  folder: string,
  entry: Tree,
  resources: readonly Resource[],
  field: 'patches' | 'patchesJson6902' = 'patches',
): readonly Resource[] {
  const documents = patchDocuments(context, folder, entry);
  if (documents === undefined) return resources;
  const targetTree = child(entry, 'target');
  const target = isNull(targetTree) ? undefined : readTarget(targetTree);
  const operations = documents.length === 1 ? readOperations(documents[0]) : undefined;
  if (operations) {
    if (target) return applyJsonPatch(context, operations, target, resources, field === 'patches');
    refuse(context, 'a JSON patch needs a target', entry.span);
    return resources;
  }
  const patches = patchObjects(context, documents);
  const options = child(entry, 'options');
  const allow = { name: isTrue(options, 'allowNameChange'), kind: isTrue(options, 'allowKindChange') };
  if (!target) {
    // What is allowed is noted among the annotations.
    const copied = (patch: MapTree) => (allow.name || allow.kind ? withTexts(patch, ['annotations']) : patch);
    return patches.reduce((all, patch) => mergeIntoNamesake(context, patch, allow, all, copied(patch)), resources);
  }
  if (patches.length > 1) refuse(context, 'a patch with a target must be a single one', entry.span);
  const [patch] = patches;
  if (patch === undefined) return resources;
  const copy = withTexts(patch);
  return resources.flatMap((resource) =>
    isTargeted(target, resource) ? merged(context, resource, copy, allow) : [resource],
  );
}

/** The resources after an entry of `patchesStrategicMerge`: a path, or a patch itself. */
export function applyStrategicPatch(
  context: Context,
  folder: string,
  entry: Tree,
  resources: readonly Resource[],
): readonly Resource[] {
  if (entry.kind !== 'scalar') return resources;
  const inline = entry.text.includes('\n') || entry.text.trimStart().startsWith('{');
  const file = inline ? undefined : loadFile(context, folder, entry.text, entry.span);
  if (!inline && file === undefined) return resources;
  const documents = file ? treesOf(file) : parseInline(entry);
  const patches = patchObjects(context, documents);
  return patches.reduce((all, patch) => mergeIntoNamesake(context, patch, {}, all, withTexts(patch)), resources);
}

/**
 * A patch as kustomize copies it for targets: labels and annotations become texts, so that null there is a label of the
 * text "null", and no removal. Source: kustomize `api/resmap/reswrangler.go`, `ApplySmPatch`.
 */
function withTexts(patch: MapTree, fields: readonly string[] = ['labels', 'annotations']): MapTree {
  let metadata = child(patch, 'metadata');
  if (metadata?.kind !== 'map') return patch;
  for (const field of fields) {
    const pairs = child(metadata, field);
    if (pairs === undefined) continue;
    const entries = entriesOf(pairs).map(({ key, value }) => ({
      key,
      value: value.kind === 'scalar' ? asText(value) : derivedScalar('', value.span),
    }));
    metadata =
      pairs.kind === 'map' && entries.length > 0
        ? setChild(metadata, derivedKey(field, pairs.span), { ...pairs, entries })
        : removeChild(metadata, field);
  }
  return setChild(patch, derivedKey('metadata', metadata.span), metadata);
}

function patchObjects(context: Context, documents: readonly Tree[]): readonly MapTree[] {
  return objectsOf(documents, (message, tree) => refuse(context, `in a patch: ${message}`, tree.span));
}

interface Allowed {
  readonly name?: boolean;
  readonly kind?: boolean;
}

/** The documents of a patch, which is in `patch`, `jsonOp` or the file at `path`. */
function patchDocuments(context: Context, folder: string, entry: Tree): readonly Tree[] | undefined {
  const inline = child(entry, 'patch') ?? child(entry, 'jsonOp');
  if (inline?.kind === 'scalar' && inline.text.trim() !== '') {
    refuseBrokenJson(context, inline.text, inline.span);
    return parseInline(inline);
  }
  const path = child(entry, 'path');
  if (path?.kind === 'scalar' && path.text !== '') {
    const file = loadFile(context, folder, path.text, path.span);
    if (file) refuseBrokenJson(context, file.text, path.span);
    return file && treesOf(file);
  }
  refuse(context, 'a patch needs `patch` or `path`', entry.span);
  return undefined;
}

/** A patch that starts with a bracket is no YAML to kustomize. */
function refuseBrokenJson(context: Context, text: string, at: Span): void {
  if (!text.startsWith('[')) return;
  try {
    JSON.parse(text);
  } catch {
    refuse(context, 'a patch that starts with [ must be JSON', at);
  }
}

function treesOf(file: SourceFile): readonly Tree[] {
  return file.documents.flatMap(({ tree }) => {
    if (tree === undefined || isNull(tree)) return [];
    return [tree.kind === 'map' ? asWritten(tree, file.text) : tree];
  });
}

function mergeIntoNamesake(
  context: Context,
  patch: MapTree,
  allow: Allowed,
  resources: readonly Resource[],
  copy = patch,
): readonly Resource[] {
  const id = idOf(resourceOf(patch));
  const found = resources.filter((resource) => allIds(resource).some((other) => sameId(id, other)));
  if (found.length !== 1) {
    const what = `${id.kind} ${id.name}`;
    refuse(context, found.length === 0 ? `no ${what} to patch` : `several of ${what} to patch`, patch.span);
    return resources;
  }
  return resources.flatMap((resource) => (resource === found[0] ? merged(context, resource, copy, allow) : [resource]));
}

/** With annotations, where kustomize has notes of its own among them, so that a patch can add to them. */
function withNoted({ tree, previous, hashed, behavior, prefixes, suffixes, vars }: Resource): MapTree {
  const isNoted =
    [previous, prefixes, suffixes, vars].some(({ length }) => length > 0) || hashed || behavior !== 'create';
  const metadata = child(tree, 'metadata');
  if (!isNoted || metadata?.kind !== 'map' || child(metadata, 'annotations')?.kind === 'map') return tree;
  const annotations = derivedMap([], metadata.span);
  const noted = setChild(metadata, derivedKey('annotations', metadata.span), annotations);
  return setChild(tree, derivedKey('metadata', metadata.span), noted);
}

/** The patched resource, or none when the patch deletes it. Its name, namespace and kind stay unless allowed. */
function merged(context: Context, resource: Resource, patch: MapTree, allow: Allowed): readonly Resource[] {
  const before = resource.tree;
  const apiVersion = child(before, 'apiVersion');
  // Whatever version the patch is written for, it is merged as the target's.
  const said = apiVersion ? setChild(patch, { value: 'apiVersion', span: apiVersion.span }, apiVersion) : patch;
  const changes = new Map<Tree, Tree>();
  const after = strategicMerge(before, said, context.schema.current, changes);
  if (after === undefined) return [];
  const fields = allow.name ? ['namespace'] : ['name', 'namespace'];
  let tree = withNameOf(after, before, fields);
  const kind = child(before, 'kind');
  if (!allow.kind && kind) tree = setChild(tree, { value: 'kind', span: kind.span }, kind);
  const result = withTree(allow.name || allow.kind ? rememberId(resource) : resource, tree);
  return [withSharedChanges(result, changes)];
}

function applyJsonPatch(
  context: Context,
  operations: readonly Operation[],
  target: Target,
  resources: readonly Resource[],
  remembers: boolean,
): readonly Resource[] {
  return resources.map((resource) => {
    if (!isTargeted(target, resource)) return resource;
    const known = remembers ? rememberId(resource) : resource;
    try {
      const tree = applyOperations(withNoted(known), operations);
      // A JSON patch makes the object anew.
      return tree.kind === 'map'
        ? { ...known, tree: withTexts(tree, ['annotations']), shared: nothingShared }
        : resource;
    } catch (error) {
      if (!(error instanceof PatchError)) throw error;
      refuse(context, error.message, error.path.span);
      return resource;
    }
  });
}
