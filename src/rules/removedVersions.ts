/** When a version of a kind was removed, and what took its place. */
export interface Removal {
  /** The release of Kubernetes that no longer serves it, `1.22`. */
  readonly release: string;
  /** The version to use; undefined where nothing took its place. */
  readonly now: string | undefined;
  /** Whether the fields are the same there. */
  readonly compatible: boolean;
}

type Row = readonly [
  apiVersion: string,
  kinds: string,
  release: string,
  now: string | undefined,
  fields: 'same' | 'other',
];

/** https://kubernetes.io/docs/reference/using-api/deprecation-guide/ and the release notes of older versions. */
const rows: readonly Row[] = [
  ['extensions/v1beta1', 'Deployment DaemonSet ReplicaSet', '1.16', 'apps/v1', 'same'],
  ['extensions/v1beta1', 'NetworkPolicy', '1.16', 'networking.k8s.io/v1', 'same'],
  ['extensions/v1beta1', 'PodSecurityPolicy', '1.16', undefined, 'other'],
  ['extensions/v1beta1', 'Ingress', '1.22', 'networking.k8s.io/v1', 'other'],
  ['apps/v1beta1', 'Deployment StatefulSet ControllerRevision', '1.16', 'apps/v1', 'same'],
  ['apps/v1beta2', 'Deployment StatefulSet DaemonSet ReplicaSet ControllerRevision', '1.16', 'apps/v1', 'same'],
  ['networking.k8s.io/v1beta1', 'Ingress', '1.22', 'networking.k8s.io/v1', 'other'],
  ['networking.k8s.io/v1beta1', 'IngressClass', '1.22', 'networking.k8s.io/v1', 'same'],
  ['networking.k8s.io/v1alpha1', 'ClusterCIDR', '1.29', undefined, 'other'],
  ['discovery.k8s.io/v1alpha1', 'EndpointSlice', '1.20', 'discovery.k8s.io/v1', 'other'],
  ['discovery.k8s.io/v1beta1', 'EndpointSlice', '1.25', 'discovery.k8s.io/v1', 'same'],
  ['batch/v2alpha1', 'CronJob', '1.21', 'batch/v1', 'same'],
  ['batch/v1beta1', 'CronJob', '1.25', 'batch/v1', 'same'],
  ['policy/v1beta1', 'PodDisruptionBudget', '1.25', 'policy/v1', 'same'],
  ['policy/v1beta1', 'PodSecurityPolicy', '1.25', undefined, 'other'],
  ['policy/v1beta1', 'Eviction', '1.25', 'policy/v1', 'same'],
  ['autoscaling/v2alpha1', 'HorizontalPodAutoscaler', '1.8', 'autoscaling/v2', 'other'],
  ['autoscaling/v2beta1', 'HorizontalPodAutoscaler', '1.25', 'autoscaling/v2', 'other'],
  ['autoscaling/v2beta2', 'HorizontalPodAutoscaler', '1.26', 'autoscaling/v2', 'same'],
  [
    'rbac.authorization.k8s.io/v1alpha1',
    'ClusterRole ClusterRoleBinding Role RoleBinding',
    '1.22',
    'rbac.authorization.k8s.io/v1',
    'other',
  ],
  [
    'rbac.authorization.k8s.io/v1beta1',
    'ClusterRole ClusterRoleBinding Role RoleBinding',
    '1.22',
    'rbac.authorization.k8s.io/v1',
    'same',
  ],
  ['apiextensions.k8s.io/v1beta1', 'CustomResourceDefinition', '1.22', 'apiextensions.k8s.io/v1', 'other'],
  ['apiregistration.k8s.io/v1beta1', 'APIService', '1.22', 'apiregistration.k8s.io/v1', 'same'],
  [
    'admissionregistration.k8s.io/v1beta1',
    'MutatingWebhookConfiguration ValidatingWebhookConfiguration',
    '1.22',
    'admissionregistration.k8s.io/v1',
    'other',
  ],
  ['authentication.k8s.io/v1beta1', 'TokenReview', '1.22', 'authentication.k8s.io/v1', 'same'],
  [
    'authorization.k8s.io/v1beta1',
    'LocalSubjectAccessReview SelfSubjectAccessReview SubjectAccessReview',
    '1.22',
    'authorization.k8s.io/v1',
    'other',
  ],
  ['certificates.k8s.io/v1beta1', 'CertificateSigningRequest', '1.22', 'certificates.k8s.io/v1', 'other'],
  ['coordination.k8s.io/v1beta1', 'Lease', '1.22', 'coordination.k8s.io/v1', 'same'],
  ['scheduling.k8s.io/v1alpha1', 'PriorityClass', '1.17', 'scheduling.k8s.io/v1', 'same'],
  ['scheduling.k8s.io/v1beta1', 'PriorityClass', '1.22', 'scheduling.k8s.io/v1', 'same'],
  ['storage.k8s.io/v1beta1', 'CSIDriver CSINode StorageClass VolumeAttachment', '1.22', 'storage.k8s.io/v1', 'same'],
  ['storage.k8s.io/v1beta1', 'CSIStorageCapacity', '1.27', 'storage.k8s.io/v1', 'same'],
  ['node.k8s.io/v1beta1', 'RuntimeClass', '1.25', 'node.k8s.io/v1', 'same'],
  ['events.k8s.io/v1beta1', 'Event', '1.25', 'events.k8s.io/v1', 'other'],
  ['settings.k8s.io/v1alpha1', 'PodPreset', '1.20', undefined, 'other'],
  ['auditregistration.k8s.io/v1alpha1', 'AuditSink', '1.19', undefined, 'other'],
  [
    'flowcontrol.apiserver.k8s.io/v1alpha1',
    'FlowSchema PriorityLevelConfiguration',
    '1.21',
    'flowcontrol.apiserver.k8s.io/v1',
    'other',
  ],
  [
    'flowcontrol.apiserver.k8s.io/v1beta1',
    'FlowSchema PriorityLevelConfiguration',
    '1.26',
    'flowcontrol.apiserver.k8s.io/v1',
    'other',
  ],
  [
    'flowcontrol.apiserver.k8s.io/v1beta2',
    'FlowSchema PriorityLevelConfiguration',
    '1.29',
    'flowcontrol.apiserver.k8s.io/v1',
    'other',
  ],
  [
    'flowcontrol.apiserver.k8s.io/v1beta3',
    'FlowSchema PriorityLevelConfiguration',
    '1.32',
    'flowcontrol.apiserver.k8s.io/v1',
    'same',
  ],
];

const removals = new Map<string, Map<string, Removal>>();
for (const [apiVersion, kinds, release, now, fields] of rows) {
  const ofVersion = removals.get(apiVersion) ?? new Map<string, Removal>();
  removals.set(apiVersion, ofVersion);
  for (const kind of kinds.split(' ')) ofVersion.set(kind, { release, now, compatible: fields === 'same' });
}

/** When the version of a kind was removed; undefined for what is served, or was never known. */
export function removalOf(apiVersion: string, kind: string): Removal | undefined {
  return removals.get(apiVersion)?.get(kind);
}
