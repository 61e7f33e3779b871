import { isLabel } from '../kubernetes/dns/names.ts';
import { isPortNumber, portNameFault } from '../kubernetes/ports.ts';
import { defineRule, type Problem } from '../lint/rule.ts';
import { isPlaceholder, resourceId } from '../model/facts/resource.ts';
import type { Service } from '../model/facts/service.ts';
import type { Workload } from '../model/facts/workload.ts';
import type { Located } from '../text/span.ts';
import { eachRow } from './eachRow.ts';

export default defineRule({
  id: 'port-name-invalid',
  subject: 'Services and pods',
  severity: 'error',
  summary: 'The name or number of a port is none that the API accepts.',
  why:
    'A container port and a named targetPort have at most 15 lower-case letters, digits and `-`, with a letter among them ' +
    '(apimachinery/pkg/util/validation, IsValidPortName); the name of a Service port is a DNS label; numbers go from 1 to 65535. ' +
    'A number in quotes is a name, and has no letter. The API server refuses the object.',
  reads: ['services', 'workloads'],
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
      targetPort: "8080"
      #           ^^^^^^ error: "8080" is no port name: it must contain at least one letter; in quotes, a number is a name [fixable]
`,
    accepted: `
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ports: [{name: http, port: 80, targetPort: 8080}]
`,
  },

  *checkNamespace({ services, workloads }) {
    yield* checkServices(services);
    yield* checkWorkloads(workloads);
  },
});

const checkServices = eachRow(function* (service: Service): Iterable<Problem> {
  const resource = resourceId(service);
  for (const { name, port, targetPort } of service.ports) {
    if (name && name.value !== '' && !isPlaceholder(name.value) && !isLabel(name.value)) {
      yield {
        span: name.span,
        resource,
        message: `"${name.value}" is no port name: it must be a DNS label, in lower case`,
      };
    }
    if (!isPortNumber(port.value)) yield outOfRange(port, resource);
    if (!targetPort.derived) yield* checkTarget(targetPort, resource);
  }
});

const checkWorkloads = eachRow(function* (workload: Workload): Iterable<Problem> {
  const resource = resourceId(workload);
  for (const { ports } of workload.pod.containers) {
    for (const { name, containerPort, hostPort } of ports) {
      if (hostPort && hostPort.value !== 0 && !isPortNumber(hostPort.value)) yield outOfRange(hostPort, resource);
      if (!isPortNumber(containerPort.value)) yield outOfRange(containerPort, resource);
      if (!name || isPlaceholder(name.value)) continue;
      const fault = portNameFault(name.value);
      if (fault) yield { span: name.span, resource, message: `"${name.value}" is no port name: it ${fault}` };
    }
  }
});

function* checkTarget(targetPort: Located<number | string>, resource: string): Iterable<Problem> {
  const { value, span } = targetPort;
  if (typeof value === 'number') {
    if (!isPortNumber(value)) yield outOfRange({ value, span }, resource);
    return;
  }
  if (isPlaceholder(value)) return;
  const fault = portNameFault(value);
  if (!fault) return;
  const isNumber = /^\d+$/.test(value) && isPortNumber(Number(value));
  yield {
    span,
    resource,
    message: `"${value}" is no port name: it ${fault}${isNumber ? '; in quotes, a number is a name' : ''}`,
    fixes: isNumber ? [{ title: `Use the number ${value}`, edits: [{ span, text: value }], preferred: true }] : [],
  };
}

function outOfRange({ value, span }: Located<number>, resource: string): Problem {
  return { span, resource, message: `${value} is no port: ports go from 1 to 65535` };
}
