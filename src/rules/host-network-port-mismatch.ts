import { defineRule, type Problem } from '../lint/rule.ts';
import { resourceId } from '../model/facts/resource.ts';
import type { Workload } from '../model/facts/workload.ts';
import { eachRow } from './eachRow.ts';

export default defineRule({
  id: 'host-network-port-mismatch',
  subject: 'Node ports and host ports',
  severity: 'error',
  summary: 'A pod on the network of the host maps a port to another number.',
  why:
    'With `hostNetwork: true` there is nothing to map: a hostPort must be the containerPort ' +
    '(pkg/apis/core/validation, validateHostNetwork), or the API server refuses the pod.',
  reads: ['workloads'],
  examples: {
    reported: `
apiVersion: v1
kind: Pod
metadata: {name: edge}
spec:
  hostNetwork: true
  containers:
    - name: web
      image: shop/web
      ports:
        - containerPort: 8080
          hostPort: 80
          #         ^^ error: hostPort 80 is not containerPort 8080, and the pod is on the network of the host [fixable]
`,
    accepted: `
apiVersion: v1
kind: Pod
metadata: {name: edge}
spec:
  hostNetwork: true
  containers:
    - name: web
      image: shop/web
      ports: [{containerPort: 8080, hostPort: 8080}]
`,
  },

  checkNamespace: ({ workloads }) => checkWorkloads(workloads),
});

const checkWorkloads = eachRow(function* (workload: Workload): Iterable<Problem> {
  const { hostNetwork, containers } = workload.pod;
  if (!hostNetwork?.value) return;
  for (const { ports } of containers) {
    for (const { hostPort, containerPort } of ports) {
      if (!hostPort || hostPort.value === 0 || hostPort.value === containerPort.value) continue;
      yield {
        span: hostPort.span,
        resource: resourceId(workload),
        message: `hostPort ${hostPort.value} is not containerPort ${containerPort.value}, and the pod is on the network of the host`,
        related: [{ span: hostNetwork.span, message: 'on the network of the host' }],
        fixes: [
          ...(hostPort.derived
            ? []
            : [
                {
                  title: `Use hostPort ${containerPort.value}`,
                  edits: [{ span: hostPort.span, text: String(containerPort.value) }],
                },
              ]),
          ...(containerPort.derived
            ? []
            : [
                {
                  title: `Use containerPort ${hostPort.value}`,
                  edits: [{ span: containerPort.span, text: String(hostPort.value) }],
                },
              ]),
        ],
      };
    }
  }
});
