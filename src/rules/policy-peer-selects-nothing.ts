import { matches } from '../kubernetes/labels.ts';
import { selectsNamespace } from '../kubernetes/policy/match.ts';
import { defineRule } from '../lint/rule.ts';
import { openReasons } from '../model/closedWorld.ts';
import { endpoints } from '../model/endpoints.ts';
import { isPlaceholder, namespaceUndecided, resourceId } from '../model/facts/resource.ts';
import { policies, policyReads } from '../model/policies.ts';
import { list } from '../text/distance.ts';
import { described } from './described.ts';
import { isEmptySelector, nearLabels, rulesWritten, selectorInWords, selectsPods, settled } from './policyWords.ts';

export default defineRule({
  id: 'policy-peer-selects-nothing',
  subject: 'NetworkPolicy',
  severity: 'warning',
  summary: 'A peer of a NetworkPolicy selects no pod, so it admits nothing.',
  why:
    'A podSelector in a peer is matched against the pods of the namespaces that its namespaceSelector matches, or of the ' +
    "policy's own namespace where it has none (networking/v1 NetworkPolicyPeer). A selector that matches nothing is " +
    'accepted, and admits nothing. Where the pods may come from elsewhere, it is information.',
  reads: [...policyReads, 'services', 'producers', 'scope', 'elsewhere'],
  examples: {
    reported: `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: db}
spec:
  podSelector: {}
  ingress:
    - from:
        - podSelector: {matchLabels: {app: orders}}
        #                                  ^^^^^^ warning: no pod of namespace default has \`app: orders\`; Deployment order has "order" [fixable]
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
metadata: {name: db}
spec:
  podSelector: {}
  ingress:
    - from:
        - podSelector: {}
        - namespaceSelector: {matchLabels: {team: monitoring}}
          podSelector: {matchLabels: {app: prometheus}}
        - podSelector: {matchLabels: {app: order}}
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
    const { peersOf, context } = get(policies);
    const { inNamespace } = get(endpoints);
    for (const policy of settled(networkPolicies)) {
      for (const { direction, index, rule, peers } of rulesWritten(policy)) {
        for (const [at, peer] of rule.peers.entries()) {
          const { podSelector, namespaceSelector } = peer;
          if (!podSelector?.selector || isEmptySelector(podSelector) || !selectsPods(peer)) continue;
          if (peersOf(policy, direction, index, at).length > 0) continue;
          const spaces = namespaceSelector?.selector
            ? everywhere.namespaceNames.filter(
                (name) =>
                  !isPlaceholder(name) &&
                  selectsNamespace(namespaceSelector.selector!, name, context) === true &&
                  everywhere.within(name).workloads.length > 0,
              )
            : [policy.namespace.value];
          const neighbours = spaces.flatMap((name) => inNamespace(name));
          // Of a namespace that shows no pods, nothing can be said.
          if (neighbours.length === 0) continue;
          const asked = podSelector.selector;
          const field = peers.items()[at]!.get('podSelector');
          const near = nearLabels(
            podSelector,
            field,
            neighbours.map((candidate) => ({ candidate, labels: candidate.podLabels })),
          );
          const strangers = everywhere.workloads.filter(({ hook, podLabels }) => !hook && matches(asked, podLabels));
          const far = elsewhere.scopes.some(({ tables }) =>
            tables.workloads.some(({ podLabels }) => matches(asked, podLabels)),
          );
          const open = far || spaces.some((name) => get(openReasons)(name).length > 0);
          const decided = !namespaceUndecided(policy) && !strangers.some(namespaceUndecided);
          const sure = !open && (near.length > 0 || (strangers.length > 0 && decided));
          const where = `no pod of namespace ${list(spaces)} has ${selectorInWords(podSelector)}`;
          const [first] = near;
          yield {
            span: first?.span ?? podSelector.key,
            resource: resourceId(policy),
            ...(sure ? {} : { severity: 'info' as const }),
            message: first
              ? `${where}; ${described(first.candidate)} has "${first.text}"`
              : strangers.length > 0
                ? `${where}, only ${described(strangers[0]!)} in namespace ${strangers[0]!.namespace.value}`
                : where,
            related: [...near.map(({ candidate }) => candidate), ...(first ? [] : strangers)].map((one) => ({
              span: one.template,
              message: `the pods of ${described(one)}`,
            })),
            fixes: near
              .filter(({ editable }) => editable)
              .map(({ span, text, candidate }) => ({
                title: `Use \`${text}\`, as ${described(candidate)} has it`,
                edits: [{ span, text }],
                ...(near.length === 1 ? { preferred: true as const } : {}),
              })),
          };
        }
      }
    }
  },
});
