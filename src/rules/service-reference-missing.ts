import { defineRule, type Problem } from '../lint/rule.ts';
import { type OpenReasons, openReasons } from '../model/closedWorld.ts';
import type { OpenShiftRoute } from '../model/facts/openShiftRoute.ts';
import { isPlaceholder, namespaceUndecided, resourceId } from '../model/facts/resource.ts';
import { fieldReferencesIn, type ResolvedField } from '../model/names/fields.ts';
import { type ServiceIndex, serviceIndex } from '../model/services.ts';
import { list, nearMisses } from '../text/distance.ts';

export default defineRule({
  id: 'service-reference-missing',
  subject: 'Names',
  severity: 'warning',
  summary:
    'A webhook, an aggregated API or a custom resource refers to a Service, or to a port of it, that does not exist.',
  why:
    'The API server calls webhooks and aggregated APIs by Service, port 443 where none is written (admissionregistration.k8s.io/v1, ServiceReference). ' +
    'Where there is no such Service or port, a webhook with `failurePolicy: Fail`, which is the default, refuses every request that it is for.',
  reads: ['resources', 'services', 'workloads', 'producers', 'scope', 'elsewhere', 'openShiftRoutes'],
  examples: {
    reported: `
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: {name: policy}
webhooks:
  - name: policy.example.com
    clientConfig:
      service:
        name: polcy-webhook
        #     ^^^^^^^^^^^^^ warning: namespace policy has no Service "polcy-webhook"; it has "policy-webhook" [fixable]
        namespace: policy
---
apiVersion: apiregistration.k8s.io/v1
kind: APIService
metadata: {name: v1.metrics.example.com}
spec:
  service: {name: policy-webhook, namespace: policy, port: 9443}
  #                                                        ^^^^ warning: Service policy-webhook has no port 9443; it has 443 [fixable]
---
apiVersion: v1
kind: Service
metadata: {name: policy-webhook, namespace: policy}
spec: {selector: {app: policy}, ports: [{port: 443, targetPort: 9443}]}
`,
    accepted: `
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: {name: policy}
webhooks:
  - name: policy.example.com
    clientConfig:
      service: {name: policy-webhook, namespace: policy}
  - name: other.example.com
    clientConfig:
      service: {name: webhook, namespace: elsewhere}
---
apiVersion: v1
kind: Service
metadata: {name: policy-webhook, namespace: policy}
spec: {selector: {app: policy}, ports: [{port: 443, targetPort: 9443}]}
`,
  },

  *checkNamespace({ namespace, elsewhere, openShiftRoutes, get }) {
    const index = get(serviceIndex);
    for (const route of openShiftRoutes) yield* routePortProblems(route, index);
    const reasonsFor = get(openReasons);
    for (const field of get(fieldReferencesIn, namespace)) {
      // Routes of the Gateway API have rules of their own.
      if (field.from.hook || field.from.group === 'gateway.networking.k8s.io') continue;
      if (field.service) {
        const problem = portProblem(field);
        if (problem) yield problem;
        continue;
      }
      const exists = elsewhere.scopes.some(({ tables }) =>
        tables.services.some(({ name }) => name.value === field.name.value),
      );
      const problem = exists ? undefined : missingProblem(field, index, reasonsFor);
      if (problem) yield problem;
    }
  },
});

function missingProblem(field: ResolvedField, index: ServiceIndex, reasonsFor: OpenReasons): Problem | undefined {
  const { name, namespace, from } = field;
  if (isPlaceholder(namespace) || index.named(name.value).some(namespaceUndecided)) return undefined;
  const own = index.inNamespace(namespace);
  const near = nearMisses(
    name.value,
    own.map((service) => service.name.value),
  );
  const closed = reasonsFor(namespace).length === 0 && own.length > 0;
  if (near.length === 0 && !closed) return undefined;
  const meant = near[0] === undefined ? undefined : index.find(namespace, near[0]);
  return {
    span: name.span,
    resource: resourceId(from),
    ...(closed ? {} : { severity: 'info' as const }),
    message: `namespace ${namespace} has no Service "${name.value}"${near.length > 0 ? `; it has ${list(near.map((one) => `"${one}"`))}` : ''}`,
    related: meant ? [{ span: meant.name.span, message: `Service ${meant.name.value}` }] : [],
    fixes: name.derived
      ? []
      : near.map((one) => ({
          title: `Use Service ${one}`,
          edits: [{ span: name.span, text: one }],
          ...(near.length === 1 ? { preferred: true as const } : {}),
        })),
  };
}

/**
 * The router looks for the name among the ports of the endpoints, which are those of the Service, and for the number among
 * the ports of the pods (openshift/api, RoutePort.targetPort). A number is left alone where it may be that of a named port.
 */
function* routePortProblems(route: OpenShiftRoute, index: ServiceIndex): Iterable<Problem> {
  const { targetPort, services, namespace } = route;
  if (!targetPort || route.hook || isPlaceholder(String(targetPort.value)) || targetPort.value === '') return;
  for (const { value } of services) {
    const service = index.find(namespace.value, value);
    if (!service || service.ports.length === 0 || service.type.value === 'ExternalName') continue;
    const { value: wanted } = targetPort;
    const has =
      typeof wanted === 'number'
        ? service.ports.some(
            ({ port, targetPort: own }) =>
              own.value === wanted || port.value === wanted || typeof own.value === 'string',
          )
        : service.ports.some(({ name }) => name?.value === wanted);
    if (has) continue;
    const names = service.ports.flatMap(({ name }) => name?.value ?? []);
    const offers = typeof wanted === 'number' ? [] : nearMisses(wanted, names);
    const shown = service.ports.map(({ name, targetPort: own }) =>
      typeof wanted === 'number' || !name ? String(own.value) : `"${name.value}"`,
    );
    yield {
      span: targetPort.span,
      resource: resourceId(route),
      message: `Service ${value} has no ${typeof wanted === 'number' ? `target port ${wanted}` : `port called "${wanted}"`}; it has ${list(shown)}`,
      related: [{ span: service.ports[0]!.port.span, message: `the ports of Service ${value}` }],
      fixes: targetPort.derived
        ? []
        : offers.map((offer) => ({ title: `Use port ${offer}`, edits: [{ span: targetPort.span, text: offer }] })),
    };
  }
}

function portProblem({ service, port, from, name }: ResolvedField): Problem | undefined {
  if (!service || !port || service.ports.length === 0 || isPlaceholder(String(port.value))) return undefined;
  const isNumber = typeof port.value === 'number' || /^\d+$/.test(port.value);
  const has = service.ports.some((own) =>
    isNumber ? own.port.value === Number(port.value) : own.name?.value === port.value,
  );
  if (has) return undefined;
  const shown = list(
    service.ports.map((own) => (isNumber || !own.name ? String(own.port.value) : `"${own.name.value}"`)),
  );
  const [only] = service.ports;
  const text = isNumber ? String(only?.port.value) : only?.name?.value;
  return {
    span: port.span,
    resource: resourceId(from),
    message: `Service ${name.value} has no port ${isNumber ? port.value : `"${port.value}"`}${port.derived ? ', which is meant where none is written' : ''}; it has ${shown}`,
    related: [{ span: only!.port.span, message: `the ports of Service ${name.value}` }],
    fixes:
      port.derived || service.ports.length !== 1 || text === undefined
        ? []
        : [{ title: `Use port ${text}`, edits: [{ span: port.span, text }], preferred: true }],
  };
}
