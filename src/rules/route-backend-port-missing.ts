import { defineRule, type Fix } from '../lint/rule.ts';
import type { BackendReference } from '../model/facts/gateway.ts';
import { resourceId } from '../model/facts/resource.ts';
import type { Service } from '../model/facts/service.ts';
import { gateways } from '../model/gateways.ts';
import { list } from '../text/distance.ts';
import { child } from '../yaml/tree.ts';
import { addKey } from '../yaml/write.ts';

export default defineRule({
  id: 'route-backend-port-missing',
  subject: 'Gateway API',
  severity: 'error',
  summary: 'A route sends traffic to a port that the Service does not have, or to no port.',
  why:
    'The port of a backendRef is a port of the Service, by number, and required for Services (gateway-api, ' +
    'BackendObjectReference.port). Where the Service has none, the reference is not resolved, and requests get a 500.',
  reads: ['gateways', 'routes', 'referenceGrants', 'services', 'namespaces'],
  examples: {
    reported: `
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: shop, namespace: shop}
spec:
  parentRefs: [{name: edge}]
  rules:
    - backendRefs:
        - name: web
          port: 8080
          #     ^^^^ error: Service web has no port 8080, which is its targetPort; it has 80 [fixable]
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec: {selector: {app: web}, ports: [{port: 80, targetPort: 8080}]}
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
spec: {selector: {app: web}, ports: [{port: 80, targetPort: 8080}]}
`,
  },

  *checkNamespace({ routes, get }) {
    const { serviceOf } = get(gateways);
    for (const route of routes) {
      for (const backend of route.rules.flatMap(({ backends }) => backends)) {
        const service = serviceOf(route, backend);
        const { port } = backend;
        if (!service && !child(backend.tree, 'port') && backend.kind === 'Service' && backend.group === '') {
          yield {
            span: backend.name.span,
            resource: resourceId(route),
            message: 'a Service as backend needs a port',
          };
        }
        if (!service || service.ports.length === 0 || (!port && child(backend.tree, 'port'))) continue;
        if (port && service.ports.some((own) => own.port.value === port.value)) continue;
        const leading = service.ports.filter(({ targetPort }) => targetPort.value === port?.value);
        const numbers = service.ports.map((own) => own.port.value);
        yield {
          span: port?.span ?? backend.name.span,
          resource: resourceId(route),
          message: port
            ? `Service ${service.name.value} has no port ${port.value}${leading.length > 0 ? ', which is its targetPort' : ''}; it has ${list(numbers.map(String))}`
            : `a Service as backend needs a port; ${service.name.value} has ${list(numbers.map(String))}`,
          related: [{ span: service.ports[0]!.port.span, message: `the ports of Service ${service.name.value}` }],
          fixes: fixes(backend, leading.length > 0 ? leading.map((own) => own.port.value) : numbers, service),
        };
      }
    }
  },
});

function fixes({ port, tree }: BackendReference, numbers: readonly number[], { name }: Service): Fix[] {
  return numbers.flatMap((number) => {
    const edit = port
      ? port.derived
        ? undefined
        : { span: port.span, text: String(number) }
      : addKey(tree, 'port', number);
    const preferred = numbers.length === 1 ? { preferred: true as const } : {};
    return edit ? [{ title: `Use port ${number} of Service ${name.value}`, edits: [edit], ...preferred }] : [];
  });
}
