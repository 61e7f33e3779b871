import { defineRule } from '../lint/rule.ts';
import type { NetworkPolicy } from '../model/facts/policies.ts';
import { isPlaceholder, resourceId } from '../model/facts/resource.ts';
import { eachRow } from './eachRow.ts';

export default defineRule({
  id: 'policy-types-invalid',
  subject: 'NetworkPolicy',
  severity: 'error',
  summary: 'An entry of policyTypes is neither Ingress nor Egress.',
  why:
    'policyTypes holds Ingress, Egress or both, written so, and no more than two entries; the API server refuses anything ' +
    'else (pkg/apis/networking/validation, ValidateNetworkPolicySpec).',
  reads: ['networkPolicies'],
  examples: {
    reported: `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web}
spec:
  podSelector: {}
  policyTypes:
    - ingress
    # ^^^^^^^ error: "ingress" is not a policy type; they are Ingress and Egress [fixable]
    - Outbound
    # ^^^^^^^^ error: "Outbound" is not a policy type; they are Ingress and Egress
`,
    accepted: `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web}
spec:
  podSelector: {}
  policyTypes: [Ingress, Egress]
`,
  },

  checkNamespace: ({ networkPolicies }) => checkEach(networkPolicies),
});

const checkEach = eachRow(function* (policy: NetworkPolicy) {
  const resource = resourceId(policy);
  const types = policy.policyTypes ?? [];
  for (const { value, span, derived } of types) {
    if (value === 'Ingress' || value === 'Egress' || isPlaceholder(value)) continue;
    const meant = ['Ingress', 'Egress'].find((one) => one.toLowerCase() === value.toLowerCase());
    yield {
      span,
      resource,
      message: `"${value}" is not a policy type; they are Ingress and Egress`,
      fixes:
        meant && !derived
          ? [{ title: `Write ${meant}`, edits: [{ span, text: meant }], preferred: true as const }]
          : [],
    };
  }
  if (types.length > 2) {
    yield { span: types[2]!.span, resource, message: 'policyTypes may not have more than two entries' };
  }
});
