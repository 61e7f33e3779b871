import { addressRule } from './addressRule.ts';

export default addressRule({
  id: 'except-not-subset',
  subject: 'NetworkPolicy',
  severity: 'error',
  summary: 'An except of an ipBlock is no part of its cidr.',
  why:
    'An except is a strict subset of the cidr: inside, and with a longer prefix (pkg/apis/networking/validation, ' +
    'ValidateIPBlock). The API server refuses the policy.',
  examples: {
    reported: `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: office}
spec:
  podSelector: {}
  ingress:
    - from:
        - ipBlock:
            cidr: 203.0.113.0/24
            except:
              - 198.51.100.0/28
              # ^^^^^^^^^^^^^^^ error: except "198.51.100.0/28" is not a strict subset of cidr "203.0.113.0/24": it is not inside
`,
    accepted: `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: office}
spec:
  podSelector: {}
  ingress:
    - from: [{ipBlock: {cidr: 203.0.113.0/24, except: [203.0.113.16/28]}}]
`,
  },
});
