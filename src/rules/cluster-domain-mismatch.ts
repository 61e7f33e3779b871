import { addressRule } from './addressRule.ts';

export default addressRule({
  id: 'cluster-domain-mismatch',
  subject: 'Addresses',
  severity: 'error',
  summary: 'The parts of the cluster are told different DNS domains.',
  why:
    'kubelet puts its clusterDomain into the search list of every pod, and CoreDNS answers for the zone of its ' +
    '`kubernetes` plugin. Where they differ, short names do not resolve.',
  examples: {
    reported: `
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
clusterDomain: k8s.example.org
---
apiVersion: v1
kind: ConfigMap
metadata: {name: coredns, namespace: kube-system}
data:
  Corefile: |
    .:53 {
        kubernetes cluster.local in-addr.arpa ip6.arpa
        #          ^^^^^^^^^^^^^ error: the cluster domain is cluster.local by Corefile, but k8s.example.org by KubeletConfiguration [fixable]
        forward . /etc/resolv.conf
    }
`,
    accepted: `
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
clusterDomain: cluster.local
---
apiVersion: v1
kind: ConfigMap
metadata: {name: coredns, namespace: kube-system}
data:
  Corefile: |
    .:53 {
        kubernetes cluster.local in-addr.arpa ip6.arpa
        forward . /etc/resolv.conf
    }
`,
  },
});
