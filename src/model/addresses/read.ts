import type { AddressFacts } from '../../kubernetes/addresses/facts.ts';
import { child, descend, stringAt, type Tree } from '../../yaml/tree.ts';
import { readCalicoPool, readCiliumConfig, readCiliumPodPool, readFlannel, readInstallation } from './cni.ts';
import { type Draft, emptyDraft } from './draft.ts';
import { readHints } from './hints.ts';
import {
  readClusterApi,
  readEksctl,
  readK0s,
  readK3d,
  readKind,
  readKops,
  readMicrok8s,
  readOpenShift,
  readTalos,
} from './installers.ts';
import { isK3sConfig, type K3sFile, readK3s } from './k3s.ts';
import { readKubeadm } from './kubeadm.ts';
import { readCiliumPool, readMetalLb, readMetalLbConfig } from './loadBalancers.ts';
import { embedded, type Place, pieceAt, textOf } from './place.ts';
import { readNode, readPodSpec, readPodStatus } from './pods.ts';
import { readIngress, readMiddleware, readNetworkPolicy, readServiceEntry } from './policies.ts';
import { readAttachment } from './secondary.ts';
import { readEndpoints, readService, readServiceCidr } from './services.ts';

/** A document, and the file that it is in. */
export interface AddressDocument {
  readonly file: string;
  readonly tree: Tree;
}

/** What the documents of one cluster say about addresses. Never throws; what cannot be read says nothing. */
export function readAddresses(documents: readonly AddressDocument[]): AddressFacts<Place> {
  const draft = emptyDraft();
  const k3s: K3sFile[] = [];
  for (const { file, tree } of documents) {
    if (isK3sConfig(file, tree)) k3s.push({ file, tree });
    else readDocument(draft, tree);
  }
  readK3s(draft, k3s);
  return draft;
}

function readDocument(draft: Draft, tree: Tree): void {
  const kind = stringAt(tree, 'kind');
  if (kind === undefined) return readPlain(draft, tree);
  if (kind === 'List') {
    const items = child(tree, 'items');
    for (const item of items?.kind === 'sequence' ? items.items : []) readDocument(draft, item);
    return;
  }
  const apiVersion = stringAt(tree, 'apiVersion') ?? '';
  const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
  if (group === '') readCore(draft, kind, tree);
  else readGroup(draft, group, kind, tree);
  readHints(draft, kind, tree);
}

/** Files that installers read, without a `kind`. */
function readPlain(draft: Draft, tree: Tree): void {
  if (child(tree, 'machine') && child(tree, 'cluster')) return readTalos(draft, tree);
  if (microk8sKeys.some((key) => child(tree, key))) return readMicrok8s(draft, tree);
  const networking = child(tree, 'networking');
  const isInstallConfig = child(tree, 'baseDomain') || child(networking, 'clusterNetwork');
  if (isInstallConfig && stringAt(tree, 'apiVersion') === 'v1') {
    readOpenShift(draft, networking ?? tree, 'OpenShift install-config');
  }
}

const microk8sKeys = [
  'extraCNIEnv',
  'extraKubeAPIServerArgs',
  'extraKubeletArgs',
  'extraKubeProxyArgs',
  'extraKubeControllerManagerArgs',
];

function readCore(draft: Draft, kind: string, tree: Tree): void {
  const name = stringAt(tree, 'metadata', 'name') ?? '';
  const namespace = stringAt(tree, 'metadata', 'namespace') ?? 'default';
  switch (kind) {
    case 'Service':
      return readService(draft, namespace, name, tree);
    case 'Endpoints':
      return readEndpoints(draft, kind, tree);
    case 'Node':
      return readNode(draft, name, tree);
    case 'Pod':
      readPodStatus(draft, tree);
      return readPodSpec(draft, child(tree, 'spec'));
    case 'ReplicationController':
      return readPodSpec(draft, descend(tree, 'spec', 'template', 'spec'));
    case 'ConfigMap':
      return readConfigMap(draft, namespace, name, child(tree, 'data'));
  }
}

function readGroup(draft: Draft, group: string, kind: string, tree: Tree): void {
  const name = stringAt(tree, 'metadata', 'name') ?? '';
  switch (`${group} ${kind}`) {
    case 'apps Deployment':
    case 'apps StatefulSet':
    case 'apps DaemonSet':
    case 'apps ReplicaSet':
    case 'batch Job':
      return readPodSpec(draft, descend(tree, 'spec', 'template', 'spec'));
    case 'batch CronJob':
      return readPodSpec(draft, descend(tree, 'spec', 'jobTemplate', 'spec', 'template', 'spec'));
    case 'discovery.k8s.io EndpointSlice':
      return readEndpoints(draft, kind, tree);
    case 'networking.k8s.io ServiceCIDR':
      return readServiceCidr(draft, name, tree);
    case 'networking.k8s.io NetworkPolicy':
      return readNetworkPolicy(draft, tree);
    case 'networking.k8s.io Ingress':
      return readIngress(draft, tree);
    case 'projectcalico.org IPPool':
    case 'crd.projectcalico.org IPPool':
      return readCalicoPool(draft, name, tree);
    case 'operator.tigera.io Installation':
      return readInstallation(draft, name, tree);
    case 'cilium.io CiliumPodIPPool':
      return readCiliumPodPool(draft, name, tree);
    case 'cilium.io CiliumLoadBalancerIPPool':
      return readCiliumPool(draft, name, tree);
    case 'metallb.io IPAddressPool':
    case 'metallb.io AddressPool':
      return readMetalLb(draft, name, tree);
    case 'k8s.cni.cncf.io NetworkAttachmentDefinition':
      return readAttachment(draft, name, tree);
    case 'traefik.io Middleware':
    case 'traefik.io MiddlewareTCP':
    case 'traefik.containo.us Middleware':
      return readMiddleware(draft, tree);
    case 'networking.istio.io ServiceEntry':
      return readServiceEntry(draft, tree);
    case 'kind.x-k8s.io Cluster':
    case 'kind.sigs.k8s.io Cluster':
      return readKind(draft, tree);
    case 'kops.k8s.io Cluster':
      return readKops(draft, tree);
    case 'cluster.x-k8s.io Cluster':
      return readClusterApi(draft, tree);
    case 'controlplane.cluster.x-k8s.io KubeadmControlPlane': {
      const config = descend(tree, 'spec', 'kubeadmConfigSpec', 'clusterConfiguration');
      return config ? readKubeadm(draft, 'ClusterConfiguration', config, true) : undefined;
    }
    case 'eksctl.io ClusterConfig':
      return readEksctl(draft, tree);
    case 'k0s.k0sproject.io ClusterConfig':
      return readK0s(draft, tree);
    case 'k0sctl.k0sproject.io Cluster': {
      const config = descend(tree, 'spec', 'k0s', 'config');
      return config ? readK0s(draft, config) : undefined;
    }
    case 'k3d.io Simple':
      return readK3d(draft, tree);
    case 'config.openshift.io Network':
    case 'operator.openshift.io Network':
      return readOpenShift(draft, child(tree, 'spec'), `OpenShift Network (${group})`);
    case 'kubeadm.k8s.io ClusterConfiguration':
    case 'kubeadm.k8s.io InitConfiguration':
    case 'kubeadm.k8s.io JoinConfiguration':
    case 'kubelet.config.k8s.io KubeletConfiguration':
    case 'kubeproxy.config.k8s.io KubeProxyConfiguration':
      return readKubeadm(draft, kind, tree);
    default:
      return;
  }
}

function readConfigMap(draft: Draft, namespace: string, name: string, data: Tree | undefined): void {
  if (name === 'cilium-config') readCiliumConfig(draft, data);
  if (child(data, 'net-conf.json')) readFlannel(draft, data);
  if (name === 'config' && namespace.startsWith('metallb')) readMetalLbConfig(draft, data);
  if (namespace !== 'kube-system') return;
  if (child(data, 'Corefile')) readCorefile(draft, child(data, 'Corefile')!);
  const key = configKeys[name];
  if (key === undefined) return;
  for (const tree of embedded(child(data, key))) readKubeadm(draft, stringAt(tree, 'kind') ?? '', tree, true);
}

/** The ConfigMaps in which kubeadm keeps the configuration of a cluster. */
const configKeys: { readonly [name: string]: string } = {
  'kubeadm-config': 'ClusterConfiguration',
  'kubelet-config': 'kubelet',
  'kube-proxy': 'config.conf',
};

/** The zones of CoreDNS' `kubernetes` plugin; the first that is not for reverse lookups is the cluster's domain. */
function readCorefile(draft: Draft, corefile: Tree): void {
  if (corefile.kind !== 'scalar') return;
  const text = textOf(corefile);
  for (const line of text.matchAll(/^[ \t]*kubernetes[ \t]+([^{}#\n]+)/gm)) {
    const zones = [...line[1]!.matchAll(/\S+/g)].filter(([zone]) => isDomain(zone));
    const first = zones[0];
    if (!first) continue;
    const from = line.index + line[0].length - line[1]!.length + first.index;
    const { at } = pieceAt(corefile, from, from + first[0].length);
    const names = zones.map(([zone]) => zone.replace(/\.$/, ''));
    draft.domains.push({ domain: names[0]!, zones: names, by: 'Corefile', tier: 'pool', at });
    return;
  }
}

function isDomain(zone: string): boolean {
  return (
    !/(?:^|\.)(?:in-addr|ip6)\.arpa\.?$/.test(zone) &&
    !zone.includes('/') &&
    !zone.includes(':') &&
    !/[$"'{]/.test(zone)
  );
}
