import { defineRule } from '../lint/rule.ts';
import { addressing } from '../model/addressing.ts';
import { resourceId } from '../model/facts/resource.ts';

export default defineRule({
  id: 'node-port-out-of-range',
  subject: 'Node ports and host ports',
  severity: 'error',
  summary: 'A node port lies outside the range that the API server gives out.',
  why:
    'Node ports come from one range, 30000 to 32767 unless the API server is told otherwise ' +
    '(`--service-node-port-range`, the setting `podpath.cluster.nodePortRange`): the allocator refuses any other.',
  reads: ['services', 'documents', 'cluster', 'elsewhere'],
  examples: {
    reported: `
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  type: NodePort
  selector: {app: web}
  ports:
    - port: 80
      nodePort: 8080
      #         ^^^^ error: node port 8080 is outside of 30000-32767
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

  *checkNamespace({ services, get }) {
    const { first, last } = get(addressing).plan.nodePorts;
    for (const service of services) {
      if (service.type.value !== 'NodePort' && service.type.value !== 'LoadBalancer') continue;
      const health = service.spec.get('healthCheckNodePort').number();
      for (const nodePort of [...service.ports.map((port) => port.nodePort), health]) {
        // 0 asks for any.
        if (!nodePort || nodePort.value === 0 || (nodePort.value >= first && nodePort.value <= last)) continue;
        yield {
          span: nodePort.span,
          resource: resourceId(service),
          message: `node port ${nodePort.value} is outside of ${first}-${last}`,
        };
      }
    }
  },
});
