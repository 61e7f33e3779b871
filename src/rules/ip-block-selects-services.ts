import { addressRule } from './addressRule.ts';

export default addressRule({
  id: 'ip-block-selects-services',
  subject: 'NetworkPolicy',
  severity: 'warning',
  summary: 'An ipBlock selects addresses of Services.',
  why:
    'The address of a Service is translated to that of a pod before a policy sees it (projectcalico/calico#5129): ' +
    'the block matches nothing. The pods behind the Service are what a policy can select.',
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
            cidr: 10.96.0.10/32
            #     ^^^^^^^^^^^^^ warning: ipBlock 10.96.0.10/32 is of Services (10.96.0.0/16): their addresses are translated before a policy sees them
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
        - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}
          podSelector: {matchLabels: {k8s-app: kube-dns}}
`,
  },
});
