import { defineRule } from '../lint/rule.ts';
import type { GatewayListener } from '../model/facts/gateway.ts';
import { resourceId } from '../model/facts/resource.ts';

export default defineRule({
  id: 'gateway-listener-conflict',
  subject: 'Gateway API',
  severity: 'error',
  summary: 'Two listeners of a Gateway have the same name, or the same port, protocol and hostname.',
  why:
    'Names, and the combination of port, protocol and hostname, are unique within a Gateway (gateway-api, CEL rules of ' +
    'GatewaySpec.listeners): the API server refuses the Gateway.',
  reads: ['gateways'],
  examples: {
    reported: `
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: edge}
spec:
  gatewayClassName: envoy
  listeners:
    - name: shop
      port: 80
      protocol: HTTP
    - name: blog
    #       ^^^^ error: listeners "shop" and "blog" both are HTTP on port 80 for any host
      port: 80
      protocol: HTTP
`,
    accepted: `
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: edge}
spec:
  gatewayClassName: envoy
  listeners:
    - {name: shop, port: 80, protocol: HTTP, hostname: shop.example.com}
    - {name: blog, port: 80, protocol: HTTP, hostname: blog.example.com}
`,
  },

  *checkNamespace({ gateways }) {
    for (const gateway of gateways) {
      const names = new Map<string, GatewayListener>();
      const places = new Map<string, GatewayListener>();
      for (const listener of gateway.listeners) {
        const resource = resourceId(gateway);
        const { name, port, protocol, hostname } = listener;
        const namesake = names.get(name.value);
        if (namesake && name.value !== '') {
          yield {
            span: name.span,
            resource,
            message: `two listeners of Gateway ${gateway.name.value} are called "${name.value}"`,
            related: [{ span: namesake.name.span, message: 'the first of them' }],
          };
        }
        names.set(name.value, namesake ?? listener);
        if (!port || !protocol) continue;
        const place = `${port.value}/${protocol.value}/${hostname?.value.toLowerCase() ?? ''}`;
        const rival = places.get(place);
        if (rival) {
          yield {
            span: name.span,
            resource,
            message: `listeners "${rival.name.value}" and "${name.value}" both are ${protocol.value} on port ${port.value} for ${hostname ? `"${hostname.value}"` : 'any host'}`,
            related: [{ span: rival.name.span, message: `listener "${rival.name.value}"` }],
          };
        }
        places.set(place, rival ?? listener);
      }
    }
  },
});
