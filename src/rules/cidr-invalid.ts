import { addressRule } from './addressRule.ts';

export default addressRule({
  id: 'cidr-invalid',
  subject: 'Addresses',
  severity: 'error',
  summary: 'A text is no address, CIDR or range, where the field wants one.',
  why:
    'The API server refuses the object, and installers refuse the file: a CIDR needs a prefix length, an address ' +
    'must not have one, nothing may stand around it (k8s.io/utils/net, ParseIPSloppy and ParseCIDRSloppy), and a ' +
    'pool of a load balancer begins with its lower end.',
  // The nameservers of a pod are what dns-config-invalid reports.
  leavesOut: ({ span }, workloads) =>
    workloads.some(({ pod }) =>
      pod.spec
        .at('dnsConfig', 'nameservers')
        .strings()
        .some((server) => server.span.file === span.file && server.span.start === span.start),
    ),
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
            cidr: 192.0.2.10
            #     ^^^^^^^^^^ error: "192.0.2.10" is not a CIDR: it has no prefix length [fixable]
---
apiVersion: metallb.io/v1beta1
kind: IPAddressPool
metadata: {name: lan, namespace: metallb-system}
spec:
  addresses:
    - 192.168.1.250-192.168.1.240
    # ^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: the range "192.168.1.250-192.168.1.240" starts after its end [fixable]
`,
    accepted: `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: office}
spec:
  podSelector: {}
  ingress:
    - from: [{ipBlock: {cidr: 192.0.2.10/32}}]
---
apiVersion: metallb.io/v1beta1
kind: IPAddressPool
metadata: {name: lan, namespace: metallb-system}
spec:
  addresses: [192.168.1.240-192.168.1.250, 192.168.2.0/28]
`,
  },
});
