import { addressRule } from './addressRule.ts';

export default addressRule({
  id: 'address-nonstandard',
  subject: 'Addresses',
  severity: 'warning',
  summary: 'An address is written so that programs read it differently.',
  why:
    'Kubernetes reads leading zeros as decimal where libc reads octal (CVE-2021-29923), and `::ffff:10.0.0.1` as ' +
    '10.0.0.1. Up to 1.35 the API server warns, from 1.36 on it refuses such text in new objects (KEP-4858). IPv6 ' +
    'that is not as RFC 5952 writes it is accepted, with a warning, except in fields that were born strict.',
  keepsMeaning: true,
  examples: {
    reported: `
apiVersion: v1
kind: Service
metadata: {name: legacy}
spec:
  selector: {app: legacy}
  clusterIP: 010.096.000.020
  #          ^^^^^^^^^^^^^^^ warning: "010.096.000.020" has leading zeros: read as decimal 10.96.0.20, but libc reads octal [fixable]
  externalIPs: ["2001:0DB8::1"]
  #              ^^^^^^^^^^^^ warning: "2001:0DB8::1" is not in canonical form: 2001:db8::1 (RFC 5952) [fixable]
  ports: [{port: 80}]
`,
    accepted: `
apiVersion: v1
kind: Service
metadata: {name: legacy}
spec:
  selector: {app: legacy}
  clusterIP: 10.96.0.20
  externalIPs: ["2001:db8::1"]
  ports: [{port: 80}]
`,
  },
});
