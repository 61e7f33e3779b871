import { addressRule } from './addressRule.ts';

export default addressRule({
  id: 'cluster-ip-unusable',
  subject: 'Addresses',
  severity: 'error',
  summary: 'The clusterIP of a Service is the first or the last address of the range.',
  why:
    'The network address of the service range, and the broadcast address of IPv4, are never given out ' +
    '(pkg/registry/core/service/ipallocator).',
  examples: {
    reported: `
apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
networking: {podSubnet: 10.244.0.0/16, serviceSubnet: 10.96.0.0/16}
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  clusterIP: 10.96.255.255
  #          ^^^^^^^^^^^^^ error: clusterIP 10.96.255.255 is the broadcast address of 10.96.0.0/16 [fixable]
  ports: [{port: 80}]
`,
    accepted: `
apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
networking: {podSubnet: 10.244.0.0/16, serviceSubnet: 10.96.0.0/16}
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  clusterIP: 10.96.0.20
  ports: [{port: 80}]
`,
  },
});
