import { defineRule, type Fix, type Problem } from '../lint/rule.ts';
import type { Ingress } from '../model/facts/ingress.ts';
import { isPlaceholder, resourceId } from '../model/facts/resource.ts';
import type { Located } from '../text/span.ts';
import { eachRow } from './eachRow.ts';

export default defineRule({
  id: 'ingress-path-invalid',
  subject: 'Ingress',
  severity: 'error',
  summary: 'A path of an Ingress is none that the API accepts.',
  why:
    'A path begins with `/`; those of type Exact and Prefix have no `//`, `/./`, `/../` or `%2f`, and do not end in `/.` or `/..` ' +
    '(pkg/apis/networking/validation, validateHTTPIngressPath): the API server refuses the Ingress.',
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
          - path: api
          #       ^^^ error: "api" is no path: it must begin with / [fixable]
            pathType: Prefix
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
          - path: /api
            pathType: Prefix
            backend: {service: {name: api, port: {number: 80}}}
          - pathType: ImplementationSpecific
            backend: {service: {name: web, port: {number: 80}}}
`,
  },

  checkNamespace: ({ ingresses }) => checkIngresses(ingresses),
});

const checkIngresses = eachRow(function* (ingress: Ingress): Iterable<Problem> {
  const resource = resourceId(ingress);
  for (const { paths } of ingress.rules) {
    for (const { path, pathType, span } of paths) {
      const literal = pathType?.value === 'Exact' || pathType?.value === 'Prefix';
      const text = path?.value ?? '';
      if (isPlaceholder(text)) continue;
      const fault = text === '' ? (literal ? 'it must begin with /' : undefined) : pathFault(text, literal);
      if (!fault) continue;
      yield {
        span: path && text !== '' ? path.span : (path ?? pathType ?? { span }).span,
        resource,
        message:
          text === '' ? `a path of type ${pathType!.value} is empty: ${fault}` : `"${text}" is no path: ${fault}`,
        fixes: path && text !== '' ? fixes(path, literal) : [],
      };
    }
  }
});

function pathFault(path: string, literal: boolean): string | undefined {
  if (!path.startsWith('/')) return 'it must begin with /';
  if (!literal) return undefined;
  for (const part of ['//', '/./', '/../', '%2f', '%2F']) if (path.includes(part)) return `it must not have ${part}`;
  for (const end of ['/..', '/.']) if (path.endsWith(end)) return `it must not end in ${end}`;
  return undefined;
}

function fixes({ value, span, derived }: Located<string>, literal: boolean): Fix[] {
  const better = `/${value}`.replaceAll(/\/(?:\.?\/)+/g, '/');
  if (derived || pathFault(better, literal) || !/^[\w./~-]+$/.test(better)) return [];
  return [{ title: `Use "${better}"`, edits: [{ span, text: better }], preferred: true }];
}
