import { addressRule } from './addressRule.ts';

export default addressRule({
  id: 'external-ip-in-cluster',
  subject: 'Addresses',
  severity: 'warning',
  summary: 'An external IP of a Service lies in a range of the cluster.',
  why:
    'externalIPs are not allocated and not checked: the Service takes the traffic for the address away from the ' +
    'pod or the Service that has it (CVE-2020-8554).',
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
  externalIPs:
    - 10.96.0.10
    # ^^^^^^^^^^ warning: external IP 10.96.0.10 is inside the service range 10.96.0.0/16: it captures traffic of the cluster
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
  externalIPs: [192.0.2.10]
  ports: [{port: 80}]
`,
  },
});
