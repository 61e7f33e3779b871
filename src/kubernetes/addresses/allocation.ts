import { type Address, bitsOf, formatAddress } from './address.ts';
import { type AddressRange, type Cidr, nthAddress } from './cidr.ts';

/** Where Services get their addresses in a range. */
export interface ClusterIpBands {
  /** All that can be given out: without the network address and, in IPv4, the broadcast address. */
  readonly usable: AddressRange | undefined;
  /** Kept for addresses that are asked for; undefined in small ranges. */
  readonly static: AddressRange | undefined;
  /** Given out first where none is asked for. */
  readonly dynamic: AddressRange | undefined;
}

/**
 * The bands of a service range (KEP-3070): the first `min(max(16, size/16), 256)` addresses after the network address
 * are kept for fixed addresses, none where the range has 16 addresses or fewer
 * (pkg/registry/core/service/ipallocator, calculateRangeOffset).
 */
export function clusterIpBands(cidr: Cidr): ClusterIpBands {
  const size = 1n << BigInt(bitsOf(cidr.family) - cidr.prefix);
  const first = cidr.first + 1n;
  const last = cidr.family === 4 ? cidr.last - 1n : cidr.last;
  const usable = first <= last ? { family: cidr.family, first, last } : undefined;
  const kept = size <= 16n ? 0n : clamp(size / 16n, 16n, 256n);
  if (!usable || kept === 0n) return { usable, static: undefined, dynamic: usable };
  return {
    usable,
    static: { family: cidr.family, first, last: first + kept - 1n },
    dynamic: { family: cidr.family, first: first + kept, last },
  };
}

/** Why an address of the range can be given to no Service; undefined when it can. */
export function unusableKind(cidr: Cidr, address: Address): 'network' | 'broadcast' | undefined {
  if (address.value === cidr.first) return 'network';
  return cidr.family === 4 && address.value === cidr.last ? 'broadcast' : undefined;
}

/** The address of the Service `default/kubernetes`: the first one. Undefined where the range has none. */
export function apiServerAddress(cidr: Cidr): string | undefined {
  return nthAddress(cidr, 1n);
}

/** The address that installers give to the cluster's DNS: the 10th; k0s takes the 2nd in ranges of up to three host bits. */
export function dnsAddress(cidr: Cidr, distribution?: string): string | undefined {
  const isTiny = bitsOf(cidr.family) - cidr.prefix <= 3;
  return nthAddress(cidr, distribution === 'k0s' && isTiny ? 2n : 10n);
}

/** A range of ports, both ends included. */
export interface PortRange {
  readonly first: number;
  readonly last: number;
}

/** The default of `--service-node-port-range`. */
export const defaultNodePorts: PortRange = { first: 30000, last: 32767 };

/** Reads `30000-32767`, `30000+100` (100 more ports) or a single port, as k8s.io/apimachinery net.PortRange does; undefined for other text. */
export function parsePortRange(text: string): PortRange | undefined {
  const match = /^(\d+)(?:([-+])(\d+))?$/.exec(text.trim());
  if (!match) return undefined;
  const first = Number(match[1]);
  const second = Number(match[3] ?? match[1]);
  const last = match[2] === '+' ? Math.min(first + second, 65535) : second;
  return first <= last && last <= 65535 ? { first, last } : undefined;
}

/**
 * The first node port that is given out where none is asked for: those before it are kept for fixed ones.
 * KEP-3668: `min(max(16, size/32), 128)`, none in ranges of 16 ports or fewer. So 30086 in the default range.
 */
export function firstDynamicNodePort({ first, last }: PortRange): number {
  const size = last - first + 1;
  if (size <= 16) return first;
  return first + Math.min(Math.max(16, Math.floor(size / 32)), 128);
}

/** How many pods a node's range holds with host-local IPAM: all but network, gateway and broadcast. */
export function podsPerNode(family: 4 | 6, mask: number): bigint {
  return (1n << BigInt(bitsOf(family) - mask)) - 3n;
}

/** `10.96.0.1-10.96.1.0`, for people. */
export function describeBand({ family, first, last }: AddressRange): string {
  return `${formatAddress({ family, value: first })} to ${formatAddress({ family, value: last })}`;
}

function clamp(value: bigint, low: bigint, high: bigint): bigint {
  return value < low ? low : value > high ? high : value;
}
