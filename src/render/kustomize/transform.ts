import { child, type ScalarTree, type Tree } from '../../yaml/tree.ts';
import type { Config } from './config.ts';
import type { Context } from './context.ts';
import { type FieldSpec, mergeFieldSpecs, readFieldSpecs } from './fieldSpec.ts';
import { setImage } from './images.ts';
import { type Kustomization, textField } from './kustomization.ts';
import { setPairs } from './labels.ts';
import { addAffix } from './names.ts';
import { setNamespace } from './namespaces.ts';
import { transformedBy } from './notes.ts';
import { applyPatch, applyStrategicPatch } from './patches.ts';
import { applyReplacements } from './replacements.ts';
import { setReplicas } from './replicas.ts';
import type { Resource } from './resource.ts';
import { entriesOf, isTrue, itemsOf } from './trees.ts';

/**
 * The resources after the fields of a kustomization that change them, in kustomize's own order.
 * Source: kustomize `api/internal/target/kusttarget_configplugin.go`.
 */
export function transform(
  context: Context,
  { tree, folder, path }: Kustomization,
  config: Config,
  resources: readonly Resource[],
): readonly Resource[] {
  let all = resources;
  const done = (kind: string) => {
    all = transformedBy(context, all, path, kind);
  };
  const each = (name: string, kind: string, apply: (entry: Tree) => readonly Resource[]) => {
    for (const entry of itemsOf(child(tree, name))) {
      all = apply(entry);
      done(kind);
    }
  };
  const together = (name: string, kind: string, apply: (entry: Tree) => readonly Resource[]) => {
    const entries = itemsOf(child(tree, name));
    for (const entry of entries) all = apply(entry);
    if (entries.length > 0) done(kind);
  };
  const text = (name: string, kind: string, apply: (value: ScalarTree) => readonly Resource[]) => {
    const value = textField(tree, name);
    if (value === undefined) return;
    all = apply(value);
    done(kind);
  };
  const pairs = (name: string, kind: string, fields: readonly FieldSpec[]) => {
    const value = child(tree, name);
    // Beside `labels`, the older field counts even when it is not there.
    const counts = kind === 'LabelTransformer' && itemsOf(child(tree, 'labels')).length > 0;
    if (entriesOf(value).length === 0 && !counts) return;
    all = setPairs(all, value, fields);
    done(kind);
  };
  together('patchesStrategicMerge', 'PatchStrategicMergeTransformer', (entry) =>
    applyStrategicPatch(context, folder, entry, all),
  );
  each('patches', 'PatchTransformer', (entry) => applyPatch(context, folder, entry, all));
  text('namespace', 'NamespaceTransformer', (value) => setNamespace(context, all, value, config.namespace));
  text('namePrefix', 'PrefixTransformer', (value) => addAffix(all, value, 'prefix', config.namePrefix));
  text('nameSuffix', 'SuffixTransformer', (value) => addAffix(all, value, 'suffix', config.nameSuffix));
  each('labels', 'LabelTransformer', (entry) => setPairs(all, child(entry, 'pairs'), labelFieldsOf(entry, config)));
  pairs('commonLabels', 'LabelTransformer', config.commonLabels);
  pairs('commonAnnotations', 'AnnotationsTransformer', config.commonAnnotations);
  each('patchesJson6902', 'PatchJson6902Transformer', (entry) =>
    applyPatch(context, folder, entry, all, 'patchesJson6902'),
  );
  each('replicas', 'ReplicaCountTransformer', (entry) => setReplicas(context, all, entry, config.replicas));
  each('images', 'ImageTagTransformer', (entry) => setImage(all, entry, config.images));
  together('replacements', 'ReplacementTransformer', (entry) => applyReplacements(context, folder, entry, all));
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
