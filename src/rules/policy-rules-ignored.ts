import { defineRule, type Fix } from '../lint/rule.ts';
import type { NetworkPolicy } from '../model/facts/policies.ts';
import { resourceId } from '../model/facts/resource.ts';
import { addItem, addKey } from '../yaml/write.ts';
import { eachRow } from './eachRow.ts';
import { directionsOf, settled } from './policyWords.ts';

export default defineRule({
  id: 'policy-rules-ignored',
  subject: 'NetworkPolicy',
  severity: 'warning',
  summary: 'A NetworkPolicy has rules for a direction that its policyTypes leave out.',
  why:
    'Only the directions in policyTypes count (networking/v1 NetworkPolicySpec.policyTypes): rules of another direction ' +
    'are kept and do nothing, so that traffic stays open. Without policyTypes, Ingress counts always, and Egress only ' +
    'where there is an egress rule, so `egress: []` alone denies nothing.',
  reads: ['networkPolicies'],
  examples: {
    reported: `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web}
spec:
  podSelector: {}
  policyTypes: [Ingress]
  egress:
  #^^^^^ warning: these egress rules do nothing: policyTypes does not contain Egress [fixable]
    - to: [{podSelector: {matchLabels: {app: db}}}]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: closed}
spec:
  podSelector: {}
  egress: []
  #^^^^^ info: this denies no egress traffic: without policyTypes, an empty list of egress rules does not count [fixable]
`,
    accepted: `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web}
spec:
  podSelector: {}
  egress:
    - to: [{podSelector: {matchLabels: {app: db}}}]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: closed}
spec:
  podSelector: {}
  policyTypes: [Ingress, Egress]
  ingress: []
  egress: []
`,
  },

  checkNamespace: ({ networkPolicies }) => checkEach(settled(networkPolicies)),
});

const checkEach = eachRow(function* (policy: NetworkPolicy) {
  for (const [direction, rules, key] of [
    ['Ingress', policy.ingress, policy.ingressKey],
    ['Egress', policy.egress, policy.egressKey],
  ] as const) {
    if (!rules || !key || directionsOf(policy).includes(direction)) continue;
    const side = direction.toLowerCase();
    yield {
      span: key,
      resource: resourceId(policy),
      ...(rules.length > 0 ? {} : { severity: 'info' as const }),
      message:
        rules.length > 0
          ? `these ${side} rules do nothing: policyTypes does not contain ${direction}`
          : `this denies no ${side} traffic: ${policy.policyTypes ? `policyTypes does not contain ${direction}` : `without policyTypes, an empty list of ${side} rules does not count`}`,
      related: policy.policyTypes?.[0] ? [{ span: policy.policyTypes[0].span, message: 'policyTypes' }] : [],
      fixes: addType(policy, direction),
    };
  }
});

function addType({ spec }: NetworkPolicy, direction: 'Ingress' | 'Egress'): Fix[] {
  const types = spec.get('policyTypes');
  const edit = types.exists
    ? addItem(types.tree, direction)
    : addKey(spec.tree, 'policyTypes', direction === 'Egress' ? ['Ingress', 'Egress'] : [direction]);
  return edit ? [{ title: `Add ${direction} to policyTypes`, edits: [edit] }] : [];
}
