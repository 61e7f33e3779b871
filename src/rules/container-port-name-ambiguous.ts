import { defineRule } from '../lint/rule.ts';
import { endpoints } from '../model/endpoints.ts';
import { isPlaceholder, resourceId } from '../model/facts/resource.ts';
import { type Container, type ContainerPort, lastingContainers, type Workload } from '../model/facts/workload.ts';
import { freePortName } from './freePortName.ts';

export default defineRule({
  id: 'container-port-name-ambiguous',
  subject: 'Pods',
  severity: 'warning',
  summary: 'Two containers of a pod have a port of the same name.',
  why:
    'A named targetPort leads to the first container that has the name, so the other port is never reached by it ' +
    '(k8s.io/endpointslice, FindPort). The API server accepts the pod with a warning (pkg/api/pod/warnings.go).',
  reads: ['workloads', 'services'],
  examples: {
    reported: `
apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: web}}
spec:
  containers:
    - name: web
      image: shop/web
      ports: [{name: http, containerPort: 8080}]
    - name: admin
      image: shop/admin
      ports: [{name: http, containerPort: 9090}]
      #              ^^^^ warning: container web has a port "http" too, 8080, and Services take that one [fixable]
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ports: [{port: 80, targetPort: http}]
`,
    accepted: `
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
    - name: web
      image: shop/web
      ports: [{name: http, containerPort: 8080}]
    - name: admin
      image: shop/admin
      ports: [{name: admin, containerPort: 9090}]
`,
  },

  *checkNamespace({ workloads, get }) {
    const { servicesOf } = get(endpoints);
    for (const workload of workloads) {
      const containers = lastingContainers(workload.pod);
      if (containers.length < 2) continue;
      const names = new Map<string, { readonly port: ContainerPort; readonly container: Container }>();
      for (const container of containers) {
        for (const port of container.ports) {
          if (!port.name || port.name.value === '' || isPlaceholder(port.name.value)) continue;
          const first = names.get(port.name.value);
          if (!first) names.set(port.name.value, { port, container });
          else if (first.container !== container && !isSamePort(first.port, port)) {
            yield report(workload, first, { port, container }, isUsed(port));
          }
        }
      }

      function isUsed({ name, protocol }: ContainerPort): boolean {
        return servicesOf(workload).some(({ ports }) =>
          ports.some((other) => other.targetPort.value === name!.value && other.protocol.value === protocol.value),
        );
      }
    }
  },
});

type Place = { readonly port: ContainerPort; readonly container: Container };

function report(workload: Workload, first: Place, second: Place, used: boolean) {
  const { value, span, derived } = second.port.name!;
  const taken = new Set(workload.pod.containers.flatMap(({ ports }) => ports.map((other) => other.name?.value ?? '')));
  const name = freePortName(value, String(second.port.containerPort.value), taken);
  // Services find a port by name and protocol, so another protocol is another port.
  const sure = used && first.port.protocol.value === second.port.protocol.value;
  return {
    span,
    resource: resourceId(workload),
    ...(sure ? {} : { severity: 'info' as const }),
    message: `container ${first.container.name.value} has a port "${value}" too, ${first.port.containerPort.value}, and Services take that one`,
    related: [{ span: first.port.name!.span, message: `the port of container ${first.container.name.value}` }],
    fixes: derived ? [] : [{ title: `Call it "${name}"`, edits: [{ span, text: name }] }],
  };
}

function isSamePort(a: ContainerPort, b: ContainerPort): boolean {
  return a.containerPort.value === b.containerPort.value && a.protocol.value === b.protocol.value;
}
