import { child, stringAt, type Tree } from '../../yaml/tree.ts';

/** What reads a file that has no `kind`. */
export type PlainConfig = 'k3s' | 'microk8s' | 'talos' | 'openshift';

/** Keys of k3s and RKE2 that no other file has at its top. */
const k3sKeys = new Set([
  'cluster-cidr',
  'service-cidr',
  'cluster-dns',
  'cluster-domain',
  'flannel-backend',
  'service-node-port-range',
  'disable-network-policy',
  'node-ip',
  'node-external-ip',
  'kubelet-arg',
  'kube-apiserver-arg',
  'kube-controller-manager-arg',
  'kube-proxy-arg',
]);

const microk8sKeys = [
  'extraCNIEnv',
  'extraKubeAPIServerArgs',
  'extraKubeletArgs',
  'extraKubeProxyArgs',
  'extraKubeControllerManagerArgs',
];

/** Which installer's configuration a document without `kind` is; undefined for any other document. */
export function plainConfigOf(file: string, tree: Tree | undefined): PlainConfig | undefined {
  if (tree?.kind !== 'map' || child(tree, 'kind')) return undefined;
  if (child(tree, 'apiVersion')) return isInstallConfig(tree) ? 'openshift' : undefined;
  if (/(?:^|\/)rancher\/(?:k3s|rke2)\/config\.ya?ml(?:\.d\/[^/]+\.ya?ml)?$/.test(file)) return 'k3s';
  if (tree.entries.some(({ key }) => k3sKeys.has(key.value.replace(/\+$/, '')))) return 'k3s';
  if (child(tree, 'machine') && child(tree, 'cluster')) return 'talos';
  return microk8sKeys.some((key) => child(tree, key)) ? 'microk8s' : undefined;
}

/** OpenShift's install-config has `apiVersion: v1` and no kind. */
function isInstallConfig(tree: Tree): boolean {
  const hasNetwork = child(child(tree, 'networking'), 'clusterNetwork') !== undefined;
  return stringAt(tree, 'apiVersion') === 'v1' && (hasNetwork || child(tree, 'baseDomain') !== undefined);
}
