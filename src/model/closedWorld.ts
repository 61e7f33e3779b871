import { pushTo } from '../text/group.ts';
import { derive, deriveByNamespace, perRow } from './derived.ts';
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
  ({ scope, producers, get }): OpenReasons => {
    const anywhere = [...scope.incomplete];
    const made = new Map<string, string[]>();
    for (const producer of producers) {
      for (const target of producer.targets) {
        const reason = `${producer.kind} ${producer.name.value} may make more`;
        if (target === '*' || isPlaceholder(target)) anywhere.push(reason);
        else pushTo(made, target, reason);
      }
    }
    return (namespace) => [
      ...anywhere,
      ...(isSystem(namespace) ? [`the cluster itself fills ${namespace}`] : []),
      ...(made.get(namespace) ?? []),
      ...get(leftOpenIn, namespace),
    ];
  },
);

/** What the rows of a namespace leave to be filled in. */
const leftOpenIn = deriveByNamespace(['services', 'workloads'], ({ services, workloads }): readonly string[] => [
  ...services.flatMap((row) => filledInLater(row) ?? []),
  ...workloads.flatMap((row) => filledInLater(row) ?? labelsFilledInLater(row) ?? []),
]);

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
