import { defineRule, type Problem } from '../lint/rule.ts';
import type { Ingress } from '../model/facts/ingress.ts';
import { isPlaceholder, resourceId } from '../model/facts/resource.ts';
import { nearMisses } from '../text/distance.ts';
import { addKey } from '../yaml/write.ts';
import { eachRow } from './eachRow.ts';

export default defineRule({
  id: 'ingress-path-type-invalid',
  subject: 'Ingress',
  severity: 'error',
  summary: 'A path of an Ingress has no pathType, or none that the API knows.',
  why:
    'networking.k8s.io/v1 has no default for pathType: it is Exact, Prefix or ImplementationSpecific ' +
    '(pkg/apis/networking/validation, validateHTTPIngressPath), or the API server refuses the Ingress.',
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
          - path: /
          #       ^ error: a path needs a pathType: Prefix, Exact or ImplementationSpecific [fixable]
            backend: {service: {name: web, port: {number: 80}}}
          - path: /api
            pathType: prefix
            #         ^^^^^^ error: a pathType is Prefix, Exact or ImplementationSpecific, not "prefix" [fixable]
            backend: {service: {name: api, port: {number: 80}}}
`,
    accepted: `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: site}
spec:
  rules:
    - http:
        paths:
          - path: /
            pathType: Prefix
            backend: {service: {name: web, port: {number: 80}}}
`,
  },

  checkNamespace: ({ ingresses }) => checkIngresses(ingresses),
});

const checkIngresses = eachRow(function* (ingress: Ingress): Iterable<Problem> {
  if (ingress.apiVersion !== 'networking.k8s.io/v1') return;
  const resource = resourceId(ingress);
  for (const rule of ingress.spec.get('rules').items()) {
    for (const path of rule.at('http', 'paths').items()) {
      const type = path.get('pathType');
      const value = type.string();
      if (!type.exists || value?.value === '') {
        yield {
          span: (path.get('path').string() ?? { span: path.key }).span,
          resource,
          message: 'a path needs a pathType: Prefix, Exact or ImplementationSpecific',
          fixes: type.exists
            ? []
            : pathTypes.flatMap((name) => {
                const edit = addKey(path.tree, 'pathType', name);
                return edit ? [{ title: `Use ${name}`, edits: [edit] }] : [];
              }),
        };
      } else if (value && !pathTypes.includes(value.value) && !isPlaceholder(value.value)) {
        const same = pathTypes.find((name) => name.toLowerCase() === value.value.toLowerCase());
        const meant = same ?? nearMisses(value.value, pathTypes)[0];
        yield {
          span: value.span,
          resource,
          message: `a pathType is Prefix, Exact or ImplementationSpecific, not "${value.value}"`,
          fixes:
            meant === undefined || value.derived
              ? []
              : [{ title: `Use ${meant}`, edits: [{ span: value.span, text: meant }], preferred: true }],
        };
      }
    }
  }
});

const pathTypes = ['Prefix', 'Exact', 'ImplementationSpecific'];
