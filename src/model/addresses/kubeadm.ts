import { child, descend, type Tree } from '../../yaml/tree.ts';
import { addDistribution, addDns, addDomain, addFlagRanges, addMaxPods, addNodeAddress, type Draft } from './draft.ts';
import { addProxy, extraArgsOf, readFlags } from './flags.ts';
import { piecesOf, placeOfTree } from './place.ts';

/** A document of kubeadm or of a component. A patch of one says only what it changes. */
export function readKubeadm(draft: Draft, kind: string, tree: Tree, isPatch = false): void {
  switch (kind) {
    case 'ClusterConfiguration':
      readClusterConfiguration(draft, tree, isPatch);
      return;
    case 'InitConfiguration':
    case 'JoinConfiguration': {
      const by = `kubeadm ${kind}`;
      const [address] = piecesOf(descend(tree, 'localAPIEndpoint', 'advertiseAddress'));
      if (address) addNodeAddress(draft, address, { by, tier: 'installer' });
      readFlags(draft, 'kubelet', extraArgsOf(descend(tree, 'nodeRegistration', 'kubeletExtraArgs')));
      return;
    }
    case 'KubeletConfiguration': {
      const source = { by: 'KubeletConfiguration', tier: 'installer' } as const;
      addDns(draft, piecesOf(child(tree, 'clusterDNS')), source);
      addDomain(draft, piecesOf(child(tree, 'clusterDomain'))[0], source);
      addMaxPods(draft, piecesOf(child(tree, 'maxPods'))[0]);
      return;
    }
    case 'KubeProxyConfiguration':
      addProxy(draft, piecesOf(child(tree, 'clusterCIDR'), 'comma'), {
        by: 'KubeProxyConfiguration',
        tier: 'implied',
      });
  }
}

function readClusterConfiguration(draft: Draft, tree: Tree, isPatch: boolean): void {
  const source = { by: 'kubeadm ClusterConfiguration', tier: 'installer' } as const;
  const networking = child(tree, 'networking');
  addFlagRanges(draft, 'pods', piecesOf(child(networking, 'podSubnet'), 'comma'), source);
  addFlagRanges(draft, 'services', piecesOf(child(networking, 'serviceSubnet'), 'comma'), source);
  const domain = piecesOf(child(networking, 'dnsDomain'))[0];
  addDomain(draft, domain, source);
  if (!domain && !isPatch) {
    // kubeadm writes its default into the DNS configuration, whatever kubelet is told.
    const zones = ['cluster.local'];
    draft.domains.push({
      domain: 'cluster.local',
      zones,
      by: `${source.by} (default)`,
      tier: 'implied',
      at: undefined,
    });
  }
  readFlags(draft, 'kube-apiserver', extraArgsOf(descend(tree, 'apiServer', 'extraArgs')));
  readFlags(draft, 'kube-controller-manager', extraArgsOf(descend(tree, 'controllerManager', 'extraArgs')));
  if (!isPatch) addDistribution(draft, 'kubeadm', 'a ClusterConfiguration of kubeadm', placeOfTree(tree));
}
