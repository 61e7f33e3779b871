import { parseAddress } from '../kubernetes/addresses/address.ts';
import { isSubdomain } from '../kubernetes/dns/names.ts';
import { defineRule, type Fix, type Problem } from '../lint/rule.ts';
import type { Ingress } from '../model/facts/ingress.ts';
import { isPlaceholder, resourceId } from '../model/facts/resource.ts';
import type { Located } from '../text/span.ts';
import { eachRow } from './eachRow.ts';

export default defineRule({
  id: 'ingress-host-invalid',
  subject: 'Ingress',
  severity: 'error',
  summary: 'A host of an Ingress is none that the API accepts.',
  why:
    'A host is a DNS name in lower case, without port, scheme or path, and no address; a wildcard is `*.` before a name, and stands ' +
    'for one label (pkg/apis/networking/validation, validateIngressRules, validateIngressTLS): the API server refuses the Ingress.',
  reads: ['ingresses'],
  examples: {
    reported: `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: site}
spec:
  rules:
    - host: shop.example.com:8443
    #       ^^^^^^^^^^^^^^^^^^^^^ error: "shop.example.com:8443" is no host: it has a port [fixable]
      http:
        paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}]
    - host: 192.0.2.10
    #       ^^^^^^^^^^ error: "192.0.2.10" is no host: it is an address
      http:
        paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}]
`,
    accepted: `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: site}
spec:
  tls: [{hosts: ["*.example.com"], secretName: example}]
  rules:
    - host: "*.example.com"
      http:
        paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}]
`,
  },

  checkNamespace: ({ ingresses }) => checkIngresses(ingresses),
});

const checkIngresses = eachRow(function* (ingress: Ingress): Iterable<Problem> {
  const resource = resourceId(ingress);
  for (const { host } of ingress.rules) if (host && host.value !== '') yield* checkHost(host, resource, true);
  for (const { hosts } of ingress.tls) for (const host of hosts) yield* checkHost(host, resource, false);
});

function* checkHost(host: Located<string>, resource: string, isRule: boolean) {
  const { value, span } = host;
  if (isPlaceholder(value)) return;
  const fault = faultOf(value, isRule);
  if (fault) yield { span, resource, message: `"${value}" is no host: ${fault}`, fixes: fixes(host, isRule) };
}

function faultOf(host: string, isRule: boolean): string | undefined {
  if (isRule && parseAddress(host)) return 'it is an address';
  if (host.includes('*')) {
    return host.startsWith('*.') && isSubdomain(host.slice(2)) ? undefined : 'a wildcard must be *. before a name';
  }
  if (isSubdomain(host)) return undefined;
  if (host.includes('://')) return 'it has a scheme';
  if (/:\d+$/.test(host)) return 'it has a port';
  if (host.includes('/')) return 'it has a path';
  if (isSubdomain(host.toLowerCase())) return 'it must be in lower case';
  return 'it must be a DNS name';
}

function fixes({ value, span, derived }: Located<string>, isRule: boolean): Fix[] {
  const host = value
    .trim()
    .toLowerCase()
    .replace(/^[a-z][a-z0-9+.-]*:\/\//, '')
    .replace(/[:/?#].*$/, '')
    .replace(/\.$/, '');
  if (derived || host === '' || faultOf(host, isRule)) return [];
  return [
    { title: `Use "${host}"`, edits: [{ span, text: host.startsWith('*') ? `"${host}"` : host }], preferred: true },
  ];
}
