import { defineRule, type Fix } from '../lint/rule.ts';
import { backendsOf, type Ingress } from '../model/facts/ingress.ts';
import { isPlaceholder, resourceId } from '../model/facts/resource.ts';
import type { Service, ServicePort } from '../model/facts/service.ts';
import { serviceIndex } from '../model/services.ts';
import { list, nearMisses } from '../text/distance.ts';
import type { Located } from '../text/span.ts';

export default defineRule({
  id: 'ingress-backend-port-missing',
  subject: 'Ingress',
  severity: 'error',
  summary: 'An Ingress sends traffic to a port that the Service does not have.',
  why:
    'The port of a backend is a port of the Service, by its name or its number (networking/v1 ServiceBackendPort), ' +
    'and not a container port. Where the Service has none, controllers answer with 503.',
  reads: ['ingresses', 'services'],
  examples: {
    reported: `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: site}
spec:
  defaultBackend:
    service:
      name: web
      port:
        number: 8080
        #       ^^^^ error: Service web has no port 8080, which is its targetPort; it has 80 [fixable]
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{port: 80, targetPort: 8080}]}
`,
    accepted: `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: site}
spec:
  defaultBackend:
    service: {name: web, port: {name: http}}
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{name: http, port: 80, targetPort: 8080}]}
`,
  },

  *checkNamespace({ ingresses, get }) {
    const { find } = get(serviceIndex);
    for (const ingress of ingresses) {
      for (const { service, port } of backendsOf(ingress)) {
        if (!service || !port || port.value === 'use-annotation' || isPlaceholder(String(port.value))) continue;
        const target = find(ingress.namespace.value, service.value);
        // An ExternalName has no ports to look up; controllers connect to the number as it is.
        if (!target || target.ports.length === 0 || target.type.value === 'ExternalName') continue;
        if (target.ports.some((candidate) => isPort(candidate, port.value))) continue;
        yield report(ingress, target, port);
      }
    }
  },
});

/** By number, or by name; the old API wrote both as `servicePort`, where "80" is a number too. */
function isPort(candidate: ServicePort, value: number | string): boolean {
  return typeof value === 'number' || /^\d+$/.test(value)
    ? candidate.port.value === Number(value)
    : candidate.name?.value === value;
}

function report(ingress: Ingress, target: Service, port: Located<number | string>) {
  const { value, span } = port;
  const byNumber = typeof value === 'number';
  const leading = target.ports.filter(({ targetPort }) => targetPort.value === value);
  const offers: (number | string)[] = byNumber
    ? target.ports.map((candidate) => candidate.port.value)
    : target.ports.flatMap((candidate) => candidate.name?.value ?? []);
  const near = byNumber ? [] : nearMisses(String(value), offers.map(String));
  const best = leading[0] ?? (target.ports.length === 1 ? target.ports[0] : undefined);
  const wanted = near[0] ?? (byNumber ? best?.port.value : best?.name?.value);
  const fixes: Fix[] = port.derived
    ? []
    : [...new Set([...(wanted === undefined ? [] : [wanted]), ...offers])].map((offer) => ({
        title: `Use port ${typeof offer === 'number' ? offer : `"${offer}"`} of Service ${target.name.value}`,
        edits: [{ span, text: String(offer) }],
        ...(offer === wanted ? { preferred: true as const } : {}),
      }));
  const shown = target.ports.map((candidate) =>
    candidate.name ? `"${candidate.name.value}" (${candidate.port.value})` : String(candidate.port.value),
  );
  return {
    span,
    resource: resourceId(ingress),
    message: `Service ${target.name.value} has no port ${byNumber ? value : `"${value}"`}${leading.length > 0 ? ', which is its targetPort' : ''}; it has ${list(shown)}`,
    related: target.ports
      .slice(0, 1)
      .map((candidate) => ({ span: candidate.port.span, message: `the ports of Service ${target.name.value}` })),
    fixes,
  };
}
