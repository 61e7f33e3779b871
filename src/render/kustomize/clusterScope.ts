/**
 * Whether kustomize knows a kind as cluster-scoped. Kinds that it does not know count as namespaced, so a ClusterIssuer
 * gets a namespace, as with `kustomize build`.
 *
 * Source: `precomputedIsNamespaceScoped` in kustomize `kyaml/openapi/openapi.go` (Kubernetes 1.21's own kinds).
 */
export function isClusterScoped(apiVersion: string, kind: string): boolean {
  return CLUSTER_SCOPED[kind]?.includes(apiVersion) ?? false;
}

const rbac = ['rbac.authorization.k8s.io/v1', 'rbac.authorization.k8s.io/v1beta1'];
const storage = ['storage.k8s.io/v1', 'storage.k8s.io/v1beta1'];
const webhooks = ['admissionregistration.k8s.io/v1', 'admissionregistration.k8s.io/v1beta1'];

const CLUSTER_SCOPED: Readonly<Record<string, readonly string[]>> = Object.assign(Object.create(null), {
  APIService: ['apiregistration.k8s.io/v1', 'apiregistration.k8s.io/v1beta1'],
  CSIDriver: storage,
  CSINode: storage,
  CertificateSigningRequest: ['certificates.k8s.io/v1', 'certificates.k8s.io/v1beta1'],
  ClusterRole: rbac,
  ClusterRoleBinding: rbac,
  ComponentStatus: ['v1'],
  CustomResourceDefinition: ['apiextensions.k8s.io/v1', 'apiextensions.k8s.io/v1beta1'],
  FlowSchema: ['flowcontrol.apiserver.k8s.io/v1beta1'],
  IngressClass: ['networking.k8s.io/v1', 'networking.k8s.io/v1beta1'],
  MutatingWebhookConfiguration: webhooks,
  Namespace: ['v1'],
  Node: ['v1'],
  NodeProxyOptions: ['v1'],
  PersistentVolume: ['v1'],
  PodSecurityPolicy: ['policy/v1beta1'],
  PriorityClass: ['scheduling.k8s.io/v1', 'scheduling.k8s.io/v1beta1'],
  PriorityLevelConfiguration: ['flowcontrol.apiserver.k8s.io/v1beta1'],
  RuntimeClass: ['node.k8s.io/v1', 'node.k8s.io/v1beta1'],
  StorageClass: storage,
  ValidatingWebhookConfiguration: webhooks,
  VolumeAttachment: storage,
});
