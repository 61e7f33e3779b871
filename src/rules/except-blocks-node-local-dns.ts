import { addressRule } from './addressRule.ts';

export default addressRule({
  id: 'except-blocks-node-local-dns',
  subject: 'NetworkPolicy',
  severity: 'warning',
  summary: 'An except takes out the address of NodeLocal DNSCache.',
  why:
    'NodeLocal DNSCache listens at 169.254.20.10. Whoever excepts all of 169.254.0.0/16 to keep pods from the ' +
    'metadata address of the cloud takes out their DNS as well; 169.254.169.254/32 is enough.',
  examples: {
    reported: `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: backend}
spec:
  podSelector: {}
  policyTypes: [Egress]
  egress:
    - to:
        - ipBlock:
            cidr: 0.0.0.0/0
            except:
              - 169.254.0.0/16
              # ^^^^^^^^^^^^^^ warning: except 169.254.0.0/16 also cuts off NodeLocal DNS at 169.254.20.10 [fixable]
`,
    accepted: `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: backend}
spec:
  podSelector: {}
  policyTypes: [Egress]
  egress:
    - to:
        - ipBlock:
            cidr: 0.0.0.0/0
            except: [169.254.169.254/32]
`,
  },
});
