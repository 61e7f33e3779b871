import { resolvePlainScalar } from '../../yaml/scalar.ts';
import { child, type ScalarTree, type Tree } from '../../yaml/tree.ts';
import { type Context, loadFile, refuse } from './context.ts';
import { changeAt, lookUp, splitFieldPath } from './fieldPath.ts';
import { type Resource, withSharedChanges, withTree } from './resource.ts';
import { hasLabels, isEmptyTarget, readTarget, selectsAnyId, type Target } from './selector.ts';
import { asDerived, derivedMap, derivedScalar, isNull, isTrue, itemsOf, textOf } from './trees.ts';

/**
 * The resources after an entry of `replacements`, which may lie in a file. A value that is copied carries the place of
 * the source's value.
 *
 * Source: kustomize `api/filters/replacement/replacement.go`.
 */
export function applyReplacements(
  context: Context,
  folder: string,
  entry: Tree,
  resources: readonly Resource[],
): readonly Resource[] {
  const path = textOf(child(entry, 'path'));
  if (path === '') return applyReplacement(context, entry, resources);
  const file = loadFile(context, folder, path, entry.span);
  if (file === undefined) return resources;
  const entries = file.documents.flatMap(({ tree }) =>
    tree === undefined || isNull(tree) ? [] : tree.kind === 'sequence' ? tree.items : [tree],
  );
  return entries.reduce((all, each) => applyReplacement(context, each, all), resources);
}

function applyReplacement(context: Context, entry: Tree, resources: readonly Resource[]): readonly Resource[] {
  const value = sourceValue(context, entry, resources);
  if (value === undefined) return resources;
  return itemsOf(child(entry, 'targets')).reduce((all, target) => copyTo(context, value, target, all), resources);
}

function sourceValue(context: Context, entry: Tree, resources: readonly Resource[]): Tree | undefined {
  const given = child(entry, 'sourceValue');
  if (!isNull(given)) return given;
  const source = child(entry, 'source');
  const selector = readTarget(source);
  const found = resources.filter((resource) => selectsAnyId({ ...selector, labels: '', annotations: '' }, resource));
  if (source === undefined || found.length !== 1) {
    const count = found.length === 0 ? 'nothing' : 'more than one object';
    refuse(context, `the source of a replacement selects ${count}`, (source ?? entry).span);
    return undefined;
  }
  const fieldPath = textOf(child(source, 'fieldPath')) || 'metadata.name';
  const value = lookUp(found[0]!.tree, splitFieldPath(fieldPath));
  if (isNull(value)) {
    refuse(context, `the source of a replacement has no ${fieldPath}`, source.span);
    return undefined;
  }
  const options = optionsOf(source);
  if (options.delimiter === '') return value;
  const parts = textOf(value).split(options.delimiter);
  const part = parts[options.index];
  if (value.kind !== 'scalar' || part === undefined) {
    refuse(context, `the source of a replacement has no part ${options.index}`, source.span);
    return undefined;
  }
  return derivedScalar(part, value.span);
}

interface Options {
  readonly delimiter: string;
  readonly index: number;
  readonly create: boolean;
}

function optionsOf(tree: Tree): Options {
  const options = child(tree, 'options');
  const index = child(options, 'index');
  return {
    delimiter: textOf(child(options, 'delimiter')),
    index: index?.kind === 'scalar' && typeof index.value === 'number' ? index.value : 0,
    create: isTrue(options, 'create'),
  };
}

function copyTo(context: Context, value: Tree, target: Tree, resources: readonly Resource[]): readonly Resource[] {
  const select = readTarget(child(target, 'select'));
  const rejects = itemsOf(child(target, 'reject')).map(readTarget);
  const options = optionsOf(target);
  const paths = itemsOf(child(target, 'fieldPaths')).map((path) => path as ScalarTree);
  return resources.map((resource) => {
    if (!isSelected(select, rejects, resource)) return resource;
    const names = paths.length === 0 ? [undefined] : paths;
    let tree: Tree = resource.tree;
    const changes = new Map<Tree, Tree>();
    for (const name of names) {
      const path = textOf(name) || 'metadata.name';
      const changed = changeAt(tree, splitFieldPath(path), {
        create: options.create,
        at: value.span,
        // What is made is of the kind of the source's value.
        fresh: value.kind === 'scalar' ? derivedScalar(null, value.span) : derivedMap([], value.span),
        change: (before) => {
          const after = replaced(before, value, options);
          if (!isSameType(before, after))
            refuse(
              context,
              `${textOf(after)} does not fit the ${typeof (before as ScalarTree).value} at ${path}`,
              (name ?? target).span,
            );
          if (after !== before) changes.set(before, after);
          return after;
        },
      });
      if (changed === undefined) refuse(context, `nothing at ${path} in a replacement's target`, (name ?? target).span);
      else tree = changed;
    }
    return tree.kind === 'map' ? withSharedChanges(withTree(resource, tree), changes) : resource;
  });
}

function isSelected(select: Target, rejects: readonly Target[], resource: Resource): boolean {
  if (!hasLabels(select, resource)) return false;
  for (const reject of rejects) {
    if ((reject.labels !== '' || reject.annotations !== '') && hasLabels(reject, resource)) return false;
  }
  const named = rejects.filter((reject) => !isEmptyTarget({ ...reject, labels: '', annotations: '' }));
  return selectsAnyId(select, resource) && !named.some((reject) => selectsAnyId(reject, resource));
}

/** Whether what was a number or a boolean still is. */
function isSameType(before: Tree, after: Tree): boolean {
  if (before.kind !== 'scalar' || after.kind !== 'scalar') return true;
  return before.value === null || typeof before.value === 'string' || typeof before.value === typeof after.value;
}

/**
 * A scalar keeps its type: a text stays a text, and what was a number is read anew. It stays a scalar too, which is
 * empty in place of a map or list.
 */
function replaced(before: Tree, value: Tree, options: Options): Tree {
  if (before.kind !== 'scalar') return asDerived(value);
  let text = textOf(value);
  if (options.delimiter !== '') {
    const parts = before.text.split(options.delimiter);
    if (options.index < 0) parts.unshift(text);
    else if (options.index >= parts.length) parts.push(text);
    else parts[options.index] = text;
    text = parts.join(options.delimiter);
  }
  const read = typeof before.value === 'string' ? text : resolvePlainScalar(text);
  return value.kind === 'scalar' && read === value.value
    ? asDerived(value)
    : { ...derivedScalar(read, value.span), text };
}
