import type { AddressFacts } from '../../kubernetes/addresses/facts.ts';
import { child, descend, stringAt, type Tree } from '../../yaml/tree.ts';
import { extract } from '../extract/extract.ts';
import type { Resource } from '../facts/resource.ts';
import { readCalicoPool, readCiliumConfig, readCiliumPodPool, readFlannel, readInstallation } from './cni.ts';
import { append, type Draft, emptyDraft, isEmpty } from './draft.ts';
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
import { readK3s } from './k3s.ts';
import { readKubeadm } from './kubeadm.ts';
import { readCiliumPool, readMetalLb, readMetalLbConfig } from './loadBalancers.ts';
import { fileId, ownAll, ownerId } from './owner.ts';
import { embedded, type Place, pieceAt, textOf } from './place.ts';
import { plainConfigOf } from './plainConfig.ts';
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
  const facts = emptyDraft();
  const k3s: AddressDocument[] = [];
  for (const document of documents) {
    if (plainConfigOf(document.file, document.tree) === 'k3s') k3s.push(document);
    else append(facts, factsOf(document));
  }
  // The files of one directory are read as one.
  const merged = emptyDraft();
  readK3s(merged, k3s);
  append(facts, merged);
  return facts;
}

/** Whether a document says anything of addresses: `readAddresses` gives the same without those that do not. */
export function tellsAddresses(document: AddressDocument): boolean {
  return plainConfigOf(document.file, document.tree) === 'k3s' || factsOf(document) !== 'nothing';
}

const cache = new WeakMap<Tree, Draft | 'nothing'>();

/** What one document says; the same tree says the same. Most documents are of kinds that say nothing of addresses. */
function factsOf({ file, tree }: AddressDocument): Draft | 'nothing' {
  const objects = extract(tree).resources;
  if (objects?.some(mayTell) === false) return 'nothing';
  let found = cache.get(tree);
  if (found === undefined) cache.set(tree, (found = objects ? readObjects(objects) : readPlain(file, tree)));
  return found;
}

/** Most objects leave their draft empty, for the next one to use. */
let spare = emptyDraft();

function readObjects(objects: readonly Resource[]): Draft | 'nothing' {
  let all: Draft | undefined;
  for (const object of objects) {
    if (!mayTell(object)) continue;
    const draft = spare;
    readObject(draft, object.tree);
    if (isEmpty(draft)) continue;
    spare = emptyDraft();
    ownAll(draft, ownerId(object));
    if (all) append(all, draft);
    else all = draft;
  }
  return all ?? 'nothing';
}

/** Whether the kind is one that anybody reads here, so that the others cost nothing. */
function mayTell({ group, kind }: Resource): boolean {
  return group === '' ? coreKinds.has(kind) : hintKinds.has(kind) || readers[`${group} ${kind}`] !== undefined;
}

const coreKinds = new Set([
  'Service',
  'Endpoints',
  'Node',
  'Pod',
  'ReplicationController',
  'KubeNetworkConfig',
  'ConfigMap',
  'PersistentVolume',
  'PersistentVolumeClaim',
]);

const hintKinds = new Set(['StatefulSet', 'Ingress']);

function readObject(draft: Draft, tree: Tree): void {
  const kind = stringAt(tree, 'kind')!;
  const apiVersion = stringAt(tree, 'apiVersion') ?? '';
  const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
  if (group === '') readCore(draft, kind, tree);
  else readGroup(draft, group, kind, tree);
  readHints(draft, kind, tree);
}

/** Files that installers read, without a `kind`. */
function readPlain(file: string, tree: Tree): Draft | 'nothing' {
  const config = plainConfigOf(file, tree);
  if (config === undefined || config === 'k3s') return 'nothing';
  const draft = emptyDraft();
  if (config === 'talos') readTalos(draft, tree);
  if (config === 'microk8s') readMicrok8s(draft, tree);
  if (config === 'openshift') readOpenShift(draft, child(tree, 'networking') ?? tree, 'OpenShift install-config');
  ownAll(draft, fileId(file));
  return draft;
}

function readCore(draft: Draft, kind: string, tree: Tree): void {
  const name = stringAt(tree, 'metadata', 'name') ?? '';
  const namespace = stringAt(tree, 'metadata', 'namespace') ?? 'default';
  switch (kind) {
    case 'Service':
      readService(draft, namespace, name, tree);
      return;
    case 'Endpoints':
      readEndpoints(draft, kind, tree);
      return;
    case 'Node':
      readNode(draft, name, tree);
      return;
    case 'Pod':
      readPodStatus(draft, tree);
      readPodSpec(draft, child(tree, 'spec'));
      return;
    case 'ReplicationController':
      readPodSpec(draft, descend(tree, 'spec', 'template', 'spec'));
      return;
    case 'KubeNetworkConfig':
      readTalos(draft, tree);
      return;
    case 'ConfigMap':
      readConfigMap(draft, namespace, name, child(tree, 'data'));
      return;
  }
}

function readGroup(draft: Draft, group: string, kind: string, tree: Tree): void {
  readers[`${group} ${kind}`]?.(draft, tree, stringAt(tree, 'metadata', 'name') ?? '', kind);
}

type Reader = (draft: Draft, tree: Tree, name: string, kind: string) => void;

const readTemplate: Reader = (draft, tree) => readPodSpec(draft, descend(tree, 'spec', 'template', 'spec'));
const readComponent: Reader = (draft, tree, _, kind) => readKubeadm(draft, kind, tree);
const readPool: Reader = (draft, tree, name) => readCalicoPool(draft, name, tree);
const readMetalLbPool: Reader = (draft, tree, name) => readMetalLb(draft, name, tree);
const readNetwork: Reader = (draft, tree) => readOpenShift(draft, child(tree, 'spec'), 'OpenShift Network');

/** Who reads which kind of which group. */
const readers: { readonly [groupAndKind: string]: Reader | undefined } = {
  'apps Deployment': readTemplate,
  'apps StatefulSet': readTemplate,
  'apps DaemonSet': readTemplate,
  'apps ReplicaSet': readTemplate,
  'batch Job': readTemplate,
  'batch CronJob': (draft, tree) =>
    readPodSpec(draft, descend(tree, 'spec', 'jobTemplate', 'spec', 'template', 'spec')),
  'discovery.k8s.io EndpointSlice': (draft, tree, _, kind) => readEndpoints(draft, kind, tree),
  'networking.k8s.io ServiceCIDR': (draft, tree, name) => readServiceCidr(draft, name, tree),
  'networking.k8s.io NetworkPolicy': readNetworkPolicy,
  'networking.k8s.io Ingress': readIngress,
  'projectcalico.org IPPool': readPool,
  'crd.projectcalico.org IPPool': readPool,
  'operator.tigera.io Installation': (draft, tree, name) => readInstallation(draft, name, tree),
  'cilium.io CiliumPodIPPool': (draft, tree, name) => readCiliumPodPool(draft, name, tree),
  'cilium.io CiliumLoadBalancerIPPool': (draft, tree, name) => readCiliumPool(draft, name, tree),
  'metallb.io IPAddressPool': readMetalLbPool,
  'metallb.io AddressPool': readMetalLbPool,
  'k8s.cni.cncf.io NetworkAttachmentDefinition': (draft, tree, name) => readAttachment(draft, name, tree),
  'traefik.io Middleware': readMiddleware,
  'traefik.io MiddlewareTCP': readMiddleware,
  'traefik.containo.us Middleware': readMiddleware,
  'networking.istio.io ServiceEntry': readServiceEntry,
  'kind.x-k8s.io Cluster': readKind,
  'kind.sigs.k8s.io Cluster': readKind,
  'kops.k8s.io Cluster': readKops,
  'cluster.x-k8s.io Cluster': readClusterApi,
  'controlplane.cluster.x-k8s.io KubeadmControlPlane': (draft, tree) => {
    const config = descend(tree, 'spec', 'kubeadmConfigSpec', 'clusterConfiguration');
    if (config) readKubeadm(draft, 'ClusterConfiguration', config, true);
  },
  'eksctl.io ClusterConfig': readEksctl,
  'k0s.k0sproject.io ClusterConfig': readK0s,
  'k0sctl.k0sproject.io Cluster': (draft, tree) => {
    const config = descend(tree, 'spec', 'k0s', 'config');
    if (config) readK0s(draft, config);
  },
  'k3d.io Simple': readK3d,
  'config.openshift.io Network': readNetwork,
  'operator.openshift.io Network': readNetwork,
  'kubeadm.k8s.io ClusterConfiguration': readComponent,
  'kubeadm.k8s.io InitConfiguration': readComponent,
  'kubeadm.k8s.io JoinConfiguration': readComponent,
  'kubelet.config.k8s.io KubeletConfiguration': readComponent,
  'kubeproxy.config.k8s.io KubeProxyConfiguration': readComponent,
};

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
