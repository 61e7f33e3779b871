/** What a strategic merge has to know of a value. Values that a merge treats plainly have no schema. */
export interface Schema {
  /** For a list whose items are merged: the fields that identify an item, or none for a list of texts. */
  readonly keys?: readonly string[];
  readonly fields?: Readonly<Record<string, Schema>>;
  /** The schema of the items of a list. */
  readonly items?: Schema;
  /** The schema of the values of a map with free keys. */
  readonly values?: Schema;
}

/** The schema of an `apiVersion` and kind. Undefined for kinds it does not know, whose lists a patch replaces. */
export type Schemas = (apiVersion: string, kind: string) => Schema | undefined;

/**
 * Kubernetes' own kinds as the OpenAPI of 1.21 has them, which is what kustomize carries: `x-kubernetes-patch-strategy`,
 * `x-kubernetes-patch-merge-key` and `x-kubernetes-list-map-keys` of `api/openapi-spec/swagger.json`.
 * Kinds and versions that it lacks (`autoscaling/v2`, `extensions/v1beta1` Deployments) are unknown to kustomize too.
 */
export const builtinSchemas: Schemas = (apiVersion, kind) => SCHEMAS.get(`${apiVersion} ${kind}`);

const metadata: Schema = { fields: { finalizers: { keys: [] }, ownerReferences: { keys: ['uid'] } } };
const plain: Schema = { fields: { metadata } };
const conditions: Schema = { fields: { conditions: { keys: ['type'] } } };

const container: Schema = {
  fields: {
    env: { keys: ['name'] },
    ports: { keys: ['containerPort', 'protocol'] },
    volumeDevices: { keys: ['devicePath'] },
    volumeMounts: { keys: ['mountPath'] },
  },
};
const ephemeralContainer: Schema = {
  fields: { env: { keys: ['name'] }, volumeDevices: { keys: ['devicePath'] }, volumeMounts: { keys: ['mountPath'] } },
};

const podSpec: Schema = {
  fields: {
    containers: { keys: ['name'], items: container },
    ephemeralContainers: { keys: ['name'], items: ephemeralContainer },
    hostAliases: { keys: ['ip'] },
    imagePullSecrets: { keys: ['name'] },
    initContainers: { keys: ['name'], items: container },
    topologySpreadConstraints: { keys: ['topologyKey', 'whenUnsatisfiable'] },
    volumes: { keys: ['name'], items: { fields: { ephemeral: { fields: { volumeClaimTemplate: plain } } } } },
  },
};

const template: Schema = { fields: { metadata, spec: podSpec } };
const templated: Schema = { fields: { template } };
const workload: Schema = { fields: { metadata, spec: templated, status: conditions } };
const claim: Schema = { fields: { metadata, status: conditions } };
const cronJob: Schema = { fields: { metadata, spec: { fields: { jobTemplate: workload } } } };
const webhooks: Schema = { fields: { metadata, webhooks: { keys: ['name'] } } };
const withConditions: Schema = { fields: { metadata, status: conditions } };
const csiNode: Schema = { fields: { metadata, spec: { fields: { drivers: { keys: ['name'] } } } } };

const SCHEMAS: ReadonlyMap<string, Schema> = new Map<string, Schema>([
  ...kinds(['admissionregistration.k8s.io/v1', 'admissionregistration.k8s.io/v1beta1'], {
    MutatingWebhookConfiguration: webhooks,
    ValidatingWebhookConfiguration: webhooks,
  }),
  ...kinds(['apiextensions.k8s.io/v1', 'apiextensions.k8s.io/v1beta1'], { CustomResourceDefinition: plain }),
  ...kinds(['apiregistration.k8s.io/v1', 'apiregistration.k8s.io/v1beta1'], { APIService: withConditions }),
  ...kinds(['apps/v1'], {
    ControllerRevision: plain,
    DaemonSet: workload,
    Deployment: workload,
    ReplicaSet: workload,
    StatefulSet: {
      fields: {
        metadata,
        spec: { fields: { template, volumeClaimTemplates: { items: claim } } },
        status: conditions,
      },
    },
  }),
  ...kinds(['autoscaling/v1', 'autoscaling/v2beta1', 'autoscaling/v2beta2'], { HorizontalPodAutoscaler: plain }),
  ...kinds(['batch/v1', 'batch/v1beta1'], { CronJob: cronJob }),
  ...kinds(['batch/v1'], { Job: workload }),
  ...kinds(['certificates.k8s.io/v1', 'certificates.k8s.io/v1beta1'], { CertificateSigningRequest: plain }),
  ...kinds(['coordination.k8s.io/v1', 'coordination.k8s.io/v1beta1'], { Lease: plain }),
  ...kinds(['discovery.k8s.io/v1', 'discovery.k8s.io/v1beta1'], { EndpointSlice: plain }),
  ...kinds(['extensions/v1beta1', 'networking.k8s.io/v1', 'networking.k8s.io/v1beta1'], { Ingress: plain }),
  ...kinds(['flowcontrol.apiserver.k8s.io/v1beta1'], { FlowSchema: plain, PriorityLevelConfiguration: plain }),
  ...kinds(['networking.k8s.io/v1', 'networking.k8s.io/v1beta1'], { IngressClass: plain }),
  ...kinds(['networking.k8s.io/v1'], { NetworkPolicy: plain }),
  ...kinds(['node.k8s.io/v1', 'node.k8s.io/v1beta1'], { RuntimeClass: plain }),
  ...kinds(['policy/v1', 'policy/v1beta1'], { PodDisruptionBudget: withConditions }),
  ...kinds(['policy/v1beta1'], { PodSecurityPolicy: plain }),
  ...kinds(['rbac.authorization.k8s.io/v1', 'rbac.authorization.k8s.io/v1beta1'], {
    ClusterRole: plain,
    ClusterRoleBinding: plain,
    Role: plain,
    RoleBinding: plain,
  }),
  ...kinds(['scheduling.k8s.io/v1', 'scheduling.k8s.io/v1beta1'], { PriorityClass: plain }),
  ...kinds(['storage.k8s.io/v1', 'storage.k8s.io/v1beta1'], {
    CSIDriver: plain,
    CSINode: csiNode,
    StorageClass: plain,
    VolumeAttachment: plain,
  }),
  ...kinds(['v1'], {
    ConfigMap: plain,
    Endpoints: plain,
    Event: plain,
    LimitRange: plain,
    Namespace: withConditions,
    Node: {
      fields: {
        metadata,
        spec: { fields: { podCIDRs: { keys: [] } } },
        status: { fields: { addresses: { keys: ['type'] }, conditions: { keys: ['type'] } } },
      },
    },
    PersistentVolume: plain,
    PersistentVolumeClaim: claim,
    Pod: {
      fields: {
        metadata,
        spec: podSpec,
        status: { fields: { conditions: { keys: ['type'] }, podIPs: { keys: ['ip'] } } },
      },
    },
    PodTemplate: { fields: { metadata, template } },
    ReplicationController: workload,
    ResourceQuota: plain,
    Secret: plain,
    Service: {
      fields: { metadata, spec: { fields: { ports: { keys: ['port', 'protocol'] } } }, status: conditions },
    },
    ServiceAccount: { fields: { metadata, secrets: { keys: ['name'] } } },
  }),
]);

function kinds(apiVersions: readonly string[], schemas: Readonly<Record<string, Schema>>): [string, Schema][] {
  return apiVersions.flatMap((apiVersion) =>
    Object.entries(schemas).map(([kind, schema]): [string, Schema] => [`${apiVersion} ${kind}`, schema]),
  );
}
