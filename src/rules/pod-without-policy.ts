import { defineRule } from '../lint/rule.ts';
import { resourceId } from '../model/facts/resource.ts';
import { policies, policyReads } from '../model/policies.ts';
import { runsPods } from '../model/policyEndpoints.ts';
import { list } from '../text/distance.ts';

export default defineRule({
  id: 'pod-without-policy',
  subject: 'NetworkPolicy',
  severity: 'warning',
  off: true,
  summary: 'No policy restricts who reaches a pod, or whom it reaches.',
  why:
    'A pod that no policy isolates for a direction accepts, or may open, every connection ' +
    '(kubernetes.io/docs/concepts/services-networking/network-policies, The two sorts of pod isolation). ' +
    'Whether every pod needs a policy is a matter of opinion, so the rule is off unless it is asked for.',
  reads: policyReads,
  examples: {
    reported: `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  template:
    metadata: {labels: {app: web}}
    #^^^^^^^ warning: no policy restricts the egress of these pods
    spec: {containers: [{name: web, image: shop/web}]}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web}
spec: {podSelector: {matchLabels: {app: web}}, policyTypes: [Ingress]}
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
metadata: {name: closed}
spec: {podSelector: {}, policyTypes: [Ingress, Egress]}
`,
  },

  *checkNamespace({ workloads, everywhere, get }) {
    const { selecting } = get(policies);
    // A policy of a kind that is not analysed may select anything.
    if (everywhere.otherPolicies.length > 0) return;
    for (const workload of workloads) {
      if (workload.hook || !runsPods(workload, false) || workload.pod.hostNetwork?.value) continue;
      const directions = new Set(selecting(workload).flatMap((one) => one.directions));
      const open = (['Ingress', 'Egress'] as const).filter((direction) => !directions.has(direction));
      if (open.length === 0) continue;
      yield {
        span: workload.template,
        resource: resourceId(workload),
        message: `no policy restricts the ${list(open.map((direction) => direction.toLowerCase()))} of these pods`,
      };
    }
  },
});
