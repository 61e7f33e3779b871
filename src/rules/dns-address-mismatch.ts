import { addressRule } from './addressRule.ts';

export default addressRule({
  id: 'dns-address-mismatch',
  subject: 'Addresses',
  severity: 'error',
  summary: 'The DNS address of kubelet is not that of the DNS Service.',
  why:
    "kubelet writes its clusterDNS into every pod's resolv.conf; the Service kube-dns listens at its own " +
    'clusterIP. Where they differ, no name resolves.',
  examples: {
    reported: `
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
clusterDNS:
  - 10.96.0.10
  # ^^^^^^^^^^ error: the cluster DNS address 10.96.0.10 is not the address of Service kube-dns, 10.96.0.53 [fixable]
---
apiVersion: v1
kind: Service
metadata: {name: kube-dns, namespace: kube-system}
spec:
  selector: {k8s-app: kube-dns}
  clusterIP: 10.96.0.53
  ports: [{name: dns, port: 53, protocol: UDP}]
`,
    accepted: `
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
clusterDNS: [10.96.0.53]
---
apiVersion: v1
kind: Service
metadata: {name: kube-dns, namespace: kube-system}
spec:
  selector: {k8s-app: kube-dns}
  clusterIP: 10.96.0.53
  ports: [{name: dns, port: 53, protocol: UDP}]
`,
  },
});
