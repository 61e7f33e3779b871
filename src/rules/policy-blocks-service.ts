import { defineRule, type Severity } from '../lint/rule.ts';
import { openReasons } from '../model/closedWorld.ts';
import { controllerPods } from '../model/connections.ts';
import { resourceId } from '../model/facts/resource.ts';
import { policies } from '../model/policies.ts';
import {
  type RequiredConnection,
  requiredConnections,
  requiredConnectionsIn,
  requiredReads,
} from '../model/required.ts';
import { clusterClients } from '../model/requiredClients.ts';
import { described } from './described.ts';
import { admit, blockerOf, deniedIn, hasMorePolicies } from './policyBlocks.ts';

export default defineRule({
  id: 'policy-blocks-service',
  subject: 'NetworkPolicy',
  severity: 'warning',
  summary:
    'A policy denies the traffic that an Ingress, a route or a Service that is open to the outside leads to its pods.',
  why:
    'The pods of an ingress controller, and addresses outside of the cluster, need to be admitted like everybody else once ' +
    'a policy isolates a pod (networking/v1 NetworkPolicySpec; all policies of a pod are united, and ports are those of ' +
    'the pods). Otherwise every request ends in a timeout or in the status 504.',
  reads: [...requiredReads, 'producers', 'scope', 'elsewhere'],
  examples: {
    reported: `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: site}
spec:
  defaultBackend:
    service: {name: web, port: {number: 80}}
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{port: 80, targetPort: 8080}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: shop/web, ports: [{containerPort: 8080}]}]}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: closed}
spec:
  podSelector: {}
  #^^^^^^^^^^ warning: Ingress site leads to TCP 8080 of Deployment web by Service web, but NetworkPolicy closed isolates it for ingress, and no rule allows this [fixable]
  policyTypes: [Ingress]
`,
    accepted: `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: site}
spec:
  defaultBackend:
    service: {name: web, port: {number: 80}}
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{port: 80, targetPort: 8080}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: shop/web, ports: [{containerPort: 8080}]}]}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: closed}
spec:
  podSelector: {}
  policyTypes: [Ingress]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web}
spec:
  podSelector: {matchLabels: {app: web}}
  ingress:
    - from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: ingress-nginx}}}]
      ports: [{port: 8080}]
`,
  },

  parts: requiredConnectionsIn,
  *check({ elsewhere, get }) {
    const known = get(policies);
    const { controllers } = get(clusterClients);
    const reasonsFor = get(openReasons);
    for (const connection of get(requiredConnections)) {
      const { source, destination, service, protocol, port, asked, explanation } = connection;
      if (source.kind === 'workload' || !explanation || port === undefined || destination.hook) continue;
      const direction = deniedIn(explanation).find((one) => one.direction === 'Ingress');
      const blocker = direction && blockerOf(known, direction);
      if (!blocker) continue;
      const namespace = destination.namespace.value;
      const open = reasonsFor(namespace).length > 0 || hasMorePolicies(elsewhere, known, namespace);
      // What serves the Ingress may run beside its backends, where the policy admits all pods of their namespace.
      const beside = { ...controllerPods('any'), namespace };
      const admitsNeighbours =
        source.kind === 'cluster' &&
        controllers.length === 0 &&
        known.explain(beside, destination, protocol, port).ingress.verdict === 'allowed';
      const severity: Severity | undefined = open || admitsNeighbours || isScrape(connection) ? 'info' : undefined;
      yield {
        span: blocker.span,
        resource: resourceId(blocker.row),
        ...(severity ? { severity } : {}),
        message: `${askerOf(connection)} leads to ${protocol} ${port} of ${described(destination)} by Service ${service.name.value}, but ${blocker.words}`,
        related: [{ span: asked, message: askerOf(connection) }, ...blocker.related],
        fixes: admit(
          known,
          blocker,
          direction!,
          controllers.length === 1 && source.kind === 'cluster' ? controllers : 'everybody',
          protocol,
          port,
        ),
      };
    }
  },
});

function isScrape({ where }: RequiredConnection): boolean {
  return where.endsWith('/scrape');
}

function askerOf({ source, service, where }: RequiredConnection): string {
  if (source.kind === 'anywhere') return `Service ${service.name.value} of ${where}`;
  return where;
}
