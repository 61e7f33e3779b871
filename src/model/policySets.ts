import { parseBlock, uniteAddresses } from '../kubernetes/policy/addressSet.ts';
import { type Cni, type CniId, cniOfImages, cnis, policyGroups } from '../kubernetes/policy/cni.ts';
import { type PolicyContext, privateAddresses } from '../kubernetes/policy/match.ts';
import type { Policy } from '../kubernetes/policy/policy.ts';
import { derive, deriveByNamespace, perRow } from './derived.ts';
import type { OtherPolicy, PolicyRow } from './facts/policies.ts';
import { resourceId } from './facts/resource.ts';
import type { Workload } from './facts/workload.ts';
import { namespaceLabels } from './namespaces.ts';
import { otherPolicyOf, policyOf } from './policyValues.ts';

/** Policies as verdicts take them, by their rows. */
export type CompiledPolicies = ReadonlyMap<PolicyRow, Policy>;

/** The NetworkPolicies of a namespace. */
export const networkPoliciesIn = deriveByNamespace(['networkPolicies'], ({ networkPolicies }) =>
  compileAll(networkPolicies),
);

/** The policies of cluster scope. */
export const clusterPolicies = derive(['adminPolicies'], ({ adminPolicies }) => compileAll(adminPolicies));

/** Policies that may apply to pods of any namespace: those of cluster scope, and those whose selector cannot be read. */
export const widePolicies = derive(
  ['networkPolicies', 'adminPolicies'],
  ({ namespaceNames, get }): CompiledPolicies =>
    new Map([...namespaceNames.flatMap((namespace) => get(unreadableIn, namespace)), ...get(clusterPolicies)]),
);

const unreadableIn = deriveByNamespace(['networkPolicies'], ({ networkPolicies, namespace, get }) =>
  networkPolicies
    .filter(({ podSelector }) => podSelector && !podSelector.selector)
    .map((row) => [row, get(networkPoliciesIn, namespace).get(row)!] as const),
);

/** All policies of the scope. */
export const allPolicies = derive(
  ['networkPolicies', 'adminPolicies'],
  ({ namespaceNames, get }): CompiledPolicies =>
    new Map([
      ...namespaceNames.flatMap((namespace) => [...get(networkPoliciesIn, namespace)]),
      ...get(clusterPolicies),
    ]),
);

/** Policies of kinds that are not analysed. */
export const unanalysedPolicies = derive(['otherPolicies'], ({ otherPolicies }) => otherPolicies.map(otherPolicy));

/** The network plugin by the images that run it, else by the kinds of policies that only it knows. */
export const networkPlugin = derive(
  ['workloads', 'otherPolicies'],
  ({ namespaceNames, otherPolicies, get }): Cni | undefined => {
    const groups = new Set(otherPolicies.flatMap(({ group }) => policyGroups[group] ?? []));
    const images = namespaceNames.flatMap((namespace) => get(pluginImagesIn, namespace));
    const id: CniId | undefined = cniOfImages(images) ?? (groups.size === 1 ? [...groups][0] : undefined);
    return id && cnis[id];
  },
);

const pluginImagesIn = deriveByNamespace(['workloads'], ({ workloads }) => workloads.flatMap(pluginImagesOf));

const pluginImagesOf = perRow(({ pod }: Workload) =>
  pod.containers.flatMap(({ image }) => (image && cniOfImages([image.value]) ? [image.value] : [])),
);

/** What verdicts rest on beside policies and pods. */
export const policyContext = derive(
  ['namespaces', 'nodes', 'cluster', 'workloads', 'otherPolicies'],
  ({ nodes, cluster, get }): PolicyContext => {
    const podRanges = [...cluster.podCIDRs, ...nodes.flatMap(({ podCIDRs }) => podCIDRs.map(({ value }) => value))];
    const ranges = podRanges.flatMap((block) => parseBlock(block) ?? []);
    return {
      namespaces: get(namespaceLabels),
      missingNamespaceLabels: 'unknown',
      blocksMatchPods: get(networkPlugin)?.blocksMatchPods ?? 'unknown',
      hostNetworkPods: 'undefined',
      podAddresses: ranges.length > 0 ? uniteAddresses(ranges) : privateAddresses,
    };
  },
);

function compileAll(rows: readonly PolicyRow[]): CompiledPolicies {
  const all = new Map<PolicyRow, Policy>();
  const taken = new Set<string>();
  for (const row of rows) {
    const id = freeId(resourceId(row), taken);
    taken.add(id);
    all.set(row, id === resourceId(row) ? compile(row) : policyOf(row, id));
  }
  return all;
}

const compile = perRow((row: PolicyRow) => policyOf(row, resourceId(row)));

const otherPolicy = perRow((row: OtherPolicy) => otherPolicyOf(row));

function freeId(id: string, taken: ReadonlySet<string>): string {
  if (!taken.has(id)) return id;
  let count = 2;
  while (taken.has(`${id}#${count}`)) count++;
  return `${id}#${count}`;
}
