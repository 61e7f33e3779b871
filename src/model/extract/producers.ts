import type { Resource } from '../facts/resource.ts';

/** Groups whose objects configure something that exists, and make no pods, Services or namespaces. */
const inertGroups = new Set([
  'apiextensions.k8s.io',
  'gateway.networking.k8s.io',
  'networking.istio.io',
  'security.istio.io',
  'telemetry.istio.io',
  'cert-manager.io',
  'acme.cert-manager.io',
  'crd.projectcalico.org',
  'projectcalico.org',
  'cilium.io',
  'metallb.io',
  'traefik.io',
  'traefik.containo.us',
  'gateway.nginx.org',
  'k8s.nginx.org',
  'external-secrets.io',
  'bitnami.com',
  'secrets-store.csi.x-k8s.io',
  'keda.sh',
  'kyverno.io',
  'policies.kyverno.io',
  'templates.gatekeeper.sh',
  'constraints.gatekeeper.sh',
  'image.toolkit.fluxcd.io',
  'source.toolkit.fluxcd.io',
  'notification.toolkit.fluxcd.io',
  'external-dns.nginx.org',
  'externaldns.k8s.io',
  'k8s.cni.cncf.io',
  'security.openshift.io',
  'route.openshift.io',
  'rbac.authorization.k8s.io',
  'snapshot.storage.k8s.io',
  'autoscaling.k8s.io',
  'split.smi-spec.io',
  'access.smi-spec.io',
  'specs.smi-spec.io',
  'getambassador.io',
  'linkerd.io',
  'policy.linkerd.io',
  'skaffold.dev',
  'kustomize.config.k8s.io',
]);

/** Kinds of otherwise productive groups that make nothing either. */
const inertKinds = new Set([
  'monitoring.coreos.com/ServiceMonitor',
  'monitoring.coreos.com/PodMonitor',
  'monitoring.coreos.com/PrometheusRule',
  'monitoring.coreos.com/Probe',
  'monitoring.coreos.com/ScrapeConfig',
  'monitoring.coreos.com/AlertmanagerConfig',
  'argoproj.io/Rollout',
  'argoproj.io/AnalysisTemplate',
  'argoproj.io/ClusterAnalysisTemplate',
  'argoproj.io/AppProject',
  'kafka.strimzi.io/KafkaTopic',
  'kafka.strimzi.io/KafkaUser',
]);

/**
 * Whether an object may make pods, Services or namespaces that the workspace does not show:
 * a custom resource of some operator, a HelmRelease, an Argo CD Application.
 */
export function isProducer({ group, kind }: Pick<Resource, 'group' | 'kind'>): boolean {
  if (!group.includes('.') || group.endsWith('.k8s.io') || inertGroups.has(group)) return false;
  return !inertKinds.has(`${group}/${kind}`);
}
