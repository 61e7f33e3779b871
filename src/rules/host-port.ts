import { defineRule } from '../lint/rule.ts';
import { resourceId } from '../model/facts/resource.ts';

export default defineRule({
  id: 'host-port',
  subject: 'Node ports and host ports',
  severity: 'info',
  off: true,
  summary: 'A container asks for a port of its node.',
  why:
    'An opinion: a host port limits the nodes that a pod fits on to those where it is free, and opens it past any Service ' +
    '(core/v1 ContainerPort.hostPort).',
  reads: ['workloads'],
  examples: {
    reported: `
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
    - name: web
      image: shop/web
      ports:
        - containerPort: 8080
          hostPort: 80
          #         ^^ info: container web asks for port 80 of its node
`,
    accepted: `
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers: [{name: web, image: shop/web, ports: [{containerPort: 8080}]}]
`,
  },

  *checkNamespace({ workloads }) {
    for (const workload of workloads) {
      for (const { name, ports } of workload.pod.containers) {
        for (const { hostPort } of ports) {
          if (!hostPort || hostPort.value === 0) continue;
          yield {
            span: hostPort.span,
            resource: resourceId(workload),
            message: `container ${name.value} asks for port ${hostPort.value} of its node`,
          };
        }
      }
    }
  },
});
