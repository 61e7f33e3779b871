import { addressRule } from './addressRule.ts';

export default addressRule({
  id: 'load-balancer-address-outside-pools',
  subject: 'Addresses',
  severity: 'error',
  summary: 'A Service asks for an address that no pool of the load balancer has.',
  why:
    'MetalLB and Cilium give addresses of their pools only: the Service stays pending. Nothing is said where the ' +
    'files have no pool.',
  examples: {
    reported: `
apiVersion: metallb.io/v1beta1
kind: IPAddressPool
metadata: {name: lan, namespace: metallb-system}
spec:
  addresses: [192.168.1.240-192.168.1.250]
---
apiVersion: v1
kind: Service
metadata:
  name: web
  annotations:
    metallb.io/loadBalancerIPs: 192.168.1.20
    #                           ^^^^^^^^^^^^ error: the address 192.168.1.20 is in no pool of the load balancer: 192.168.1.240-192.168.1.250
spec:
  type: LoadBalancer
  selector: {app: web}
  ports: [{port: 80}]
`,
    accepted: `
apiVersion: metallb.io/v1beta1
kind: IPAddressPool
metadata: {name: lan, namespace: metallb-system}
spec:
  addresses: [192.168.1.240-192.168.1.250]
---
apiVersion: v1
kind: Service
metadata:
  name: web
  annotations:
    metallb.io/loadBalancerIPs: 192.168.1.245
spec:
  type: LoadBalancer
  selector: {app: web}
  ports: [{port: 80}]
`,
  },
});
