import { type Resource, resourceId } from '../facts/resource.ts';
import type { Draft } from './draft.ts';
import type { Place } from './place.ts';

const owners = new WeakMap<Place, string>();

/** `Kind/namespace/name` of the object that a place belongs to, or `File//path` where the document is none. */
export function ownerOf(place: Place): string {
  return owners.get(place) ?? fileId(place.span.file);
}

/** Notes whose the place is. */
export function own(place: Place, id: string): void {
  owners.set(place, id);
}

/** Notes whose all places of some facts are. A patched value lies in another file than its object, so spans do not tell. */
export function ownAll(draft: Draft, id: string): void {
  for (const place of placesOf(draft)) own(place, id);
}

/** The places within some facts. */
export function* placesOf(value: unknown): Iterable<Place> {
  if (typeof value !== 'object' || value === null) return;
  if ('span' in value && 'isEditable' in value) yield value as Place;
  else for (const inner of Object.values(value)) yield* placesOf(inner);
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
