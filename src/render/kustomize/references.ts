import { child, type MapTree, type Tree } from '../../yaml/tree.ts';
import type { Config, NameReference } from './config.ts';
import { type Context, refuse } from './context.ts';
import { type FieldSpec, updateField } from './fieldSpec.ts';
import {
  effectiveNamespace,
  type Id,
  idOf,
  noNamespace,
  originalId,
  previousIds,
  type Resource,
  selectsGvk,
  splitApiVersion,
} from './resource.ts';
import { derivedKey, derivedScalar, isNull, itemsOf, setChild, textOf } from './trees.ts';

/**
 * The resources with the names of renamed objects changed wherever others write them. A name keeps its place.
 *
 * Source: kustomize `api/internal/accumulator/namereferencetransformer.go` and `api/filters/nameref/nameref.go`.
 */
export function fixReferences(context: Context, resources: readonly Resource[], config: Config): readonly Resource[] {
  const renamed = resources.filter(({ previous }) => previous.length > 0).map(candidate);
  if (renamed.length === 0) return resources;
  return resources.map((referrer) => {
    const first = originalId(referrer);
    const specs = referrersOf(config, first.kind).filter(([, field]) => selectsGvk(field, first));
    if (specs.length === 0) return referrer;
    const reachable = candidatesFor(referrer, renamed);
    let result = referrer;
    for (const [reference, field] of specs) {
      const targets = reachable.filter(({ former }) => former.some((id) => selectsGvk(reference, id)));
      if (targets.length === 0) continue;
      const search: Search = { context, referrer, reference, field, targets };
      const anyKind = { ...field, group: '', version: '', kind: '' };
      result = updateField(result, anyKind, 'none', referrer.tree.span, (value) => renamedIn(search, value));
    }
    return result;
  });
}

/** An object that may be meant, with its names. */
interface Candidate {
  readonly resource: Resource;
  readonly now: Id;
  readonly first: Id;
  readonly former: readonly Id[];
  readonly namespace: string;
}

interface Search {
  readonly context: Context;
  readonly referrer: Resource;
  readonly reference: NameReference;
  readonly field: FieldSpec;
  readonly targets: readonly Candidate[];
}

function candidate(resource: Resource): Candidate {
  const now = idOf(resource);
  const former = previousIds(resource);
  return { resource, now, first: former[0] ?? now, former, namespace: effectiveNamespace(now) };
}

const byKind = new WeakMap<Config, Map<string, readonly (readonly [NameReference, FieldSpec])[]>>();

/** The references that objects of a kind may hold. */
function referrersOf(config: Config, kind: string): readonly (readonly [NameReference, FieldSpec])[] {
  let known = byKind.get(config);
  if (known === undefined) byKind.set(config, (known = new Map()));
  let found = known.get(kind);
  if (found === undefined) {
    found = config.nameReferences.flatMap((reference) =>
      reference.referrers
        .filter((field) => field.kind === '' || field.kind === kind)
        .map((field) => [reference, field] as const),
    );
    known.set(kind, found);
  }
  return found;
}

/** Source: `SubsetThatCouldBeReferencedByResource` in `api/resmap/reswrangler.go`. */
function candidatesFor(referrer: Resource, all: readonly Candidate[]): readonly Candidate[] {
  const namespace = effectiveNamespace(idOf(referrer));
  if (namespace === noNamespace) return all;
  const subjects = idOf(referrer).kind === 'RoleBinding' ? itemsOf(child(referrer.tree, 'subjects')) : [];
  const elsewhere = new Set(
    subjects
      .filter((subject) => textOf(child(subject, 'kind')) === 'ServiceAccount')
      .map((subject) => textOf(child(subject, 'namespace')))
      .filter((name) => name !== ''),
  );
  return all.filter(
    (other) => other.namespace === noNamespace || other.namespace === namespace || elsewhere.has(other.now.namespace),
  );
}

function renamedIn(search: Search, value: Tree): Tree {
  switch (value.kind) {
    case 'scalar':
      return renamedScalar(search, value);
    case 'map':
      return renamedMap(search, value);
    case 'sequence': {
      const items = value.items.map((item) => (item.kind === 'sequence' ? item : renamedIn(search, item)));
      return items.every((item, i) => item === value.items[i]) ? value : { ...value, items };
    }
  }
}

function renamedScalar(search: Search, value: Tree): Tree {
  if (isNull(value)) return value;
  const found = select(search, textOf(value), search.targets, (a, b) => a.now.name === b.now.name);
  return found === undefined || found.now.name === textOf(value) ? value : derivedScalar(found.now.name, value.span);
}

/** A reference by name and namespace, such as a binding's subject. */
function renamedMap(search: Search, value: MapTree): Tree {
  const name = child(value, 'name');
  if (name === undefined) return value;
  const found = select(
    search,
    textOf(name),
    inNamespace(search.targets, child(value, 'namespace')),
    (a, b) => a.now.name === b.now.name && a.now.namespace === b.now.namespace,
  );
  if (found === undefined) return value;
  let result = value;
  if (textOf(name) !== found.now.name) {
    result = setChild(result, derivedKey('name', name.span), derivedScalar(found.now.name, name.span));
  }
  if (found.now.namespace === '' || textOf(child(value, 'namespace')) === found.now.namespace) return result;
  const span = child(child(found.resource.tree, 'metadata'), 'namespace')!.span;
  return setChild(result, derivedKey('namespace', span), derivedScalar(found.now.namespace, span));
}

function inNamespace(targets: readonly Candidate[], namespace: Tree | undefined): readonly Candidate[] {
  if (namespace === undefined) return targets;
  const name = textOf(namespace);
  const originally = targets.filter(({ first }) => effectiveNamespace(first) === name);
  return originally.length > 0 ? originally : targets.filter((target) => target.namespace === name);
}

function select(
  search: Search,
  name: string,
  targets: readonly Candidate[],
  same: (a: Candidate, b: Candidate) => boolean,
): Candidate | undefined {
  const { referrer, reference, field } = search;
  let left = targets.filter(({ former }) => former.some((id) => id.name === name));
  if (left.length === 0) return undefined;
  left = left.filter(({ former }) => former.some((id) => selectsGvk(reference, id)));
  if (field.path.endsWith('roleRef/name')) left = left.filter(({ former }) => isRole(referrer, former));
  const namespace = effectiveNamespace(idOf(referrer));
  if (namespace !== noNamespace) {
    left = left.filter(
      (other) =>
        other.namespace === noNamespace || other.now.kind === 'ServiceAccount' || other.namespace === namespace,
    );
  }
  for (const lax of [true, false]) {
    if (left.length <= 1) return left[0];
    left = left.filter(({ resource }) => sameAffixes(resource, referrer, lax));
  }
  if (left.length <= 1 || left.every((other) => same(other, left[0]!))) return left[0];
  refuse(search.context, `${name} may mean several of ${reference.kind}`, referrer.tree.span);
  return undefined;
}

function isRole(binding: Resource, former: readonly Id[]): boolean {
  const roleRef = child(binding.tree, 'roleRef');
  const group = child(roleRef, 'apiGroup');
  const kind = child(roleRef, 'kind');
  if (group === undefined || kind === undefined) return true;
  const gvk = { group: splitApiVersion(`${textOf(group)}/`).group, version: '', kind: textOf(kind) };
  return former.some((id) => selectsGvk(gvk, id));
}

/** Whether both went through the same kustomizations, as far as the shorter list of affixes says. */
function sameAffixes(a: Resource, b: Resource, lax: boolean): boolean {
  const sameEnd = (x: readonly string[], y: readonly string[]) => {
    if (lax && (x.length === 0 || y.length === 0)) return true;
    const [short, long] = x.length <= y.length ? [x, y] : [y, x];
    return (
      short.every((text, i) => text === long[long.length - short.length + i]) && (short.length > 0 || long.length === 0)
    );
  };
  return sameEnd(a.prefixes, b.prefixes) && sameEnd(a.suffixes, b.suffixes);
}
