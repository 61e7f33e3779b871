import { addressRule } from './addressRule.ts';

export default addressRule({
  id: 'cluster-ip-taken',
  subject: 'Addresses',
  severity: 'error',
  summary: 'The clusterIP of a Service belongs to another one.',
  why:
    "Each address is given once. The first of the service range is the API server's (Service default/kubernetes), " +
    "the 10th by convention the DNS': the allocator refuses the second Service that asks for it.",
  examples: {
    reported: `
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  clusterIP: 10.96.0.20
  ports: [{port: 80}]
---
apiVersion: v1
kind: Service
metadata: {name: shop}
spec:
  selector: {app: web}
  clusterIP: 10.96.0.20
  #          ^^^^^^^^^^ error: clusterIP 10.96.0.20 is also asked for by Service default/web
  ports: [{port: 80}]
`,
    accepted: `
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  clusterIP: 10.96.0.20
  ports: [{port: 80}]
---
apiVersion: v1
kind: Service
metadata: {name: shop}
spec:
  selector: {app: web}
  clusterIP: 10.96.0.21
  ports: [{port: 80}]
`,
  },
});
