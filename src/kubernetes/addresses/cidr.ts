import { type AddressText, bitsOf, formatAddress, readAddress, wideValue } from './address.ts';

/** Addresses of one family from `first` to `last`, both included. */
export interface AddressRange {
  readonly family: 4 | 6;
  readonly first: bigint;
  readonly last: bigint;
}

/** A network: the addresses that share a prefix of `prefix` bits. */
export interface Cidr extends AddressRange {
  readonly prefix: number;
}

/** A CIDR as it was written, read in the sloppy way of `ParseCIDRSloppy`. */
export interface CidrText {
  /** The network that Kubernetes uses: the host's bits dropped, mapped IPv4 as IPv4. */
  readonly network: Cidr;
  readonly address: AddressText;
  /** The prefix length as written; of a mapped address it counts from the 128 bits of IPv6. */
  readonly prefix: number;
  /** How many bits the form that was written has: 128 for a mapped address. */
  readonly bits: 32 | 128;
  readonly hasHostBits: boolean;
  /** Leading zeros in the address or the prefix length. */
  readonly hasLeadingZeros: boolean;
}

/** Reads a CIDR as Kubernetes' legacy fields do; undefined where no parser takes the text. Never trims. */
export function readCidr(text: string): CidrText | undefined {
  const slash = text.indexOf('/');
  const length = text.slice(slash + 1);
  if (slash < 0 || !/^\d+$/.test(length)) return undefined;
  const address = readAddress(text.slice(0, slash));
  const prefix = Number(length);
  if (!address) return undefined;
  const bits = address.isMapped ? 128 : bitsOf(address.address.family);
  if (prefix > bits) return undefined;
  const value = wideValue(address);
  const first = (value >> BigInt(bits - prefix)) << BigInt(bits - prefix);
  return {
    network: networkOf(address, bits, prefix, first),
    address,
    prefix,
    bits,
    hasHostBits: first !== value,
    hasLeadingZeros: address.hasLeadingZeros || (length.length > 1 && length.startsWith('0')),
  };
}

/** The network that Kubernetes reads in a text, or undefined. */
export function parseCidr(text: string): Cidr | undefined {
  return readCidr(text)?.network;
}

/** The network of `prefix` bits that an address lies in. */
export function cidrAt(family: 4 | 6, value: bigint, prefix: number): Cidr {
  const host = BigInt(bitsOf(family) - prefix);
  const first = (value >> host) << host;
  return { family, prefix, first, last: first + (1n << host) - 1n };
}

/** `10.0.0.0/8`. */
export function formatCidr({ family, first, prefix }: Cidr): string {
  return `${formatAddress({ family, value: first })}/${prefix}`;
}

/** How many addresses a range has. */
export function countOf({ first, last }: AddressRange): bigint {
  return last - first + 1n;
}

/** Whether all of `inner` lies in `outer`. Families never meet. */
export function contains(outer: AddressRange, inner: AddressRange): boolean {
  return outer.family === inner.family && outer.first <= inner.first && inner.last <= outer.last;
}

/** Whether two ranges share an address. */
export function overlaps(a: AddressRange, b: AddressRange): boolean {
  return a.family === b.family && a.first <= b.last && b.first <= a.last;
}

/** Whether two ranges are the same addresses. */
export function sameRange(a: AddressRange, b: AddressRange): boolean {
  return a.family === b.family && a.first === b.first && a.last === b.last;
}

/** The `n`-th address of a range, counted from 0, as text; undefined beyond its end. */
export function nthAddress(range: AddressRange, n: bigint): string | undefined {
  const value = range.first + n;
  return n < 0n || value > range.last ? undefined : formatAddress({ family: range.family, value });
}

/** One address as a range of itself. */
export function rangeOf({ family, value }: { readonly family: 4 | 6; readonly value: bigint }): AddressRange {
  return { family, first: value, last: value };
}

function networkOf(text: AddressText, bits: 32 | 128, prefix: number, first: bigint): Cidr {
  if (text.isMapped && first >> 32n === 0xffffn) return cidrAt(4, first & 0xffffffffn, prefix - 96);
  return cidrAt(bits === 32 ? 4 : 6, first, prefix);
}
