import { defineRule, type Fix } from '../lint/rule.ts';
import { openReasons } from '../model/closedWorld.ts';
import type { Gateway, ParentReference } from '../model/facts/gateway.ts';
import { isPlaceholder, namespaceUndecided, resourceId } from '../model/facts/resource.ts';
import { gateways } from '../model/gateways.ts';
import { list, nearMisses } from '../text/distance.ts';
import { addKey } from '../yaml/write.ts';

export default defineRule({
  id: 'gateway-parent-missing',
  subject: 'Gateway API',
  severity: 'warning',
  summary: 'A route names a Gateway that its namespace does not have.',
  why:
    'A parentRef without a namespace means the namespace of the route (gateway-api, ParentReference.namespace). A route whose ' +
    'parent does not exist is attached to nothing, and serves nothing.',
  reads: [
    'gateways',
    'routes',
    'referenceGrants',
    'services',
    'namespaces',
    'workloads',
    'producers',
    'scope',
    'elsewhere',
  ],
  examples: {
    reported: `
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: shop, namespace: shop}
spec:
  parentRefs:
    - name: edge
    #       ^^^^ warning: namespace shop has no Gateway "edge"; one is in namespace infra [fixable]
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: edge, namespace: infra}
spec:
  gatewayClassName: envoy
  listeners: [{name: http, port: 80, protocol: HTTP, allowedRoutes: {namespaces: {from: All}}}]
`,
    accepted: `
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: shop, namespace: shop}
spec:
  parentRefs: [{name: edge, namespace: infra}]
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: edge, namespace: infra}
spec:
  gatewayClassName: envoy
  listeners: [{name: http, port: 80, protocol: HTTP, allowedRoutes: {namespaces: {from: All}}}]
`,
  },

  *checkNamespace({ routes, everywhere, elsewhere, get }) {
    const { attachmentsOf, named } = get(gateways);
    const reasonsFor = get(openReasons);
    for (const route of routes) {
      for (const { parent, gateway } of attachmentsOf(route)) {
        const namespace = parent.namespace?.value ?? route.namespace.value;
        if (gateway || isPlaceholder(parent.name.value) || isPlaceholder(namespace)) continue;
        const others = named(parent.name.value);
        const neighbours = everywhere.within(namespace).gateways.map(({ name }) => name.value);
        const near = nearMisses(parent.name.value, neighbours);
        const far = elsewhere.scopes.some(({ tables }) =>
          tables.gateways.some(({ name }) => name.value === parent.name.value),
        );
        const undecided = namespaceUndecided(route) || others.some(namespaceUndecided);
        // Gateways usually live with the platform, in another repository.
        if (others.length === 0 && near.length === 0) continue;
        const unsure = undecided || far || (others.length === 0 && reasonsFor(namespace).length > 0);
        yield {
          span: parent.name.span,
          resource: resourceId(route),
          ...(unsure ? { severity: 'info' as const } : {}),
          message: `namespace ${namespace} has no Gateway "${parent.name.value}"; ${others.length > 0 ? `one is in namespace ${list(others.map((other) => other.namespace.value))}` : `it has ${list(near.map((name) => `"${name}"`))}`}`,
          related: others.map((other) => ({
            span: other.name.span,
            message: `Gateway ${other.name.value} of namespace ${other.namespace.value}`,
          })),
          fixes:
            others.length > 0
              ? others.flatMap((other) => inNamespace(parent, other, others.length === 1))
              : near.flatMap((name) => renamed(parent, name, near.length === 1)),
        };
      }
    }
  },
});

function inNamespace({ namespace, tree }: ParentReference, gateway: Gateway, only: boolean): Fix[] {
  const target = gateway.namespace.value;
  // A listener that takes routes of its own namespace only would be the next thing to mend.
  const takesOthers = gateway.listeners.some(
    ({ allowedNamespaces: { value } }) => value !== 'Same' && value !== 'None',
  );
  const edit = namespace
    ? namespace.derived
      ? undefined
      : { span: namespace.span, text: target }
    : addKey(tree, 'namespace', target);
  return edit
    ? [
        {
          title: `Use the Gateway of namespace ${target}`,
          edits: [edit],
          ...(only && takesOthers ? { preferred: true as const } : {}),
        },
      ]
    : [];
}

function renamed({ name }: ParentReference, to: string, only: boolean): Fix[] {
  return name.derived
    ? []
    : [
        {
          title: `Use the Gateway "${to}"`,
          edits: [{ span: name.span, text: to }],
          ...(only ? { preferred: true as const } : {}),
        },
      ];
}
