import { defineRule, type Problem } from '../lint/rule.ts';
import { resourceId } from '../model/facts/resource.ts';
import type { Service } from '../model/facts/service.ts';
import { isHeadless } from '../model/facts/service.ts';
import { eachRow } from './eachRow.ts';

export default defineRule({
  id: 'headless-type-invalid',
  subject: 'Services and pods',
  severity: 'error',
  summary: 'A Service of type NodePort or LoadBalancer is headless.',
  why:
    'A node port or a load balancer leads to the ClusterIP, which a headless Service does not have ' +
    '(pkg/apis/core/validation, ValidateService): the API server refuses the Service.',
  reads: ['services'],
  examples: {
    reported: `
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  type: LoadBalancer
  clusterIP: None
  #          ^^^^ error: a Service of type LoadBalancer cannot be headless
  selector: {app: web}
  ports: [{port: 80}]
`,
    accepted: `
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  clusterIP: None
  selector: {app: web}
  ports: [{port: 80}]
`,
  },

  checkNamespace: ({ services }) => checkServices(services),
});

const checkServices = eachRow(function* (service: Service): Iterable<Problem> {
  if (!isHeadless(service) || (service.type.value !== 'NodePort' && service.type.value !== 'LoadBalancer')) return;
  yield {
    span: service.clusterIP!.span,
    resource: resourceId(service),
    message: `a Service of type ${service.type.value} cannot be headless`,
    related: [{ span: service.type.span, message: 'its type' }],
  };
});
