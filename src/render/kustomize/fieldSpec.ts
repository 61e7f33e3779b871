import { compareText, type Span } from '../../text/span.ts';
import { child, type Tree } from '../../yaml/tree.ts';
import { type Gvk, idOf, type Resource, selectsGvk, withTree } from './resource.ts';
import { derivedKey, derivedMap, derivedScalar, isNull, isTrue, itemsOf, setChild, textOf } from './trees.ts';

/** Where a transformer works: a path in the objects of a kind. Empty parts of the kind stand for any. */
export interface FieldSpec extends Gvk {
  /** Names separated by `/`, a `/` in a name written `\/`. Lists are passed through; `[]` says that one must be there. */
  readonly path: string;
  /** Whether the field is made where it is absent. */
  readonly create: boolean;
}

/** The field specifications of a list in a configuration file. */
export function readFieldSpecs(tree: Tree | undefined): readonly FieldSpec[] {
  return itemsOf(tree).map((item) => ({
    ...readGvk(item),
    path: textOf(child(item, 'path')),
    create: isTrue(item, 'create'),
  }));
}

/** The `group`, `version` and `kind` of a map, empty where absent. */
export function readGvk(tree: Tree | undefined): Gvk {
  return {
    group: textOf(child(tree, 'group')),
    version: textOf(child(tree, 'version')),
    kind: textOf(child(tree, 'kind')),
  };
}

/**
 * Both lists, without those of the second that the first has in effect: one for any kind goes where the same path is
 * there for some kind.
 *
 * Source: kustomize `api/types/fsslice.go`, `MergeOne`.
 */
export function mergeFieldSpecs(own: readonly FieldSpec[], others: readonly FieldSpec[]): readonly FieldSpec[] {
  const added: FieldSpec[] = [];
  for (const other of others) {
    const known = (spec: FieldSpec) => spec.path === other.path && selectsGvk(other, spec);
    if (!own.some(known) && !added.some(known)) added.push(other);
  }
  return added.length === 0 ? own : [...own, ...added];
}

/**
 * In the order that kustomize merges by, those for a kind mostly before those for any.
 * Source: kustomize `kyaml/resid/gvk.go`, `IsLessThan`.
 */
export function sortedByKind<T extends Gvk>(all: readonly T[]): readonly T[] {
  return all.toSorted((a, b) => rank(a) - rank(b) || compareText(nameOf(a), nameOf(b)));
}

function rank({ kind }: Gvk): number {
  const first = FIRST.indexOf(kind);
  return first >= 0 ? first - FIRST.length : LAST.indexOf(kind) + 1;
}

function nameOf({ kind, version, group }: Gvk): string {
  return `${kind || '[noKind]'}.${version || '[noVer]'}.${group || '[noGrp]'}`;
}

const FIRST = [
  'Namespace',
  'ResourceQuota',
  'StorageClass',
  'CustomResourceDefinition',
  'ServiceAccount',
  'PodSecurityPolicy',
  'Role',
  'ClusterRole',
  'RoleBinding',
  'ClusterRoleBinding',
  'ConfigMap',
  'Secret',
  'Endpoints',
  'Service',
  'LimitRange',
  'PriorityClass',
  'PersistentVolume',
  'PersistentVolumeClaim',
  'Deployment',
  'StatefulSet',
  'CronJob',
  'PodDisruptionBudget',
];
const LAST = ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'];

/** How a field that is absent is made: as a map, as a scalar, or not at all. */
export type Creation = 'map' | 'scalar' | 'none';

/**
 * The resource with the values at a field specification changed by `set`. Values that stay are shared.
 * A field that is made first is given to `set` empty, with the place `at`.
 *
 * Source: kustomize `api/filters/fieldspec/fieldspec.go`.
 */
export function updateField(
  resource: Resource,
  spec: FieldSpec,
  creation: Creation,
  at: Span,
  set: (value: Tree) => Tree,
): Resource {
  if (!selectsGvk(spec, idOf(resource))) return resource;
  const tree = update(resource.tree, splitPath(spec.path), 0, { create: spec.create, creation, at, set });
  return tree.kind === 'map' ? withTree(resource, tree) : resource;
}

/** All of `specs`, one after the other. */
export function updateFields(
  resource: Resource,
  specs: readonly FieldSpec[],
  creation: Creation,
  at: Span,
  set: (value: Tree) => Tree,
): Resource {
  let result = resource;
  for (const spec of specs) result = updateField(result, spec, creation, at, set);
  return result;
}

interface Update {
  readonly create: boolean;
  readonly creation: Creation;
  readonly at: Span;
  readonly set: (value: Tree) => Tree;
}

function update(tree: Tree, path: readonly string[], index: number, how: Update): Tree {
  if (index === path.length) return how.set(tree);
  switch (tree.kind) {
    case 'sequence': {
      const items = tree.items.map((item) => update(item, path, index, how));
      return items.every((item, i) => item === tree.items[i]) ? tree : { ...tree, items };
    }
    case 'map': {
      const part = path[index]!;
      const isList = part.endsWith('[]');
      const name = isList ? part.slice(0, -2) : part;
      const creates = how.create && how.creation !== 'none' && !isList;
      let value = child(tree, name);
      if (value === undefined && !creates) return tree;
      // A list that must be there, and is null, becomes an empty one.
      if (isList && isNull(value)) value = { kind: 'sequence', items: [], span: value!.span, derived: true };
      else if (isNull(value) && creates) {
        const scalar = index === path.length - 1 && how.creation === 'scalar';
        value = scalar ? derivedScalar(null, how.at) : derivedMap([], how.at);
      }
      const changed = update(value!, path, index + 1, how);
      return changed === value && value === child(tree, name)
        ? tree
        : setChild(tree, derivedKey(name, how.at), changed);
    }
    case 'scalar':
      return tree;
  }
}

const splitPaths = new Map<string, readonly string[]>();

/** The names of a path. */
export function splitPath(path: string): readonly string[] {
  let parts = splitPaths.get(path);
  if (parts === undefined) {
    parts = splitEscaped(path, '/');
    splitPaths.set(path, parts);
  }
  return parts;
}

/** A text split at a delimiter that no backslash stands before. */
export function splitEscaped(text: string, delimiter: string): string[] {
  const parts: string[] = [];
  for (const part of text.split(delimiter)) {
    const last = parts.at(-1);
    if (last?.endsWith('\\')) parts[parts.length - 1] = `${last.slice(0, -1)}${delimiter}${part}`;
    else parts.push(part);
  }
  return parts;
}
