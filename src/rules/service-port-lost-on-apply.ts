import { defineRule, type Problem } from '../lint/rule.ts';
import { resourceId } from '../model/facts/resource.ts';
import type { Service, ServicePort } from '../model/facts/service.ts';
import { eachRow } from './eachRow.ts';

export default defineRule({
  id: 'service-port-lost-on-apply',
  subject: 'Services and pods',
  severity: 'hint',
  summary:
    'A Service has one port number for two protocols, which `kubectl apply` may lose when it changes the Service.',
  why:
    'The API allows it, but client-side apply and strategic merge patches tell the ports of a Service apart by number alone ' +
    '(core/v1 ServiceSpec.ports, patchMergeKey=port): a later change may drop one of the two (kubernetes/kubernetes#39188, #105610). ' +
    'Server-side apply knows the protocol as well.',
  reads: ['services'],
  examples: {
    reported: `
apiVersion: v1
kind: Service
metadata: {name: dns}
spec:
  selector: {app: dns}
  ports:
    - {name: dns, port: 53, protocol: UDP}
    - {name: dns-tcp, port: 53, protocol: TCP}
    #                       ^^ hint: port 53 is there for UDP too, and client-side apply merges ports by number
`,
    accepted: `
apiVersion: v1
kind: Service
metadata: {name: dns}
spec:
  selector: {app: dns}
  ports:
    - {name: dns, port: 53, protocol: UDP}
    - {name: metrics, port: 9153, protocol: TCP}
`,
  },

  checkNamespace: ({ services }) => checkServices(services),
});

const checkServices = eachRow(function* (service: Service): Iterable<Problem> {
  if (service.ports.length < 2) return;
  const numbers = new Map<number, ServicePort>();
  for (const port of service.ports) {
    const first = numbers.get(port.port.value);
    if (!first) numbers.set(port.port.value, port);
    else if (first.protocol.value !== port.protocol.value) {
      yield {
        span: port.port.span,
        resource: resourceId(service),
        message: `port ${port.port.value} is there for ${first.protocol.value} too, and client-side apply merges ports by number`,
        related: [{ span: first.port.span, message: `port ${first.port.value}/${first.protocol.value}` }],
      };
    }
  }
});
