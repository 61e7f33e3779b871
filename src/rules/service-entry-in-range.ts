import { addressRule } from './addressRule.ts';

export default addressRule({
  id: 'service-entry-in-range',
  subject: 'Addresses',
  severity: 'warning',
  summary: 'A ServiceEntry of Istio has an address of the service range.',
  why:
    'The address may become that of a Service, and the mesh then sends its traffic to the hosts of the ' +
    'ServiceEntry. Istio takes virtual addresses from 240.240.0.0/16 for the purpose.',
  examples: {
    reported: `
apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
networking: {podSubnet: 10.244.0.0/16, serviceSubnet: 10.96.0.0/16}
---
apiVersion: networking.istio.io/v1
kind: ServiceEntry
metadata: {name: database}
spec:
  hosts: [database.example.com]
  addresses:
    - 10.96.5.5
    # ^^^^^^^^^ warning: the address 10.96.5.5 of the ServiceEntry is in the service range 10.96.0.0/16
  ports: [{number: 5432, name: tcp, protocol: TCP}]
`,
    accepted: `
apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
networking: {podSubnet: 10.244.0.0/16, serviceSubnet: 10.96.0.0/16}
---
apiVersion: networking.istio.io/v1
kind: ServiceEntry
metadata: {name: database}
spec:
  hosts: [database.example.com]
  addresses: [240.240.5.5]
  ports: [{number: 5432, name: tcp, protocol: TCP}]
`,
  },
});
