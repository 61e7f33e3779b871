import { type AddressPlan, addressPlan as planOf } from '../../kubernetes/addresses/plan.ts';
import { stringAt, type Tree } from '../../yaml/tree.ts';
import type { Place } from '../addresses/place.ts';
import { readAddresses } from '../addresses/read.ts';
import { addressSettings } from '../addressing.ts';
import type { ClusterSettings } from '../cluster.ts';
import { derive } from '../derived.ts';
import type { ScopeDocument } from '../facts.ts';

/**
 * The ranges, DNS address and domain of the scope's cluster. Only documents that may tell of the cluster itself are read:
 * the plan stays the same object while they do, whatever is typed into a Deployment.
 */
export const clusterPlan = derive(['documents', 'cluster'], ({ documents, cluster }): AddressPlan<Place> => {
  const own = documents.filter(({ tree }) => tellsOfCluster(tree));
  const before = own[0] ? kept.get(own[0].tree) : undefined;
  if (before && before.cluster === cluster && sameDocuments(before.documents, own)) return before.plan;
  const plan = planOf(readAddresses(own), addressSettings(cluster));
  if (own[0]) kept.set(own[0].tree, { documents: own, cluster, plan });
  return plan;
});

/** The DNS suffix of the cluster, without dots at its ends: from the settings, else from the files, else `cluster.local`. */
export const clusterDomain = derive(['documents', 'cluster'], ({ get }): string =>
  normalDomain(get(clusterPlan).domain.text),
);

/** A domain in lower case, without dots at its ends. */
export function normalDomain(text: string): string {
  return text.toLowerCase().replaceAll(/^\.|\.$/g, '');
}

interface Kept {
  readonly documents: readonly ScopeDocument[];
  readonly cluster: ClusterSettings;
  readonly plan: AddressPlan<Place>;
}

const kept = new WeakMap<Tree, Kept>();

function sameDocuments(a: readonly ScopeDocument[], b: readonly ScopeDocument[]): boolean {
  return a.length === b.length && a.every(({ tree }, i) => tree === b[i]!.tree);
}

const tells = new WeakMap<Tree, boolean>();

function tellsOfCluster(tree: Tree): boolean {
  let found = tells.get(tree);
  if (found === undefined) tells.set(tree, (found = decide(tree)));
  return found;
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

function decide(tree: Tree): boolean {
  const kind = stringAt(tree, 'kind');
  if (kind === undefined) return true;
  if (silentKinds.has(kind)) return false;
  if (!applicationKinds.has(kind)) return true;
  const namespace = stringAt(tree, 'metadata', 'namespace') ?? '';
  return /^(?:kube-|calico-|tigera-|cilium|openshift-)/.test(namespace);
}
