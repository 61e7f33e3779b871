import { addressRule } from './addressRule.ts';

export default addressRule({
  id: 'cidr-host-bits',
  subject: 'Addresses',
  severity: 'warning',
  summary: 'A CIDR has bits set after its prefix length.',
  why:
    'Kubernetes drops those bits: `203.0.113.8/24` is the whole of 203.0.113.0/24. Up to 1.35 the API server ' +
    "warns, from 1.36 on it refuses new objects (KEP-4858, StrictIPCIDRValidation). ServiceCIDR and Calico's " +
    'pools were strict from the start; whereabouts, MetalLB and Cilium drop the bits by design.',
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
            cidr: 203.0.113.8/24
            #     ^^^^^^^^^^^^^^ warning: "203.0.113.8/24" has bits set after its prefix length: 203.0.113.0/24 or 203.0.113.8/32 is meant [fixable]
`,
    accepted: `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: office}
spec:
  podSelector: {}
  ingress:
    - from: [{ipBlock: {cidr: 203.0.113.8/32}}, {ipBlock: {cidr: 203.0.113.0/24}}]
`,
  },
});
