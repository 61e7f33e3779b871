import { addressRule } from './addressRule.ts';

export default addressRule({
  id: 'secondary-range-invalid',
  subject: 'Addresses',
  severity: 'error',
  summary: 'The range of a secondary network starts after its end, or its ends lie outside it.',
  why:
    'whereabouts gives addresses from range_start to range_end, within range (whereabouts, pkg/config): with ends ' +
    'that do not fit, no pod of the network starts.',
  examples: {
    reported: `
apiVersion: k8s.cni.cncf.io/v1
kind: NetworkAttachmentDefinition
metadata: {name: lan}
spec:
  config: |
    {
      "type": "macvlan",
      "ipam": {"type": "whereabouts", "range": "192.168.2.0/24", "range_start": "192.168.3.10"}
      #                                                                          ^^^^^^^^^^^^ error: 192.168.3.10 is outside the range 192.168.2.0/24
    }
`,
    accepted: `
apiVersion: k8s.cni.cncf.io/v1
kind: NetworkAttachmentDefinition
metadata: {name: lan}
spec:
  config: |
    {
      "type": "macvlan",
      "ipam": {"type": "whereabouts", "range": "192.168.2.0/24", "range_start": "192.168.2.10"}
    }
`,
  },
});
