import { defineRule } from '../lint/rule.ts';
import { isPlaceholder, resourceId } from '../model/facts/resource.ts';

export default defineRule({
  id: 'service-endpoints-missing',
  subject: 'Services and pods',
  severity: 'hint',
  summary: 'A Service has no selector, and no manifest has endpoints for it.',
  why:
    'Nobody makes endpoints for a Service without a selector (core/v1 ServiceSpec.selector): a program must write them, as leader ' +
    'election and operators do, or an EndpointSlice with the label `kubernetes.io/service-name`. Until then, connections to it are refused.',
  reads: ['services', 'endpointSlices', 'resources'],
  examples: {
    reported: `
apiVersion: v1
kind: Service
metadata: {name: mainframe}
#                ^^^^^^^^^ hint: Service mainframe has no selector, and nothing here has endpoints for it
spec:
  ports: [{port: 23}]
`,
    accepted: `
apiVersion: v1
kind: Service
metadata: {name: mainframe}
spec:
  ports: [{port: 23}]
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: mainframe-1, labels: {kubernetes.io/service-name: mainframe}}
addressType: IPv4
ports: [{port: 23}]
endpoints: [{addresses: [192.0.2.23]}]
`,
  },

  *checkNamespace({ services, endpointSlices, resources }) {
    const having = new Set(
      endpointSlices.map(({ namespace, service }) => `${namespace.value}/${service?.value ?? ''}`),
    );
    for (const { kind, namespace, name } of resources) {
      if (kind === 'Endpoints') having.add(`${namespace.value}/${name.value}`);
    }
    for (const service of services) {
      const { name, namespace, type, spec, hook } = service;
      if (spec.get('selector').entries().length > 0 || type.value === 'ExternalName' || hook) continue;
      if (having.has(`${namespace.value}/${name.value}`) || isPlaceholder(name.value)) continue;
      if (name.value === 'kubernetes' && namespace.value === 'default') continue;
      yield {
        span: name.span,
        resource: resourceId(service),
        message: `Service ${name.value} has no selector, and nothing here has endpoints for it`,
      };
    }
  },
});
