import { defineRule, type Problem } from '../lint/rule.ts';
import { resourceId } from '../model/facts/resource.ts';
import type { Service } from '../model/facts/service.ts';
import { eachRow } from './eachRow.ts';

export default defineRule({
  id: 'service-port-duplicate',
  subject: 'Services and pods',
  severity: 'error',
  summary: 'Two ports of a Service have the same name, or the same number and protocol.',
  why:
    'Names, and pairs of protocol and port, are unique within a Service (pkg/apis/core/validation, ValidateService): ' +
    'the API server refuses the Service.',
  reads: ['services'],
  examples: {
    reported: `
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ports:
    - name: http
      port: 80
    - name: http
    #       ^^^^ error: two ports of Service web are called "http"
      port: 8080
    - name: more
      port: 80
      #     ^^ error: two ports of Service web are TCP port 80
`,
    accepted: `
apiVersion: v1
kind: Service
metadata: {name: dns}
spec:
  selector: {app: dns}
  ports:
    - {name: dns, port: 53, protocol: UDP}
    - {name: dns-tcp, port: 53, protocol: TCP}
`,
  },

  checkNamespace: ({ services }) => checkServices(services),
});

const checkServices = eachRow(function* (service: Service): Iterable<Problem> {
  const names = new Map<string, (typeof service.ports)[number]>();
  const numbers = new Map<string, (typeof service.ports)[number]>();
  for (const port of service.ports) {
    const resource = resourceId(service);
    const named = port.name && names.get(port.name.value);
    if (port.name && named?.name) {
      yield {
        span: port.name.span,
        resource,
        message: `two ports of Service ${service.name.value} are called "${port.name.value}"`,
        related: [{ span: named.name.span, message: 'the first of them' }],
      };
    }
    const number = `${port.protocol.value} port ${port.port.value}`;
    const same = numbers.get(number);
    if (same) {
      yield {
        span: port.port.span,
        resource,
        message: `two ports of Service ${service.name.value} are ${number}`,
        related: [{ span: same.port.span, message: 'the first of them' }],
      };
    }
    if (port.name && !named) names.set(port.name.value, port);
    if (!same) numbers.set(number, port);
  }
});
