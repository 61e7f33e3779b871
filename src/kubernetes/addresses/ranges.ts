import { bitsOf, formatAddress, parseAddress } from './address.ts';
import { type AddressRange, type Cidr, cidrAt, countOf, formatCidr, parseCidr, rangeOf } from './cidr.ts';

/** Why a text is no range of addresses. */
export type RangeFault = 'malformed' | 'families' | 'reversed';

export type RangeResult =
  | { readonly kind: 'range'; readonly range: AddressRange; readonly cidr?: Cidr }
  | { readonly kind: 'fault'; readonly fault: RangeFault };

/**
 * Reads `first-last` or a CIDR, as MetalLB's pools take it: blanks around each end are allowed,
 * both ends must be of one family (metallb internal/ipam, ParseCIDR).
 */
export function readRange(text: string): RangeResult {
  if (!text.includes('-')) {
    const cidr = parseCidr(text.trim());
    return cidr ? { kind: 'range', range: cidr, cidr } : { kind: 'fault', fault: 'malformed' };
  }
  const ends = text.split('-');
  return ends.length === 2 ? rangeBetween(ends[0]!.trim(), ends[1]!.trim()) : { kind: 'fault', fault: 'malformed' };
}

/** The range from one address to another. */
export function rangeBetween(first: string, last: string): RangeResult {
  const from = parseAddress(first);
  const to = parseAddress(last);
  if (!from || !to) return { kind: 'fault', fault: 'malformed' };
  if (from.family !== to.family) return { kind: 'fault', fault: 'families' };
  if (from.value > to.value) return { kind: 'fault', fault: 'reversed' };
  return { kind: 'range', range: { family: from.family, first: from.value, last: to.value } };
}

/** Ranges sorted by family, then address, that neither overlap nor touch. */
export type AddressSet = readonly AddressRange[];

/** The addresses in any of the ranges. */
export function union(ranges: readonly AddressRange[]): AddressSet {
  const result: AddressRange[] = [];
  for (const range of [...ranges].sort(compareRanges)) {
    const last = result.at(-1);
    if (last && last.family === range.family && range.first <= last.last + 1n) {
      if (range.last > last.last) result[result.length - 1] = { ...last, last: range.last };
    } else {
      result.push({ family: range.family, first: range.first, last: range.last });
    }
  }
  return result;
}

/** The addresses in both sets. */
export function intersect(a: readonly AddressRange[], b: readonly AddressRange[]): AddressSet {
  const found: AddressRange[] = [];
  for (const x of a) {
    for (const y of b) {
      if (x.family !== y.family || x.first > y.last || y.first > x.last) continue;
      found.push({
        family: x.family,
        first: larger(x.first, y.first),
        last: smaller(x.last, y.last),
      });
    }
  }
  return union(found);
}

/** The addresses of `from` that are in none of `without`. */
export function subtract(from: readonly AddressRange[], without: readonly AddressRange[]): AddressSet {
  const holes = union(without);
  return union(from).flatMap((range) => {
    const left: AddressRange[] = [];
    let { first } = range;
    for (const hole of holes) {
      if (hole.family !== range.family || hole.last < first || hole.first > range.last) continue;
      if (hole.first > first) left.push({ family: range.family, first, last: hole.first - 1n });
      first = hole.last + 1n;
    }
    if (first <= range.last) left.push({ family: range.family, first, last: range.last });
    return left;
  });
}

/** The fewest networks that make up a range. */
export function toCidrs({ family, first, last }: AddressRange): readonly Cidr[] {
  const result: Cidr[] = [];
  const bits = bitsOf(family);
  let at = first;
  while (at <= last) {
    let size = 0;
    while (size < bits && ((at >> BigInt(size)) & 1n) === 0n && at + (1n << BigInt(size + 1)) - 1n <= last) size++;
    result.push(cidrAt(family, at, bits - size));
    at += 1n << BigInt(size);
  }
  return result;
}

/** A range as people write it: an address, a CIDR where it is one, or `first-last`. */
export function formatRange(range: AddressRange): string {
  const first = formatAddress({ family: range.family, value: range.first });
  if (countOf(range) === 1n) return first;
  const [cidr, ...more] = toCidrs(range);
  if (cidr && more.length === 0) return formatCidr(cidr);
  return `${first}-${formatAddress({ family: range.family, value: range.last })}`;
}

/** A CIDR or a bare address, as allow lists take it; undefined for anything else. */
export function parseCidrOrAddress(text: string): AddressRange | undefined {
  const address = parseAddress(text);
  return address ? rangeOf(address) : parseCidr(text);
}

function larger(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}

function smaller(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}

function compareRanges(a: AddressRange, b: AddressRange): number {
  if (a.family !== b.family) return a.family - b.family;
  return a.first < b.first ? -1 : a.first > b.first ? 1 : 0;
}
