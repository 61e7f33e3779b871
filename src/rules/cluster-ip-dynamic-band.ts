import { addressRule } from './addressRule.ts';

export default addressRule({
  id: 'cluster-ip-dynamic-band',
  subject: 'Addresses',
  severity: 'info',
  summary: 'A fixed clusterIP lies where addresses are given out by themselves.',
  why:
    'Services without a clusterIP get one from the upper part of the range first (KEP-3070): one of these may ' +
    'have the address before this Service is created, which is then refused. The lower part, 16 to 256 addresses, ' +
    'is for fixed ones.',
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
  clusterIP: 10.96.40.20
  #          ^^^^^^^^^^^ info: clusterIP 10.96.40.20 is in the part of 10.96.0.0/16 that is handed out automatically: another Service may get it first
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
