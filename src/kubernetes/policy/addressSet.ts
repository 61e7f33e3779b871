import { formatAddress, parseAddress as parseValue } from '../addresses/address.ts';
import { type AddressRange, contains, overlaps, parseCidr, rangeOf } from '../addresses/cidr.ts';
import { type AddressSet, union } from '../addresses/ranges.ts';

export type { AddressRange } from '../addresses/cidr.ts';
export { type AddressSet, subtract as subtractAddresses, union as uniteAddresses } from '../addresses/ranges.ts';

/** The range of a CIDR block; bits of the host part are dropped, as Kubernetes does. Undefined when the text is none. */
export function parseBlock(text: string): AddressRange | undefined {
  const found = parseCidr(text);
  return found && { family: found.family, first: found.first, last: found.last };
}

/** One address as a range of itself; undefined when the text is none. */
export function parseAddress(text: string): AddressRange | undefined {
  const found = parseValue(text);
  return found && rangeOf(found);
}

/** Every address of a family. */
export function everyAddress(family: 4 | 6): AddressRange {
  return family === 4 ? everyIPv4 : everyIPv6;
}

const everyIPv4: AddressRange = { family: 4, first: 0n, last: (1n << 32n) - 1n };
const everyIPv6: AddressRange = { family: 6, first: 0n, last: (1n << 128n) - 1n };

/** `first-last`, also of a single address: the form of connection lists. */
export function formatRange({ family, first, last }: AddressRange): string {
  return `${formatAddress({ family, value: first })}-${formatAddress({ family, value: last })}`;
}

/** Whether every address of the range is in the set. */
export function containsRange(set: AddressSet, range: AddressRange): boolean {
  return set.some((own) => contains(own, range));
}

/** Whether the set and the range share an address. */
export function overlapsRange(set: AddressSet, range: AddressRange): boolean {
  return set.some((own) => overlaps(own, range));
}

/**
 * The ranges cut at each other's ends: disjoint, sorted, together the same addresses.
 * Each of the given ranges is a union of some of them.
 */
export function partition(ranges: readonly AddressRange[]): readonly AddressRange[] {
  return ([4, 6] as const).flatMap((family) => {
    const own = ranges.filter((range) => range.family === family);
    const starts = [...new Set(own.flatMap(({ first, last }) => [first, last + 1n]))].sort((a, b) => (a < b ? -1 : 1));
    const united = union(own);
    return starts.slice(0, -1).flatMap((first, index) => {
      const piece = { family, first, last: starts[index + 1]! - 1n };
      return containsRange(united, piece) ? [piece] : [];
    });
  });
}
