import type { FieldSpec } from './fieldSpec.ts';

/** Source of these tables: kustomize 5.6 `api/internal/konfig/builtinpluginconsts`. */

/** `kind`, the path, and the group or version where upstream asks for it. */
type Row = readonly [kind: string, path: string, ids?: { readonly group?: string; readonly version?: string }];

const apps = { group: 'apps' };
const batch = { group: 'batch' };
const v1 = { version: 'v1' };

/** Where the labels and annotations of a pod template, and of what it is made from, stand. */
function templates(field: 'labels' | 'annotations', claims: readonly FieldSpec[]): readonly FieldSpec[] {
  return [
    ...specs(true, [
      ['', `metadata/${field}`],
      ['ReplicationController', `spec/template/metadata/${field}`, v1],
      ['Deployment', `spec/template/metadata/${field}`],
      ['ReplicaSet', `spec/template/metadata/${field}`],
      ['DaemonSet', `spec/template/metadata/${field}`],
      ['StatefulSet', `spec/template/metadata/${field}`, field === 'labels' ? apps : {}],
    ]),
    ...claims,
    ...specs(true, [
      ['Job', `spec/template/metadata/${field}`, batch],
      ['CronJob', `spec/jobTemplate/metadata/${field}`, batch],
      ['CronJob', `spec/jobTemplate/spec/template/metadata/${field}`, batch],
    ]),
  ];
}

export const annotationFields = templates('annotations', []);

export const templateLabelFields = templates(
  'labels',
  specs(true, [['StatefulSet', 'spec/volumeClaimTemplates[]/metadata/labels', apps]]),
);

const podSelectors = (kind: string): Row[] => [
  ...['podAffinity', 'podAntiAffinity'].flatMap((affinity): Row[] => {
    const at = `spec/template/spec/affinity/${affinity}`;
    const preferred = `${at}/preferredDuringSchedulingIgnoredDuringExecution/podAffinityTerm/labelSelector/matchLabels`;
    const required = `${at}/requiredDuringSchedulingIgnoredDuringExecution/labelSelector/matchLabels`;
    return [
      [kind, preferred, apps],
      [kind, required, apps],
    ];
  }),
  [kind, 'spec/template/spec/topologySpreadConstraints/labelSelector/matchLabels', apps],
];

export const labelFields: readonly FieldSpec[] = [
  ...specs(true, [
    ['Service', 'spec/selector', v1],
    ['ReplicationController', 'spec/selector', v1],
    ['Deployment', 'spec/selector/matchLabels'],
  ]),
  ...specs(false, podSelectors('Deployment')),
  ...specs(true, [
    ['ReplicaSet', 'spec/selector/matchLabels'],
    ['DaemonSet', 'spec/selector/matchLabels'],
    ['StatefulSet', 'spec/selector/matchLabels', apps],
  ]),
  ...specs(false, podSelectors('StatefulSet')),
  ...specs(false, [
    ['Job', 'spec/selector/matchLabels', batch],
    ['CronJob', 'spec/jobTemplate/spec/selector/matchLabels', batch],
    ['PodDisruptionBudget', 'spec/selector/matchLabels', { group: 'policy' }],
    ['NetworkPolicy', 'spec/podSelector/matchLabels', { group: 'networking.k8s.io' }],
    ['NetworkPolicy', 'spec/ingress/from/podSelector/matchLabels', { group: 'networking.k8s.io' }],
    ['NetworkPolicy', 'spec/egress/to/podSelector/matchLabels', { group: 'networking.k8s.io' }],
  ]),
  ...templateLabelFields,
];

export const nameFields = specs(false, [['', 'metadata/name']]);

export const namespaceFields: readonly FieldSpec[] = [
  ...specs(true, [
    ['Namespace', 'metadata/name'],
    ['APIService', 'spec/service/namespace', { group: 'apiregistration.k8s.io' }],
  ]),
  ...specs(false, [
    [
      'CustomResourceDefinition',
      'spec/conversion/webhook/clientConfig/service/namespace',
      { group: 'apiextensions.k8s.io' },
    ],
  ]),
];

export const imageFields = specs(true, [
  ['', 'spec/containers[]/image'],
  ['', 'spec/initContainers[]/image'],
  ['', 'spec/template/spec/containers[]/image'],
  ['', 'spec/template/spec/initContainers[]/image'],
]);

export const replicaFields = specs(
  true,
  ['Deployment', 'ReplicationController', 'ReplicaSet', 'StatefulSet'].map((kind): Row => [kind, 'spec/replicas']),
);

/** Where `$(NAME)` is replaced by the value of a var. */
export const variableFields: readonly FieldSpec[] = specs(false, [
  ...[
    ['CronJob', 'spec/jobTemplate/spec/template/spec'] as const,
    ['Pod', 'spec'] as const,
    ...['DaemonSet', 'Deployment', 'Job', 'ReplicaSet', 'StatefulSet'].map(
      (kind) => [kind, 'spec/template/spec'] as const,
    ),
  ].flatMap(([kind, at]) =>
    ['containers', 'initContainers'].flatMap((containers) =>
      ['args', 'command', 'env/value', 'volumeMounts/mountPath'].map(
        (path): Row => [kind, `${at}/${containers}/${path}`],
      ),
    ),
  ),
  ...['DaemonSet', 'Deployment', 'Job', 'ReplicaSet'].map(
    (kind): Row => [kind, 'spec/template/spec/volumes/nfs/server'],
  ),
  ['CronJob', 'spec/jobTemplate/spec/template/volumes/nfs/server'],
  ['Pod', 'spec/volumes/nfs/server'],
  ['Deployment', 'spec/template/metadata/annotations'],
  ['Ingress', 'spec/rules/host'],
  ['Ingress', 'spec/tls/hosts'],
  ['Ingress', 'spec/tls/secretName'],
  ['Service', 'spec/ports/port'],
  ['Service', 'spec/ports/targetPort'],
  ['StatefulSet', 'spec/volumeClaimTemplates/spec/nfs/server'],
  ['PersistentVolume', 'spec/nfs/server'],
  ['', 'metadata/labels'],
  ['', 'metadata/annotations'],
]);

function specs(create: boolean, rows: readonly Row[]): readonly FieldSpec[] {
  return rows.map(([kind, path, { group = '', version = '' } = {}]) => ({ kind, path, group, version, create }));
}
