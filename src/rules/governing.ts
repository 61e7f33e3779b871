import { derive, deriveByKey, deriveByNamespace } from '../model/derived.ts';
import type { Workload } from '../model/facts/workload.ts';
import { type NameReference, nameReads, nameReferencesIn } from '../model/names/references.ts';
import { groupBy } from '../text/group.ts';

/** Names of single pods (`db-0.db`) by namespace and Service. */
export type PodNamesUsed = (namespace: string, service: string) => readonly NameReference[];

/** Where the manifests use the names that pods have below a Service. */
export const podNamesUsed = derive(
  ['workloads', 'configMaps', 'services', 'namespaces', 'resources', 'cluster', 'documents'],
  ({ get }): PodNamesUsed => {
    return (namespace, service) => get(usesOf, `${namespace}/${service}`);
  },
);

const none: readonly NameReference[] = [];

const usesOf = deriveByKey(nameReads, ({ get }, key) => get(uses).get(key) ?? none);

const uses = derive(nameReads, ({ namespaceNames, get }) =>
  groupBy(
    namespaceNames.flatMap((namespace) => get(podNamesIn, namespace)),
    ({ target }) => {
      if (target.kind === 'service') return `${target.service.namespace.value}/${target.service.name.value}`;
      return target.kind === 'missing' ? `${target.namespace}/${target.service}` : '';
    },
  ),
);

/** The names of single pods that the objects of a namespace use. */
const podNamesIn = deriveByNamespace(nameReads, ({ get, namespace }) =>
  get(nameReferencesIn, namespace).filter(
    ({ target }) => (target.kind === 'service' || target.kind === 'missing') && target.endpoint !== undefined,
  ),
);

/** Whether a Service selects pods that a workload makes, as far as the labels tell. */
export function selectsPodsOf(selector: ReadonlyMap<string, { readonly value: string }>, workload: Workload): boolean {
  return [...selector].every(
    ([key, { value }]) =>
      workload.podLabels.get(key) === value || (!workload.podLabels.has(key) && workload.addedLabelKeys.includes(key)),
  );
}
