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
