import { cidrAt, formatCidr, parseCidr } from '../../kubernetes/addresses/cidr.ts';
import { child, descend, stringAt, type Tree } from '../../yaml/tree.ts';
import {
  addDistribution,
  addDns,
  addDomain,
  addFlagRanges,
  addMask,
  addRanges,
  type Draft,
  type Source,
} from './draft.ts';
import { extraArgsOf, flagsOf, readFlags } from './flags.ts';
import { readKubeadm } from './kubeadm.ts';
import { embedded, itemsOf, piecesOf, placeOfTree } from './place.ts';

/** kind's `Cluster`. Its defaults follow `ipFamily` (kind pkg/apis/config/v1alpha4/default.go). */
export function readKind(draft: Draft, tree: Tree): void {
  const source = { by: 'kind Cluster', tier: 'installer' } as const;
  addDistribution(draft, 'kind', 'a Cluster of kind', placeOfTree(tree));
  const networking = child(tree, 'networking');
  const pods = child(networking, 'podSubnet');
  const services = child(networking, 'serviceSubnet');
  addFlagRanges(draft, 'pods', piecesOf(pods, 'comma'), source);
  addFlagRanges(draft, 'services', piecesOf(services, 'comma'), source);
  const family = stringAt(networking, 'ipFamily');
  const defaults = kindDefaults[family ?? ''] ?? [];
  for (const { what, text } of defaults) {
    if ((what === 'pods' ? pods : services) !== undefined) continue;
    const by = `kind Cluster (default of ipFamily ${family})`;
    draft.ranges.push({ what, text, range: parseCidr(text)!, by, tier: 'installer', at: undefined });
  }
  const nodes = child(tree, 'nodes');
  const patched = [tree, ...(nodes?.kind === 'sequence' ? nodes.items : [])];
  for (const part of patched) {
    const patches = child(part, 'kubeadmConfigPatches');
    for (const patch of patches?.kind === 'sequence' ? patches.items : []) {
      for (const inner of embedded(patch)) readKubeadm(draft, stringAt(inner, 'kind') ?? '', inner, true);
    }
  }
}

const kindDefaults: { readonly [family: string]: readonly { what: 'pods' | 'services'; text: string }[] } = {
  ipv6: [
    { what: 'pods', text: 'fd00:10:244::/56' },
    { what: 'services', text: 'fd00:10:96::/112' },
  ],
  dual: [
    { what: 'pods', text: '10.244.0.0/16' },
    { what: 'pods', text: 'fd00:10:244::/56' },
    { what: 'services', text: '10.96.0.0/16' },
    { what: 'services', text: 'fd00:10:96::/112' },
  ],
};

/** MicroK8s' launch configuration. */
export function readMicrok8s(draft: Draft, tree: Tree): void {
  const source = { by: 'MicroK8s launch configuration', tier: 'installer' } as const;
  addDistribution(draft, 'microk8s', 'a launch configuration of MicroK8s', placeOfTree(tree));
  const env = child(tree, 'extraCNIEnv');
  const of = (name: string) => piecesOf(child(env, name), 'comma');
  addFlagRanges(draft, 'pods', [...of('IPv4_CLUSTER_CIDR'), ...of('IPv6_CLUSTER_CIDR')], source);
  addFlagRanges(draft, 'services', [...of('IPv4_SERVICE_CIDR'), ...of('IPv6_SERVICE_CIDR')], source);
  for (const [key, component] of microk8sArgs) readFlags(draft, component, extraArgsOf(child(tree, key)), 'installer');
}

const microk8sArgs = [
  ['extraKubeAPIServerArgs', 'kube-apiserver'],
  ['extraKubeControllerManagerArgs', 'kube-controller-manager'],
  ['extraKubeletArgs', 'kubelet'],
  ['extraKubeProxyArgs', 'kube-proxy'],
] as const;

/** Talos' machine configuration, and its newer document for the network. */
export function readTalos(draft: Draft, tree: Tree): void {
  addDistribution(draft, 'talos', 'a machine configuration of Talos', placeOfTree(tree));
  const isNew = stringAt(tree, 'kind') === 'KubeNetworkConfig';
  const source = { by: isNew ? 'Talos KubeNetworkConfig' : 'Talos machine configuration', tier: 'installer' } as const;
  const network = isNew ? tree : descend(tree, 'cluster', 'network');
  addFlagRanges(draft, 'pods', piecesOf(child(network, 'podSubnets'), 'comma'), source);
  addFlagRanges(draft, 'services', piecesOf(child(network, 'serviceSubnets'), 'comma'), source);
  addDomain(draft, piecesOf(child(network, 'dnsDomain'))[0], source);
  addMask(draft, piecesOf(child(network, 'nodeCIDRMaskSizeIPv4'))[0], [4], source.by);
  addMask(draft, piecesOf(child(network, 'nodeCIDRMaskSizeIPv6'))[0], [6], source.by);
  if (isNew) return;
  addDns(draft, piecesOf(descend(tree, 'machine', 'kubelet', 'clusterDNS')), source);
  readFlags(draft, 'kubelet', extraArgsOf(descend(tree, 'machine', 'kubelet', 'extraArgs')));
  readFlags(draft, 'kube-apiserver', extraArgsOf(descend(tree, 'cluster', 'apiServer', 'extraArgs')));
  readFlags(draft, 'kube-controller-manager', extraArgsOf(descend(tree, 'cluster', 'controllerManager', 'extraArgs')));
  readFlags(draft, 'kube-proxy', extraArgsOf(descend(tree, 'cluster', 'proxy', 'extraArgs')));
}

/** kOps' `Cluster`. What it does not say is a part of nonMasqueradeCIDR (kops upup/pkg/fi/cloudup/networking). */
export function readKops(draft: Draft, tree: Tree): void {
  const source = { by: 'kOps Cluster', tier: 'installer' } as const;
  addDistribution(draft, 'kops', 'a Cluster of kOps', placeOfTree(tree));
  const spec = child(tree, 'spec');
  addRanges(draft, piecesOf(child(spec, 'networkCIDR')), { what: 'nodes', ...source });
  const pods = piecesOf(child(spec, 'podCIDR'));
  const services = piecesOf(child(spec, 'serviceClusterIPRange'));
  addFlagRanges(draft, 'pods', pods, source);
  addFlagRanges(draft, 'services', services, source);
  readFlags(draft, 'kubelet', extraArgsOf(child(spec, 'kubelet')));
  addDomain(draft, piecesOf(child(spec, 'clusterDNSDomain'))[0], source);
  const [outer] = piecesOf(child(spec, 'nonMasqueradeCIDR'));
  const range = outer && parseCidr(outer.text);
  if (!outer || !range || range.family === 6 || range.prefix > 24) return;
  const half = cidrAt(4, range.first + (1n << BigInt(31 - range.prefix)), range.prefix + 1);
  const by = 'kOps Cluster (part of nonMasqueradeCIDR)';
  const at = { ...outer.at, isEditable: false };
  if (pods.length === 0)
    draft.ranges.push({ what: 'pods', range: half, text: formatCidr(half), by, tier: 'implied', at });
  const first = cidrAt(4, range.first, range.prefix + 3);
  if (services.length === 0) {
    draft.ranges.push({ what: 'services', range: first, text: formatCidr(first), by, tier: 'implied', at });
  }
}

/** k0s' `ClusterConfig`. */
export function readK0s(draft: Draft, tree: Tree): void {
  const source = { by: 'k0s ClusterConfig', tier: 'installer' } as const;
  addDistribution(draft, 'k0s', 'a ClusterConfig of k0s', placeOfTree(tree));
  const network = descend(tree, 'spec', 'network');
  const dual = child(network, 'dualStack');
  const isDual = piecesOf(child(dual, 'enabled'))[0]?.text === 'true';
  const of = (name: string, six: string) => [
    ...piecesOf(child(network, name), 'comma'),
    ...(isDual ? piecesOf(child(dual, six)) : []),
  ];
  addFlagRanges(draft, 'pods', of('podCIDR', 'IPv6podCIDR'), source);
  addFlagRanges(draft, 'services', of('serviceCIDR', 'IPv6serviceCIDR'), source);
  addDomain(draft, piecesOf(child(network, 'clusterDomain'))[0], source);
  readFlags(draft, 'kube-apiserver', extraArgsOf(descend(tree, 'spec', 'api', 'extraArgs')));
  readFlags(draft, 'kube-controller-manager', extraArgsOf(descend(tree, 'spec', 'controllerManager', 'extraArgs')));
}

/** eksctl's `ClusterConfig`: pods have addresses of the VPC, 192.168.0.0/16 where none is given. */
export function readEksctl(draft: Draft, tree: Tree): void {
  const source = { by: 'eksctl ClusterConfig', tier: 'installer' } as const;
  addDistribution(draft, 'eks', 'a ClusterConfig of eksctl', placeOfTree(tree));
  const vpc = child(tree, 'vpc');
  const cidr = piecesOf(child(vpc, 'cidr'));
  addRanges(draft, cidr, { what: 'nodes', ...source });
  if (cidr.length === 0 && !child(vpc, 'id') && !child(vpc, 'subnets')) {
    const text = '192.168.0.0/16';
    const by = 'eksctl ClusterConfig (default of vpc.cidr)';
    draft.ranges.push({ what: 'nodes', range: parseCidr(text)!, text, by, tier: 'implied', at: undefined });
  }
  const network = child(tree, 'kubernetesNetworkConfig');
  addFlagRanges(draft, 'services', piecesOf(child(network, 'serviceIPv4CIDR')), source);
}

/** The `Cluster` of Cluster API. */
export function readClusterApi(draft: Draft, tree: Tree): void {
  const source = { by: 'Cluster API Cluster', tier: 'installer' } as const;
  const network = descend(tree, 'spec', 'clusterNetwork');
  addFlagRanges(draft, 'pods', piecesOf(descend(network, 'pods', 'cidrBlocks')), source);
  addFlagRanges(draft, 'services', piecesOf(descend(network, 'services', 'cidrBlocks')), source);
  addDomain(draft, piecesOf(child(network, 'serviceDomain'))[0], source);
}

/** k3d's `Simple`: the flags of k3s. */
export function readK3d(draft: Draft, tree: Tree): void {
  addDistribution(draft, 'k3s', 'a configuration of k3d', placeOfTree(tree));
  const args = descend(tree, 'options', 'k3s', 'extraArgs');
  for (const item of args?.kind === 'sequence' ? args.items : []) {
    const arg = child(item, 'arg');
    if (arg) readFlags(draft, 'k3s', flagsOf({ kind: 'sequence', items: [arg], span: arg.span }), 'installer');
  }
}

/** The networks of OpenShift: `networking` of install-config, or the spec of a `Network`. */
export function readOpenShift(draft: Draft, network: Tree | undefined, by: string): void {
  const source: Source = { by, tier: 'installer' };
  if (network) addDistribution(draft, 'openshift', by, placeOfTree(network));
  for (const item of itemsOf(child(network, 'clusterNetwork') ?? child(network, 'clusterNetworks'))) {
    const [range] = addRanges(draft, piecesOf(child(item, 'cidr')), { what: 'pods', ...source });
    const [prefix] = piecesOf(child(item, 'hostPrefix'));
    if (range && prefix && /^\d+$/.test(prefix.text)) {
      const { family } = range.range;
      draft.masks.push({ family, mask: Number(prefix.text), by, at: prefix.at, range: range.range, isLimited: false });
    }
  }
  addFlagRanges(draft, 'services', piecesOf(child(network, 'serviceNetwork')), source);
  for (const item of itemsOf(child(network, 'machineNetwork'))) {
    addRanges(draft, piecesOf(child(item, 'cidr')), { what: 'nodes', ...source });
  }
  const type = stringAt(network, 'networkType') ?? stringAt(network, 'defaultNetwork', 'type');
  if (type !== undefined && type !== 'OVNKubernetes') draft.hasNoOvn = true;
  readOvn(draft, child(network, 'ovnKubernetesConfig') ?? descend(network, 'defaultNetwork', 'ovnKubernetesConfig'));
}

/** The ranges inside OVN-Kubernetes, where they are changed; the transit range keeps its default. */
function readOvn(draft: Draft, config: Tree | undefined): void {
  const join = stringAt(config, 'ipv4', 'internalJoinSubnet') ?? stringAt(config, 'v4InternalSubnet');
  const transit = stringAt(config, 'ipv4', 'internalTransitSwitchSubnet');
  if (join === undefined && transit === undefined) return;
  const ranges = [join ?? '100.64.0.0/16', transit ?? '100.88.0.0/16'].flatMap((text) => parseCidr(text) ?? []);
  draft.internal.push(...ranges);
}
