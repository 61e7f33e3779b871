import { defineRule, type Fix } from '../lint/rule.ts';
import type { NetworkPolicy, NetworkPolicyPeer } from '../model/facts/policies.ts';
import { resourceId } from '../model/facts/resource.ts';
import type { Field } from '../yaml/field.ts';
import { eachRow } from './eachRow.ts';
import { rulesWritten } from './policyWords.ts';

export default defineRule({
  id: 'policy-peer-invalid',
  subject: 'NetworkPolicy',
  severity: 'error',
  summary: 'A peer of a NetworkPolicy says nothing, joins an ipBlock with selectors, or stands under the wrong key.',
  why:
    'A peer is either an ipBlock, or a podSelector, a namespaceSelector, or both of these; the API server refuses an empty ' +
    'peer and one with an ipBlock beside a selector (pkg/apis/networking/validation, ValidateNetworkPolicyPeer). ' +
    'Everybody is written by leaving `from` or `to` out, every pod by `namespaceSelector: {}`. A `to` in an ingress rule is an ' +
    'unknown field, and without a `from` the rule admits everybody.',
  reads: ['networkPolicies'],
  examples: {
    reported: `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web}
spec:
  podSelector: {}
  ingress:
    - from:
        - {}
        # ^^ error: this peer says nothing; everybody is written by leaving the list out [fixable]
    - from:
        - podSelector: {matchLabels: {app: web}}
          ipBlock: {cidr: 10.0.0.0/8}
          #^^^^^^ error: ipBlock cannot stand beside a selector: a peer is either addresses or pods [fixable]
`,
    accepted: `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web}
spec:
  podSelector: {}
  ingress:
    - from:
        - podSelector: {matchLabels: {app: web}}
        - ipBlock: {cidr: 10.0.0.0/8}
`,
  },

  checkNamespace: ({ networkPolicies }) => checkEach(networkPolicies),
});

const checkEach = eachRow(function* (policy: NetworkPolicy) {
  const resource = resourceId(policy);
  for (const { direction, field, rule, peers } of rulesWritten(policy)) {
    const [wrong, right] = direction === 'Ingress' ? ['to', 'from'] : ['from', 'to'];
    const misplaced = field.get(wrong);
    if (misplaced.exists) {
      const { key } = misplaced;
      const open = peers.exists ? '' : ', so this rule admits everybody';
      yield {
        span: key,
        resource,
        message: `the peers of ${direction === 'Ingress' ? 'an ingress' : 'an egress'} rule are in \`${right}\`: \`${wrong}\` is no field of it${open}`,
        fixes:
          misplaced.tree?.derived || peers.exists
            ? []
            : [{ title: `Use \`${right}\``, edits: [{ span: key, text: right }] }],
      };
    }
    for (const [index, peer] of rule.peers.entries()) {
      const item = peers.items()[index]!;
      const { ipBlock } = peer;
      const selects = peer.podSelector ?? peer.namespaceSelector;
      if (ipBlock && selects) {
        const message = 'ipBlock cannot stand beside a selector: a peer is either addresses or pods';
        yield { span: ipBlock.span, resource, message, fixes: split(item, peer) };
      } else if (!ipBlock && !selects && isEmpty(item)) {
        const message = 'this peer says nothing; everybody is written by leaving the list out';
        yield { span: peer.span, resource, message, fixes: everyPod(item) };
      }
    }
  }
});

/** Whether nothing was written that a newer API may know. */
function isEmpty(item: Field): boolean {
  const { tree } = item;
  if (tree?.kind === 'scalar') return tree.value === null;
  const known = ['podSelector', 'namespaceSelector', 'ipBlock'];
  return tree?.kind === 'map' && tree.entries.every(({ key }) => known.includes(key.value));
}

function everyPod({ tree }: Field): Fix[] {
  if (tree?.kind !== 'map' || tree.derived || tree.entries.length > 0) return [];
  return [
    { title: 'Every pod: `namespaceSelector: {}`', edits: [{ span: tree.span, text: '{namespaceSelector: {}}' }] },
  ];
}

/** Where the block comes last in block style, a dash of its own makes it another peer. */
function split({ tree }: Field, { ipBlock }: NetworkPolicyPeer): Fix[] {
  if (tree?.kind !== 'map' || tree.derived || !tree.layout || tree.layout.flow || !ipBlock) return [];
  if (tree.entries.at(-1)?.key.value !== 'ipBlock' || tree.layout.column < 2) return [];
  const { start, file } = ipBlock.span;
  const at = { file, start: start - 2, end: start };
  return [{ title: 'Make it a peer of its own', edits: [{ span: at, text: '- ' }] }];
}
