import { parseAddress } from '../../kubernetes/addresses/address.ts';
import { parsePortRange } from '../../kubernetes/addresses/allocation.ts';
import { parseCidr, rangeOf } from '../../kubernetes/addresses/cidr.ts';
import { type Distribution, distributionOf } from '../../kubernetes/addresses/distributions.ts';
import type {
  AddressFacts,
  Dialect,
  RangeDeclaration,
  RangeRole,
  TextUse,
  Tier,
} from '../../kubernetes/addresses/facts.ts';
import type { Piece, Place } from './place.ts';

/** The facts while they are being gathered. Only readers write here, and only while one scope is read. */
export type Draft = { -readonly [K in keyof AddressFacts<Place>]: Writable<AddressFacts<Place>[K]> };

type Writable<T> = T extends readonly (infer U)[] ? U[] : T;

export function emptyDraft(): Draft {
  return {
    ranges: [],
    lists: [],
    masks: [],
    maxPods: [],
    dns: [],
    domains: [],
    nodePorts: [],
    proxies: [],
    pools: [],
    nodes: [],
    secondary: [],
    texts: [],
    found: [],
    services: [],
    blocks: [],
    endpoints: [],
    virtualAddresses: [],
    distributions: [],
    internal: [],
    hasNoOvn: false,
    ignoresNodeRanges: false,
  };
}

/** Adds what another draft gathered. */
export function append(draft: Draft, more: Draft | 'nothing'): void {
  if (more === 'nothing') return;
  for (const key of Object.keys(more) as (keyof Draft)[]) {
    const value = more[key];
    if (value === true) (draft as Record<keyof Draft, unknown>)[key] = true;
    else if (value !== false) for (const one of value) (draft[key] as unknown[]).push(one);
  }
}

/** Whether nothing was gathered. */
export function isEmpty(draft: Draft): boolean {
  for (const key in draft) {
    const value = draft[key as keyof Draft];
    if (value === true || (value !== false && value.length > 0)) return false;
  }
  return true;
}

/** Who declares something, and how much it counts. */
export interface Source {
  readonly by: string;
  readonly tier: Tier;
}

export interface RangeOptions extends Source {
  readonly what: RangeDeclaration<Place>['what'];
  readonly dialect?: Dialect;
  readonly role?: RangeRole;
  readonly owner?: string;
  readonly isDisabled?: boolean;
  readonly isPair?: boolean;
  readonly isSized?: boolean;
}

/** Adds ranges that are written as one list. Texts that are none are kept for the rules of texts. */
export function addRanges(
  draft: Draft,
  pieces: readonly Piece[],
  options: RangeOptions,
): readonly RangeDeclaration<Place>[] {
  const { dialect = 'flag', isPair = false, isSized = false } = options;
  const items = pieces.flatMap((piece): RangeDeclaration<Place>[] => {
    addText(draft, piece, 'cidr', dialect);
    const range = parseCidr(piece.text.trim());
    return range ? [declaration(range, piece, options)] : [];
  });
  draft.ranges.push(...items);
  if (items.length > 0 && (isPair || isSized)) draft.lists.push({ what: options.what, items, isPair, isSized });
  return items;
}

/** Ranges of pods or services in the way of the flags: at most one of each family, services of a limited size. */
export function addFlagRanges(draft: Draft, what: 'pods' | 'services', pieces: readonly Piece[], source: Source): void {
  addRanges(draft, pieces, { what, ...source, isPair: true, isSized: what === 'services' });
}

/** Adds the address of a node. */
export function addNodeAddress(draft: Draft, piece: Piece, source: Source, dialect: Dialect = 'flag'): void {
  addText(draft, piece, 'address', dialect);
  const address = parseAddress(piece.text);
  if (!address) return;
  const { text, at } = piece;
  draft.ranges.push({ what: 'nodes', range: rangeOf(address), text, at, ...source, isAddress: true });
}

export function addText(draft: Draft, { text, at }: Piece, form: TextUse<Place>['form'], dialect: Dialect): void {
  draft.texts.push({ text, at, form, dialect });
}

/** Adds the addresses that kubelet gives to pods as their DNS server. */
export function addDns(draft: Draft, pieces: readonly Piece[], source: Source): void {
  for (const piece of pieces) {
    addText(draft, piece, 'address', 'flag');
    const address = parseAddress(piece.text);
    if (address) draft.dns.push({ address, text: piece.text, at: piece.at, ...source });
  }
}

export function addDomain(draft: Draft, piece: Piece | undefined, source: Source): void {
  if (!piece) return;
  const domain = piece.text.replace(/\.$/, '');
  draft.domains.push({ domain, zones: [domain], at: piece.at, ...source });
}

export function addNodePorts(draft: Draft, piece: Piece | undefined, source: Source): void {
  const range = piece && parsePortRange(piece.text);
  if (range) draft.nodePorts.push({ range, at: piece.at, ...source });
}

/** Adds the prefix length of a node's part of the pod range; without a family, of both. */
export function addMask(draft: Draft, piece: Piece | undefined, families: readonly (4 | 6)[], by: string): void {
  if (!piece || !/^\d{1,3}$/.test(piece.text)) return;
  for (const family of families) {
    draft.masks.push({ family, mask: Number(piece.text), by, at: piece.at, isLimited: true });
  }
}

export function addMaxPods(draft: Draft, piece: Piece | undefined): void {
  if (piece && /^\d{1,9}$/.test(piece.text)) draft.maxPods.push({ value: Number(piece.text), at: piece.at });
}

/** Notes that a file is one of a distribution. */
export function addDistribution(draft: Draft, id: Distribution['id'], because: string, at: Place | undefined): void {
  if (distributionOf(id)) draft.distributions.push({ id, because, at, isCertain: true });
}

function declaration(
  range: RangeDeclaration<Place>['range'],
  piece: Piece,
  options: RangeOptions,
): RangeDeclaration<Place> {
  const { what, by, tier, role, owner, isDisabled } = options;
  return {
    what,
    range,
    text: piece.text.trim(),
    at: piece.at,
    by,
    tier,
    ...(role ? { role } : {}),
    ...(owner === undefined ? {} : { owner }),
    ...(isDisabled ? { isDisabled: true } : {}),
  };
}
