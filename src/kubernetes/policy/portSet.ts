/** The protocols that policies know. ICMP is outside of them. */
export type Protocol = 'TCP' | 'UDP' | 'SCTP';

/** In the order in which lists print them. */
export const protocols: readonly Protocol[] = ['SCTP', 'TCP', 'UDP'];

/** Ports from `first` to `last`, both included, within 1 and 65535. */
export interface PortRange {
  readonly first: number;
  readonly last: number;
}

/** Ports by protocol. The ranges of a protocol are sorted, and neither overlap nor touch, so equal sets are equal data. */
export type PortSet = Readonly<Record<Protocol, readonly PortRange[]>>;

const everyPort: readonly PortRange[] = [{ first: 1, last: 65535 }];
const nothing: readonly PortRange[] = [];

export const noPorts: PortSet = { SCTP: nothing, TCP: nothing, UDP: nothing };
export const allPorts: PortSet = { SCTP: everyPort, TCP: everyPort, UDP: everyPort };

/** The ports of one protocol from `first` to `last`; all of them by default. What lies outside of 1 to 65535 is left out. */
export function portsOf(protocol: Protocol, first = 1, last = 65535): PortSet {
  const range = { first: Math.max(first, 1), last: Math.min(last, 65535) };
  return range.first > range.last ? noPorts : { ...noPorts, [protocol]: [range] };
}

/** The ports in either set. */
export function unitePorts(a: PortSet, b: PortSet): PortSet {
  if (a === b || isNoPorts(b) || isAllPorts(a)) return a;
  if (isNoPorts(a) || isAllPorts(b)) return b;
  return perProtocol((protocol) => uniteRanges(a[protocol], b[protocol]));
}

/** The ports in both sets. */
export function intersectPorts(a: PortSet, b: PortSet): PortSet {
  if (a === b || isAllPorts(b) || isNoPorts(a)) return a;
  if (isAllPorts(a) || isNoPorts(b)) return b;
  return perProtocol((protocol) => intersectRanges(a[protocol], b[protocol]));
}

/** The ports of `a` that are not in `b`. */
export function subtractPorts(a: PortSet, b: PortSet): PortSet {
  if (isNoPorts(a) || isNoPorts(b)) return a;
  if (isAllPorts(b)) return noPorts;
  return perProtocol((protocol) => subtractRanges(a[protocol], b[protocol]));
}

export function containsPort(set: PortSet, protocol: Protocol, port: number): boolean {
  return set[protocol].some(({ first, last }) => first <= port && port <= last);
}

/** Whether every port of `inner` is in `outer`. */
export function containsPorts(outer: PortSet, inner: PortSet): boolean {
  return isNoPorts(subtractPorts(inner, outer));
}

export function isNoPorts(set: PortSet): boolean {
  return set.TCP.length === 0 && set.UDP.length === 0 && set.SCTP.length === 0;
}

export function isAllPorts(set: PortSet): boolean {
  return protocols.every((protocol) => isEvery(set[protocol]));
}

export function equalPorts(a: PortSet, b: PortSet): boolean {
  return a === b || formatPorts(a) === formatPorts(b);
}

/**
 * The set in the form of np-guard's lists: `All Connections`, or `SCTP 100-110,TCP 80,443,UDP 53`.
 * The empty set is the empty string.
 */
export function formatPorts(set: PortSet): string {
  if (isAllPorts(set)) return 'All Connections';
  const parts: string[] = [];
  for (const protocol of protocols) {
    const ranges = set[protocol];
    if (ranges.length > 0) parts.push(`${protocol} ${ranges.map(formatRange).join(',')}`);
  }
  return parts.join(',');
}

function formatRange({ first, last }: PortRange): string {
  return first === last ? String(first) : `${first}-${last}`;
}

function perProtocol(ranges: (protocol: Protocol) => readonly PortRange[]): PortSet {
  return { SCTP: ranges('SCTP'), TCP: ranges('TCP'), UDP: ranges('UDP') };
}

function isEvery(ranges: readonly PortRange[]): boolean {
  return ranges.length === 1 && ranges[0]!.first === 1 && ranges[0]!.last === 65535;
}

function uniteRanges(a: readonly PortRange[], b: readonly PortRange[]): readonly PortRange[] {
  if (a.length === 0) return b;
  if (b.length === 0) return a;
  const result: PortRange[] = [];
  for (const range of [...a, ...b].sort((x, y) => x.first - y.first)) {
    const before = result.at(-1);
    if (before && range.first <= before.last + 1) {
      if (range.last > before.last) result[result.length - 1] = { first: before.first, last: range.last };
    } else result.push(range);
  }
  return result;
}

function intersectRanges(a: readonly PortRange[], b: readonly PortRange[]): readonly PortRange[] {
  const result: PortRange[] = [];
  for (const x of a) {
    for (const y of b) {
      const first = Math.max(x.first, y.first);
      const last = Math.min(x.last, y.last);
      if (first <= last) result.push({ first, last });
    }
  }
  return result;
}

function subtractRanges(a: readonly PortRange[], b: readonly PortRange[]): readonly PortRange[] {
  let result = a;
  for (const cut of b) {
    result = result.flatMap(({ first, last }) => {
      if (cut.last < first || last < cut.first) return [{ first, last }];
      const rest: PortRange[] = [];
      if (first < cut.first) rest.push({ first, last: cut.first - 1 });
      if (cut.last < last) rest.push({ first: cut.last + 1, last });
      return rest;
    });
  }
  return result;
}
