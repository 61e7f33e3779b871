import { readProtocol } from '../kubernetes/policy/networkPolicy.ts';
import { defineRule } from '../lint/rule.ts';
import type { NetworkPolicy } from '../model/facts/policies.ts';
import { isPlaceholder, resourceId } from '../model/facts/resource.ts';
import { eachRow } from './eachRow.ts';

export default defineRule({
  id: 'policy-protocol-invalid',
  subject: 'NetworkPolicy',
  severity: 'error',
  summary: 'A port of a NetworkPolicy has a protocol that is not TCP, UDP or SCTP.',
  why:
    'The protocol of a policy port is TCP, UDP or SCTP in capitals, and TCP where none is written; the API server refuses ' +
    'anything else (pkg/apis/networking/validation, ValidateNetworkPolicyPort). Policies say nothing about ICMP.',
  reads: ['networkPolicies'],
  examples: {
    reported: `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web}
spec:
  podSelector: {}
  ingress:
    - ports:
        - {port: 53, protocol: udp}
        #                      ^^^ error: "udp" is no protocol of a policy; they are TCP, UDP and SCTP [fixable]
        - {port: 80, protocol: HTTP}
        #                      ^^^^ error: "HTTP" is no protocol of a policy; they are TCP, UDP and SCTP [fixable]
`,
    accepted: `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web}
spec:
  podSelector: {}
  ingress: [{ports: [{port: 53, protocol: UDP}, {port: 80}]}]
`,
  },

  checkNamespace: ({ networkPolicies }) => checkEach(networkPolicies),
});

const checkEach = eachRow(function* (policy: NetworkPolicy) {
  for (const rule of [...(policy.ingress ?? []), ...(policy.egress ?? [])]) {
    for (const { protocol } of rule.ports) {
      const { value, span, derived } = protocol;
      if (readProtocol(value) || isPlaceholder(value)) continue;
      const upper = readProtocol(value.toUpperCase());
      const meant = upper ?? (/^https?$/i.test(value) ? 'TCP' : undefined);
      yield {
        span,
        resource: resourceId(policy),
        message: `"${value}" is no protocol of a policy; they are TCP, UDP and SCTP`,
        fixes:
          meant && !derived
            ? [
                {
                  title: `Write ${meant}`,
                  edits: [{ span, text: meant }],
                  ...(upper ? { preferred: true as const } : {}),
                },
              ]
            : [],
      };
    }
  }
});
