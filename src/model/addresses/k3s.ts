import { compareText } from '../../text/span.ts';
import type { Tree } from '../../yaml/tree.ts';
import {
  addDistribution,
  addDns,
  addDomain,
  addFlagRanges,
  addNodeAddress,
  addNodePorts,
  type Draft,
} from './draft.ts';
import { flagsOf, readFlags } from './flags.ts';
import { type Piece, piecesOf, placeOfTree, type Separator } from './place.ts';

/** A `config.yaml` of k3s or RKE2, or one of the files in `config.yaml.d`. */
export interface K3sFile {
  readonly file: string;
  readonly tree: Tree;
}

/**
 * The files of one directory as k3s reads them: `config.yaml`, then those of `config.yaml.d` by name. A later key replaces,
 * `key+` appends (k3s documentation, "Configuration File").
 */
export function readK3s(draft: Draft, files: readonly K3sFile[]): void {
  const byDirectory = new Map<string, K3sFile[]>();
  for (const one of files) {
    const directory = one.file.replace(/(?:config\.ya?ml\.d\/)?[^/]*$/, '');
    byDirectory.set(directory, [...(byDirectory.get(directory) ?? []), one]);
  }
  for (const group of byDirectory.values()) readMerged(draft, group);
}

function readMerged(draft: Draft, files: readonly K3sFile[]): void {
  const values = new Map<string, readonly Tree[]>();
  const inOrder = [...files].sort(
    (a, b) => Number(isPart(a.file)) - Number(isPart(b.file)) || compareText(a.file, b.file),
  );
  for (const { tree } of inOrder) {
    for (const { key, value } of tree.kind === 'map' ? tree.entries : []) {
      const name = key.value.replace(/\+$/, '');
      values.set(name, name === key.value ? [value] : [...(values.get(name) ?? []), value]);
    }
  }
  const isRke2 = inOrder.some(({ file }) => file.includes('rke2'));
  const first = inOrder[0];
  const product = isRke2 ? 'RKE2' : 'k3s';
  if (first) addDistribution(draft, isRke2 ? 'rke2' : 'k3s', `a configuration of ${product}`, placeOfTree(first.tree));
  const source = { by: `${product} config.yaml`, tier: 'installer' } as const;
  const of = (name: string, separator: Separator = 'commaOrBlanks'): readonly Piece[] =>
    (values.get(name) ?? []).flatMap((tree) => piecesOf(tree, separator));
  addFlagRanges(draft, 'pods', of('cluster-cidr'), source);
  addFlagRanges(draft, 'services', of('service-cidr'), source);
  addDns(draft, of('cluster-dns'), source);
  addDomain(draft, of('cluster-domain')[0], source);
  addNodePorts(draft, of('service-node-port-range', 'none')[0], source);
  for (const address of of('node-ip')) addNodeAddress(draft, address, source);
  for (const [key, component] of components) {
    for (const tree of values.get(key) ?? []) readFlags(draft, component, flagsOf(listOf(tree)), 'installer');
  }
}

const components = [
  ['kubelet-arg', 'kubelet'],
  ['kube-apiserver-arg', 'kube-apiserver'],
  ['kube-controller-manager-arg', 'kube-controller-manager'],
  ['kube-proxy-arg', 'kube-proxy'],
] as const;

function isPart(file: string): boolean {
  return /config\.ya?ml\.d\//.test(file);
}

function listOf(tree: Tree): Tree {
  return tree.kind === 'scalar' ? { kind: 'sequence', items: [tree], span: tree.span } : tree;
}
