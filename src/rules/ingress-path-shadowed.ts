import { defineRule, type Problem } from '../lint/rule.ts';
import type { Ingress, IngressPath } from '../model/facts/ingress.ts';
import { isPlaceholder, resourceId } from '../model/facts/resource.ts';
import { eachRow } from './eachRow.ts';

export default defineRule({
  id: 'ingress-path-shadowed',
  subject: 'Ingress',
  severity: 'warning',
  summary: 'A path of an Ingress, or its default backend, gets no requests, as another takes them all.',
  why:
    'A path of type Prefix matches element by element, and a slash at its end makes no difference: `/api` and `/api/` are one path ' +
    '(networking/v1 HTTPIngressPath.pathType). A rule without a host and with the path `/` leaves nothing to the default backend.',
  reads: ['ingresses'],
  examples: {
    reported: `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: site}
spec:
  rules:
    - http:
        paths:
          - {path: /api, pathType: Prefix, backend: {service: {name: api, port: {number: 80}}}}
          - path: /api/
          #       ^^^^^ warning: "/api/" and "/api" match the same requests
            pathType: Prefix
            backend: {service: {name: new-api, port: {number: 80}}}
`,
    accepted: `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: site}
spec:
  rules:
    - http:
        paths:
          - {path: /api, pathType: Prefix, backend: {service: {name: api, port: {number: 80}}}}
          - {path: /api/v2, pathType: Prefix, backend: {service: {name: new-api, port: {number: 80}}}}
          - {path: /api/v2, pathType: Exact, backend: {service: {name: docs, port: {number: 80}}}}
`,
  },

  checkNamespace: ({ ingresses }) => checkIngresses(ingresses),
});

const checkIngresses = eachRow(function* (ingress: Ingress): Iterable<Problem> {
  if (ingress.hook) return;
  const resource = resourceId(ingress);
  const taken = new Map<string, IngressPath>();
  for (const { host, paths } of ingress.rules) {
    for (const path of paths) {
      const written = path.path?.value;
      if (path.pathType?.value !== 'Prefix' || !written || isPlaceholder(written)) continue;
      const key = `${host?.value ?? ''}\n${written.replace(/\/+$/, '')}`;
      const first = taken.get(key);
      if (!first) taken.set(key, path);
      // The same text twice is a duplicate, which another rule reports.
      else if (first.path!.value !== written && !isSameBackend(first, path)) {
        yield {
          span: path.path!.span,
          resource,
          message: `"${written}" and "${first.path!.value}" match the same requests`,
          related: [{ span: first.path!.span, message: 'the first of them' }],
        };
      }
    }
  }
  const all = ingress.rules
    .filter(({ host }) => !host || host.value === '')
    .flatMap(({ paths }) => paths)
    .find(({ path, pathType }) => path?.value === '/' && pathType?.value === 'Prefix');
  const only = ingress.rules.every(({ host }) => !host || host.value === '');
  if (!all || !only || !ingress.defaultBackend) return;
  yield {
    span: ingress.defaultBackend.span,
    resource,
    severity: 'info',
    message: 'the default backend gets no requests: the path "/" without a host takes them all',
    related: [{ span: all.path!.span, message: 'the path that takes all requests' }],
  };
});

function isSameBackend(a: IngressPath, b: IngressPath): boolean {
  return a.backend.service?.value === b.backend.service?.value && a.backend.port?.value === b.backend.port?.value;
}
