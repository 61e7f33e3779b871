import { matches } from '../kubernetes/labels.ts';
import { defineRule, type Problem } from '../lint/rule.ts';
import { openReasons } from '../model/closedWorld.ts';
import { endpoints } from '../model/endpoints.ts';
import type { NetworkPolicy } from '../model/facts/policies.ts';
import { namespaceUndecided, resourceId } from '../model/facts/resource.ts';
import type { Workload } from '../model/facts/workload.ts';
import { policies, policyReads } from '../model/policies.ts';
import { described, describedAll } from './described.ts';
import { isEmptySelector, nearLabels, selectorInWords, settled } from './policyWords.ts';

export default defineRule({
  id: 'policy-selects-nothing',
  subject: 'NetworkPolicy',
  severity: 'warning',
  summary: 'A NetworkPolicy selects no pod of its namespace, so it protects and restricts nothing.',
  why:
    'A policy applies to the pods of its own namespace that meet its podSelector: all pairs of matchLabels and all ' +
    'matchExpressions (networking/v1 NetworkPolicySpec.podSelector). The API accepts a selector that matches nothing. ' +
    'An empty podSelector is every pod, now or later, and is never reported.',
  reads: [...policyReads, 'services', 'producers', 'scope', 'elsewhere'],
  examples: {
    reported: `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: orders}
spec:
  podSelector:
    matchLabels:
      app: orders
      #    ^^^^^^ warning: no pod of namespace default matches: "orders" here, "order" in Deployment order [fixable]
  policyTypes: [Ingress]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: order}
spec:
  template:
    metadata: {labels: {app: order}}
    spec: {containers: [{name: web, image: shop/order}]}
`,
    accepted: `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: orders}
spec:
  podSelector:
    matchExpressions:
      - {key: app, operator: In, values: [order, orders]}
  policyTypes: [Ingress]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: closed, namespace: empty}
spec: {podSelector: {}, policyTypes: [Ingress]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: order}
spec:
  template:
    metadata: {labels: {app: order}}
    spec: {containers: [{name: web, image: shop/order}]}
`,
  },

  *checkNamespace({ networkPolicies, everywhere, elsewhere, get }) {
    const { selectedBy } = get(policies);
    const { inNamespace } = get(endpoints);
    for (const policy of settled(networkPolicies)) {
      const selector = policy.podSelector;
      if (!selector?.selector || isEmptySelector(selector) || selectedBy(policy).length > 0) continue;
      const { value: namespace } = policy.namespace;
      const asked = selector.selector;
      const far = elsewhere.scopes.find(({ tables }) =>
        tables.workloads.some(({ podLabels }) => matches(asked, podLabels)),
      );
      const strangers = everywhere.workloads.filter(({ hook, podLabels }) => !hook && matches(asked, podLabels));
      const open = far !== undefined || get(openReasons)(namespace).length > 0;
      yield report(policy, inNamespace(namespace), strangers, open, far?.name);
    }
  },
});

function report(
  policy: NetworkPolicy,
  neighbours: readonly Workload[],
  strangers: readonly Workload[],
  open: boolean,
  far: string | undefined,
): Problem {
  const selector = policy.podSelector!;
  const problem = { span: selector.key, resource: resourceId(policy) };
  const unsure = open ? { severity: 'info' as const } : {};
  const near = nearLabels(
    selector,
    policy.spec.get('podSelector'),
    neighbours.map((candidate) => ({ candidate, labels: candidate.podLabels })),
  );
  const [first] = near;
  if (first) {
    const what = first.inKey
      ? `the label is called "${first.text}" in ${described(first.candidate)}, not "${first.written}"`
      : `"${first.written}" here, "${first.text}" in ${described(first.candidate)}`;
    return {
      ...problem,
      ...unsure,
      span: first.span,
      message: `no pod of namespace ${policy.namespace.value} matches: ${what}`,
      related: [{ span: first.candidate.template, message: `the pods of ${described(first.candidate)}` }],
      fixes: near
        .filter(({ editable }) => editable)
        .map(({ span, text, candidate }) => ({
          title: `Select ${described(candidate)}: \`${text}\``,
          edits: [{ span, text }],
          ...(near.length === 1 ? { preferred: true as const } : {}),
        })),
    };
  }
  if (strangers.length > 0) {
    const sure = !open && !namespaceUndecided(policy) && !strangers.some(namespaceUndecided) && neighbours.length > 0;
    return {
      ...problem,
      ...(sure ? {} : { severity: 'info' as const }),
      message: `no pod of namespace ${policy.namespace.value} matches, only ${describedAll(strangers)} in namespace ${strangers[0]!.namespace.value}`,
      related: strangers.map((one) => ({ span: one.template, message: `the pods of ${described(one)}` })),
    };
  }
  // Nothing resembles it: the pods may well come from somewhere else.
  return {
    ...problem,
    severity: 'info',
    message: `no pod of namespace ${policy.namespace.value} matches ${selectorInWords(selector)}${far === undefined ? '' : `, only in ${far}`}`,
  };
}
