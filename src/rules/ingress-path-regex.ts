import { defineRule, type Fix, type Problem } from '../lint/rule.ts';
import type { Ingress } from '../model/facts/ingress.ts';
import { isPlaceholder, resourceId } from '../model/facts/resource.ts';
import { eachRow } from './eachRow.ts';

export default defineRule({
  id: 'ingress-path-regex',
  subject: 'Ingress',
  severity: 'warning',
  summary: 'A path of type Prefix or Exact holds a pattern.',
  why:
    'Prefix and Exact compare the text as it is (networking/v1 HTTPIngressPath.pathType): a `*` or `(.*)` in it is a star or a bracket. ' +
    'ingress-nginx refuses such a path since 1.12 (strict-validate-path-type), the AWS controller does too. ' +
    'Patterns are for the type ImplementationSpecific.',
  reads: ['ingresses'],
  examples: {
    reported: `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: site
  annotations: {nginx.ingress.kubernetes.io/rewrite-target: /$1}
spec:
  rules:
    - http:
        paths:
          - path: /api/(.*)
          #       ^^^^^^^^^ warning: "/api/(.*)" is a pattern, which ingress-nginx refuses with the pathType Prefix [fixable]
            pathType: Prefix
            backend: {service: {name: api, port: {number: 80}}}
`,
    accepted: `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: site
  annotations: {nginx.ingress.kubernetes.io/rewrite-target: /$1}
spec:
  rules:
    - http:
        paths:
          - path: /api/(.*)
            pathType: ImplementationSpecific
            backend: {service: {name: api, port: {number: 80}}}
`,
  },

  checkNamespace: ({ ingresses }) => checkIngresses(ingresses),
});

const checkIngresses = eachRow(function* (ingress: Ingress): Iterable<Problem> {
  for (const { paths } of ingress.rules) {
    for (const { path, pathType } of paths) {
      if (!path || (pathType?.value !== 'Prefix' && pathType?.value !== 'Exact')) continue;
      if (!/[*()[\]^$|\\]/.test(path.value) || isPlaceholder(path.value)) continue;
      const { span, derived } = pathType;
      const fixes: Fix[] = derived
        ? []
        : [{ title: 'Use ImplementationSpecific', edits: [{ span, text: 'ImplementationSpecific' }] }];
      const prefix = path.value.replace(/\/?(?:\*|\(\.\*\)|\.\*)$/, '');
      const literal = prefix === '' ? '/' : prefix;
      if (pathType.value === 'Prefix' && !path.derived && /^\/[\w./-]*$/.test(literal)) {
        fixes.push({ title: `Use the prefix "${literal}"`, edits: [{ span: path.span, text: literal }] });
      }
      yield {
        span: path.span,
        resource: resourceId(ingress),
        message: enables(ingress)
          ? `"${path.value}" is a pattern, which ingress-nginx refuses with the pathType ${pathType.value}`
          : `"${path.value}" is a pattern, and the pathType ${pathType.value} takes it literally`,
        related: [{ span, message: 'its pathType' }],
        fixes,
      };
    }
  }
});

/**
 * Whether the annotations make patterns of the paths. Since ingress-nginx 1.12, its webhook refuses those with another
 * pathType than ImplementationSpecific (`strict-validate-path-type`).
 */
function enables({ annotations }: Ingress): boolean {
  const prefix = 'nginx.ingress.kubernetes.io/';
  return annotations.get(`${prefix}use-regex`)?.value === 'true' || annotations.has(`${prefix}rewrite-target`);
}
