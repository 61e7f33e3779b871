import { addressRule } from './addressRule.ts';

export default addressRule({
  id: 'cluster-ip-outside-range',
  subject: 'Addresses',
  severity: 'error',
  summary: 'The clusterIP of a Service lies outside the service range.',
  why:
    'A clusterIP comes from the service range (core/v1 ServiceSpec.clusterIP) or from an additional ServiceCIDR: ' +
    'the API server refuses any other. Only said where the files or the settings tell the range.',
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
  clusterIP: 10.152.183.20
  #          ^^^^^^^^^^^^^ error: clusterIP 10.152.183.20 is outside the service range 10.96.0.0/16 [fixable]
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
