import type { Labels } from '../kubernetes/labels.ts';
import { derive, deriveByKey, deriveByNamespace } from './derived.ts';
import { namespaceUndecided } from './facts/resource.ts';

/** The names of the Namespaces that the files declare. */
export const declaredNamespaces = derive(
  ['namespaces'],
  ({ namespaces }): ReadonlySet<string> => new Set(namespaces.map(({ name }) => name.value)),
);

/** The labels of the Namespaces that the files declare, by name: the same while none of them has another one. */
export const namespaceLabels = derive(
  ['namespaces'],
  ({ get }): ReadonlyMap<string, Labels> =>
    new Map([...get(declaredNamespaces)].map((name) => [name, get(labelsOf, name)])),
);

const labelsOf = deriveByKey(
  ['namespaces'],
  ({ namespaces }, name): Labels => namespaces.findLast((one) => one.name.value === name)?.namespaceLabels ?? new Map(),
);

/** The namespaces that some object lies in by decision: written, or set by a kustomization. */
export const decidedNamespaces = derive(
  ['resources'],
  ({ namespaceNames, get }): ReadonlySet<string> => new Set(namespaceNames.filter((name) => get(isDecided, name))),
);

const isDecided = deriveByNamespace(['resources'], ({ resources }) =>
  resources.some((resource) => !namespaceUndecided(resource)),
);
