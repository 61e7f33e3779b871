import { derive, deriveByNamespace } from './derived.ts';
import { namespaceUndecided } from './facts/resource.ts';

/** The namespaces that some object lies in by decision: written, or set by a kustomization. */
export const decidedNamespaces = derive(
  ['resources'],
  ({ namespaceNames, get }): ReadonlySet<string> => new Set(namespaceNames.filter((name) => get(isDecided, name))),
);

const isDecided = deriveByNamespace(['resources'], ({ resources }) =>
  resources.some((resource) => !namespaceUndecided(resource)),
);
