import { addressRule } from './addressRule.ts';

export default addressRule({
  id: 'ip-block-selects-pods',
  subject: 'NetworkPolicy',
  severity: 'warning',
  summary: 'An ipBlock selects pods by their addresses.',
  why:
    'ipBlock is meant for addresses outside the cluster (networking/v1 IPBlock). Addresses of pods do not last, ' +
    'and the CNIs disagree: Calico lets pods match (projectcalico/calico#6634), Cilium never does ' +
    '(cilium/cilium#9209). A selector says the same everywhere. 0.0.0.0/0 is how the world outside is written, ' +
    'and is not reported.',
  examples: {
    reported: `
apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
networking: {podSubnet: 10.244.0.0/16, serviceSubnet: 10.96.0.0/16}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: backend}
spec:
  podSelector: {}
  policyTypes: [Egress]
  egress:
    - to:
        - ipBlock:
            cidr: 10.244.0.0/16
            #     ^^^^^^^^^^^^^ warning: ipBlock 10.244.0.0/16 selects pods by address (10.244.0.0/16), which CNIs disagree about [fixable]
`,
    accepted: `
apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
networking: {podSubnet: 10.244.0.0/16, serviceSubnet: 10.96.0.0/16}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: backend}
spec:
  podSelector: {}
  policyTypes: [Egress]
  egress:
    - to:
        - namespaceSelector: {}
`,
  },
});
