import { defineRule } from '../lint/rule.ts';
import { openReasons } from '../model/closedWorld.ts';
import { isPlaceholder, namespaceUndecided, resourceId } from '../model/facts/resource.ts';
import { gateways } from '../model/gateways.ts';
import { serviceIndex } from '../model/services.ts';
import { list, nearMisses } from '../text/distance.ts';

export default defineRule({
  id: 'route-backend-missing',
  subject: 'Gateway API',
  severity: 'warning',
  summary: 'A route sends traffic to a Service that does not exist.',
  why:
    'A backendRef without a namespace means the namespace of the route (gateway-api, BackendObjectReference). Where there is no ' +
    'such Service, the reference is not resolved (BackendNotFound), and requests get a 500.',
  reads: [
    'gateways',
    'routes',
    'referenceGrants',
    'services',
    'namespaces',
    'workloads',
    'producers',
    'scope',
    'elsewhere',
  ],
  examples: {
    reported: `
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: shop, namespace: shop}
spec:
  parentRefs: [{name: edge}]
  rules:
    - backendRefs:
        - name: wbe
        #       ^^^ warning: namespace shop has no Service "wbe"; it has "web" [fixable]
          port: 80
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec: {selector: {app: web}, ports: [{port: 80}]}
`,
    accepted: `
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: shop, namespace: shop}
spec:
  parentRefs: [{name: edge}]
  rules: [{backendRefs: [{name: web, port: 80}]}]
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec: {selector: {app: web}, ports: [{port: 80}]}
`,
  },

  *checkNamespace({ routes, elsewhere, get }) {
    const { serviceOf } = get(gateways);
    const { inNamespace, named } = get(serviceIndex);
    const reasonsFor = get(openReasons);
    for (const route of routes) {
      for (const backend of route.rules.flatMap(({ backends }) => backends)) {
        const namespace = backend.namespace?.value ?? route.namespace.value;
        if (backend.group !== '' || backend.kind !== 'Service' || serviceOf(route, backend)) continue;
        if (isPlaceholder(backend.name.value) || isPlaceholder(namespace)) continue;
        const others = named(backend.name.value);
        const near = nearMisses(
          backend.name.value,
          inNamespace(namespace).map(({ name }) => name.value),
        );
        const far = elsewhere.scopes.some(({ tables }) =>
          tables.services.some(({ name }) => name.value === backend.name.value),
        );
        const undecided = namespaceUndecided(route) || others.some(namespaceUndecided);
        const unsure = others.length > 0 ? undecided : far || reasonsFor(namespace).length > 0 || near.length === 0;
        yield {
          span: backend.name.span,
          resource: resourceId(route),
          ...(unsure ? { severity: 'info' as const } : {}),
          message: `namespace ${namespace} has no Service "${backend.name.value}"${others.length > 0 ? `; one is in namespace ${list(others.map((other) => other.namespace.value))}` : near.length > 0 ? `; it has ${list(near.map((name) => `"${name}"`))}` : ''}`,
          related: others.map((other) => ({
            span: other.name.span,
            message: `Service ${other.name.value} of namespace ${other.namespace.value}`,
          })),
          fixes: backend.name.derived
            ? []
            : near.map((name) => ({
                title: `Use the Service "${name}"`,
                edits: [{ span: backend.name.span, text: name }],
                ...(near.length === 1 ? { preferred: true as const } : {}),
              })),
        };
      }
    }
  },
});
