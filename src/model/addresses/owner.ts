import { type Resource, resourceId } from '../facts/resource.ts';
import type { Draft } from './draft.ts';
import type { Place } from './place.ts';

/** `Kind/namespace/name` of the object that a place belongs to, or `File//path` where the document is none. */
export function ownerOf(place: Place): string {
  return place.owner ?? fileId(place.span.file);
}

/** Notes whose all places of freshly read facts are. A patched value lies in another file than its object, so spans do not tell. */
export function ownAll(draft: Draft, id: string): void {
  eachPlace(draft, (place) => {
    (place as { owner?: string }).owner = id;
  });
}

/** Visits the places within some facts. */
function eachPlace(value: object, visit: (place: Place) => void): void {
  if ('isEditable' in value) {
    visit(value as Place);
    return;
  }
  for (const inner of Array.isArray(value) ? value : Object.values(value)) {
    if (typeof inner === 'object' && inner !== null) eachPlace(inner, visit);
  }
}

/** The id of a file that is no object. */
export function fileId(file: string): string {
  return `File//${file}`;
}

/** Kinds of CNIs and installers that live in no namespace. */
const withoutNamespace = new Set([
  'IPPool',
  'Installation',
  'Network',
  'CiliumPodIPPool',
  'CiliumLoadBalancerIPPool',
  'ClusterConfiguration',
  'InitConfiguration',
  'JoinConfiguration',
  'KubeletConfiguration',
  'KubeProxyConfiguration',
  'ClusterConfig',
  'KubeNetworkConfig',
  'Simple',
]);

const installers = new Set(['kind.x-k8s.io', 'kind.sigs.k8s.io', 'kops.k8s.io', 'k0sctl.k0sproject.io']);

/** The id of an object, without a namespace where its kind has none. */
export function ownerId(resource: Resource): string {
  const { kind, group, name, namespace } = resource;
  const hasNone = namespace.derived === true && (withoutNamespace.has(kind) || installers.has(group));
  return hasNone ? `${kind}//${name.value}` : resourceId(resource);
}
