import { defineRule, type Problem } from '../lint/rule.ts';
import { resourceId } from '../model/facts/resource.ts';
import type { Service, ServicePort } from '../model/facts/service.ts';
import { addKey } from '../yaml/write.ts';
import { eachRow } from './eachRow.ts';

export default defineRule({
  id: 'service-port-name-missing',
  subject: 'Services and pods',
  severity: 'error',
  summary: 'A Service has several ports, and one of them has no name.',
  why:
    'With more than one port, every port needs a name (pkg/apis/core/validation, validateServicePort): ' +
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
    - port: 9090
    #       ^^^^ error: port 9090 has no name, and Service web has 2 ports [fixable]
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

  checkNamespace: ({ services }) => checkServices(services),
});

const checkServices = eachRow(function* (service: Service): Iterable<Problem> {
  if (service.ports.length < 2) return;
  for (const port of service.ports) {
    if (port.name && port.name.value !== '') continue;
    const name = nameFor(service, port);
    const edit =
      port.name && !port.name.derived ? { span: port.name.span, text: name } : addKey(port.tree, 'name', name);
    yield {
      span: port.port.span,
      resource: resourceId(service),
      message: `port ${port.port.value} has no name, and Service ${service.name.value} has ${service.ports.length} ports`,
      fixes: edit ? [{ title: `Call it "${name}"`, edits: [edit], preferred: true }] : [],
    };
  }
});

/** The targetPort's name where it has one, else the protocol and number; none that is taken. */
function nameFor(service: Service, { targetPort, protocol, port }: ServicePort): string {
  const taken = new Set(service.ports.map(({ name }) => name?.value));
  const numbered = `${protocol.value.toLowerCase()}-${port.value}`;
  return typeof targetPort.value === 'string' && !taken.has(targetPort.value) ? targetPort.value : numbered;
}
