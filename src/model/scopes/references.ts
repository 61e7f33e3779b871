import { withFieldNames } from '../../render/kustomize/kustomization.ts';
import { directoryOf, joinPath } from '../../text/path.ts';
import { descend, stringAt, type Tree } from '../../yaml/tree.ts';
import type { SourceFile } from '../file.ts';

/** The files and directories that a kustomization names, as paths of the workspace. */
export interface KustomizationReferences {
  /** Other kustomizations: directories among resources, bases and components. */
  readonly directories: readonly string[];
  /** Manifests that it takes in. */
  readonly resources: readonly string[];
  /** Patches, configurations and other files that are no manifests of their own. */
  readonly others: readonly string[];
}

/** What a kustomization names. Remote bases and inline patches are left out. */
export function referencesOf(file: SourceFile): KustomizationReferences {
  const directory = directoryOf(file.path);
  const directories: string[] = [];
  const resources: string[] = [];
  const others: string[] = [];
  const local = (text: string): string | undefined =>
    text.includes('\n') || /^[a-z]+:\/\/|^git@|^github\.com\/|[?&]ref=/.test(text)
      ? undefined
      : joinPath(directory, text);
  for (const document of file.parsed.documents) {
    const tree = document.tree?.kind === 'map' ? withFieldNames(document.tree) : undefined;
    for (const name of ['resources', 'bases', 'components', 'crds']) {
      for (const text of strings(descend(tree, name))) {
        const path = local(text);
        if (path === undefined) continue;
        // Whether a name is a directory is not to be seen from it; files have an extension in practice.
        if (/\.(?:ya?ml|json)$/i.test(path)) resources.push(path);
        else directories.push(path);
      }
    }
    for (const name of ['configurations', 'transformers', 'generators', 'validators', 'patchesStrategicMerge']) {
      for (const text of strings(descend(tree, name))) {
        const path = local(text);
        if (path === undefined) continue;
        if (/\.(?:ya?ml|json)$/i.test(path)) others.push(path);
        else directories.push(path);
      }
    }
    for (const name of ['patches', 'patchesJson6902', 'replacements']) {
      for (const item of items(descend(tree, name))) {
        const path = stringAt(item, 'path');
        const found = path === undefined ? undefined : local(path);
        if (found !== undefined) others.push(found);
      }
    }
    const openapi = stringAt(tree, 'openapi', 'path');
    const found = openapi === undefined ? undefined : local(openapi);
    if (found !== undefined) others.push(found);
    for (const name of ['configMapGenerator', 'secretGenerator']) {
      for (const item of items(descend(tree, name))) {
        for (const text of [...strings(descend(item, 'files')), ...strings(descend(item, 'envs'))]) {
          const path = local(text.slice(text.indexOf('=') + 1));
          if (path !== undefined) others.push(path);
        }
      }
    }
  }
  return { directories, resources, others };
}

function items(tree: Tree | undefined): readonly Tree[] {
  return tree?.kind === 'sequence' ? tree.items : [];
}

function strings(tree: Tree | undefined): string[] {
  return items(tree).flatMap((item) => (item.kind === 'scalar' && typeof item.value === 'string' ? [item.value] : []));
}
