import { child, descend, type Tree } from '../../yaml/tree.ts';
import { addText, type Draft } from './draft.ts';
import { endOf, itemsOf, type Place, piecesOf } from './place.ts';

/** The ipBlocks of a NetworkPolicy. */
export function readNetworkPolicy(draft: Draft, tree: Tree): void {
  for (const [direction, list, peers] of [
    ['ingress', 'ingress', 'from'],
    ['egress', 'egress', 'to'],
  ] as const) {
    for (const rule of itemsOf(descend(tree, 'spec', list))) {
      for (const peer of itemsOf(child(rule, peers))) readPeer(draft, direction, peer);
    }
  }
}

function readPeer(draft: Draft, direction: 'ingress' | 'egress', peer: Tree): void {
  const block = child(peer, 'ipBlock');
  const [cidr] = piecesOf(child(block, 'cidr'));
  if (!block || !cidr) return;
  const excepts = piecesOf(child(block, 'except'));
  for (const piece of [cidr, ...excepts]) addText(draft, piece, 'cidr', 'legacy');
  const entry = peer.kind === 'map' && peer.entries.length === 1 ? peer.entries[0] : undefined;
  const end = endOf(block);
  const place = (start: number): Place => ({ span: { ...block.span, start, end }, isEditable: !block.derived });
  draft.blocks.push({
    direction,
    cidr: { value: cidr.text, at: cidr.at },
    excepts: excepts.map(({ text, at }) => ({ value: text, at })),
    block: place(block.span.start),
    ...(entry ? { peer: place(entry.key.span.start) } : {}),
  });
}

/** Annotations of ingress-nginx that list addresses. */
const sourceRangeAnnotations = ['whitelist', 'allowlist', 'denylist'].map(
  (kind) => `nginx.ingress.kubernetes.io/${kind}-source-range`,
);

/** An Ingress: the addresses that may use it, and those it has. */
export function readIngress(draft: Draft, tree: Tree): void {
  const annotations = descend(tree, 'metadata', 'annotations');
  for (const name of sourceRangeAnnotations) {
    for (const piece of piecesOf(child(annotations, name), 'commaOrBlanks'))
      addText(draft, piece, 'cidrOrAddress', 'flag');
  }
  for (const item of itemsOf(descend(tree, 'status', 'loadBalancer', 'ingress'))) {
    for (const piece of piecesOf(child(item, 'ip'))) addText(draft, piece, 'address', 'legacy');
  }
}

/** Traefik's `Middleware`. */
export function readMiddleware(draft: Draft, tree: Tree): void {
  for (const key of ['ipAllowList', 'ipWhiteList']) {
    for (const piece of piecesOf(descend(tree, 'spec', key, 'sourceRange')))
      addText(draft, piece, 'cidrOrAddress', 'go');
  }
}

/** Istio's `ServiceEntry`: virtual addresses of hosts outside. */
export function readServiceEntry(draft: Draft, tree: Tree): void {
  for (const piece of piecesOf(descend(tree, 'spec', 'addresses'))) {
    addText(draft, piece, 'cidrOrAddress', 'go');
    draft.virtualAddresses.push({ value: piece.text, at: piece.at });
  }
}
