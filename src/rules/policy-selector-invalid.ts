import { defineRule } from '../lint/rule.ts';
import type { NetworkPolicy, PolicyExpression, PolicySelector } from '../model/facts/policies.ts';
import { isPlaceholder, resourceId } from '../model/facts/resource.ts';
import { eachRow } from './eachRow.ts';

export default defineRule({
  id: 'policy-selector-invalid',
  subject: 'NetworkPolicy',
  severity: 'error',
  summary: 'A matchExpressions entry of a NetworkPolicy is not valid.',
  why:
    'The operator is In, NotIn, Exists or DoesNotExist; the first two need values, the others allow none ' +
    '(apimachinery, ValidateLabelSelectorRequirement). The API server refuses anything else.',
  reads: ['networkPolicies'],
  examples: {
    reported: `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web}
spec:
  podSelector:
    matchExpressions:
      - {key: app, operator: Equals, values: [web]}
      #                      ^^^^^^ error: "Equals" is no operator of a selector; they are In, NotIn, Exists and DoesNotExist [fixable]
      - {key: tier, operator: In}
      #  ^^^ error: In needs values
      - {key: debug, operator: Exists, values: ["true"]}
      #                        ^^^^^^ error: Exists allows no values; one of several values is In [fixable]
`,
    accepted: `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web}
spec:
  podSelector:
    matchExpressions:
      - {key: app, operator: In, values: [web]}
      - {key: tier, operator: Exists}
`,
  },

  checkNamespace: ({ networkPolicies }) => checkEach(networkPolicies),
});

const checkEach = eachRow(function* (policy: NetworkPolicy) {
  for (const { expressions } of selectorsOf(policy)) {
    for (const expression of expressions) {
      const fault = faultOf(expression);
      if (!fault) continue;
      const { operator } = expression;
      const meant = fault.meant;
      yield {
        span: fault.meant === undefined ? expression.span : operator.span,
        resource: resourceId(policy),
        message: fault.message,
        fixes:
          meant && !operator.derived
            ? [{ title: `Write ${meant}`, edits: [{ span: operator.span, text: meant }] }]
            : [],
      };
    }
  }
});

function selectorsOf({ podSelector, ingress, egress }: NetworkPolicy): PolicySelector[] {
  const peers = [...(ingress ?? []), ...(egress ?? [])].flatMap((rule) => rule.peers);
  return [podSelector, ...peers.flatMap((peer) => [peer.podSelector, peer.namespaceSelector])].filter(
    (selector) => selector !== undefined,
  );
}

function faultOf({ operator, values }: PolicyExpression): { message: string; meant?: string } | undefined {
  const { value } = operator;
  if (isPlaceholder(value) || value === '') return undefined;
  switch (value) {
    case 'In':
    case 'NotIn':
      return values.length === 0 ? { message: `${value} needs values` } : undefined;
    case 'Exists':
    case 'DoesNotExist':
      if (values.length === 0) return undefined;
      return {
        message: `${value} allows no values; one of several values is ${value === 'Exists' ? 'In' : 'NotIn'}`,
        meant: value === 'Exists' ? 'In' : 'NotIn',
      };
  }
  const known = ['In', 'NotIn', 'Exists', 'DoesNotExist'];
  const meant =
    known.find((one) => one.toLowerCase() === value.toLowerCase()) ??
    (/^equals?$|^==?$/i.test(value) ? 'In' : undefined);
  return {
    message: `"${value}" is no operator of a selector; they are In, NotIn, Exists and DoesNotExist`,
    ...(meant ? { meant } : {}),
  };
}
