import type { NameReference } from './config.ts';
import type { FieldSpec } from './fieldSpec.ts';

/**
 * Where an object's name is written in others, so that a changed name is changed there too.
 * Source: kustomize 5.6 `api/internal/konfig/builtinpluginconsts/namereference.go`.
 */
export function defaultNameReferences(): readonly NameReference[] {
  const scaled = [spec('spec/scaleTargetRef/name', 'HorizontalPodAutoscaler')];
  return [
    reference('Deployment', scaled),
    reference('ReplicationController', scaled),
    reference('ReplicaSet', scaled),
    reference('StatefulSet', scaled),
    reference(
      'ConfigMap',
      [
        ...inPods(templated, [
          'volumes/configMap/name',
          'containers/env/valueFrom/configMapKeyRef/name',
          'initContainers/env/valueFrom/configMapKeyRef/name',
          'containers/envFrom/configMapRef/name',
          'initContainers/envFrom/configMapRef/name',
          'volumes/projected/sources/configMap/name',
        ]),
        spec('spec/configSource/configMap', 'Node'),
        ...resourceNames,
        spec('metadata/annotations/nginx.ingress.kubernetes.io\\/fastcgi-params-configmap', 'Ingress'),
      ],
      { version: 'v1' },
    ),
    reference(
      'Secret',
      [
        ...inPods(templated, [
          'volumes/secret/secretName',
          'containers/env/valueFrom/secretKeyRef/name',
          'initContainers/env/valueFrom/secretKeyRef/name',
          'containers/envFrom/secretRef/name',
          'initContainers/envFrom/secretRef/name',
          'imagePullSecrets/name',
          'volumes/projected/sources/secret/name',
        ]),
        spec('spec/tls/secretName', 'Ingress'),
        spec('metadata/annotations/ingress.kubernetes.io\\/auth-secret', 'Ingress'),
        spec('metadata/annotations/nginx.ingress.kubernetes.io\\/auth-secret', 'Ingress'),
        spec('metadata/annotations/nginx.ingress.kubernetes.io\\/auth-tls-secret', 'Ingress'),
        spec('imagePullSecrets/name', 'ServiceAccount'),
        ...['secretName', 'adminSecretName', 'userSecretName', 'secretRef'].map((name) =>
          spec(`parameters/${name}`, 'StorageClass'),
        ),
        ...resourceNames,
        spec('spec/template/spec/containers/env/valueFrom/secretKeyRef/name', 'Service', 'serving.knative.dev', 'v1'),
        spec('spec/azureFile/secretName', 'PersistentVolume'),
      ],
      { version: 'v1' },
    ),
    reference(
      'Service',
      [
        spec('spec/serviceName', 'StatefulSet', 'apps'),
        spec('spec/rules/http/paths/backend/serviceName', 'Ingress'),
        spec('spec/backend/serviceName', 'Ingress'),
        spec('spec/rules/http/paths/backend/service/name', 'Ingress'),
        spec('spec/defaultBackend/service/name', 'Ingress'),
        spec('spec/service/name', 'APIService', 'apiregistration.k8s.io'),
        spec('webhooks/clientConfig/service', 'ValidatingWebhookConfiguration', 'admissionregistration.k8s.io'),
        spec('webhooks/clientConfig/service', 'MutatingWebhookConfiguration', 'admissionregistration.k8s.io'),
      ],
      { version: 'v1' },
    ),
    reference('Role', [spec('roleRef/name', 'RoleBinding', rbac)], { group: rbac }),
    reference(
      'ClusterRole',
      [spec('roleRef/name', 'RoleBinding', rbac), spec('roleRef/name', 'ClusterRoleBinding', rbac)],
      { group: rbac },
    ),
    reference(
      'ServiceAccount',
      [
        spec('subjects', 'RoleBinding', rbac),
        spec('subjects', 'ClusterRoleBinding', rbac),
        ...inPods(controlled, ['serviceAccountName']),
      ],
      { version: 'v1' },
    ),
    reference('PersistentVolumeClaim', inPods(controlled, ['volumes/persistentVolumeClaim/claimName']), {
      version: 'v1',
    }),
    reference(
      'PersistentVolume',
      [spec('spec/volumeName', 'PersistentVolumeClaim'), spec('rules/resourceNames', 'ClusterRole')],
      { version: 'v1' },
    ),
    reference(
      'StorageClass',
      [
        spec('spec/storageClassName', 'PersistentVolume'),
        spec('spec/storageClassName', 'PersistentVolumeClaim'),
        spec('spec/volumeClaimTemplates/spec/storageClassName', 'StatefulSet'),
      ],
      { version: 'v1', group: 'storage.k8s.io' },
    ),
    reference('PriorityClass', inPods(controlled, ['priorityClassName']), {
      version: 'v1',
      group: 'scheduling.k8s.io',
    }),
    // The group is as upstream has it, so it never matches, and no ingressClassName is ever changed.
    reference('IngressClass', [spec('spec/ingressClassName', 'Ingress')], {
      version: 'v1',
      group: 'networking.k8s.io/v1',
    }),
    reference(
      'ValidatingAdmissionPolicy',
      [spec('spec/policyName', 'ValidatingAdmissionPolicyBinding', 'admissionregistration.k8s.io')],
      { group: 'admissionregistration.k8s.io' },
    ),
  ];
}

const rbac = 'rbac.authorization.k8s.io';

/** Where the pod specification lies, by kind; with the version where upstream asks for it. */
type PodPaths = readonly (readonly [kind: string, path: string, version?: string])[];

const templated: PodPaths = [
  ['Pod', 'spec', 'v1'],
  ['PodTemplate', 'template/spec'],
  ['Deployment', 'spec/template/spec'],
  ['ReplicaSet', 'spec/template/spec'],
  ['DaemonSet', 'spec/template/spec'],
  ['StatefulSet', 'spec/template/spec'],
  ['Job', 'spec/template/spec'],
  ['CronJob', 'spec/jobTemplate/spec/template/spec'],
];

const controlled: PodPaths = [
  ['Pod', 'spec'],
  ['StatefulSet', 'spec/template/spec'],
  ['Deployment', 'spec/template/spec'],
  ['ReplicationController', 'spec/template/spec'],
  ['CronJob', 'spec/jobTemplate/spec/template/spec'],
  ['Job', 'spec/template/spec'],
  ['DaemonSet', 'spec/template/spec'],
];

const resourceNames = [spec('rules/resourceNames', 'Role'), spec('rules/resourceNames', 'ClusterRole')];

function inPods(pods: PodPaths, paths: readonly string[]): FieldSpec[] {
  return pods.flatMap(([kind, at, version]) => paths.map((path) => spec(`${at}/${path}`, kind, '', version)));
}

function spec(path: string, kind: string, group = '', version = ''): FieldSpec {
  return { path, kind, group, version, create: false };
}

function reference(
  kind: string,
  referrers: readonly FieldSpec[],
  { group = '', version = '' }: { readonly group?: string; readonly version?: string } = {},
): NameReference {
  return { kind, group, version, referrers };
}
