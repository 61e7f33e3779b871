import { defineRule } from '../lint/rule.ts';
import { resourceId } from '../model/facts/resource.ts';

export default defineRule({
  id: 'port-unnamed',
  subject: 'Services and pods',
  severity: 'hint',
  off: true,
  summary: 'A port of a Service or a container has no name.',
  why:
    'An opinion: a port with a name can be referred to by it, so that the number changes in one place, ' +
    'and has an SRV record. A single port needs none (core/v1 ServicePort.name).',
  reads: ['services', 'workloads'],
  examples: {
    reported: `
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ports:
    - port: 80
    #       ^^ hint: port 80 has no name
`,
    accepted: `
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ports: [{name: http, port: 80}]
`,
  },

  *checkNamespace({ services, workloads }) {
    for (const service of services) {
      // Several ports without names are refused, which another rule says.
      if (service.ports.length !== 1) continue;
      for (const { name, port } of service.ports) {
        if (name && name.value !== '') continue;
        yield { span: port.span, resource: resourceId(service), message: `port ${port.value} has no name` };
      }
    }
    for (const workload of workloads) {
      for (const { ports } of workload.pod.containers) {
        for (const { name, containerPort } of ports) {
          if (name && name.value !== '') continue;
          yield {
            span: containerPort.span,
            resource: resourceId(workload),
            message: `port ${containerPort.value} has no name`,
          };
        }
      }
    }
  },
});
