import { defineRule } from '../lint/rule.ts';
import { clusterDomain } from '../model/dns/clusterPlan.ts';
import { resourceId } from '../model/facts/resource.ts';
import { nameReferencesIn } from '../model/names/references.ts';

export default defineRule({
  id: 'name-malformed',
  subject: 'Names',
  severity: 'warning',
  summary: 'A name lies in the domain of the cluster, but in no form that the cluster answers.',
  why:
    'The names of Services are `name.namespace.svc.` and the cluster domain (kubernetes/dns, docs/specification.md). ' +
    'With the `svc` left out, or the domain cut short, CoreDNS answers NXDOMAIN whatever exists.',
  reads: ['workloads', 'configMaps', 'services', 'namespaces', 'resources', 'cluster', 'documents'],
  examples: {
    reported: `
apiVersion: v1
kind: ConfigMap
metadata: {name: settings, namespace: shop}
data:
  api: http://api.shop.cluster.local/v1
  #           ^^^^^^^^^^^^^^^^^^^^^^ warning: no cluster answers this name: "api.shop" is not followed by "svc" [fixable]
---
apiVersion: v1
kind: Service
metadata: {name: api, namespace: shop}
spec: {selector: {app: api}, ports: [{port: 80}]}
`,
    accepted: `
apiVersion: v1
kind: ConfigMap
metadata: {name: settings, namespace: shop}
data:
  api: http://api.shop.svc.cluster.local/v1
---
apiVersion: v1
kind: Service
metadata: {name: api, namespace: shop}
spec: {selector: {app: api}, ports: [{port: 80}]}
`,
  },

  *checkNamespace({ namespace, get }) {
    const domain = get(clusterDomain);
    for (const { target, host, from } of get(nameReferencesIn, namespace)) {
      if (target.kind !== 'malformed' || from.hook) continue;
      const { meant, endpoint } = target;
      const text =
        meant &&
        `${endpoint === undefined ? '' : `${endpoint}.`}${meant.name.value}.${meant.namespace.value}.svc.${domain}`;
      yield {
        span: host.span,
        resource: resourceId(from),
        message: `no cluster answers this name: ${target.fault}`,
        related: meant
          ? [{ span: meant.name.span, message: `Service ${meant.name.value} of namespace ${meant.namespace.value}` }]
          : [],
        fixes:
          text && !host.derived
            ? [{ title: `Use "${text}"`, edits: [{ span: host.span, text }], preferred: true }]
            : [],
      };
    }
  },
});
