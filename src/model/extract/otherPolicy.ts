import type { Field } from '../../yaml/field.ts';
import type { OtherPolicy } from '../facts/policies.ts';
import { extractPolicySelector } from './policySelector.ts';
import { extractResource } from './resource.ts';

/** The kinds of policies that network plugins bring, and whether they may select pods of any namespace. */
export const otherPolicyKinds = {
  'crd.projectcalico.org/NetworkPolicy': false,
  'crd.projectcalico.org/GlobalNetworkPolicy': true,
  'projectcalico.org/NetworkPolicy': false,
  'projectcalico.org/GlobalNetworkPolicy': true,
  'cilium.io/CiliumNetworkPolicy': false,
  'cilium.io/CiliumClusterwideNetworkPolicy': true,
  'crd.antrea.io/NetworkPolicy': false,
  'crd.antrea.io/ClusterNetworkPolicy': true,
  'networking.k8s.aws/ClusterNetworkPolicy': true,
} as const satisfies Readonly<Record<string, boolean>>;

export function extractOtherPolicy(root: Field): OtherPolicy {
  const resource = extractResource(root);
  const spec = root.get('spec');
  const isCilium = resource.group === 'cilium.io';
  const selector = isCilium ? extractPolicySelector(spec.get('endpointSelector')) : undefined;
  // Keys with a prefix (`k8s:app`, `reserved:host`) are Cilium's own, and no labels of pods.
  const keys = [...(selector?.labels.keys() ?? []), ...(selector?.expressions.map(({ key }) => key.value) ?? [])];
  // A Cilium policy isolates only in the directions that it has rules for; `specs` is a list of such policies.
  const speaks = (direction: string) => spec.get(direction).exists || spec.get(`${direction}Deny`).exists;
  const directions = (['Ingress', 'Egress'] as const).filter(
    (direction) => !isCilium || !spec.exists || speaks(direction.toLowerCase()),
  );
  return {
    ...resource,
    everywhere: otherPolicyKinds[`${resource.group}/${resource.kind}` as keyof typeof otherPolicyKinds] ?? true,
    selector: keys.some((key) => key.includes(':')) ? undefined : selector,
    directions,
  };
}
