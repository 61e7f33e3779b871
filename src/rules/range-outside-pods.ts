import { addressRule } from './addressRule.ts';

export default addressRule({
  id: 'range-outside-pods',
  subject: 'Addresses',
  severity: 'warning',
  summary: "A node's part of the pods, or a pool of Calico, lies outside the pod range.",
  why:
    'kube-proxy and the CNI take addresses outside the pod range for those of strangers: masquerading and the ' +
    'detection of local traffic go wrong, and the Tigera operator reports itself degraded.',
  examples: {
    reported: `
apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
networking: {podSubnet: 10.244.0.0/16, serviceSubnet: 10.96.0.0/16}
---
apiVersion: projectcalico.org/v3
kind: IPPool
metadata: {name: default}
spec:
  cidr: 10.250.0.0/16
  #     ^^^^^^^^^^^^^ warning: the pool default (10.250.0.0/16) is outside the pod range 10.244.0.0/16
`,
    accepted: `
apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
networking: {podSubnet: 10.244.0.0/16, serviceSubnet: 10.96.0.0/16}
---
apiVersion: projectcalico.org/v3
kind: IPPool
metadata: {name: default}
spec: {cidr: 10.244.0.0/16}
`,
  },
});
