import { formatAddress, parseAddress } from '../../kubernetes/addresses/address.ts';
import { type Cidr, contains, formatCidr, parseCidr, rangeOf } from '../../kubernetes/addresses/cidr.ts';
import { findingAt } from '../../kubernetes/addresses/finding.ts';
import { child, stringAt, type Tree } from '../../yaml/tree.ts';
import { addText, type Draft } from './draft.ts';
import { embedded, itemsOf, type Piece, piecesOf } from './place.ts';

/** The ranges of a `NetworkAttachmentDefinition`: those of whereabouts and of host-local. */
export function readAttachment(draft: Draft, name: string, tree: Tree): void {
  for (const config of embedded(child(child(tree, 'spec'), 'config'))) {
    for (const plugin of [config, ...itemsOf(child(config, 'plugins'))]) {
      const ipam = child(plugin, 'ipam');
      if (stringAt(ipam, 'type') === 'whereabouts') readWhereabouts(draft, name, ipam!);
      if (stringAt(ipam, 'type') === 'host-local') readHostLocal(draft, name, ipam!);
    }
  }
}

function readWhereabouts(draft: Draft, name: string, ipam: Tree): void {
  for (const part of [ipam, ...itemsOf(child(ipam, 'ipRanges'))]) readWhereaboutsRange(draft, name, part);
  for (const gateway of piecesOf(child(ipam, 'gateway'))) addText(draft, gateway, 'address', 'flag');
}

/** One range: a CIDR, whose host bits do not matter, or `start-end/length` (whereabouts pkg/config). */
function readWhereaboutsRange(draft: Draft, name: string, part: Tree): void {
  const [range] = piecesOf(child(part, 'range'));
  if (!range) return;
  const dash = range.text.indexOf('-');
  const text = range.text.slice(dash + 1).trim();
  const network = parseCidr(text);
  if (!network) {
    addText(draft, { ...range, text: dash < 0 ? range.text : text }, 'cidr', 'masking');
    return;
  }
  draft.secondary.push({ network: name, range: network, text: formatCidr(network), at: range.at });
  if (dash < 0) addText(draft, range, 'cidr', 'masking');
  else readStart(draft, range, range.text.slice(0, dash).trim(), network);
  const start = readEnd(draft, piecesOf(child(part, 'range_start'))[0], network);
  const end = readEnd(draft, piecesOf(child(part, 'range_end'))[0], network);
  if (start && end && start.address.family === end.address.family && start.address.value > end.address.value) {
    const message = `range_start ${start.text} is after range_end ${end.text}`;
    draft.found.push(...findingAt('whereabouts-range', 'error', start.at, message));
  }
  for (const excluded of piecesOf(child(part, 'exclude'))) addText(draft, excluded, 'cidrOrAddress', 'masking');
}

function readStart(draft: Draft, range: Piece, start: string, network: Cidr): void {
  const address = parseAddress(start);
  if (!address) {
    draft.found.push(
      ...findingAt('cidr-invalid', 'error', range.at, `"${range.text}" does not start with an IP address`),
    );
  } else if (!contains(network, rangeOf(address))) {
    const message = `the start ${start} is outside ${formatCidr(network)}`;
    draft.found.push(...findingAt('whereabouts-range', 'error', range.at, message));
  } else {
    // The address before the length is the range's end, unless it is the network's own.
    const end = parseAddress(range.text.slice(range.text.indexOf('-') + 1, range.text.lastIndexOf('/')).trim());
    if (!end || end.value === network.first || end.value >= address.value) return;
    const message = `the range "${range.text}" starts after its end`;
    draft.found.push(...findingAt('whereabouts-range', 'error', range.at, message));
  }
}

function readEnd(draft: Draft, piece: Piece | undefined, network: Cidr) {
  if (!piece) return undefined;
  addText(draft, piece, 'address', 'masking');
  const address = parseAddress(piece.text);
  if (!address) return undefined;
  if (!contains(network, rangeOf(address))) {
    const message = `${formatAddress(address)} is outside the range ${formatCidr(network)}`;
    draft.found.push(...findingAt('whereabouts-range', 'error', piece.at, message));
    return undefined;
  }
  return { address, text: piece.text, at: piece.at };
}

function readHostLocal(draft: Draft, name: string, ipam: Tree): void {
  const sets = itemsOf(child(ipam, 'ranges')).flatMap(itemsOf);
  for (const part of [ipam, ...sets]) {
    for (const subnet of piecesOf(child(part, 'subnet'))) {
      addText(draft, subnet, 'cidr', 'go');
      const range = parseCidr(subnet.text);
      if (range) draft.secondary.push({ network: name, range, text: subnet.text, at: subnet.at });
    }
  }
}
