import { type LabelRequirement, type Labels, meets } from '../../kubernetes/labels.ts';
import { child, descend, type Tree } from '../../yaml/tree.ts';
import {
  allIds,
  effectiveNamespace,
  type Gvk,
  type Id,
  idOf,
  originalId,
  type Resource,
  selectsGvk,
} from './resource.ts';
import { entriesOf, textOf } from './trees.ts';

/** Which resources a patch is for. All parts are regular expressions for the whole text; empty is any. */
export interface Target extends Gvk {
  readonly name: string;
  readonly namespace: string;
  readonly labels: string;
  readonly annotations: string;
}

/** The `target` of a patch, or `select` and `reject` of a replacement. */
export function readTarget(tree: Tree | undefined): Target {
  const text = (name: string) => textOf(child(tree, name));
  return {
    group: text('group'),
    version: text('version'),
    kind: text('kind'),
    name: text('name'),
    namespace: text('namespace'),
    labels: text('labelSelector'),
    annotations: text('annotationSelector'),
  };
}

/** Whether a target says nothing at all. */
export function isEmptyTarget(target: Target): boolean {
  return Object.values(target).every((part) => part === '');
}

/**
 * Whether a patch's target selects a resource, by its first or its present name and namespace.
 * Source: kustomize `api/resmap/reswrangler.go`, `Select`.
 */
export function isTargeted(target: Target, resource: Resource): boolean {
  const now = idOf(resource);
  const first = originalId(resource);
  const either = (pattern: string, a: string, b: string) => matchesWhole(pattern, a) || matchesWhole(pattern, b);
  return (
    either(target.namespace, effectiveNamespace(first), effectiveNamespace(now)) &&
    either(target.name, first.name, now.name) &&
    matchesWhole(target.kind, now.kind) &&
    matchesWhole(target.group, now.group) &&
    matchesWhole(target.version, now.version) &&
    hasLabels(target, resource)
  );
}

/** Whether label and annotation selectors of a target match. */
export function hasLabels(target: Target, { tree }: Resource): boolean {
  return (
    matchesLabels(target.labels, labelsOf(descend(tree, 'metadata', 'labels'))) &&
    matchesLabels(target.annotations, labelsOf(descend(tree, 'metadata', 'annotations')))
  );
}

/**
 * Whether a replacement's selector, which is no expression, names an id. It takes cluster-scoped kinds for namespaced
 * ones. Source: kustomize `api/internal/utils/makeResIds.go`.
 */
export function selectsId(selector: Target, id: Id): boolean {
  return (
    (selector.name === '' || selector.name === id.name) &&
    (selector.namespace === '' || (id.namespace || 'default') === selector.namespace) &&
    selectsGvk(selector, id)
  );
}

/** Whether a replacement's selector names a resource by any of its names. */
export function selectsAnyId(selector: Target, resource: Resource): boolean {
  return allIds(resource).some((id) => selectsId(selector, id));
}

/** Whether an expression in Go's syntax matches a whole text. The empty one matches all; a broken one matches nothing. */
export function matchesWhole(pattern: string, text: string): boolean {
  if (pattern === '' || pattern === text) return true;
  let expression = expressions.get(pattern);
  if (expression === undefined) {
    expression = compile(pattern);
    expressions.set(pattern, expression);
  }
  return expression?.test(text) ?? false;
}

const expressions = new Map<string, RegExp | null>();

function compile(pattern: string): RegExp | null {
  const flags = /^\(\?([ims]+)\)/.exec(pattern);
  try {
    return new RegExp(`^(?:${flags ? pattern.slice(flags[0].length) : pattern})$`, flags?.[1] ?? '');
  } catch {
    return null;
  }
}

/** Whether a selector in its text form (`a=b,c!=d,e in (f, g),h,!i`) matches; the empty one does. */
export function matchesLabels(selector: string, labels: Labels): boolean {
  return requirements(selector).every((requirement) => meets(requirement, labels));
}

function requirements(selector: string): readonly LabelRequirement[] {
  const parts = selector.match(/(?:[^,(]|\([^)]*\))+/g) ?? [];
  return parts.map((part): LabelRequirement => {
    const set = /^\s*(\S+)\s+(in|notin)\s*\(([^)]*)\)\s*$/.exec(part);
    if (set) {
      const values = set[3]!.split(',').map((value) => value.trim());
      return { key: set[1]!, operator: set[2] === 'in' ? 'In' : 'NotIn', values };
    }
    const pair = /^\s*([^\s!=]+)\s*(==|!=|=)\s*(\S*)\s*$/.exec(part);
    if (pair) return { key: pair[1]!, operator: pair[2] === '!=' ? 'NotIn' : 'In', values: [pair[3]!] };
    const key = part.trim();
    return key.startsWith('!')
      ? { key: key.slice(1).trim(), operator: 'DoesNotExist', values: [] }
      : { key, operator: 'Exists', values: [] };
  });
}

function labelsOf(tree: Tree | undefined): Labels {
  return new Map(entriesOf(tree).map(({ key, value }) => [key.value, textOf(value)]));
}
