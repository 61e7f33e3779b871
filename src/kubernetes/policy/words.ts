import type { DirectionExplanation, RuleReference } from './explain.ts';
import type { UnknownReason } from './ternary.ts';

/** A reason in words, as the end of a sentence: `unknown, because …`. Pods and policies are named by their ids. */
export function reasonInWords(reason: UnknownReason): string {
  switch (reason.kind) {
    case 'namespace-labels':
      return `the labels of the namespace ${reason.namespace} are not among the manifests`;
    case 'pod-labels':
      return `not all labels of the pods of ${reason.pod} are known`;
    case 'pod-addresses':
      return `the address of the pods of ${reason.pod} is not known`;
    case 'block-against-pods':
      return `an ipBlock holds the addresses of ${reason.pod}, and network plugins differ in whether that counts for pods`;
    case 'host-network':
      return `${reason.pod} uses the network of its node, and the API does not define what a policy then does`;
    case 'address-range':
      return 'an ipBlock holds a part of the addresses';
    case 'unreadable':
      return `a part of ${reason.policy} cannot be read`;
    case 'peer-kind':
      return reason.peer === 'nodes'
        ? `${reason.policy} speaks of nodes, which manifests do not show`
        : `${reason.policy} speaks of domain names, whose addresses manifests do not show`;
    case 'equal-priority':
      return `${reason.policies.join(' and ')} have the same priority and disagree`;
    case 'other-policy':
      return `${reason.policy} is of a kind that is not analysed`;
  }
}

/**
 * What decides one direction, in a sentence without its full stop. Rules are counted from 1.
 *
 * @param nameOf how a policy is called; by its id when it is left out
 */
export function causeInWords({ direction, cause }: DirectionExplanation, nameOf = (id: string): string => id): string {
  const side = direction.toLowerCase();
  const rule = (of: RuleReference) => `${side} rule ${of.index + 1} of ${nameOf(of.policy)}`;
  switch (cause.kind) {
    case 'not-a-pod':
      return 'policies restrict pods, not addresses';
    case 'no-policy':
      return `no policy restricts its ${side}`;
    case 'own-node':
      return 'a node always reaches its pods';
    case 'same-pod':
      return 'a pod always reaches itself';
    case 'allowed-by':
      return `allowed by ${listInWords(cause.rules.map(rule))}`;
    case 'denied-by':
      return `denied by ${rule(cause.rule)}`;
    case 'isolated':
      return `${listInWords(cause.policies.map(nameOf))} ${cause.policies.length > 1 ? 'isolate' : 'isolates'} it for ${side}, and no rule allows this`;
    case 'no-rule':
      return `no rule of ${listInWords(cause.policies.map(nameOf))} is about this, so it is allowed`;
    case 'unknown':
      return `unknown, because ${listInWords(cause.reasons.map(reasonInWords))}`;
  }
}

function listInWords(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}
