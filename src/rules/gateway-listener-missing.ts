import { defineRule } from '../lint/rule.ts';
import { isPlaceholder, resourceId } from '../model/facts/resource.ts';
import { gateways } from '../model/gateways.ts';
import { list, nearMisses } from '../text/distance.ts';

export default defineRule({
  id: 'gateway-listener-missing',
  subject: 'Gateway API',
  severity: 'error',
  summary: 'A route names a listener, or a port, that its Gateway does not have.',
  why:
    'sectionName is the name of a listener, and port its port (gateway-api, ParentReference). Where no listener has them, ' +
    'the route is not accepted (NoMatchingParent) and serves nothing.',
  reads: ['gateways', 'routes', 'referenceGrants', 'services', 'namespaces'],
  examples: {
    reported: `
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: shop, namespace: shop}
spec:
  parentRefs:
    - name: edge
      sectionName: htps
      #            ^^^^ error: Gateway edge has no listener "htps"; it has "https" [fixable]
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: edge, namespace: shop}
spec:
  gatewayClassName: envoy
  listeners: [{name: https, port: 443, protocol: HTTPS, tls: {certificateRefs: [{name: shop}]}}]
`,
    accepted: `
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: shop, namespace: shop}
spec:
  parentRefs: [{name: edge, sectionName: http, port: 80}]
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: edge, namespace: shop}
spec:
  gatewayClassName: envoy
  listeners: [{name: http, port: 80, protocol: HTTP}]
`,
  },

  *checkNamespace({ routes, get }) {
    const { attachmentsOf } = get(gateways);
    for (const route of routes) {
      for (const { parent, gateway } of attachmentsOf(route)) {
        if (!gateway || gateway.listeners.length === 0) continue;
        const { sectionName, port } = parent;
        const resource = resourceId(route);
        const names = gateway.listeners.map(({ name }) => name.value);
        if (names.some(isPlaceholder)) continue;
        if (sectionName && !isPlaceholder(sectionName.value) && !names.includes(sectionName.value)) {
          const near = nearMisses(sectionName.value, names);
          yield {
            span: sectionName.span,
            resource,
            message: `Gateway ${gateway.name.value} has no listener "${sectionName.value}"; it has ${list(names.map((name) => `"${name}"`))}`,
            related: [{ span: gateway.name.span, message: `Gateway ${gateway.name.value}` }],
            fixes: sectionName.derived
              ? []
              : names.map((name) => ({
                  title: `Use the listener "${name}"`,
                  edits: [{ span: sectionName.span, text: name }],
                  ...(near.length === 1 && near[0] === name ? { preferred: true as const } : {}),
                })),
          };
          continue;
        }
        const ports = gateway.listeners
          .filter(({ name }) => !sectionName || name.value === sectionName.value)
          .flatMap((listener) => listener.port?.value ?? []);
        if (port && ports.length > 0 && !ports.includes(port.value)) {
          yield {
            span: port.span,
            resource,
            message: `${sectionName ? `listener "${sectionName.value}"` : 'no listener'} of Gateway ${gateway.name.value} ${sectionName ? 'is not' : 'is'} on port ${port.value}; ${sectionName ? 'it is' : 'they are'} on ${list([...new Set(ports)].map(String))}`,
            related: [{ span: gateway.name.span, message: `Gateway ${gateway.name.value}` }],
            fixes: port.derived
              ? []
              : [...new Set(ports)].map((number) => ({
                  title: `Use port ${number}`,
                  edits: [{ span: port.span, text: String(number) }],
                })),
          };
        }
      }
    }
  },
});
