import { type AddressPlan, addressPlan as planOf } from '../../kubernetes/addresses/plan.ts';
import { stringAt } from '../../yaml/tree.ts';
import type { Place } from '../addresses/place.ts';
import { readAddresses } from '../addresses/read.ts';
import { addressSettings } from '../addressing.ts';
import { derive, perRow } from '../derived.ts';
import type { ScopeDocument } from '../facts.ts';

/**
 * The ranges, DNS address and domain of the scope's cluster. Only documents that may tell of the cluster itself are read:
 * the plan stays the same object while they do, whatever is typed into a Deployment.
 */
export const clusterPlan = derive(
  ['documents', 'cluster'],
  ({ cluster, get }): AddressPlan<Place> => planOf(readAddresses(get(tellingDocuments)), addressSettings(cluster)),
);

const tellingDocuments = derive(['documents'], ({ documents }) => documents.filter((one) => tellsOfCluster(one)));

/** The DNS suffix of the cluster, without dots at its ends: from the settings, else from the files, else `cluster.local`. */
export const clusterDomain = derive(['documents', 'cluster'], ({ get }): string =>
  normalDomain(get(clusterPlan).domain.text),
);

/** A domain in lower case, without dots at its ends. */
export function normalDomain(text: string): string {
  return text.toLowerCase().replaceAll(/^\.|\.$/g, '');
}

/** Kinds of applications: only those of the system's own namespaces say anything of the cluster. */
const applicationKinds = new Set([
  'Pod',
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'ReplicaSet',
  'Job',
  'CronJob',
  'Service',
  'ConfigMap',
  'Endpoints',
]);

const silentKinds = new Set([
  'Ingress',
  'NetworkPolicy',
  'Secret',
  'ServiceAccount',
  'Role',
  'RoleBinding',
  'ClusterRole',
  'ClusterRoleBinding',
  'CustomResourceDefinition',
  'HorizontalPodAutoscaler',
  'PodDisruptionBudget',
  'PersistentVolumeClaim',
  'EndpointSlice',
]);

const tellsOfCluster = perRow(({ tree }: ScopeDocument): boolean => {
  const kind = stringAt(tree, 'kind');
  if (kind === undefined) return true;
  if (silentKinds.has(kind)) return false;
  if (!applicationKinds.has(kind)) return true;
  const namespace = stringAt(tree, 'metadata', 'namespace') ?? '';
  return /^(?:kube-|calico-|tigera-|cilium|openshift-)/.test(namespace);
});
