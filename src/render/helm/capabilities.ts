import { GoObject, type GoValue, MethodList } from './template/values.ts';

/** What Helm assumes of the cluster when it has none, `pkg/chart/common/capabilities.go`. */
export interface Capabilities {
  /** Such as `v1.35.0`. */
  readonly kubeVersion: string;
  /** API versions, with or without kind: `batch/v1`, `monitoring.coreos.com/v1/ServiceMonitor`. */
  readonly apiVersions: readonly string[];
}

/** Those of Helm 4.1: the API groups that client-go knows. */
export const defaultCapabilities: Capabilities = {
  kubeVersion: 'v1.35.0',
  apiVersions: [
    'v1',
    ...groups('admissionregistration.k8s.io', 'v1', 'v1alpha1', 'v1beta1'),
    ...groups('internal.apiserver.k8s.io', 'v1alpha1'),
    ...groups('apps', 'v1', 'v1beta1', 'v1beta2'),
    ...groups('authentication.k8s.io', 'v1', 'v1alpha1', 'v1beta1'),
    ...groups('authorization.k8s.io', 'v1', 'v1beta1'),
    ...groups('autoscaling', 'v1', 'v2', 'v2beta1', 'v2beta2'),
    ...groups('batch', 'v1', 'v1beta1'),
    ...groups('certificates.k8s.io', 'v1', 'v1beta1', 'v1alpha1'),
    ...groups('coordination.k8s.io', 'v1alpha2', 'v1beta1', 'v1'),
    ...groups('discovery.k8s.io', 'v1', 'v1beta1'),
    ...groups('events.k8s.io', 'v1', 'v1beta1'),
    ...groups('extensions', 'v1beta1'),
    ...groups('flowcontrol.apiserver.k8s.io', 'v1', 'v1beta1', 'v1beta2', 'v1beta3'),
    ...groups('networking.k8s.io', 'v1', 'v1beta1'),
    ...groups('node.k8s.io', 'v1', 'v1alpha1', 'v1beta1'),
    ...groups('policy', 'v1', 'v1beta1'),
    ...groups('rbac.authorization.k8s.io', 'v1', 'v1beta1', 'v1alpha1'),
    ...groups('resource.k8s.io', 'v1', 'v1beta2', 'v1beta1', 'v1alpha3'),
    ...groups('scheduling.k8s.io', 'v1alpha1', 'v1beta1', 'v1'),
    ...groups('storage.k8s.io', 'v1beta1', 'v1', 'v1alpha1'),
    ...groups('storagemigration.k8s.io', 'v1beta1'),
    ...groups('apiextensions.k8s.io', 'v1beta1', 'v1'),
  ],
};

function groups(group: string, ...versions: string[]): string[] {
  return versions.map((version) => `${group}/${version}`);
}

/** `.Capabilities`. */
export function capabilitiesObject({ kubeVersion, apiVersions }: Capabilities): GoObject {
  const [, major = '1', minor = '0'] = /^v?(\d+)\.(\d+)/.exec(kubeVersion) ?? [];
  const names: [string, GoValue][] = [
    ['Version', kubeVersion],
    ['Major', major],
    ['Minor', minor],
  ];
  const version = new GoObject('common.KubeVersion', kubeVersion, names, [
    ['String', () => kubeVersion],
    // Kept by Helm for charts of old.
    ['GitVersion', () => kubeVersion],
  ]);
  const known = new Set(apiVersions);
  const list = new MethodList(apiVersions);
  list.methods.set('Has', ([name = '']) => typeof name === 'string' && known.has(name));
  const helm: [string, GoValue][] = [
    ['Version', 'v4.1.4'],
    ['GitCommit', '05fa37973dc9e42b76e1d2883494c87174b6074f'],
    ['GitTreeState', 'clean'],
    ['GoVersion', 'go1.25.9'],
    ['KubeClientVersion', 'v1.35'],
  ];
  const helmVersion = new GoObject('version.BuildInfo', `{${helm.map(([, value]) => value).join(' ')}}`, helm);
  const text = `{{${kubeVersion} ${kubeVersion} ${major} ${minor}} [${apiVersions.join(' ')}] ${helmVersion.text}}`;
  return new GoObject('*common.Capabilities', text, [
    ['KubeVersion', version],
    ['APIVersions', list],
    ['HelmVersion', helmVersion],
  ]);
}
