import type { Span } from '../../text/span.ts';
import { child, type MapTree, type ScalarTree } from '../../yaml/tree.ts';
import { type Context, readFile, refuse, type SourceFile } from './context.ts';
import { joinPath } from './paths.ts';
import { isNull, textOf } from './trees.ts';

/** The names that a kustomization file may have. */
export const kustomizationFileNames = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'] as const;

/** The kustomization of a folder. */
export interface Kustomization {
  readonly folder: string;
  readonly path: string;
  readonly file: SourceFile;
  readonly tree: MapTree;
  readonly isComponent: boolean;
}

/** The kustomization file of a folder, and its path; undefined when there is none. */
export function findKustomization(
  context: Context,
  folder: string,
): { readonly path: string; readonly file: SourceFile } | undefined {
  const found = kustomizationFileNames.flatMap((name) => {
    const path = joinPath(folder, name);
    const file = readFile(context, path);
    return file ? [{ path, file }] : [];
  });
  if (found.length > 1)
    refuse(context, `several kustomization files in ${folder || 'the workspace'}`, spanOf(found[1]!));
  return found[0];
}

/** The kustomization of a folder. Undefined, and a problem, when it is not there or is no map. */
export function loadKustomization(context: Context, folder: string, at?: Span): Kustomization | undefined {
  const found = findKustomization(context, folder);
  if (found === undefined) {
    refuse(context, `no kustomization file in ${folder || 'the workspace'}`, at);
    return undefined;
  }
  for (const { problems } of found.file.documents) {
    for (const { message, span } of problems) refuse(context, message, span);
  }
  const tree = found.file.documents[0]?.tree;
  if (tree?.kind !== 'map' || tree.entries.length === 0) {
    refuse(context, 'the kustomization is empty', at ?? spanOf(found));
    return undefined;
  }
  const named = withFieldNames(tree);
  check(context, named);
  return { folder, ...found, tree: named, isComponent: textOf(child(named, 'kind')) === 'Component' };
}

/** A kustomization with its fields called as documented: Go reads keys of JSON in any case, and `imageTags` is old. */
export function withFieldNames(tree: MapTree): MapTree {
  if (tree.entries.every(({ key }) => FIELDS.has(key.value))) return tree;
  const entries = tree.entries.map(({ key, value }) => {
    const name = CANONICAL.get(key.value.toLowerCase());
    return name === undefined || name === key.value ? { key, value } : { key: { ...key, value: name }, value };
  });
  return { ...tree, entries };
}

/** A text of the kustomization; undefined when absent or empty. */
export function textField(tree: MapTree, name: string): ScalarTree | undefined {
  const value = child(tree, name);
  return value?.kind === 'scalar' && !isNull(value) && value.text !== '' ? value : undefined;
}

/** Source: kustomize `api/types/kustomization.go`, `Unmarshal` and `EnforceFields`. */
function check(context: Context, tree: MapTree): void {
  for (const { key } of tree.entries) {
    if (!FIELDS.has(key.value)) refuse(context, `a kustomization has no field ${key.value}`, key.span);
  }
  const kind = textField(tree, 'kind');
  if (kind && kind.text !== 'Kustomization' && kind.text !== 'Component') {
    refuse(context, 'the kind must be Kustomization or Component', kind.span);
  }
  const apiVersion = textField(tree, 'apiVersion');
  const expected = `kustomize.config.k8s.io/${kind?.text === 'Component' ? 'v1alpha1' : 'v1beta1'}`;
  if (apiVersion && apiVersion.text !== expected)
    refuse(context, `the apiVersion must be ${expected}`, apiVersion.span);
}

function spanOf({ path, file }: { readonly path: string; readonly file: SourceFile }): Span {
  return file.documents[0]?.tree?.span ?? { file: path, start: 0, end: 0 };
}

const FIELDS: ReadonlySet<string> = new Set([
  'apiVersion',
  'bases',
  'buildMetadata',
  'commonAnnotations',
  'commonLabels',
  'components',
  'configMapGenerator',
  'configurations',
  'crds',
  'generatorOptions',
  'generators',
  'helmChartInflationGenerator',
  'helmCharts',
  'helmGlobals',
  'images',
  'inventory',
  'kind',
  'labels',
  'metadata',
  'namePrefix',
  'nameSuffix',
  'namespace',
  'openapi',
  'patches',
  'patchesJson6902',
  'patchesStrategicMerge',
  'replacements',
  'replicas',
  'resources',
  'secretGenerator',
  'sortOptions',
  'transformers',
  'validators',
  'vars',
]);

const CANONICAL: ReadonlyMap<string, string> = new Map([
  ...[...FIELDS].map((name) => [name.toLowerCase(), name] as const),
  ['imagetags', 'images'],
]);
