import { addressRule } from './addressRule.ts';

export default addressRule({
  id: 'range-public',
  subject: 'Addresses',
  severity: 'warning',
  summary: 'A range of pods or Services is public.',
  why:
    'Pods and nodes send traffic for these addresses into the cluster, so that the hosts that really have them ' +
    "cannot be reached. GKE's 34.118.224.0/20 is Google's own and set apart for Services.",
  examples: {
    reported: `
apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
networking:
  podSubnet: 172.0.0.0/16
  #          ^^^^^^^^^^^^ warning: the pod range 172.0.0.0/16 is public: its real hosts become unreachable
  serviceSubnet: 10.96.0.0/12
`,
    accepted: `
apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
networking: {podSubnet: 10.244.0.0/16, serviceSubnet: 10.96.0.0/16}
`,
  },
});
