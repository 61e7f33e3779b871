import { findingAt } from '../../kubernetes/addresses/finding.ts';
import { rangeBetween, readRange } from '../../kubernetes/addresses/ranges.ts';
import { child, descend, stringAt, type Tree } from '../../yaml/tree.ts';
import { addText, type Draft } from './draft.ts';
import { embedded, type Piece, piecesOf } from './place.ts';

/** MetalLB's `IPAddressPool`, and the older `AddressPool`. */
export function readMetalLb(draft: Draft, name: string, tree: Tree): void {
  addPool(draft, 'MetalLB', name, piecesOf(descend(tree, 'spec', 'addresses')));
}

/** MetalLB's configuration before 0.13: YAML in the ConfigMap `config`. */
export function readMetalLbConfig(draft: Draft, data: Tree | undefined): void {
  for (const config of embedded(child(data, 'config'))) {
    const pools = child(config, 'address-pools');
    for (const [index, pool] of (pools?.kind === 'sequence' ? pools.items : []).entries()) {
      addPool(draft, 'MetalLB', stringAt(pool, 'name') ?? `${index}`, piecesOf(child(pool, 'addresses')));
    }
  }
}

/** Cilium's `CiliumLoadBalancerIPPool`: blocks of a CIDR, or of a first and a last address. */
export function readCiliumPool(draft: Draft, name: string, tree: Tree): void {
  if (piecesOf(descend(tree, 'spec', 'disabled'))[0]?.text === 'true') return;
  const blocks = descend(tree, 'spec', 'blocks') ?? descend(tree, 'spec', 'cidrs');
  for (const block of blocks?.kind === 'sequence' ? blocks.items : []) {
    addPool(draft, 'Cilium', name, piecesOf(child(block, 'cidr')));
    const [start] = piecesOf(child(block, 'start'));
    const [stop] = piecesOf(child(block, 'stop'));
    if (start) addBlock(draft, name, start, stop);
  }
}

function addPool(draft: Draft, implementation: 'MetalLB' | 'Cilium', pool: string, pieces: readonly Piece[]): void {
  for (const piece of pieces) {
    addText(draft, piece, 'range', 'go');
    const result = readRange(piece.text);
    if (result.kind === 'fault') continue;
    draft.pools.push({ implementation, pool, range: result.range, text: piece.text, at: piece.at });
  }
}

function addBlock(draft: Draft, pool: string, start: Piece, stop: Piece | undefined): void {
  addText(draft, start, 'address', 'go');
  if (stop) addText(draft, stop, 'address', 'go');
  const text = stop ? `${start.text}-${stop.text}` : start.text;
  const result = rangeBetween(start.text, stop?.text ?? start.text);
  if (result.kind === 'range') {
    draft.pools.push({ implementation: 'Cilium', pool, range: result.range, text, at: start.at });
    return;
  }
  const fixes = stop
    ? [
        {
          title: 'swap the ends',
          edits: [
            { at: start.at, text: stop.text },
            { at: stop.at, text: start.text },
          ],
        },
      ]
    : [];
  if (result.fault === 'reversed') {
    draft.found.push(
      ...findingAt('lb-pool-reversed', 'error', start.at, `the block ${text} starts after its end`, fixes),
    );
  }
  if (result.fault === 'families') {
    draft.found.push(...findingAt('cidr-invalid', 'error', start.at, `the block ${text} mixes IPv4 and IPv6`));
  }
}
