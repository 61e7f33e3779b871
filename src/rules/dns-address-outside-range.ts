import { addressRule } from './addressRule.ts';

export default addressRule({
  id: 'dns-address-outside-range',
  subject: 'Addresses',
  severity: 'error',
  summary: 'The DNS address of kubelet lies outside the service range.',
  why:
    'The DNS of the cluster is a Service, which has an address of the service range, the 10th by default. kubelet ' +
    "writes another one into every pod's resolv.conf, where nobody answers: no name resolves. Link-local " +
    "addresses are NodeLocal DNSCache's.",
  examples: {
    reported: `
apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
networking: {podSubnet: 10.244.0.0/16, serviceSubnet: 10.152.183.0/24}
---
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
clusterDNS:
  - 10.96.0.10
  # ^^^^^^^^^^ error: the cluster DNS address 10.96.0.10 is outside the service range 10.152.183.0/24 [fixable]
`,
    accepted: `
apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
networking: {podSubnet: 10.244.0.0/16, serviceSubnet: 10.152.183.0/24}
---
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
clusterDNS: [10.152.183.10]
`,
  },
});
