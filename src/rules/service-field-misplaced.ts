import { defineRule, type Problem } from '../lint/rule.ts';
import { isPlaceholder, resourceId } from '../model/facts/resource.ts';
import { isHeadless, type Service } from '../model/facts/service.ts';
import type { Field } from '../yaml/field.ts';
import { eachRow } from './eachRow.ts';

export default defineRule({
  id: 'service-field-misplaced',
  subject: 'Services and pods',
  severity: 'error',
  summary: 'A Service has a field, or a value, that its type does not allow.',
  why:
    'externalTrafficPolicy, allocateLoadBalancerNodePorts, loadBalancerClass, healthCheckNodePort, the IP families ' +
    'and others belong to certain types of Service (pkg/apis/core/validation, ValidateService): the API server refuses them elsewhere.',
  reads: ['services'],
  examples: {
    reported: `
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  externalTrafficPolicy: Local
  #^^^^^^^^^^^^^^^^^^^^ error: externalTrafficPolicy is only for Services that are reached from outside, and Service web is of type ClusterIP
  internalTrafficPolicy: Nearby
  #                      ^^^^^^ error: internalTrafficPolicy is Cluster or Local, not "Nearby"
  ports: [{port: 80}]
`,
    accepted: `
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  type: LoadBalancer
  selector: {app: web}
  externalTrafficPolicy: Local
  loadBalancerSourceRanges: [192.0.2.0/24]
  ports: [{port: 80}]
`,
  },

  checkNamespace: ({ services }) => checkServices(services),
});

const checkServices = eachRow(function* (service: Service): Iterable<Problem> {
  yield* checkService(service);
});

const choices: Readonly<Record<string, readonly string[]>> = {
  type: ['ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'],
  sessionAffinity: ['None', 'ClientIP'],
  externalTrafficPolicy: ['Cluster', 'Local'],
  internalTrafficPolicy: ['Cluster', 'Local'],
  ipFamilyPolicy: ['SingleStack', 'PreferDualStack', 'RequireDualStack'],
  trafficDistribution: ['PreferClose', 'PreferSameZone', 'PreferSameNode'],
};

function* checkService(service: Service): Iterable<Problem> {
  const { spec } = service;
  const resource = resourceId(service);
  const type = service.type.value;
  for (const [name, values] of Object.entries(choices)) {
    const value = spec.get(name).string();
    if (!value || value.value === '' || values.includes(value.value) || isPlaceholder(value.value)) continue;
    yield { span: value.span, resource, message: `${name} is ${orList(values)}, not "${value.value}"` };
  }
  if (!choices.type!.includes(type)) return;
  const refused = (field: Field, when: boolean, what: string): Problem[] =>
    when && isSet(field)
      ? [{ span: field.key, resource, message: `${what}, and Service ${service.name.value} is of type ${type}` }]
      : [];

  const fromOutside =
    type === 'NodePort' || type === 'LoadBalancer' || (type === 'ClusterIP' && service.externalIPs.length > 0);
  const balanced = type === 'LoadBalancer';
  yield* refused(
    spec.get('externalTrafficPolicy'),
    !fromOutside,
    'externalTrafficPolicy is only for Services that are reached from outside',
  );
  for (const name of ['allocateLoadBalancerNodePorts', 'loadBalancerClass']) {
    yield* refused(spec.get(name), !balanced, `${name} is only for Services of type LoadBalancer`);
  }
  const local = spec.get('externalTrafficPolicy').string()?.value === 'Local';
  const health = spec.get('healthCheckNodePort');
  if (isSet(health) && health.number()?.value !== 0 && !(balanced && local)) {
    yield {
      span: health.key,
      resource,
      message: 'healthCheckNodePort is only for Services of type LoadBalancer with externalTrafficPolicy: Local',
    };
  }
  for (const name of ['clusterIP', 'clusterIPs', 'ipFamilies', 'ipFamilyPolicy']) {
    yield* refused(spec.get(name), type === 'ExternalName', `${name} is not for Services of type ExternalName`);
  }
  if (
    type !== 'ExternalName' &&
    service.ports.length === 0 &&
    !spec.get('ports').items().length &&
    !isHeadless(service) &&
    spec.exists
  ) {
    yield {
      span: spec.key,
      resource,
      message: `Service ${service.name.value} has no ports, which only headless and ExternalName Services may`,
    };
  }
  const timeout = spec.at('sessionAffinityConfig', 'clientIP', 'timeoutSeconds').number();
  if (
    timeout &&
    spec.get('sessionAffinity').string()?.value === 'ClientIP' &&
    (timeout.value < 1 || timeout.value > maxAffinitySeconds)
  ) {
    yield {
      span: timeout.span,
      resource,
      message: `timeoutSeconds goes from 1 to ${maxAffinitySeconds}, and ${timeout.value} is outside`,
    };
  }
  yield* checkFamilies(service, resource);
}

function* checkFamilies({ spec }: Service, resource: string): Iterable<Problem> {
  const families = spec.get('ipFamilies').strings();
  const [first, second] = families;
  for (const family of families) {
    if (family.value !== 'IPv4' && family.value !== 'IPv6' && !isPlaceholder(family.value)) {
      yield { span: family.span, resource, message: `an IP family is IPv4 or IPv6, not "${family.value}"` };
    }
  }
  if (first && second && first.value === second.value) {
    yield { span: second.span, resource, message: `${second.value} stands twice among the IP families` };
  }
  const policy = spec.get('ipFamilyPolicy').string();
  if (second && policy?.value === 'SingleStack') {
    yield { span: policy.span, resource, message: 'a SingleStack Service has one IP family, not two' };
  }
}

/** One day. */
const maxAffinitySeconds = 86400;

function isSet(field: Field): boolean {
  return (
    field.exists &&
    !(field.tree?.kind === 'scalar' && field.tree.value === '') &&
    !(field.tree?.kind === 'sequence' && field.tree.items.length === 0)
  );
}

function orList(values: readonly string[]): string {
  return `${values.slice(0, -1).join(', ')} or ${values.at(-1)}`;
}
