import { addressRule } from './addressRule.ts';

export default addressRule({
  id: 'range-reserved',
  subject: 'Addresses',
  severity: 'error',
  summary: 'A range of the cluster has addresses that no host routes.',
  why:
    'Loopback, link-local, multicast and 0.0.0.0/8 are never forwarded, and the API server refuses them as ' +
    'endpoints (kubernetes/kubernetes#109152). AKS forbids 169.254.0.0/16, 172.30.0.0/16, 172.31.0.0/16 and ' +
    '192.0.2.0/24 as well.',
  examples: {
    reported: `
apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
networking:
  podSubnet: 169.254.0.0/16
  #          ^^^^^^^^^^^^^^ error: the pod range 169.254.0.0/16 meets 169.254.0.0/16 (link-local)
  serviceSubnet: 10.96.0.0/12
`,
    accepted: `
apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
networking: {podSubnet: 10.244.0.0/16, serviceSubnet: 10.96.0.0/16}
`,
  },
});
