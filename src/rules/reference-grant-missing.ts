import { defineRule, type Fix, type Problem } from '../lint/rule.ts';
import { openReasons } from '../model/closedWorld.ts';
import { gatewayGroup, type ObjectReference } from '../model/facts/gateway.ts';
import { isPlaceholder, namespaceUndecided, type Resource, resourceId } from '../model/facts/resource.ts';
import type { Service } from '../model/facts/service.ts';
import { gateways } from '../model/gateways.ts';

export default defineRule({
  id: 'reference-grant-missing',
  subject: 'Gateway API',
  severity: 'error',
  summary: 'A route or Gateway refers to an object of another namespace, which does not permit it.',
  why:
    'A reference into another namespace needs a ReferenceGrant there, from the kind and namespace that refer to the kind that is ' +
    'referred to (gateway-api, GEP-709). Without one, the reference is not resolved (RefNotPermitted), and requests get a 500.',
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
metadata: {name: shop, namespace: infra}
spec:
  parentRefs: [{name: edge}]
  rules:
    - backendRefs:
        - name: web
          namespace: shop
          #          ^^^^ error: namespace shop has no ReferenceGrant that lets HTTPRoutes of namespace infra use its Service web [fixable]
          port: 80
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec: {selector: {app: web}, ports: [{port: 80}]}
`,
    accepted: `
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: shop, namespace: infra}
spec:
  parentRefs: [{name: edge}]
  rules: [{backendRefs: [{name: web, namespace: shop, port: 80}]}]
---
apiVersion: gateway.networking.k8s.io/v1beta1
kind: ReferenceGrant
metadata: {name: routes, namespace: shop}
spec:
  from: [{group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: infra}]
  to: [{group: "", kind: Service}]
`,
  },

  *checkNamespace({ gateways: all, routes, elsewhere, get }) {
    const { isGranted, serviceOf } = get(gateways);
    const reasonsFor = get(openReasons);
    const references: readonly (readonly [Resource, ObjectReference])[] = [
      ...routes.flatMap((route) =>
        route.rules.flatMap(({ backends }) => backends.map((backend) => [route, backend] as const)),
      ),
      ...all.flatMap((gateway) =>
        gateway.listeners.flatMap(({ tls }) =>
          (tls?.certificates ?? []).map((certificate) => [gateway, certificate] as const),
        ),
      ),
    ];
    for (const [from, reference] of references) {
      const { namespace } = reference;
      if (!namespace || isPlaceholder(namespace.value) || isGranted(from, reference)) continue;
      const granted = elsewhere.scopes.some(({ tables }) =>
        tables.referenceGrants.some((grant) => grant.namespace.value === namespace.value),
      );
      if (granted) continue;
      const service = serviceOf(from, reference);
      // The grant belongs to those who own the namespace: only where they are here too, its absence says something.
      const sure = service !== undefined && reasonsFor(namespace.value).length === 0 && !namespaceUndecided(from);
      yield report(from, reference, service, sure);
    }
  },
});

function report(
  from: Resource,
  { name, kind, namespace }: ObjectReference,
  service: Service | undefined,
  sure: boolean,
): Problem {
  return {
    span: namespace!.span,
    resource: resourceId(from),
    ...(sure ? {} : { severity: 'info' as const }),
    message: `namespace ${namespace!.value} has no ReferenceGrant that lets ${from.kind}s of namespace ${from.namespace.value} use its ${kind} ${name.value}`,
    related: service ? [{ span: service.name.span, message: `Service ${name.value}` }] : [],
    fixes: service ? addGrant(from, service) : [],
  };
}

/** A grant as a document of its own, behind the Service that it is for. */
function addGrant(from: Resource, { tree, namespace, name }: Service): Fix[] {
  if (tree.kind !== 'map' || tree.derived || !tree.layout || tree.layout.flow || tree.span.file.endsWith('.json'))
    return [];
  const at = tree.layout.end;
  const text = [
    '',
    '---',
    `apiVersion: ${gatewayGroup}/v1beta1`,
    'kind: ReferenceGrant',
    'metadata:',
    `  name: ${from.kind.toLowerCase()}s-of-${from.namespace.value}`,
    `  namespace: ${namespace.value}`,
    'spec:',
    '  from:',
    `    - group: ${gatewayGroup}`,
    `      kind: ${from.kind}`,
    `      namespace: ${from.namespace.value}`,
    '  to:',
    '    - group: ""',
    '      kind: Service',
    `      name: ${name.value}`,
  ].join('\n');
  return [
    {
      title: `Add a ReferenceGrant to namespace ${namespace.value}`,
      edits: [{ span: { file: tree.span.file, start: at, end: at }, text }],
    },
  ];
}
