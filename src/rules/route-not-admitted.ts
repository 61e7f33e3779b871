import { defineRule, type Problem } from '../lint/rule.ts';
import type { GatewayRoute } from '../model/facts/gateway.ts';
import { resourceId } from '../model/facts/resource.ts';
import { type Attachment, gateways } from '../model/gateways.ts';
import { list } from '../text/distance.ts';

export default defineRule({
  id: 'route-not-admitted',
  subject: 'Gateway API',
  severity: 'error',
  summary: 'No listener of its Gateway admits a route: not its namespace, its kind, or any of its hostnames.',
  why:
    'A listener takes routes of its own namespace unless allowedRoutes says more, of the kinds that its protocol knows, and ' +
    'with a hostname that it serves (gateway-api, Listener.allowedRoutes and HTTPRouteSpec.hostnames). A route that no listener ' +
    'takes is not accepted, and serves nothing.',
  reads: ['gateways', 'routes', 'referenceGrants', 'services', 'namespaces'],
  examples: {
    reported: `
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: shop, namespace: shop}
spec:
  parentRefs:
    - name: edge
    #       ^^^^ error: Gateway edge admits no routes of namespace shop: its listener "http" takes those of namespace infra only
      namespace: infra
  hostnames: [shop.example.com]
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: edge, namespace: infra}
spec:
  gatewayClassName: envoy
  listeners: [{name: http, port: 80, protocol: HTTP}]
`,
    accepted: `
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: shop, namespace: shop}
spec:
  parentRefs: [{name: edge, namespace: infra}]
  hostnames: [shop.example.com]
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: edge, namespace: infra}
spec:
  gatewayClassName: envoy
  listeners:
    - {name: http, port: 80, protocol: HTTP, hostname: "*.example.com", allowedRoutes: {namespaces: {from: All}}}
`,
  },

  *checkNamespace({ routes, get }) {
    const { attachmentsOf } = get(gateways);
    for (const route of routes) {
      for (const attachment of attachmentsOf(route)) {
        const problem = report(route, attachment);
        if (problem) yield problem;
      }
    }
  },
});

function report(route: GatewayRoute, { parent, gateway, listeners }: Attachment): Problem | undefined {
  if (!gateway) return undefined;
  // Another rule speaks of listeners that are not there.
  const meant = listeners.filter(({ admission }) => admission !== 'section' && admission !== 'port');
  if (meant.length === 0 || meant.some(({ admission }) => admission === 'admitted' || admission === 'unknown'))
    return undefined;
  const resource = resourceId(route);
  const names = list(meant.map(({ listener }) => `"${listener.name.value}"`));
  const related = meant.map(({ listener }) => ({
    span: listener.name.span,
    message: `listener "${listener.name.value}"`,
  }));
  const reason = meant[0]!.admission;
  const hosts = route.hostnames[0];
  if (meant.every(({ admission }) => admission === 'hostname') && hosts) {
    const served = list(meant.map(({ listener }) => `"${listener.hostname?.value}"`));
    return {
      span: hosts.span,
      resource,
      message: `Gateway ${gateway.name.value} serves none of the hostnames: its listeners serve ${served}`,
      related,
    };
  }
  const whom =
    reason === 'namespace'
      ? `admits no routes of namespace ${route.namespace.value}: its listener ${names} takes those of ${fromWhere(meant[0]!.listener.allowedNamespaces.value, gateway.namespace.value)}`
      : `admits no ${route.kind}: its listener ${names} speaks ${meant[0]!.listener.protocol?.value ?? 'another protocol'}`;
  return { span: parent.name.span, resource, message: `Gateway ${gateway.name.value} ${whom}`, related };
}

function fromWhere(from: string, own: string): string {
  return from === 'Selector' ? 'other namespaces, by their labels' : from === 'None' ? 'none' : `namespace ${own} only`;
}
