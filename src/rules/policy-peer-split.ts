import { matches } from '../kubernetes/labels.ts';
import { defineRule, type Fix } from '../lint/rule.ts';
import { endpoints } from '../model/endpoints.ts';
import type { NetworkPolicyPeer } from '../model/facts/policies.ts';
import { namespaceUndecided, resourceId } from '../model/facts/resource.ts';
import { policies, policyReads } from '../model/policies.ts';
import type { Field } from '../yaml/field.ts';
import { describedAll } from './described.ts';
import { isEmptySelector, rulesWritten, selectorInWords, settled } from './policyWords.ts';

export default defineRule({
  id: 'policy-peer-split',
  subject: 'NetworkPolicy',
  severity: 'warning',
  summary: 'A namespaceSelector and a podSelector are two peers where they were meant as one.',
  why:
    'Each item of `from` or `to` admits by itself: two items are either-or, and only what stands within one item must hold ' +
    'together (networking/v1 NetworkPolicyPeer). With a dash too many, all pods of the selected namespaces are admitted, ' +
    "and the podSelector means pods of the policy's own namespace. It is reported where that namespace has no such pods, " +
    'and the selected namespaces do.',
  reads: [...policyReads, 'services'],
  examples: {
    reported: `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web, namespace: apps}
spec:
  podSelector: {}
  ingress:
    - from:
        - namespaceSelector:
            matchLabels: {kubernetes.io/metadata.name: monitoring}
        - podSelector:
        # ^^^^^^^^^^^ warning: this is a peer of its own, and no pod of namespace apps has \`app: prometheus\`; the peer above admits all pods of namespace monitoring, not only Deployment prometheus [fixable]
            matchLabels: {app: prometheus}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: prometheus, namespace: monitoring}
spec:
  template:
    metadata: {labels: {app: prometheus}}
    spec: {containers: [{name: web, image: prom/prometheus}]}
---
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: apps, labels: {app: web}}
spec: {containers: [{name: web, image: shop/web}]}
`,
    accepted: `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web, namespace: apps}
spec:
  podSelector: {}
  ingress:
    - from:
        - namespaceSelector:
            matchLabels: {kubernetes.io/metadata.name: monitoring}
          podSelector:
            matchLabels: {app: prometheus}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: prometheus, namespace: monitoring}
spec:
  template:
    metadata: {labels: {app: prometheus}}
    spec: {containers: [{name: web, image: prom/prometheus}]}
---
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: apps, labels: {app: web}}
spec: {containers: [{name: web, image: shop/web}]}
`,
  },

  *checkNamespace({ networkPolicies, get }) {
    const { peersOf } = get(policies);
    const { inNamespace } = get(endpoints);
    for (const policy of settled(networkPolicies)) {
      const namespace = policy.namespace.value;
      for (const { direction, index, rule, peers } of rulesWritten(policy)) {
        for (const [at, peer] of rule.peers.entries()) {
          if (!isOnly(peer, 'podSelector') || isEmptySelector(peer.podSelector!) || !peer.podSelector?.selector)
            continue;
          if (peersOf(policy, direction, index, at).length > 0) continue;
          const asked = peer.podSelector.selector;
          for (const other of [at - 1, at + 1]) {
            const beside = rule.peers[other];
            if (!beside || !isOnly(beside, 'namespaceSelector') || isEmptySelector(beside.namespaceSelector!)) continue;
            const meant = peersOf(policy, direction, index, other)
              .filter(({ selects, workload }) => selects === true && matches(asked, workload.podLabels))
              .map(({ workload }) => workload);
            if (meant.length === 0) continue;
            const unsure = namespaceUndecided(policy) || inNamespace(namespace).length === 0;
            yield {
              span: peer.span,
              resource: resourceId(policy),
              ...(unsure ? { severity: 'info' as const } : {}),
              message: `this is a peer of its own, and no pod of namespace ${namespace} has ${selectorInWords(peer.podSelector)}; the peer ${other < at ? 'above' : 'below'} admits all pods of namespace ${meant[0]!.namespace.value}, not only ${describedAll(meant)}`,
              related: [{ span: beside.span, message: 'the other peer' }],
              fixes: merge(peers.items()[Math.min(at, other)], peers.items()[Math.max(at, other)], peers),
            };
            break;
          }
        }
      }
    }
  },
});

function isOnly(peer: NetworkPolicyPeer, key: 'podSelector' | 'namespaceSelector'): boolean {
  const { podSelector, namespaceSelector, ipBlock } = peer;
  if (ipBlock) return false;
  return key === 'podSelector' ? !!podSelector && !namespaceSelector : !!namespaceSelector && !podSelector;
}

/** One item of two that follow each other: without the dash of the second, or without the braces between them. */
function merge(first: Field | undefined, second: Field | undefined, list: Field): Fix[] {
  const [a, b, all] = [first?.tree, second?.tree, list.tree];
  if (a?.kind !== 'map' || b?.kind !== 'map' || all?.kind !== 'sequence') return [];
  if (a.derived || b.derived || !a.layout || !b.layout || !all.layout || a.layout.flow !== b.layout.flow) return [];
  const title = 'Make them one peer: both must hold';
  const { file } = b.span;
  if (a.layout.flow) {
    if (!all.layout.flow) return [];
    return [{ title, edits: [{ span: { file, start: a.span.end - 1, end: b.span.start + 1 }, text: ', ' }] }];
  }
  if (a.layout.column !== b.layout.column) return [];
  const dash = b.span.start - (b.layout.column - all.layout.column);
  return [{ title, edits: [{ span: { file, start: dash, end: dash + 1 }, text: ' ' }] }];
}
