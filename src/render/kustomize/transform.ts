import { child, type Tree } from '../../yaml/tree.ts';
import type { Config } from './config.ts';
import type { Context } from './context.ts';
import { type FieldSpec, mergeFieldSpecs, readFieldSpecs } from './fieldSpec.ts';
import { setImage } from './images.ts';
import { type Kustomization, textField } from './kustomization.ts';
import { setPairs } from './labels.ts';
import { addAffix } from './names.ts';
import { setNamespace } from './namespaces.ts';
import { applyPatch, applyStrategicPatch } from './patches.ts';
import { applyReplacements } from './replacements.ts';
import { setReplicas } from './replicas.ts';
import type { Resource } from './resource.ts';
import { isTrue, itemsOf } from './trees.ts';

/**
 * The resources after the fields of a kustomization that change them, in kustomize's own order.
 * Source: kustomize `api/internal/target/kusttarget_configplugin.go`.
 */
export function transform(
  context: Context,
  { tree, folder }: Kustomization,
  config: Config,
  resources: readonly Resource[],
): readonly Resource[] {
  let all = resources;
  const each = (name: string, apply: (entry: Tree) => readonly Resource[]) => {
    for (const entry of itemsOf(child(tree, name))) all = apply(entry);
  };
  each('patchesStrategicMerge', (entry) => applyStrategicPatch(context, folder, entry, all));
  each('patches', (entry) => applyPatch(context, folder, entry, all));
  const namespace = textField(tree, 'namespace');
  if (namespace) all = setNamespace(context, all, namespace, config.namespace);
  const prefix = textField(tree, 'namePrefix');
  if (prefix) all = addAffix(all, prefix, 'prefix', config.namePrefix);
  const suffix = textField(tree, 'nameSuffix');
  if (suffix) all = addAffix(all, suffix, 'suffix', config.nameSuffix);
  each('labels', (entry) => setPairs(all, child(entry, 'pairs'), labelFieldsOf(entry, config)));
  all = setPairs(all, child(tree, 'commonLabels'), config.commonLabels);
  all = setPairs(all, child(tree, 'commonAnnotations'), config.commonAnnotations);
  each('patchesJson6902', (entry) => applyPatch(context, folder, entry, all, 'patchesJson6902'));
  each('replicas', (entry) => setReplicas(context, all, entry, config.replicas));
  each('images', (entry) => setImage(all, entry, config.images));
  each('replacements', (entry) => applyReplacements(context, folder, entry, all));
  return all;
}

/** Where an entry of `labels` puts its pairs. */
function labelFieldsOf(entry: Tree, config: Config): readonly FieldSpec[] {
  const own = mergeFieldSpecs(readFieldSpecs(child(entry, 'fields')), config.labels);
  if (isTrue(entry, 'includeSelectors')) return mergeFieldSpecs(own, config.commonLabels);
  const templates = isTrue(entry, 'includeTemplates') ? mergeFieldSpecs(own, config.templateLabels) : own;
  return mergeFieldSpecs(templates, [metadataLabels]);
}

/** The labels of an object itself. */
export const metadataLabels: FieldSpec = { group: '', version: '', kind: '', path: 'metadata/labels', create: true };
