import { type Address, parseAddress } from './address.ts';
import { type AddressRange, type Cidr, contains, overlaps, parseCidr, rangeOf } from './cidr.ts';
import { subtract } from './ranges.ts';

/** The cloud's metadata address, and AWS' in IPv6 (kubernetes/kubernetes#68078). */
export const metadataAddresses: readonly Address[] = ['169.254.169.254', 'fd00:ec2::254'].map(address);

/** Where NodeLocal DNSCache listens by default. */
export const nodeLocalDns: Address = address('169.254.20.10');

/** Docker's default bridge. */
export const docker0: Cidr = cidr('172.17.0.0/16');

/** What a range may not be, as no host routes it. */
const reservedRanges: readonly { readonly range: Cidr; readonly name: string }[] = [
  { range: cidr('0.0.0.0/8'), name: 'this network' },
  { range: cidr('127.0.0.0/8'), name: 'loopback' },
  { range: cidr('169.254.0.0/16'), name: 'link-local' },
  { range: cidr('224.0.0.0/4'), name: 'multicast' },
  { range: cidr('::/127'), name: 'unspecified and loopback' },
  { range: cidr('fe80::/10'), name: 'link-local' },
  { range: cidr('ff00::/8'), name: 'multicast' },
];

/** IPv4 that is not public: RFC 1918, shared (RFC 6598), documentation, benchmarks, class E, and Google's own for GKE Services. */
const privateRanges: readonly Cidr[] = [
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '100.64.0.0/10',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '240.0.0.0/4',
  '34.118.224.0/20',
].map(cidr);

/** The reserved range that a range meets, with its name; undefined when it meets none. */
export function reservedIn(range: AddressRange): { readonly range: Cidr; readonly name: string } | undefined {
  return reservedRanges.find((reserved) => overlaps(reserved.range, range));
}

/** Whether some of an IPv4 range is public. IPv6 never counts: global addresses are usual for pods there. */
export function isPublic(range: AddressRange): boolean {
  return range.family === 4 && subtract([range], privateRanges).length > 0;
}

/**
 * Why an address can be no endpoint and no external IP (ValidateNonSpecialIP in pkg/apis/core/validation);
 * undefined when it can. Multicast beyond the link is allowed, as upstream does.
 */
export function specialKind(address: Address): string | undefined {
  const range = rangeOf(address);
  return specialRanges.find((special) => contains(special.range, range))?.name;
}

const specialRanges: readonly { readonly range: Cidr; readonly name: string }[] = [
  { range: cidr('0.0.0.0/32'), name: 'unspecified' },
  { range: cidr('::/128'), name: 'unspecified' },
  { range: cidr('127.0.0.0/8'), name: 'loopback' },
  { range: cidr('::1/128'), name: 'loopback' },
  { range: cidr('169.254.0.0/16'), name: 'link-local' },
  { range: cidr('fe80::/10'), name: 'link-local' },
  { range: cidr('224.0.0.0/24'), name: 'link-local multicast' },
  { range: cidr('ff02::/16'), name: 'link-local multicast' },
];

/** Whether an address is of the link only, as NodeLocal DNS is. */
export function isLinkLocal(address: Address): boolean {
  return specialKind(address) === 'link-local';
}

function cidr(text: string): Cidr {
  return parseCidr(text)!;
}

function address(text: string): Address {
  return parseAddress(text)!;
}
