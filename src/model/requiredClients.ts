import type { LabelSelector } from '../kubernetes/labels.ts';
import type { Explanation } from '../kubernetes/policy/explain.ts';
import type { PodEndpoint } from '../kubernetes/policy/match.ts';
import type { Protocol } from '../kubernetes/policy/portSet.ts';
import { controllerPods } from './connections.ts';
import { derive, deriveByNamespace, perRow } from './derived.ts';
import { isAdminPolicy, type PolicyRow } from './facts/policies.ts';
import type { Workload } from './facts/workload.ts';
import { policies, policyReads } from './policies.ts';

/** Images of programs that carry requests from outside to Services. */
const proxies =
  /(?:ingress-nginx|nginx-ingress|nginx\/nginx-gateway|traefik|haproxy-ingress|haproxytech\/kubernetes-ingress|(?:^|\/)kong(?:\/|:|-)|projectcontour\/contour|envoyproxy\/(?:envoy|gateway)|datawire\/(?:ambassador|emissary)|istio\/proxyv2|skipper|voyager|caddy-ingress|apisix|pomerium\/ingress|cloudflared|ingress-controller)/;

/** Names that operators give the namespaces of such programs. */
const proxyNamespaces =
  /ingress|nginx|traefik|gateway|istio|kong|haproxy|contour|envoy|router|ambassador|edge|proxy|lb\b/;

/** Whether the pods carry requests from outside to Services. */
export const isProxy = perRow(({ pod }: Workload): boolean =>
  pod.containers.some(({ image }) => image !== undefined && proxies.test(image.value)),
);

export interface ClusterClients {
  /** The ingress and gateway controllers among the manifests. */
  readonly controllers: readonly Workload[];
  /**
   * Whether something within the cluster that serves an Ingress or scrapes metrics reaches the pods. Where it is not
   * among the manifests, it may run in any namespace that shows no pods, or is called as controllers' namespaces are:
   * the verdict is denied only if it would be from each of them.
   */
  explain(destination: Workload, protocol: Protocol, port: number): Explanation;
}

const unseen = controllerPods('any');

const unseenByNamespace = new Map<string, PodEndpoint>();

/** A controller that is not among the manifests, as it would run in a namespace; the same object for the same name. */
function unseenIn(namespace: string): PodEndpoint {
  let pods = unseenByNamespace.get(namespace);
  if (!pods) {
    pods = { ...unseen, id: `ingress-controller of ${namespace}`, namespace };
    unseenByNamespace.set(namespace, pods);
  }
  return pods;
}

/** Who within the cluster may carry requests to pods, and whether the policies let it. */
export const clusterClients = derive(policyReads, ({ namespaceNames, get }): ClusterClients => {
  const known = get(policies);
  const controllers = namespaceNames.flatMap((namespace) => get(controllersIn, namespace));
  const strangers = get(unseenControllers);
  return {
    controllers,
    explain(destination, protocol, port) {
      const sources = controllers.length > 0 ? controllers : strangers;
      let best: Explanation | undefined;
      for (const source of sources) {
        const explanation = known.explain(source, destination, protocol, port);
        if (explanation.verdict === 'allowed') return explanation;
        if (!best || (best.verdict === 'denied' && explanation.verdict === 'unknown')) best = explanation;
      }
      return best!;
    },
  };
});

const controllersIn = deriveByNamespace(['workloads'], ({ workloads }) =>
  workloads.filter((workload) => !workload.hook && isProxy(workload)),
);

/** The controllers that may be there though no manifest shows them. */
const unseenControllers = derive(policyReads, (view): readonly PodEndpoint[] => {
  const { namespaceNames, adminPolicies, get } = view;
  const named = new Set([
    ...namespaceNames.flatMap((namespace) => get(namedIn, namespace)),
    ...namedNamespaces(adminPolicies.flatMap(selectorsOf)),
  ]);
  const isPossible = (name: string): boolean => proxyNamespaces.test(name) || view.within(name).workloads.length === 0;
  return [unseen, ...[...named].filter(isPossible).map(unseenIn)];
});

const namedIn = deriveByNamespace(['networkPolicies'], ({ networkPolicies }) => [
  ...namedNamespaces(networkPolicies.flatMap(selectorsOf)),
]);

/** The namespaces that selectors ask for by name. */
function namedNamespaces(selectors: readonly LabelSelector[]): Set<string> {
  const key = 'kubernetes.io/metadata.name';
  const found = new Set<string>();
  for (const { matchLabels, matchExpressions } of selectors) {
    const own = matchLabels.get(key);
    if (own !== undefined) found.add(own);
    for (const expression of matchExpressions) {
      if (expression.key === key && expression.operator === 'In')
        for (const value of expression.values) found.add(value);
    }
  }
  return found;
}

function selectorsOf(row: PolicyRow): LabelSelector[] {
  const written = isAdminPolicy(row)
    ? row.ingress.flatMap(({ peers }) => peers.flatMap(({ namespaces, pods }) => [namespaces, pods?.namespaceSelector]))
    : (row.ingress ?? []).flatMap(({ peers }) => peers.map(({ namespaceSelector }) => namespaceSelector));
  return written.flatMap((selector) => selector?.selector ?? []);
}
