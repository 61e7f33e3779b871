import { child, type MapTree, type Tree } from '../../yaml/tree.ts';
import { type Context, refuse, type SourceFile } from './context.ts';
import { type Resource, resourceOf } from './resource.ts';
import { isNull, itemsOf, textOf } from './trees.ts';

/** The objects of a file: its documents, with lists taken apart. What is no object is a problem, and left out. */
export function readResources(context: Context, file: SourceFile): readonly Resource[] {
  for (const { problems } of file.documents) {
    for (const { message, span } of problems) refuse(context, message, span);
  }
  return readObjects(
    context,
    file.documents.flatMap(({ tree }) => (tree ? [tree] : [])),
  );
}

/** The objects among documents. */
export function readObjects(context: Context, documents: readonly Tree[]): readonly Resource[] {
  return objectsOf(documents, (message, tree) => refuse(context, message, tree.span)).map(resourceOf);
}

/**
 * The objects among documents, lists taken apart.
 * Source: kustomize `api/resource/factory.go`, `RNodesFromBytes`, and `GetValidatedMetadata` in `kyaml/yaml/rnode.go`.
 */
export function objectsOf(
  documents: readonly Tree[],
  complain: (message: string, tree: Tree) => void = () => {},
): readonly MapTree[] {
  const objects: MapTree[] = [];
  const pending = [...documents];
  for (let tree = pending.shift(); tree !== undefined; tree = pending.shift()) {
    if (isNull(tree)) continue;
    const kind = textOf(child(tree, 'kind'));
    if (tree.kind !== 'map') complain('not an object', tree);
    else if (kind === '') complain('an object needs a kind', tree);
    else if (kind.endsWith('List') && child(child(tree, 'metadata'), 'name') === undefined) {
      pending.push(...itemsOf(child(tree, 'items')));
    } else if (textOf(child(child(tree, 'metadata'), 'name')) === '')
      complain(`this ${kind} needs a metadata.name`, tree);
    else objects.push(asWritten(tree) as MapTree);
  }
  return objects;
}

/**
 * The tree as kustomize reads objects: YAML 1.2 words for booleans, so that `yes` and `off` are texts.
 * Its output then has them quoted. Source: `go.yaml.in/yaml/v3` `resolve.go`.
 */
export function asWritten(tree: Tree): Tree {
  const known = written.get(tree);
  if (known) return known;
  const result = reread(tree);
  written.set(tree, result);
  return result;
}

const written = new WeakMap<Tree, Tree>();

function reread(tree: Tree): Tree {
  switch (tree.kind) {
    case 'scalar':
      return typeof tree.value === 'boolean' && tree.style === 'plain' && !/^(?:true|false)$/i.test(tree.text)
        ? { ...tree, value: tree.text }
        : tree;
    case 'sequence': {
      const items = tree.items.map(reread);
      return items.every((item, i) => item === tree.items[i]) ? tree : { ...tree, items };
    }
    case 'map': {
      let changed = false;
      const entries = tree.entries.map((entry) => {
        const value = reread(entry.value);
        if (value === entry.value) return entry;
        changed = true;
        return { key: entry.key, value };
      });
      return changed ? { ...tree, entries } : tree;
    }
  }
}
