import { child, descend, type MapTree, type Tree } from '../../yaml/tree.ts';
import { type Context, loadFile } from './context.ts';
import { readResources } from './documents.ts';
import { readFieldSpecs, updateFields } from './fieldSpec.ts';
import { absorb, generate, generateServiceAccount } from './generators.ts';
import { addHashes } from './hash.ts';
import { setImage } from './images.ts';
import { setPairs } from './labels.ts';
import { addAffix } from './names.ts';
import { type SubjectsMode, setNamespace } from './namespaces.ts';
import { configuredBy, transformedBy } from './notes.ts';
import { applyPatch, applyStrategicPatch } from './patches.ts';
import { applyReplacements } from './replacements.ts';
import { setReplicas } from './replicas.ts';
import { apiVersionOf, idOf, type Resource } from './resource.ts';
import { isTargeted, readTarget } from './selector.ts';
import { asDerived, isTrue, itemsOf, textOf } from './trees.ts';

/** The resources with what an object of `generators` makes. What is not built into kustomize is not run. */
export function runGenerator(
  context: Context,
  folder: string,
  config: Resource,
  resources: readonly Resource[],
): readonly Resource[] {
  const { tree } = config;
  const place = { folder, path: tree.span.file };
  const kind = builtinKind(config);
  const noted = context.noting && { origin: configuredBy(context, place.path, kind ?? '', config) };
  switch (kind) {
    case 'ConfigMapGenerator':
      return generate(context, place, 'ConfigMap', tree, undefined, resources, config);
    case 'SecretGenerator':
      return generate(context, place, 'Secret', tree, undefined, resources, config);
    case 'IAMPolicyGenerator':
      return absorb(context, { ...generateServiceAccount(tree), ...noted }, resources, tree.span);
    case 'ResourceGenerator':
      return [...resources, ...itemsOf(child(tree, 'files')).flatMap((path) => resourcesAt(context, folder, path))];
    default:
      return notRun(context, config, resources);
  }
}

function resourcesAt(context: Context, folder: string, path: Tree): readonly Resource[] {
  const file = loadFile(context, folder, textOf(path), path.span);
  return file ? readResources(context, file) : [];
}

/** The resources after an object of `transformers`. What is not built into kustomize is not run. */
export function runTransformer(
  context: Context,
  folder: string,
  config: Resource,
  resources: readonly Resource[],
): readonly Resource[] {
  const all = transformed(context, folder, config, resources);
  return transformedBy(context, all, config.tree.span.file, idOf(config).kind, config);
}

function transformed(
  context: Context,
  folder: string,
  config: Resource,
  resources: readonly Resource[],
): readonly Resource[] {
  const { tree } = config;
  const fields = readFieldSpecs(child(tree, 'fieldSpecs'));
  const kind = builtinKind(config);
  switch (kind) {
    case 'LabelTransformer':
      return setPairs(resources, child(tree, 'labels'), fields);
    case 'AnnotationsTransformer':
      return setPairs(resources, child(tree, 'annotations'), fields);
    case 'PrefixTransformer':
      return affix(resources, tree, 'prefix');
    case 'SuffixTransformer':
      return affix(resources, tree, 'suffix');
    case 'PrefixSuffixTransformer':
      return affix(affix(resources, tree, 'prefix'), tree, 'suffix');
    case 'NamespaceTransformer': {
      const namespace = descend(tree, 'metadata', 'namespace');
      if (namespace?.kind !== 'scalar') return resources;
      return setNamespace(context, resources, namespace, fields, {
        unsetOnly: isTrue(tree, 'unsetOnly'),
        subjects: (textOf(child(tree, 'setRoleBindingSubjects')) || 'defaultOnly') as SubjectsMode,
      });
    }
    case 'ImageTagTransformer': {
      const image = child(tree, 'imageTag');
      return image ? setImage(resources, image, fields) : resources;
    }
    case 'ReplicaCountTransformer': {
      const replica = child(tree, 'replica');
      return replica ? setReplicas(context, resources, replica, fields) : resources;
    }
    case 'PatchTransformer':
      return applyPatch(context, folder, tree, resources);
    case 'PatchJson6902Transformer':
      return applyPatch(context, folder, tree, resources, 'patchesJson6902');
    case 'PatchStrategicMergeTransformer':
      return strategicPatches(context, folder, tree, resources);
    case 'ReplacementTransformer':
      return itemsOf(child(tree, 'replacements')).reduce(
        (all, entry) => applyReplacements(context, folder, entry, all),
        resources,
      );
    case 'ValueAddTransformer':
      return addValue(tree, resources);
    case 'HashTransformer':
      return addHashes(resources);
    case 'SortOrderTransformer':
    case 'LegacyOrderTransformer':
      return resources;
    default:
      return notRun(context, config, resources);
  }
}

/** The kind of a configuration that is built in; undefined for functions and plugins of others. */
function builtinKind(config: Resource): string | undefined {
  const id = idOf(config);
  return apiVersionOf(id) === 'builtin' ? id.kind : undefined;
}

function notRun(context: Context, config: Resource, resources: readonly Resource[]): readonly Resource[] {
  const { kind, name } = idOf(config);
  context.reasons.add(`${kind} ${name} is a plugin, and not run`);
  return resources;
}

function affix(resources: readonly Resource[], tree: MapTree, where: 'prefix' | 'suffix'): readonly Resource[] {
  const text = child(tree, where);
  const fields = readFieldSpecs(child(tree, 'fieldSpecs'));
  return text?.kind === 'scalar' ? addAffix(resources, text, where, fields) : resources;
}

function strategicPatches(
  context: Context,
  folder: string,
  tree: Tree,
  resources: readonly Resource[],
): readonly Resource[] {
  const inline = child(tree, 'patches');
  const entries = [...itemsOf(child(tree, 'paths')), ...(inline?.kind === 'scalar' ? [inline] : itemsOf(inline))];
  return entries.reduce((all, entry) => applyStrategicPatch(context, folder, entry, all), resources);
}

/** Source: kustomize `api/internal/builtins/ValueAddTransformer.go`. */
function addValue(tree: MapTree, resources: readonly Resource[]): readonly Resource[] {
  const value = child(tree, 'value');
  if (value?.kind !== 'scalar') return resources;
  return itemsOf(child(tree, 'targets')).reduce((all, entry) => {
    const target = readTarget(child(entry, 'selector'));
    const path = textOf(child(entry, 'fieldPath'));
    const spec = { group: '', version: '', kind: '', path, create: true };
    return all.map((resource) =>
      isTargeted(target, resource)
        ? updateFields(resource, [spec], 'scalar', value.span, () => asDerived(value))
        : resource,
    );
  }, resources);
}
