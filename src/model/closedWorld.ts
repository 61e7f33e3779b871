import { derive } from './derived.ts';
import { isPlaceholder } from './facts/resource.ts';

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
    for (const { kind, name, namespace } of [...services, ...workloads]) {
      if (!isPlaceholder(name.value) && !isPlaceholder(namespace.value)) continue;
      const reason = `the name of ${kind} ${name.value} is filled in later`;
      if (!byNamespace.get(namespace.value)?.push(reason)) byNamespace.set(namespace.value, [reason]);
    }
    for (const { kind, name, namespace, podLabels } of workloads) {
      if (![...podLabels.values()].some(isPlaceholder)) continue;
      const reason = `the labels of ${kind} ${name.value} are filled in later`;
      if (!byNamespace.get(namespace.value)?.push(reason)) byNamespace.set(namespace.value, [reason]);
    }
    return (namespace) => [
      ...anywhere,
      ...(isSystem(namespace) ? [`the cluster itself fills ${namespace}`] : []),
      ...(byNamespace.get(namespace) ?? []),
    ];
  },
);

/** Namespaces that installers and add-ons fill. */
function isSystem(namespace: string): boolean {
  return /^(?:kube-|openshift-|gke-|aks-|ingress-nginx$|istio-system$|linkerd|cert-manager$|flux-system$|metallb-system$|calico-|tigera-|local-path-storage$)/.test(
    namespace,
  );
}
