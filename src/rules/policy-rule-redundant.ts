import { defineRule } from '../lint/rule.ts';
import type { NetworkPolicy } from '../model/facts/policies.ts';
import { resourceId } from '../model/facts/resource.ts';
import type { Tree } from '../yaml/tree.ts';
import { eachRow } from './eachRow.ts';
import { rulesWritten, settled } from './policyWords.ts';

export default defineRule({
  id: 'policy-rule-redundant',
  subject: 'NetworkPolicy',
  severity: 'info',
  summary: 'A rule of a NetworkPolicy admits everything, so the rules beside it change nothing.',
  why:
    'Rules only admit, and any of them is enough (networking/v1 NetworkPolicySpec). A rule without peers and ports admits ' +
    'everybody on every port, the Internet too, whatever the others say.',
  reads: ['networkPolicies'],
  examples: {
    reported: `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web}
spec:
  podSelector: {}
  ingress:
    - {}
    # ^^ info: this admits everybody on every port, so the other ingress rules of the policy change nothing
    - from: [{podSelector: {matchLabels: {app: web}}}]
`,
    accepted: `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web}
spec:
  podSelector: {}
  ingress:
    - from: [{podSelector: {matchLabels: {app: web}}}]
    - ports: [{port: 80}]
`,
  },

  checkNamespace: ({ networkPolicies }) => checkEach(settled(networkPolicies)),
});

const checkEach = eachRow(function* (policy: NetworkPolicy) {
  const rules = rulesWritten(policy);
  for (const placed of rules) {
    const { direction, rule, field } = placed;
    if (rule.peers.length > 0 || rule.ports.length > 0 || !isPlainRule(field.tree)) continue;
    const others = rules.filter((other) => other !== placed && other.direction === direction);
    if (others.length === 0) continue;
    yield {
      span: rule.span,
      resource: resourceId(policy),
      message: `this admits everybody on every port, so the other ${direction.toLowerCase()} rules of the policy change nothing`,
      related: others.map((other) => ({ span: other.rule.span, message: 'a rule that changes nothing' })),
    };
  }
});

/** Whether all that was written was understood: a rule with a mistyped key is something else. */
function isPlainRule(tree: Tree | undefined): boolean {
  if (tree?.kind === 'scalar') return tree.value === null;
  return tree?.kind === 'map' && tree.entries.every(({ key }) => ['from', 'to', 'ports'].includes(key.value));
}
