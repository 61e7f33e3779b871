import { child, descend, type MapTree, type Tree } from '../../yaml/tree.ts';
import { isClusterScoped } from './clusterScope.ts';
import { derivedKey, derivedMap, derivedScalar, removeChild, setChild, textOf } from './trees.ts';

/** Group, version and kind. An empty part of a selecting one stands for any. */
export interface Gvk {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

/** What an object is called. */
export interface Id extends Gvk {
  readonly name: string;
  /** As written: empty for none. */
  readonly namespace: string;
}

export type Behavior = 'create' | 'merge' | 'replace';

/** An object on its way through a build, with what kustomize keeps in internal annotations. */
export interface Resource {
  readonly tree: MapTree;
  /** What it was called before, the oldest first; the namespace is the effective one. */
  readonly previous: readonly { readonly name: string; readonly namespace: string; readonly kind: string }[];
  readonly prefixes: readonly string[];
  readonly suffixes: readonly string[];
  /** Whether a hash of the content comes behind its name. */
  readonly hashed: boolean;
  readonly behavior: Behavior;
  /** The names of the vars that are read from it. */
  readonly vars: readonly string[];
  /**
   * Values that one transformer put at several places. To kustomize they are one node: a later change at one of the
   * places is a change at all of them.
   */
  readonly shared: ReadonlySet<Tree>;
  /** Where it is from, and what worked on it: only in builds that ask for it, see `notes.ts`. */
  readonly origin?: string;
  readonly transformations?: readonly string[];
}

/** The namespace of everything that is in none. */
export const noNamespace = '_non_namespaceable_';

/** A freshly read object. */
export function resourceOf(tree: MapTree): Resource {
  return {
    tree,
    previous: [],
    prefixes: [],
    suffixes: [],
    hashed: false,
    behavior: 'create',
    vars: [],
    shared: nothingShared,
  };
}

/** Group and version of an `apiVersion`. The core group is empty. */
export function splitApiVersion(apiVersion: string): { readonly group: string; readonly version: string } {
  const slash = apiVersion.indexOf('/');
  return slash < 0
    ? { group: '', version: apiVersion }
    : { group: apiVersion.slice(0, slash), version: apiVersion.slice(slash + 1) };
}

/** What an object is called now. */
export function idOf({ tree }: { readonly tree: MapTree }): Id {
  let id = ids.get(tree);
  if (id === undefined) {
    id = {
      ...splitApiVersion(textOf(child(tree, 'apiVersion'))),
      kind: textOf(child(tree, 'kind')),
      name: textOf(descend(tree, 'metadata', 'name')),
      namespace: textOf(descend(tree, 'metadata', 'namespace')),
    };
    ids.set(tree, id);
  }
  return id;
}

/** What an object was called before, the oldest first. */
export function previousIds(resource: Resource): readonly Id[] {
  if (resource.previous.length === 0) return [];
  const { group, version } = idOf(resource);
  return resource.previous.map((previous) => ({ group, version, ...previous }));
}

/** What an object was called at first. */
export function originalId(resource: Resource): Id {
  return previousIds(resource)[0] ?? idOf(resource);
}

/** What an object was ever called. */
export function allIds(resource: Resource): readonly Id[] {
  return [...previousIds(resource), idOf(resource)];
}

/** The namespace that counts for comparing: `default` for none, a placeholder for cluster-scoped kinds. */
export function effectiveNamespace(id: Id): string {
  if (isClusterScoped(apiVersionOf(id), id.kind)) return noNamespace;
  return id.namespace === '' ? 'default' : id.namespace;
}

export function apiVersionOf({ group, version }: Gvk): string {
  return group === '' ? version : `${group}/${version}`;
}

export function sameId(a: Id, b: Id): boolean {
  return sameGvkAndName(a, b) && effectiveNamespace(a) === effectiveNamespace(b);
}

export function sameGvkAndName(a: Id, b: Id): boolean {
  return a.name === b.name && a.kind === b.kind && a.group === b.group && a.version === b.version;
}

/** Whether a selector's group, version and kind, where it has them, are those of `gvk`. */
export function selectsGvk(selector: Gvk, gvk: Gvk): boolean {
  return (
    (selector.kind === '' || selector.kind === gvk.kind) &&
    (selector.group === '' || selector.group === gvk.group) &&
    (selector.version === '' || selector.version === gvk.version)
  );
}

/** The resource with its present name kept among the former ones. */
export function rememberId(resource: Resource): Resource {
  const id = idOf(resource);
  const previous = { name: id.name, namespace: effectiveNamespace(id), kind: id.kind };
  return { ...resource, previous: [...resource.previous, previous] };
}

/** The resource with another tree; the same resource when it is the same tree. */
export function withTree(resource: Resource, tree: MapTree): Resource {
  return tree === resource.tree ? resource : { ...resource, tree };
}

/** The tree with another name. The place of the old name stays the place of the new. */
export function renamed(tree: MapTree, name: string): MapTree {
  return withMetadata(tree, 'name', name);
}

/** The tree with a text set in its metadata, at the place of the former text. */
function withMetadata(tree: MapTree, field: string, text: string): MapTree {
  const metadata = child(tree, 'metadata');
  const map = metadata?.kind === 'map' ? metadata : derivedMap([], tree.span);
  const before = child(map, field);
  const span = before?.span ?? map.span;
  const changed = setChild(map, derivedKey(field, span), derivedScalar(text, span));
  return setChild(tree, derivedKey('metadata', map.span), changed);
}

/** The tree with name and namespace of another, each with its place. */
export function withNameOf(tree: MapTree, other: MapTree, fields: readonly string[] = ['name', 'namespace']): MapTree {
  const metadata = child(tree, 'metadata');
  let map = metadata?.kind === 'map' ? metadata : derivedMap([], tree.span);
  for (const field of fields) {
    const value = descend(other, 'metadata', field);
    map = value === undefined ? removeChild(map, field) : setChild(map, derivedKey(field, value.span), value);
  }
  return map === metadata ? tree : setChild(tree, derivedKey('metadata', map.span), map);
}

/**
 * The resource with all places of a shared value changed, once one of them was. `changes` lead from the former value
 * to the new one, and may follow on each other.
 */
export function withSharedChanges(resource: Resource, changes: ReadonlyMap<Tree, Tree>): Resource {
  const own = new Map<Tree, Tree>();
  const shared = new Set(resource.shared);
  for (const [before, after] of changes) {
    if (!shared.has(before)) continue;
    own.set(before, after);
    shared.add(after);
  }
  if (own.size === 0) return resource;
  for (const before of own.keys()) shared.delete(before);
  const tree = exchanged(resource.tree, own);
  return { ...resource, tree: tree.kind === 'map' ? tree : resource.tree, shared };
}

function exchanged(tree: Tree, changes: ReadonlyMap<Tree, Tree>): Tree {
  switch (tree.kind) {
    case 'scalar': {
      let last: Tree = tree;
      for (let next = changes.get(last); next !== undefined; next = changes.get(last)) last = next;
      return last;
    }
    case 'sequence': {
      const items = tree.items.map((item) => exchanged(item, changes));
      return items.every((item, i) => item === tree.items[i]) ? tree : { ...tree, items };
    }
    case 'map': {
      const entries = tree.entries.map((entry) => {
        const value = exchanged(entry.value, changes);
        return value === entry.value ? entry : { key: entry.key, value };
      });
      return entries.every((entry, i) => entry === tree.entries[i]) ? tree : { ...tree, entries };
    }
  }
}

/** For what no transformer has put at several places. */
export const nothingShared: ReadonlySet<Tree> = new Set();

const ids = new WeakMap<MapTree, Id>();
