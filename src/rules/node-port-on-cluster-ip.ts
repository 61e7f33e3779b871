import { defineRule, type Fix, type Problem } from '../lint/rule.ts';
import { resourceId } from '../model/facts/resource.ts';
import type { Service } from '../model/facts/service.ts';
import { addKey } from '../yaml/write.ts';
import { eachRow } from './eachRow.ts';

export default defineRule({
  id: 'node-port-on-cluster-ip',
  subject: 'Node ports and host ports',
  severity: 'error',
  summary: 'A Service of type ClusterIP asks for a node port.',
  why:
    'Only Services of type NodePort and LoadBalancer have node ports (pkg/apis/core/validation, ValidateService): ' +
    'the API server refuses the Service. Without a type, a Service is of type ClusterIP.',
  reads: ['services'],
  examples: {
    reported: `
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ports:
    - port: 80
      nodePort: 30080
      #         ^^^^^ error: a Service of type ClusterIP has no node ports [fixable]
`,
    accepted: `
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  type: NodePort
  selector: {app: web}
  ports: [{port: 80, nodePort: 30080}]
`,
  },

  checkNamespace: ({ services }) => checkServices(services),
});

const checkServices = eachRow(function* (service: Service): Iterable<Problem> {
  if (service.type.value !== 'ClusterIP' && service.type.value !== 'ExternalName') return;
  for (const { nodePort } of service.ports) {
    if (!nodePort || nodePort.value === 0) continue;
    yield {
      span: nodePort.span,
      resource: resourceId(service),
      message: `a Service of type ${service.type.value} has no node ports`,
      related: service.type.derived ? [] : [{ span: service.type.span, message: 'its type' }],
      fixes: makeNodePort(service),
    };
  }
});

function makeNodePort({ type, spec }: Service): Fix[] {
  const edit = type.derived ? addKey(spec.tree, 'type', 'NodePort') : { span: type.span, text: 'NodePort' };
  return edit ? [{ title: 'Make it a Service of type NodePort', edits: [edit] }] : [];
}
