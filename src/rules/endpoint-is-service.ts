import { addressRule } from './addressRule.ts';

export default addressRule({
  id: 'endpoint-is-service',
  subject: 'Addresses',
  severity: 'warning',
  summary: 'An endpoint is the address of a Service.',
  why:
    'kube-proxy translates an address once: traffic to an endpoint that is itself a clusterIP is not translated ' +
    'again, and leads nowhere (kubernetes.io, Services without selectors: "kube-proxy does not support virtual ' +
    'IPs as a destination").',
  examples: {
    reported: `
apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
networking: {podSubnet: 10.244.0.0/16, serviceSubnet: 10.96.0.0/16}
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: alias-1, labels: {kubernetes.io/service-name: alias}}
addressType: IPv4
ports: [{port: 80}]
endpoints:
  - addresses: [10.96.0.20]
  #             ^^^^^^^^^^ warning: endpoint address 10.96.0.20 is of a Service (10.96.0.0/16), which leads nowhere
`,
    accepted: `
apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
networking: {podSubnet: 10.244.0.0/16, serviceSubnet: 10.96.0.0/16}
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: alias-1, labels: {kubernetes.io/service-name: alias}}
addressType: IPv4
ports: [{port: 80}]
endpoints:
  - addresses: [192.0.2.20]
`,
  },
});
