import type { DirectionExplanation } from '../kubernetes/policy/explain.ts';
import { defineRule } from '../lint/rule.ts';
import { openReasons } from '../model/closedWorld.ts';
import { resourceId } from '../model/facts/resource.ts';
import type { Workload } from '../model/facts/workload.ts';
import { policies } from '../model/policies.ts';
import {
  type RequiredConnection,
  requiredConnections,
  requiredConnectionsIn,
  requiredReads,
} from '../model/required.ts';
import { described, describedAll } from './described.ts';
import { admit, type Blocker, blockerOf, deniedIn, hasMorePolicies } from './policyBlocks.ts';
import { namedFrom } from './policyWords.ts';

export default defineRule({
  id: 'policy-blocks-connection',
  subject: 'NetworkPolicy',
  severity: 'warning',
  summary: 'A policy denies a connection that the manifests themselves ask for.',
  why:
    'A workload names a Service in its environment, arguments or ConfigMaps, and no policy lets it through: the egress of ' +
    'the one and the ingress of the other must both allow the port of the pods (networking/v1 NetworkPolicySpec; all ' +
    'policies of a pod are united). The connection times out.',
  reads: [...requiredReads, 'producers', 'scope', 'elsewhere'],
  examples: {
    reported: `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: shop/web, env: [{name: API_URL, value: "http://api:80"}]}]}
---
apiVersion: v1
kind: Service
metadata: {name: api}
spec: {selector: {app: api}, ports: [{port: 80, targetPort: 8080}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: api}
spec:
  selector: {matchLabels: {app: api}}
  template:
    metadata: {labels: {app: api}}
    spec: {containers: [{name: api, image: shop/api, ports: [{containerPort: 8080}]}]}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: api}
spec:
  podSelector:
    matchLabels: {app: api}
  ingress:
    - from: [{podSelector: {matchLabels: {app: job}}}]
    # ^^^^ warning: Deployment web asks for Service api (env API_URL), but TCP 8080 of Deployment api is denied: NetworkPolicy api isolates it for ingress, and no rule allows this [fixable]
      ports: [{port: 8080}]
`,
    accepted: `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: shop/web, env: [{name: API_URL, value: "http://api:80"}]}]}
---
apiVersion: v1
kind: Service
metadata: {name: api}
spec: {selector: {app: api}, ports: [{port: 80, targetPort: 8080}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: api}
spec:
  selector: {matchLabels: {app: api}}
  template:
    metadata: {labels: {app: api}}
    spec: {containers: [{name: api, image: shop/api, ports: [{containerPort: 8080}]}]}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: api}
spec:
  podSelector:
    matchLabels: {app: api}
  ingress:
    - from: [{podSelector: {matchLabels: {app: web}}}]
      ports: [{port: 8080}]
`,
  },

  parts: requiredConnectionsIn,
  *check({ elsewhere, get }) {
    const known = get(policies);
    const reasonsFor = get(openReasons);
    const groups = new Map<string, Group>();
    for (const connection of get(requiredConnections)) {
      const { source, destination, protocol, port, explanation } = connection;
      if (source.kind !== 'workload' || !explanation || port === undefined) continue;
      if (source.workload.hook || destination.hook) continue;
      for (const denied of deniedIn(explanation)) {
        const blocker = blockerOf(known, denied);
        if (!blocker) continue;
        const rule = blocker.rule?.index;
        const key = `${blocker.id} ${denied.direction} ${rule} ${resourceId(destination)} ${protocol} ${port}`;
        const group = groups.get(key);
        const one = { ...connection, client: source.workload };
        if (group) group.connections.push(one);
        else groups.set(key, { blocker, denied, port, connections: [one] });
      }
    }
    for (const { blocker, denied, port, connections } of groups.values()) {
      const { client, destination, service, protocol, where } = connections[0]!;
      const clients = connections.map((one) => one.client);
      const isIngress = denied.direction === 'Ingress';
      const namespace = (isIngress ? destination : client).namespace.value;
      // Another policy of the same pods may be somewhere else.
      const open = reasonsFor(namespace).length > 0 || hasMorePolicies(elsewhere, known, namespace);
      yield {
        span: blocker.span,
        resource: resourceId(blocker.row),
        ...(open ? { severity: 'info' as const } : {}),
        message: `${describedAll(clients)} ${clients.length > 1 ? 'ask' : 'asks'} for Service ${service.name.value} (${where}), but ${protocol} ${port} of ${namedFrom(destination, client.namespace.value)} is denied: ${blocker.words}`,
        related: [
          ...connections.map((one) => ({ span: one.asked, message: `${described(one.client)} asks for it here` })),
          ...blocker.related,
        ],
        fixes: admit(known, blocker, denied, isIngress ? clients : [destination], protocol, port),
      };
    }
  },
});

interface Group {
  readonly blocker: Blocker;
  readonly denied: DirectionExplanation;
  readonly port: number;
  readonly connections: (RequiredConnection & { readonly client: Workload })[];
}
