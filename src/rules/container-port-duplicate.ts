import { defineRule, type Problem } from '../lint/rule.ts';
import { resourceId } from '../model/facts/resource.ts';
import type { Workload } from '../model/facts/workload.ts';
import { type Container, type ContainerPort, lastingContainers } from '../model/facts/workload.ts';
import { eachRow } from './eachRow.ts';

export default defineRule({
  id: 'container-port-duplicate',
  subject: 'Pods',
  severity: 'warning',
  summary: 'Two containers of a pod say that they listen on the same port.',
  why:
    'The containers of a pod share one address, so only one of them can listen on a port: the other fails with "address already ' +
    'in use". The API server accepts the pod with a warning (pkg/api/pod/warnings.go). Within one container, ' +
    'a second name for a port does no harm.',
  reads: ['workloads'],
  examples: {
    reported: `
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
      ports:
        - containerPort: 8080
        #                ^^^^ warning: container web says that it listens on TCP port 8080 too
`,
    accepted: `
apiVersion: v1
kind: Pod
metadata: {name: dns}
spec:
  containers:
    - name: dns
      image: shop/dns
      ports: [{containerPort: 53, protocol: UDP}]
    - name: proxy
      image: shop/proxy
      ports: [{containerPort: 53, protocol: TCP}]
`,
  },

  checkNamespace: ({ workloads }) => checkWorkloads(workloads),
});

const checkWorkloads = eachRow(function* (workload: Workload): Iterable<Problem> {
  // On the host's network, it is a clash of host ports.
  if (workload.pod.hostNetwork?.value) return;
  const taken = new Map<string, { readonly port: ContainerPort; readonly container: Container }>();
  for (const container of lastingContainers(workload.pod)) {
    for (const port of container.ports) {
      const { value, span } = port.containerPort;
      const key = `${port.protocol.value} port ${value}`;
      const first = taken.get(key);
      if (!first) {
        taken.set(key, { port, container });
        continue;
      }
      // Two host ports may lead to one port.
      if (first.container === container && first.port.hostPort?.value !== port.hostPort?.value) continue;
      const inOne = first.container === container;
      yield {
        span,
        resource: resourceId(workload),
        ...(inOne ? { severity: 'hint' as const } : {}),
        message: inOne
          ? `container ${container.name.value} lists ${key} twice`
          : `container ${first.container.name.value} says that it listens on ${key} too`,
        related: [
          { span: first.port.containerPort.span, message: `the port of container ${first.container.name.value}` },
        ],
      };
    }
  }
});
