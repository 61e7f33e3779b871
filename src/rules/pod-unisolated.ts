import { matches } from '../kubernetes/labels.ts';
import { defineRule } from '../lint/rule.ts';
import type { NetworkPolicy } from '../model/facts/policies.ts';
import { resourceId } from '../model/facts/resource.ts';
import { described } from './described.ts';

export default defineRule({
  id: 'pod-unisolated',
  subject: 'NetworkPolicy',
  severity: 'info',
  off: true,
  summary: 'No NetworkPolicy selects the pods of a workload.',
  why:
    'An opinion: pods that no policy selects accept traffic from everywhere and send it anywhere ' +
    '(networking/v1 NetworkPolicySpec.podSelector).',
  reads: ['workloads', 'networkPolicies'],
  examples: {
    reported: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  #     ^^^ info: no NetworkPolicy selects the pods of Deployment web
spec:
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: shop/web}]}
`,
    accepted: `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: shop/web}]}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: all}
spec: {podSelector: {}}
`,
  },

  *check({ workloads, networkPolicies }) {
    const byNamespace = new Map<string, NetworkPolicy[]>();
    for (const policy of networkPolicies) {
      const policies = byNamespace.get(policy.namespace.value);
      if (policies) policies.push(policy);
      else byNamespace.set(policy.namespace.value, [policy]);
    }
    for (const workload of workloads) {
      // Policies do not reach pods on the network of the host.
      if (workload.hook || workload.pod.hostNetwork?.value) continue;
      const policies = byNamespace.get(workload.namespace.value) ?? [];
      const selected = policies.some(
        ({ podSelector }) => !podSelector?.selector || matches(podSelector.selector, workload.podLabels),
      );
      if (selected) continue;
      yield {
        span: workload.name.span,
        resource: resourceId(workload),
        message: `no NetworkPolicy selects the pods of ${described(workload)}`,
      };
    }
  },
});
