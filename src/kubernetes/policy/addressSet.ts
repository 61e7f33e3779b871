import ipaddr from 'ipaddr.js';

/** Addresses of one family from `first` to `last`, both included. */
export interface AddressRange {
  readonly family: 4 | 6;
  readonly first: bigint;
  readonly last: bigint;
}

/** Ranges sorted by family, then address, which neither overlap nor touch. */
export type AddressSet = readonly AddressRange[];

const sizes = { 4: 32n, 6: 128n } as const;

/** Every address of a family. */
export function everyAddress(family: 4 | 6): AddressRange {
  return { family, first: 0n, last: (1n << sizes[family]) - 1n };
}

/**
 * The range of a CIDR block; bits of the host part are dropped, as Kubernetes does. Undefined when the text is none.
 * A block of IPv4 addresses written as IPv6 (`::ffff:10.0.0.0/104`) stays one of IPv6.
 */
export function parseBlock(text: string): AddressRange | undefined {
  const slash = text.indexOf('/');
  if (slash < 0 || !/^\d{1,3}$/.test(text.slice(slash + 1))) return undefined;
  const address = parseAddress(text.slice(0, slash));
  const bits = BigInt(text.slice(slash + 1));
  if (!address || bits > sizes[address.family]) return undefined;
  const host = (1n << (sizes[address.family] - bits)) - 1n;
  const first = address.first & ~host;
  return { family: address.family, first, last: first | host };
}

/** One address as a range of itself; undefined when the text is none. */
export function parseAddress(text: string): AddressRange | undefined {
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return single(4, ipaddr.IPv4.parse(text).toByteArray());
  if (text.includes(':') && ipaddr.IPv6.isValid(text) && !text.includes('%')) {
    return single(6, ipaddr.IPv6.parse(text).toByteArray());
  }
  return undefined;
}

/** The text of the `at`-th address of a family. */
export function formatAddress(family: 4 | 6, at: bigint): string {
  const bytes: number[] = [];
  for (let shift = sizes[family] - 8n; shift >= 0n; shift -= 8n) bytes.push(Number((at >> shift) & 255n));
  const address = ipaddr.fromByteArray(bytes);
  return address.kind() === 'ipv6' ? (address as ipaddr.IPv6).toRFC5952String() : address.toString();
}

/** `first-last`, also of a single address. */
export function formatRange({ family, first, last }: AddressRange): string {
  return `${formatAddress(family, first)}-${formatAddress(family, last)}`;
}

/** The addresses in any of the ranges. */
export function uniteAddresses(ranges: readonly AddressRange[]): AddressSet {
  const result: AddressRange[] = [];
  for (const range of [...ranges].sort(compareRanges)) {
    const before = result.at(-1);
    if (before?.family === range.family && range.first <= before.last + 1n) {
      if (range.last > before.last) result[result.length - 1] = { ...before, last: range.last };
    } else result.push(range);
  }
  return result;
}

/** The addresses of `from` that are in none of `cuts`. */
export function subtractAddresses(from: readonly AddressRange[], cuts: readonly AddressRange[]): AddressSet {
  let result: AddressSet = uniteAddresses(from);
  for (const cut of cuts) {
    result = result.flatMap((range) => {
      if (!overlap(range, cut)) return [range];
      const rest: AddressRange[] = [];
      if (range.first < cut.first) rest.push({ ...range, last: cut.first - 1n });
      if (cut.last < range.last) rest.push({ ...range, first: cut.last + 1n });
      return rest;
    });
  }
  return result;
}

/** Whether every address of the range is in the set. */
export function containsRange(set: AddressSet, { family, first, last }: AddressRange): boolean {
  return set.some((range) => range.family === family && range.first <= first && last <= range.last);
}

/** Whether the set and the range share an address. */
export function overlapsRange(set: AddressSet, range: AddressRange): boolean {
  return set.some((own) => overlap(own, range));
}

/**
 * The ranges cut at each other's ends: disjoint, sorted, together the same addresses.
 * Each of the given ranges is a union of some of them.
 */
export function partition(ranges: readonly AddressRange[]): readonly AddressRange[] {
  return ([4, 6] as const).flatMap((family) => {
    const own = ranges.filter((range) => range.family === family);
    const starts = [...new Set(own.flatMap(({ first, last }) => [first, last + 1n]))].sort(compareNumbers);
    const united = uniteAddresses(own);
    return starts.slice(0, -1).flatMap((first, index) => {
      const piece = { family, first, last: starts[index + 1]! - 1n };
      return containsRange(united, piece) ? [piece] : [];
    });
  });
}

function single(family: 4 | 6, bytes: readonly number[]): AddressRange {
  const at = bytes.reduce((value, byte) => (value << 8n) | BigInt(byte), 0n);
  return { family, first: at, last: at };
}

function overlap(a: AddressRange, b: AddressRange): boolean {
  return a.family === b.family && a.first <= b.last && b.first <= a.last;
}

function compareRanges(a: AddressRange, b: AddressRange): number {
  return a.family - b.family || compareNumbers(a.first, b.first);
}

function compareNumbers(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
