import { defineRule } from '../lint/rule.ts';
import { resourceId } from '../model/facts/resource.ts';
import { described } from './described.ts';

export default defineRule({
  id: 'host-network',
  subject: 'Node ports and host ports',
  severity: 'info',
  off: true,
  summary: 'The pods of a workload use the network of their node.',
  why:
    'An opinion: such a pod has the address of its node, sees the traffic of the node, and no NetworkPolicy reaches it ' +
    '(core/v1 PodSpec.hostNetwork).',
  reads: ['workloads'],
  examples: {
    reported: `
apiVersion: v1
kind: Pod
metadata: {name: agent}
spec:
  hostNetwork: true
  #            ^^^^ info: the pods of Pod agent use the network of their node
  containers: [{name: agent, image: shop/agent}]
`,
    accepted: `
apiVersion: v1
kind: Pod
metadata: {name: agent}
spec:
  containers: [{name: agent, image: shop/agent}]
`,
  },

  *checkNamespace({ workloads }) {
    for (const workload of workloads) {
      const { hostNetwork } = workload.pod;
      if (!hostNetwork?.value) continue;
      yield {
        span: hostNetwork.span,
        resource: resourceId(workload),
        message: `the pods of ${described(workload)} use the network of their node`,
      };
    }
  },
});
