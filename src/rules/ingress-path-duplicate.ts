import { defineRule, type Problem } from '../lint/rule.ts';
import { perRow } from '../model/derived.ts';
import type { Ingress, IngressPath } from '../model/facts/ingress.ts';
import { isPlaceholder, resourceId } from '../model/facts/resource.ts';

export default defineRule({
  id: 'ingress-path-duplicate',
  subject: 'Ingress',
  severity: 'warning',
  summary: 'Two Ingresses of one class have the same host and path.',
  why:
    'Which of the two gets the requests, the API does not say: ingress-nginx refuses the second one (its admission webhook compares host ' +
    'and path), others take the older one. Canary Ingresses of ingress-nginx are meant to have the host and path of another.',
  reads: ['ingresses', 'ingressClasses'],
  examples: {
    reported: `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: site}
spec:
  rules:
    - host: shop.example.com
      http:
        paths:
          - {path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: new-site}
spec:
  rules:
    - host: shop.example.com
      http:
        paths:
          - path: /
          #       ^ warning: shop.example.com/ is in Ingress site too, of the same class
            pathType: Prefix
            backend: {service: {name: new-web, port: {number: 80}}}
`,
    accepted: `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: site}
spec:
  ingressClassName: public
  rules:
    - host: shop.example.com
      http:
        paths:
          - {path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}
          - {path: /admin, pathType: Prefix, backend: {service: {name: admin, port: {number: 80}}}}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: site-inside}
spec:
  ingressClassName: private
  rules:
    - host: shop.example.com
      http:
        paths:
          - {path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}
`,
  },

  *check({ ingresses, ingressClasses }) {
    const fallback = ingressClasses.filter(({ isDefault }) => isDefault);
    const defaultClass = fallback.length === 1 ? fallback[0]!.name.value : '';
    const taken = new Map<string, Claim>();
    for (const claim of ingresses.flatMap((ingress) => claimsOf(ingress))) {
      const { ingress, request } = claim;
      if (!ingress.className && isPlaceholder(defaultClass)) continue;
      const key = `${ingress.className?.value ?? defaultClass}\n${request}`;
      const first = taken.get(key);
      if (!first) taken.set(key, claim);
      // Two objects of one name are two versions of one Ingress.
      else if (first.ingress === ingress || resourceId(first.ingress) !== resourceId(ingress)) {
        yield report(first, claim);
      }
    }
  },
});

interface Claim {
  readonly ingress: Ingress;
  readonly host: string | undefined;
  readonly path: IngressPath;
  /** The host, the path and its type. */
  readonly request: string;
}

const claimsOf = perRow((ingress: Ingress): readonly Claim[] => {
  if (ingress.hook || hasRoutingAnnotations(ingress) || isPlaceholder(ingress.className?.value ?? '')) return [];
  return ingress.rules.flatMap(({ host, paths }) =>
    paths.flatMap((path) => {
      // Of the AWS controller, it is an action, such as a redirect, that comes before the path of the Service.
      if (path.backend.port?.value === 'use-annotation') return [];
      const request = `${host?.value ?? ''}\n${path.path?.value ?? '/'}\n${path.pathType?.value ?? ''}`;
      return isPlaceholder(request) ? [] : [{ ingress, host: host?.value, path, request }];
    }),
  );
});

/**
 * Annotations by which a controller tells requests of one path apart, or serves only some entry points with it:
 * canaries, entry points of Traefik, conditions of the AWS controller, predicates of Skipper, matches of HAProxy.
 */
function hasRoutingAnnotations({ annotations }: Ingress): boolean {
  for (const [key, { value }] of annotations) {
    if (key === 'nginx.ingress.kubernetes.io/canary' && value === 'true') return true;
    if (
      /^(?:traefik\.ingress\.kubernetes\.io\/|ingress\.kubernetes\.io\/(?:rule-type|priority)|alb\.ingress\.kubernetes\.io\/(?:conditions\.|listen-ports|scheme|group\.name|load-balancer-name)|zalando\.org\/skipper-|haproxy(?:-ingress)?\.|konghq\.com\/|nginx\.org\/mergeable-ingress-type$|acme\.cert-manager\.io\/|higress\.io\/|mse\.ingress\.)/.test(
        key,
      )
    )
      return true;
  }
  return false;
}

function report(first: Claim, { ingress, host, path }: Claim): Problem {
  const same =
    first.path.backend.service?.value === path.backend.service?.value &&
    first.path.backend.port?.value === path.backend.port?.value;
  const own = first.ingress === ingress;
  const where = `${host ?? 'every host'}${path.path?.value ?? '/'}`;
  return {
    span: path.path?.span ?? path.span,
    resource: resourceId(ingress),
    // Within one Ingress, and to one Service, it is only said twice.
    ...(own && same ? { severity: 'hint' as const } : {}),
    message: own
      ? `${where} stands twice in this Ingress`
      : `${where} is in Ingress ${first.ingress.name.value} too, of the same class`,
    related: [
      { span: first.path.path?.span ?? first.path.span, message: `the path in Ingress ${first.ingress.name.value}` },
    ],
  };
}
