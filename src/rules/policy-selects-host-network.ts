import { defineRule } from '../lint/rule.ts';
import { resourceId } from '../model/facts/resource.ts';
import { policies, policyReads } from '../model/policies.ts';
import { describedAll } from './described.ts';
import { isEmptySelector, settled } from './policyWords.ts';

export default defineRule({
  id: 'policy-selects-host-network',
  subject: 'NetworkPolicy',
  severity: 'warning',
  summary: 'A NetworkPolicy selects pods that use the network of their node.',
  why:
    'What a policy does to pods with hostNetwork is not defined: with most plugins such pods have the identity of the node, ' +
    'and no podSelector matches them, neither as the selected pods nor as peers ' +
    '(kubernetes.io/docs/concepts/services-networking/network-policies, NetworkPolicy and hostNetwork pods).',
  reads: policyReads,
  examples: {
    reported: `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: exporter}
spec:
  podSelector: {matchLabels: {app: exporter}}
  #^^^^^^^^^^ warning: the pods of DaemonSet exporter use the network of their node, and most plugins apply no policy to such pods
  policyTypes: [Ingress]
---
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: exporter}
spec:
  template:
    metadata: {labels: {app: exporter}}
    spec:
      hostNetwork: true
      containers: [{name: exporter, image: prom/node-exporter}]
`,
    accepted: `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: exporter}
spec:
  podSelector: {matchLabels: {app: exporter}}
  policyTypes: [Ingress]
---
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: exporter}
spec:
  template:
    metadata: {labels: {app: exporter}}
    spec:
      containers: [{name: exporter, image: prom/node-exporter}]
`,
  },

  *checkNamespace({ networkPolicies, get }) {
    const { selectedBy } = get(policies);
    for (const policy of settled(networkPolicies)) {
      if (!policy.podSelector || isEmptySelector(policy.podSelector)) continue;
      const selected = selectedBy(policy).map(({ workload }) => workload);
      const onHost = selected.filter(({ pod }) => pod.hostNetwork?.value === true);
      if (onHost.length === 0) continue;
      yield {
        span: policy.podSelector.key,
        resource: resourceId(policy),
        ...(onHost.length < selected.length ? { severity: 'info' as const } : {}),
        message: `the pods of ${describedAll(onHost)} use the network of their node, and most plugins apply no policy to such pods`,
        related: onHost.map(({ pod }) => ({ span: pod.hostNetwork!.span, message: 'hostNetwork' })),
      };
    }
  },
});
