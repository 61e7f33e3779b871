import { derive, perRow } from './derived.ts';
import { isPlaceholder, type Resource } from './facts/resource.ts';
import type { Workload } from './facts/workload.ts';

/**
 * Why something that a namespace does not show may be there all the same; empty when the files show all that there is to it.
 * A conclusion from absence is sure only in a closed world.
 */
export type OpenReasons = (namespace: string) => readonly string[];

/** Reasons to doubt that the scope shows everything of a namespace. */
export const openReasons = derive(
  ['scope', 'producers', 'services', 'workloads'],
  ({ scope, producers, services, workloads }): OpenReasons => {
    const anywhere = [...scope.incomplete];
    const byNamespace = new Map<string, string[]>();
    for (const producer of producers) {
      for (const target of producer.targets) {
        const reason = `${producer.kind} ${producer.name.value} may make more`;
        if (target === '*' || isPlaceholder(target)) anywhere.push(reason);
        else if (!byNamespace.get(target)?.push(reason)) byNamespace.set(target, [reason]);
      }
    }
    for (const row of services) note(row, filledInLater(row));
    for (const row of workloads) note(row, filledInLater(row) ?? labelsFilledInLater(row));
    function note({ namespace }: Resource, reason: string | undefined): void {
      if (reason !== undefined && !byNamespace.get(namespace.value)?.push(reason))
        byNamespace.set(namespace.value, [reason]);
    }
    return (namespace) => [
      ...anywhere,
      ...(isSystem(namespace) ? [`the cluster itself fills ${namespace}`] : []),
      ...(byNamespace.get(namespace) ?? []),
    ];
  },
);

const filledInLater = perRow(({ kind, name, namespace }: Resource) =>
  isPlaceholder(name.value) || isPlaceholder(namespace.value)
    ? `the name of ${kind} ${name.value} is filled in later`
    : undefined,
);

const labelsFilledInLater = perRow(({ kind, name, podLabels }: Workload) =>
  [...podLabels.values()].some(isPlaceholder) ? `the labels of ${kind} ${name.value} are filled in later` : undefined,
);

/** Namespaces that installers and add-ons fill. */
function isSystem(namespace: string): boolean {
  return /^(?:kube-|openshift-|gke-|aks-|ingress-nginx$|istio-system$|linkerd|cert-manager$|flux-system$|metallb-system$|calico-|tigera-|local-path-storage$)/.test(
    namespace,
  );
}
