import { addressRule } from './addressRule.ts';

export default addressRule({
  id: 'range-size',
  subject: 'Addresses',
  severity: 'error',
  summary: 'A range is too small or too large for what it is meant for.',
  why:
    'A service range has at least 10 and at most 2^20 addresses: /12 is the largest of IPv4, /108 of IPv6. A pod ' +
    'range is cut into one part for each node, /24 and /64 by default: the part cannot be larger than the range, ' +
    'nor more than 16 bits longer (kubeadm, ValidateNetworking; pkg/controller/nodeipam). kubelet starts no more ' +
    'pods than its node has addresses, whatever maxPods says.',
  examples: {
    reported: `
apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
networking:
  podSubnet: 10.244.0.0/25
  #          ^^^^^^^^^^^^^ error: the pod range 10.244.0.0/25 is smaller than the /24 that each node gets
  serviceSubnet: 10.0.0.0/8
  #              ^^^^^^^^^^ error: the service range 10.0.0.0/8 is too large: at most /12 is allowed
`,
    accepted: `
apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
networking: {podSubnet: 10.244.0.0/16, serviceSubnet: 10.96.0.0/16}
`,
  },
});
