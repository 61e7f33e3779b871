import { parseCidr } from '../../kubernetes/addresses/cidr.ts';
import { child, descend, stringAt, type Tree } from '../../yaml/tree.ts';
import { readCalicoEnv } from './cni.ts';
import { addNodeAddress, addText, type Draft } from './draft.ts';
import { flagsOf, readFlags } from './flags.ts';
import { itemsOf, piecesOf, textOf } from './place.ts';

/** A Node: its addresses, and its part of the pod range. `podCIDRs` says the same as `podCIDR`, and more. */
export function readNode(draft: Draft, name: string, tree: Tree): void {
  const several = piecesOf(descend(tree, 'spec', 'podCIDRs'));
  const pieces = several.length > 0 ? several : piecesOf(descend(tree, 'spec', 'podCIDR'));
  const ranges = pieces.flatMap((piece) => {
    addText(draft, piece, 'cidr', 'legacy');
    const range = parseCidr(piece.text);
    return range ? [{ range, ...piece }] : [];
  });
  draft.nodes.push({ name, ranges });
  const source = { what: 'pods', by: `Node ${name}`, tier: 'flags' } as const;
  draft.lists.push({ what: 'pods', items: ranges.map((one) => ({ ...one, ...source })), isPair: true, isSized: false });
  for (const item of itemsOf(descend(tree, 'status', 'addresses'))) {
    const type = stringAt(item, 'type');
    if (type !== 'InternalIP' && type !== 'ExternalIP') continue;
    for (const piece of piecesOf(child(item, 'address'))) {
      addNodeAddress(draft, piece, { by: `Node ${name}`, tier: 'flags' }, 'legacy');
    }
  }
}

/** A pod's spec: texts of addresses, and the flags of the cluster's own components. */
export function readPodSpec(draft: Draft, spec: Tree | undefined): void {
  for (const alias of itemsOf(child(spec, 'hostAliases'))) {
    for (const piece of piecesOf(child(alias, 'ip'))) addText(draft, piece, 'address', 'legacy');
  }
  for (const piece of piecesOf(descend(spec, 'dnsConfig', 'nameservers'))) addText(draft, piece, 'address', 'legacy');
  for (const container of itemsOf(child(spec, 'containers'))) {
    const component = componentOf(container);
    if (component !== undefined) {
      readFlags(draft, component, [...flagsOf(child(container, 'command')), ...flagsOf(child(container, 'args'))]);
    }
    if (stringAt(container, 'name') === 'calico-node') readCalicoEnv(draft, container);
  }
}

/** The addresses in a pod's status. */
export function readPodStatus(draft: Draft, tree: Tree): void {
  const status = child(tree, 'status');
  const lists = ['podIPs', 'hostIPs'].flatMap((name) => itemsOf(child(status, name)).map((item) => child(item, 'ip')));
  for (const at of [...lists, child(status, 'podIP'), child(status, 'hostIP')]) {
    for (const piece of piecesOf(at)) addText(draft, piece, 'address', 'legacy');
  }
}

const components = new Set(['kube-apiserver', 'kube-controller-manager', 'kube-proxy', 'kubelet', 'k3s', 'rke2']);

/** The component of the cluster that a container runs, by its command or its name. */
function componentOf(container: Tree): string | undefined {
  const first = itemsOf(child(container, 'command'))[0];
  const command = first?.kind === 'scalar' ? (textOf(first).split('/').at(-1) ?? '') : '';
  const name = stringAt(container, 'name') ?? '';
  return [command, name].find((candidate) => components.has(candidate));
}
