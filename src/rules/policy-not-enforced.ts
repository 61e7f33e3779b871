import { defineRule } from '../lint/rule.ts';
import { isAdminPolicy } from '../model/facts/policies.ts';
import { resourceId } from '../model/facts/resource.ts';
import { policies, policyReads } from '../model/policies.ts';

export default defineRule({
  id: 'policy-not-enforced',
  subject: 'NetworkPolicy',
  severity: 'info',
  summary: 'The network plugin that the manifests install enforces no policies.',
  why:
    'NetworkPolicy is enforced by the network plugin, and the API server accepts it without one that does ' +
    '(kubernetes.io/docs/concepts/services-networking/network-policies, Prerequisites). flannel by itself does not. ' +
    'It is said once for a scope, at its first policy.',
  reads: policyReads,
  examples: {
    reported: `
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: kube-flannel-ds, namespace: kube-flannel}
spec:
  template:
    metadata: {labels: {app: flannel}}
    spec: {containers: [{name: kube-flannel, image: "ghcr.io/flannel-io/flannel:v0.26.1"}]}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
#     ^^^^^^^^^^^^^ info: these manifests install flannel, which enforces no NetworkPolicy
metadata: {name: closed}
spec: {podSelector: {}}
`,
    accepted: `
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: calico-node, namespace: kube-system}
spec:
  template:
    metadata: {labels: {app: calico}}
    spec: {containers: [{name: calico-node, image: "docker.io/calico/node:v3.29.0"}]}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: closed}
spec: {podSelector: {}}
`,
  },

  *check({ get }) {
    const { cni, rows } = get(policies);
    const [first] = rows;
    if (!cni || cni.enforces || !first) return;
    yield {
      span: first.span,
      resource: resourceId(first),
      message: `these manifests install ${cni.name}, which enforces no ${isAdminPolicy(first) ? first.kind : 'NetworkPolicy'}`,
    };
  },
});
