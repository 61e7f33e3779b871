import { addressRule } from './addressRule.ts';

export default addressRule({
  id: 'node-port-dynamic-band',
  subject: 'Node ports and host ports',
  severity: 'hint',
  off: true,
  summary: 'A fixed node port lies where node ports are given out by themselves.',
  why:
    'Services without a nodePort get one from the upper part of the range first, from 30086 on by default ' +
    '(KEP-3668): one of these may have the port before this Service is created, which is then refused. Clusters ' +
    'rarely have so many that it matters, so the rule is off by default.',
  examples: {
    reported: `
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  type: NodePort
  selector: {app: web}
  ports:
    - port: 80
      nodePort: 31080
      #         ^^^^^ hint: nodePort 31080 is in the part of the range that is handed out automatically (from 30086): another Service may get it first
`,
    accepted: `
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  type: NodePort
  selector: {app: web}
  ports: [{port: 80, nodePort: 30080}]
`,
  },
});
