import { defineRule } from '../lint/rule.ts';
import { resourceId } from '../model/facts/resource.ts';

export default defineRule({
  id: 'node-port-service',
  subject: 'Node ports and host ports',
  severity: 'info',
  off: true,
  summary: 'A Service opens a port on every node.',
  why:
    'An opinion, for clusters where traffic from outside enters by a load balancer: a Service of type NodePort is reached ' +
    'on every address of every node (core/v1 ServiceSpec.type), also past an Ingress and its rules.',
  reads: ['services'],
  examples: {
    reported: `
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  type: NodePort
  #     ^^^^^^^^ info: Service web opens a port on every node
  selector: {app: web}
  ports: [{port: 80}]
`,
    accepted: `
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ports: [{port: 80}]
`,
  },

  *checkNamespace({ services }) {
    for (const service of services) {
      const { type, name } = service;
      if (type.value !== 'NodePort') continue;
      yield {
        span: type.span,
        resource: resourceId(service),
        message: `Service ${name.value} opens a port on every node`,
      };
    }
  },
});
