import { defineRule, type Fix, type Problem } from '../lint/rule.ts';
import type { Ingress } from '../model/facts/ingress.ts';
import type { NetworkPolicy } from '../model/facts/policies.ts';
import { isPlaceholder, type Resource, resourceId } from '../model/facts/resource.ts';
import type { Service } from '../model/facts/service.ts';
import type { Workload } from '../model/facts/workload.ts';
import type { Field } from '../yaml/field.ts';
import { eachRow } from './eachRow.ts';

export default defineRule({
  id: 'number-quoted',
  subject: 'Manifests',
  severity: 'error',
  summary: 'A text stands where the API takes a number.',
  why:
    'The ports of Services, containers and backends are numbers (core/v1 ServicePort, ContainerPort: int32), and in quotes a number is a ' +
    'text: the API server refuses the object ("cannot unmarshal string"). Only targetPort and the ports of probes may be names.',
  reads: ['services', 'workloads', 'ingresses', 'networkPolicies'],
  examples: {
    reported: `
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ports:
    - port: "80"
    #       ^^^^ error: port is a number, and "80" is text [fixable]
      targetPort: http
`,
    accepted: `
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ports:
    - port: 80
      targetPort: http
`,
  },

  *checkNamespace({ services, workloads, ingresses, networkPolicies }) {
    yield* checkServices(services);
    yield* checkWorkloads(workloads);
    yield* checkIngresses(ingresses);
    yield* checkPolicies(networkPolicies);
  },
});

const checkServices = eachRow(function* (service: Service): Iterable<Problem> {
  for (const port of service.spec.get('ports').items()) yield* numbers(service, port, ['port', 'nodePort']);
  yield* numbers(service, service.spec, ['healthCheckNodePort']);
});

const checkWorkloads = eachRow(function* (workload: Workload): Iterable<Problem> {
  const { spec } = workload.pod;
  for (const list of ['containers', 'initContainers']) {
    for (const container of spec.get(list).items()) {
      for (const port of container.get('ports').items()) yield* numbers(workload, port, ['containerPort', 'hostPort']);
      for (const probe of ['livenessProbe', 'readinessProbe', 'startupProbe']) {
        yield* numbers(workload, container.at(probe, 'grpc'), ['port']);
      }
    }
  }
});

const checkIngresses = eachRow(function* (ingress: Ingress): Iterable<Problem> {
  yield* numbers(ingress, ingress.spec.at('defaultBackend', 'service', 'port'), ['number']);
  for (const rule of ingress.spec.get('rules').items()) {
    for (const path of rule.at('http', 'paths').items()) {
      yield* numbers(ingress, path.at('backend', 'service', 'port'), ['number']);
    }
  }
});

const checkPolicies = eachRow(function* (policy: NetworkPolicy): Iterable<Problem> {
  for (const direction of ['ingress', 'egress']) {
    for (const rule of policy.spec.get(direction).items()) {
      for (const port of rule.get('ports').items()) yield* numbers(policy, port, ['endPort']);
    }
  }
});

function* numbers(resource: Resource, parent: Field, names: readonly string[]): Iterable<Problem> {
  for (const name of names) {
    const text = parent.get(name).text();
    if (!text || isPlaceholder(text.value)) continue;
    const fixes: Fix[] =
      /^[1-9]\d*$/.test(text.value) && !text.derived
        ? [{ title: `Use the number ${text.value}`, edits: [{ span: text.span, text: text.value }], preferred: true }]
        : [];
    yield {
      span: text.span,
      resource: resourceId(resource),
      message: `${name} is a number, and "${text.value}" is text`,
      fixes,
    };
  }
}
