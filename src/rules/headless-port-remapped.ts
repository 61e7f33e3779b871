import { defineRule, type Fix } from '../lint/rule.ts';
import { endpoints, targetIn } from '../model/endpoints.ts';
import { resourceId } from '../model/facts/resource.ts';
import { isHeadless, type ServicePort } from '../model/facts/service.ts';
import type { Workload } from '../model/facts/workload.ts';

export default defineRule({
  id: 'headless-port-remapped',
  subject: 'Services and pods',
  severity: 'info',
  summary: 'A headless Service has a port that is not the port of its pods.',
  why:
    'The name of a headless Service answers with the pods themselves, and nothing maps ports on the way: targetPort "is ignored ' +
    'for services with clusterIP=None" (core/v1 ServicePort). A client that uses the port of the Service reaches nothing.',
  reads: ['services', 'workloads'],
  examples: {
    reported: `
apiVersion: v1
kind: Service
metadata: {name: database}
spec:
  clusterIP: None
  selector: {app: database}
  ports:
    - port: 80
    #       ^^ info: clients of a headless Service connect to the pods, whose port is 5432 [fixable]
      targetPort: 5432
`,
    accepted: `
apiVersion: v1
kind: Service
metadata: {name: database}
spec:
  clusterIP: None
  selector: {app: database}
  ports: [{port: 5432, targetPort: 5432}]
`,
  },

  *checkNamespace({ services, get }) {
    const { workloadsOf } = get(endpoints);
    for (const service of services) {
      if (!isHeadless(service) || service.selector.size === 0) continue;
      for (const port of service.ports) {
        const number = reached(port, workloadsOf(service));
        if (number === undefined || number === port.port.value) continue;
        const fixes: Fix[] = port.port.derived
          ? []
          : [{ title: `Use port ${number}`, edits: [{ span: port.port.span, text: String(number) }] }];
        yield {
          span: port.port.span,
          resource: resourceId(service),
          message: `clients of a headless Service connect to the pods, whose port is ${number}`,
          related: [{ span: port.targetPort.span, message: 'ignored, as the Service is headless' }],
          fixes,
        };
      }
    }
  },
});

/** The one number that the port has in all pods, or undefined. */
function reached(port: ServicePort, workloads: readonly Workload[]): number | undefined {
  if (typeof port.targetPort.value === 'number') return port.targetPort.value;
  const numbers = new Set(workloads.map((workload) => targetIn(port, workload).port));
  return numbers.size === 1 ? [...numbers][0] : undefined;
}
