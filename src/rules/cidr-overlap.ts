import { addressRule } from './addressRule.ts';

export default addressRule({
  id: 'cidr-overlap',
  subject: 'Addresses',
  severity: 'error',
  summary: 'Two ranges of the cluster have addresses in common that may not.',
  why:
    "An address that is a pod's and a Service's, or a node's, is routed to one of them only. Where pods and " +
    'Services overlap, the first sign is usually DNS, or a timeout at the first address of the service range ' +
    '(kubernetes/kubernetes#128723, coredns/coredns#3704); where pods overlap nodes or the LAN, the way to these ' +
    'hosts leads into the pod network (projectcalico/calico#2720, canonical/microk8s#276). kubeadm does not check ' +
    "it. Calico and MetalLB refuse pools that overlap. Docker's bridge 172.17.0.0/16 and what OVN-Kubernetes uses " +
    'inside (100.64.0.0/16, 100.88.0.0/16) count too.',
  examples: {
    reported: `
apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
networking:
  podSubnet: 10.96.0.0/16
  #          ^^^^^^^^^^^^ error: the pod range 10.96.0.0/16 overlaps the service range 10.96.0.0/12
  serviceSubnet: 10.96.0.0/12
`,
    accepted: `
apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
networking:
  podSubnet: 10.112.0.0/16
  serviceSubnet: 10.96.0.0/12
`,
  },
});
