import { defineRule } from '../lint/rule.ts';
import { resourceId } from '../model/facts/resource.ts';

export default defineRule({
  id: 'load-balancer-service',
  subject: 'Services and pods',
  severity: 'info',
  off: true,
  summary: 'A Service asks for a load balancer of its own.',
  why:
    'An opinion, for clusters where traffic from outside enters by an Ingress or a Gateway: each Service of type LoadBalancer ' +
    'costs a load balancer, and is open to the world unless loadBalancerSourceRanges says otherwise.',
  reads: ['services'],
  examples: {
    reported: `
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  type: LoadBalancer
  #     ^^^^^^^^^^^^ info: Service web asks for a load balancer
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
      if (type.value !== 'LoadBalancer') continue;
      yield {
        span: type.span,
        resource: resourceId(service),
        message: `Service ${name.value} asks for a load balancer`,
      };
    }
  },
});
