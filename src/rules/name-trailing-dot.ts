import { defineRule } from '../lint/rule.ts';
import { resourceId } from '../model/facts/resource.ts';
import { nameReferencesIn } from '../model/names/references.ts';

export default defineRule({
  id: 'name-trailing-dot',
  subject: 'Names',
  severity: 'hint',
  summary: 'The host of an HTTP URL ends in a dot.',
  why:
    'The dot saves the search list, but clients send it on: in the Host header, by which a server may choose another site or none, ' +
    'and as the name that the certificate is compared with. RFC 6066 forbids it in SNI; kubernetes/ingress-nginx#4243, traefik/traefik#9157.',
  reads: ['workloads', 'configMaps', 'services', 'namespaces', 'resources', 'cluster', 'documents'],
  examples: {
    reported: `
apiVersion: v1
kind: ConfigMap
metadata: {name: settings, namespace: shop}
data:
  API_URL: https://api.shop.svc.cluster.local./v1
  #                ^^^^^^^^^^^^^^^^^^^^^^^^^^^ hint: the dot at the end is sent to the server in the Host header and for TLS [fixable]
---
apiVersion: v1
kind: Service
metadata: {name: api, namespace: shop}
spec: {selector: {app: api}, ports: [{port: 443}]}
`,
    accepted: `
apiVersion: v1
kind: ConfigMap
metadata: {name: settings, namespace: shop}
data:
  API_URL: https://api.shop.svc.cluster.local/v1
  DB_HOST: db.shop.svc.cluster.local.
---
apiVersion: v1
kind: Service
metadata: {name: api, namespace: shop}
spec: {selector: {app: api}, ports: [{port: 443}]}
---
apiVersion: v1
kind: Service
metadata: {name: db, namespace: shop}
spec: {selector: {app: db}, ports: [{port: 5432}]}
`,
  },

  *checkNamespace({ namespace, get }) {
    for (const { host, scheme, from } of get(nameReferencesIn, namespace)) {
      if (!host.value.endsWith('.') || !isHttp(scheme) || from.hook) continue;
      yield {
        span: host.span,
        resource: resourceId(from),
        message: 'the dot at the end is sent to the server in the Host header and for TLS',
        fixes: host.derived
          ? []
          : [{ title: 'Leave out the dot', edits: [{ span: { ...host.span, start: host.span.end - 1 }, text: '' }] }],
      };
    }
  },
});

function isHttp(scheme: string | undefined): boolean {
  return scheme === 'http' || scheme === 'https' || scheme === 'ws' || scheme === 'wss';
}
