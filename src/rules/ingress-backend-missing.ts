import { defineRule } from '../lint/rule.ts';
import { openReasons } from '../model/closedWorld.ts';
import { backendsOf } from '../model/facts/ingress.ts';
import { isPlaceholder, namespaceUndecided, resourceId } from '../model/facts/resource.ts';
import { serviceIndex } from '../model/services.ts';
import { list, nearMisses } from '../text/distance.ts';

export default defineRule({
  id: 'ingress-backend-missing',
  subject: 'Ingress',
  severity: 'warning',
  summary: 'An Ingress sends traffic to a Service that its namespace does not have.',
  why:
    'A backend is a Service in the same namespace as the Ingress (networking/v1 IngressServiceBackend.name). ' +
    'Where there is none, controllers answer with 503 or leave the path out.',
  reads: ['ingresses', 'services', 'workloads', 'producers', 'scope', 'elsewhere'],
  examples: {
    reported: `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: site}
spec:
  rules:
    - http:
        paths:
          - path: /
            pathType: Prefix
            backend:
              service:
                name: wbe
                #     ^^^ warning: namespace default has no Service "wbe"; it has "web" [fixable]
                port: {number: 80}
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{port: 80}]}
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
spec: {selector: {app: web}, ports: [{port: 80}]}
`,
  },

  *checkNamespace({ ingresses, elsewhere, get }) {
    const { find, inNamespace, named } = get(serviceIndex);
    const reasonsFor = get(openReasons);
    for (const ingress of ingresses) {
      const namespace = ingress.namespace.value;
      for (const { service, port, resource } of backendsOf(ingress)) {
        if (resource || !service || isPlaceholder(service.value) || isPlaceholder(namespace)) continue;
        // The AWS controller takes the backend from an annotation of that name.
        if (port?.value === 'use-annotation' || find(namespace, service.value)) continue;
        const others = named(service.value);
        const neighbours = inNamespace(namespace);
        const near = nearMisses(
          service.value,
          neighbours.map(({ name }) => name.value),
        );
        const far = elsewhere.scopes.find(({ tables }) =>
          tables.services.some(({ name }) => name.value === service.value),
        );
        const open = reasonsFor(namespace);
        const undecided = namespaceUndecided(ingress) || others.some(namespaceUndecided);
        const unsure = others.length > 0 ? undecided : far !== undefined || open.length > 0 || neighbours.length === 0;
        const where =
          others.length > 0
            ? `; one is in namespace ${list(others.map((other) => other.namespace.value))}, and backends do not cross namespaces`
            : near.length > 0
              ? `; it has ${list(near.map((name) => `"${name}"`))}`
              : far
                ? `; ${far.name} has one`
                : '';
        yield {
          span: service.span,
          resource: resourceId(ingress),
          ...(unsure ? { severity: 'info' as const } : {}),
          message: `namespace ${namespace} has no Service "${service.value}"${where}`,
          related: others.map((other) => ({
            span: other.name.span,
            message: `Service ${other.name.value} of namespace ${other.namespace.value}`,
          })),
          fixes: service.derived
            ? []
            : near.map((name, i) => ({
                title: `Use the Service "${name}"`,
                edits: [{ span: service.span, text: name }],
                ...(i === 0 && near.length === 1 ? { preferred: true as const } : {}),
              })),
        };
      }
    }
  },
});
