import { derive } from '../model/derived.ts';
import type { Workload } from '../model/facts/workload.ts';
import { type NameReference, nameReferences } from '../model/names/references.ts';

/** Names of single pods (`db-0.db`) by namespace and Service. */
export type PodNamesUsed = (namespace: string, service: string) => readonly NameReference[];

/** Where the manifests use the names that pods have below a Service. */
export const podNamesUsed = derive(
  ['workloads', 'configMaps', 'services', 'namespaces', 'resources', 'cluster', 'documents'],
  ({ get }): PodNamesUsed => {
    const used = new Map<string, NameReference[]>();
    for (const reference of get(nameReferences)) {
      const { target } = reference;
      if ((target.kind !== 'service' && target.kind !== 'missing') || target.endpoint === undefined) continue;
      const key =
        target.kind === 'service'
          ? `${target.service.namespace.value}/${target.service.name.value}`
          : `${target.namespace}/${target.service}`;
      const list = used.get(key);
      if (list) list.push(reference);
      else used.set(key, [reference]);
    }
    return (namespace, service) => used.get(`${namespace}/${service}`) ?? [];
  },
);

/** Whether a Service selects pods that a workload makes, as far as the labels tell. */
export function selectsPodsOf(selector: ReadonlyMap<string, { readonly value: string }>, workload: Workload): boolean {
  return [...selector].every(
    ([key, { value }]) =>
      workload.podLabels.get(key) === value || (!workload.podLabels.has(key) && workload.addedLabelKeys.includes(key)),
  );
}
