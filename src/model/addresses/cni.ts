import { parseCidr } from '../../kubernetes/addresses/cidr.ts';
import { child, descend, stringAt, type Tree } from '../../yaml/tree.ts';
import { addRanges, type Draft } from './draft.ts';
import { embedded, type Piece, piecesOf, placeOfTree } from './place.ts';

/** Calico's `IPPool`. Without `allowedUses` it is for pods; one for load balancers only is no pod range. */
export function readCalicoPool(draft: Draft, name: string, tree: Tree): void {
  const spec = child(tree, 'spec');
  const uses = piecesOf(child(spec, 'allowedUses')).map(({ text }) => text);
  const isForPods = uses.length === 0 || uses.includes('Workload');
  const isDisabled = piecesOf(child(spec, 'disabled'))[0]?.text === 'true';
  const items = addRanges(draft, piecesOf(child(spec, 'cidr')), {
    what: 'pods',
    by: 'Calico IPPool',
    tier: 'pool',
    dialect: 'calico',
    role: isForPods ? 'calico' : 'load-balancer',
    owner: name,
    isDisabled,
  });
  if (isForPods) draft.ignoresNodeRanges = true;
  if (!uses.includes('LoadBalancer') || isDisabled) return;
  for (const { range, text, at } of items) draft.pools.push({ implementation: 'Calico', pool: name, range, text, at });
}

/** The Tigera operator's `Installation`. Without pools it makes one of kubeadm's pod range, or else of 192.168.0.0/16. */
export function readInstallation(draft: Draft, name: string, tree: Tree): void {
  const by = 'Calico Installation';
  const spec = child(tree, 'spec');
  const network = child(spec, 'calicoNetwork');
  const services = piecesOf(child(spec, 'serviceCIDRs'));
  addRanges(draft, services, { what: 'services', by, tier: 'pool', isPair: true });
  const cni = stringAt(spec, 'cni', 'type');
  if (cni !== undefined && cni !== 'Calico') return;
  draft.ignoresNodeRanges = true;
  const pools = child(network, 'ipPools');
  const role = 'calico' as const;
  for (const pool of pools?.kind === 'sequence' ? pools.items : []) {
    const owner = stringAt(pool, 'name') ?? name;
    addRanges(draft, piecesOf(child(pool, 'cidr')), { what: 'pods', by, tier: 'pool', dialect: 'calico', role, owner });
  }
  if (pools !== undefined) return;
  const text = '192.168.0.0/16';
  const at = { ...placeOfTree(tree), isEditable: false };
  const range = parseCidr(text)!;
  draft.ranges.push({
    what: 'pods',
    range,
    text,
    by: `${by} (default)`,
    tier: 'implied',
    at: { ...at, span: at.span },
  });
}

/** The pools that a `calico-node` container makes at its first start. */
export function readCalicoEnv(draft: Draft, container: Tree): void {
  const env = child(container, 'env');
  for (const item of env?.kind === 'sequence' ? env.items : []) {
    const name = stringAt(item, 'name');
    const owner = poolsOfEnv[name ?? ''];
    if (owner === undefined) continue;
    const by = `calico-node ${name}`;
    addRanges(draft, piecesOf(child(item, 'value')), {
      what: 'pods',
      by,
      tier: 'pool',
      dialect: 'calico',
      role: 'calico',
      owner,
    });
  }
}

const poolsOfEnv: { readonly [name: string]: string } = {
  CALICO_IPV4POOL_CIDR: 'default-ipv4-ippool',
  CALICO_IPV6POOL_CIDR: 'default-ipv6-ippool',
};

/** The ConfigMap `cilium-config`. Its pools count only where `ipam` is `cluster-pool`, the default. */
export function readCiliumConfig(draft: Draft, data: Tree | undefined): void {
  const ipam = child(data, 'ipam');
  const mode = piecesOf(ipam)[0]?.text;
  if (mode !== undefined && mode !== 'cluster-pool' && mode !== 'cluster-pool-v2beta') return;
  for (const family of [4, 6] as const) {
    const own = piecesOf(child(data, `cluster-pool-ipv${family}-cidr`), 'blanks');
    const by = 'cilium-config';
    const isOn = piecesOf(child(data, `enable-ipv${family}`))[0]?.text !== 'false';
    if (!isOn) continue;
    const items = addRanges(draft, own, {
      what: 'pods',
      by,
      tier: 'pool',
      dialect: 'go',
      role: 'cilium',
      owner: 'cluster-pool',
    });
    if (own.length === 0 && family === 4 && mode !== undefined) {
      const text = '10.0.0.0/8';
      const at = { ...placeOfTree(ipam!), isEditable: false };
      draft.ranges.push({
        what: 'pods',
        range: parseCidr(text)!,
        text,
        at,
        by: 'cilium-config (default of ipam: cluster-pool)',
        tier: 'pool',
        role: 'cilium',
        owner: 'cluster-pool',
      });
    }
    const [mask] = piecesOf(child(data, `cluster-pool-ipv${family}-mask-size`));
    for (const item of items) addPoolMask(draft, item.range, mask, family === 4 ? 24 : 120, by);
  }
}

/** Cilium's `CiliumPodIPPool`, of multi-pool IPAM. */
export function readCiliumPodPool(draft: Draft, name: string, tree: Tree): void {
  for (const key of ['ipv4', 'ipv6'] as const) {
    const part = descend(tree, 'spec', key);
    const by = 'CiliumPodIPPool';
    const cidrs = piecesOf(child(part, 'cidrs'));
    const items = addRanges(draft, cidrs, {
      what: 'pods',
      by,
      tier: 'pool',
      dialect: 'go',
      role: 'cilium',
      owner: name,
    });
    const [mask] = piecesOf(child(part, 'maskSize'));
    if (mask) for (const item of items) addPoolMask(draft, item.range, mask, 24, by);
  }
}

/** flannel's `net-conf.json`. */
export function readFlannel(draft: Draft, data: Tree | undefined): void {
  for (const config of embedded(child(data, 'net-conf.json'))) {
    const pieces = [...piecesOf(child(config, 'Network')), ...piecesOf(child(config, 'IPv6Network'))];
    addRanges(draft, pieces, {
      what: 'pods',
      by: "flannel's net-conf.json",
      tier: 'pool',
      role: 'flannel',
      owner: 'flannel',
    });
  }
}

function addPoolMask(
  draft: Draft,
  range: Draft['ranges'][number]['range'],
  piece: Piece | undefined,
  preset: number,
  by: string,
): void {
  const mask = piece && /^\d{1,3}$/.test(piece.text) ? Number(piece.text) : preset;
  draft.masks.push({ family: range.family, mask, by, at: piece?.at, range, isLimited: false });
}
