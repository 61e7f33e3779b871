import { defineRule, type Fix, type Problem } from '../lint/rule.ts';
import { isPlaceholder, resourceId } from '../model/facts/resource.ts';
import type { Container, ContainerPort, Workload } from '../model/facts/workload.ts';
import { eachRow } from './eachRow.ts';
import { freePortName } from './freePortName.ts';

export default defineRule({
  id: 'container-port-name-duplicate',
  subject: 'Pods',
  severity: 'error',
  summary: 'Two ports of a container have the same name.',
  why:
    'The names of the ports are unique within a container, whatever their protocols ' +
    '(pkg/apis/core/validation, validateContainerPorts): the API server refuses the pod.',
  reads: ['workloads'],
  examples: {
    reported: `
apiVersion: v1
kind: Pod
metadata: {name: dns}
spec:
  containers:
    - name: dns
      image: shop/dns
      ports:
        - {name: dns, containerPort: 53, protocol: UDP}
        - {name: dns, containerPort: 53, protocol: TCP}
        #        ^^^ error: two ports of container dns are called "dns" [fixable]
`,
    accepted: `
apiVersion: v1
kind: Pod
metadata: {name: dns}
spec:
  containers:
    - name: dns
      image: shop/dns
      ports:
        - {name: dns, containerPort: 53, protocol: UDP}
        - {name: dns-tcp, containerPort: 53, protocol: TCP}
`,
  },

  checkNamespace: ({ workloads }) => checkWorkloads(workloads),
});

const checkWorkloads = eachRow(function* (workload: Workload): Iterable<Problem> {
  for (const container of workload.pod.containers) {
    if (container.ports.length < 2) continue;
    const names = new Map<string, ContainerPort>();
    for (const port of container.ports) {
      if (!port.name || port.name.value === '' || isPlaceholder(port.name.value)) continue;
      const first = names.get(port.name.value);
      if (!first) {
        names.set(port.name.value, port);
        continue;
      }
      yield {
        span: port.name.span,
        resource: resourceId(workload),
        message: `two ports of container ${container.name.value} are called "${port.name.value}"`,
        related: [{ span: first.name!.span, message: 'the first of them' }],
        fixes: rename(container, first, port),
      };
    }
  }
});

function rename(container: Container, first: ContainerPort, port: ContainerPort): Fix[] {
  const { value, span, derived } = port.name!;
  if (derived) return [];
  const protocol = port.protocol.value;
  const suffix = protocol === first.protocol.value ? String(port.containerPort.value) : protocol.toLowerCase();
  const name = freePortName(value, suffix, new Set(container.ports.map((other) => other.name?.value ?? '')));
  return [{ title: `Call it "${name}"`, edits: [{ span, text: name }] }];
}
