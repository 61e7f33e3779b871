import { defineRule, type Fix } from '../lint/rule.ts';
import type { EndpointSlice } from '../model/facts/endpoints.ts';
import { isPlaceholder, resourceId } from '../model/facts/resource.ts';
import { serviceIndex } from '../model/services.ts';

export default defineRule({
  id: 'traffic-policy-without-node',
  subject: 'Services and pods',
  severity: 'warning',
  summary: 'A Service keeps traffic on the node, and its endpoints are on none.',
  why:
    'With a traffic policy of Local, kube-proxy sends traffic only to endpoints whose nodeName is its own node ' +
    '(pkg/proxy/topology.go, CategorizeEndpoints). Endpoints outside the cluster have no nodeName, so all of the traffic is dropped.',
  reads: ['services', 'endpointSlices'],
  examples: {
    reported: `
apiVersion: v1
kind: Service
metadata: {name: mainframe}
spec:
  internalTrafficPolicy: Local
  #                      ^^^^^ warning: no endpoint of Service mainframe has a nodeName, so none is local to any node [fixable]
  ports: [{port: 23}]
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: mainframe-1, labels: {kubernetes.io/service-name: mainframe}}
addressType: IPv4
ports: [{port: 23}]
endpoints: [{addresses: [192.0.2.23]}]
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

  *checkNamespace({ endpointSlices, get }) {
    if (endpointSlices.length === 0) return;
    const { find } = get(serviceIndex);
    const slicesOf = new Map<NonNullable<ReturnType<typeof find>>, EndpointSlice[]>();
    for (const slice of endpointSlices) {
      const service = slice.service && find(slice.namespace.value, slice.service.value);
      if (!service || service.selector.size > 0 || service.hook || isPlaceholder(service.name.value)) continue;
      const slices = slicesOf.get(service);
      if (slices) slices.push(slice);
      else slicesOf.set(service, [slice]);
    }
    for (const [service, slices] of slicesOf) {
      const addresses = slices.flatMap((slice) => slice.addresses);
      if (addresses.length === 0 || addresses.some(({ nodeName }) => nodeName !== undefined)) continue;
      for (const name of ['internalTrafficPolicy', 'externalTrafficPolicy']) {
        const policy = service.spec.get(name).string();
        if (policy?.value !== 'Local') continue;
        const fixes: Fix[] = policy.derived
          ? []
          : [{ title: 'Use Cluster', edits: [{ span: policy.span, text: 'Cluster' }], preferred: true }];
        yield {
          span: policy.span,
          resource: resourceId(service),
          message: `no endpoint of Service ${service.name.value} has a nodeName, so none is local to any node`,
          related: slices.map((slice) => ({ span: slice.name.span, message: `${slice.kind} ${slice.name.value}` })),
          fixes,
        };
      }
    }
  },
});
