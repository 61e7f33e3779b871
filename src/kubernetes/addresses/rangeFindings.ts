import { bitsOf } from './address.ts';
import { podsPerNode } from './allocation.ts';
import { type AddressRange, type Cidr, contains, formatCidr, overlaps, parseCidr } from './cidr.ts';
import type { AddressFacts, RangeDeclaration, RangeList } from './facts.ts';
import { findingAmong, findingAt, type PlainFinding } from './finding.ts';
import type { AddressPlan } from './plan.ts';
import { formatRange } from './ranges.ts';
import { docker0, isPublic, reservedIn } from './special.ts';

/** What is wrong with single ranges: where they lie, how large they are, how many there are. */
export function rangeFindings<P>(facts: AddressFacts<P>, plan: AddressPlan<P>): PlainFinding<P>[] {
  return [
    ...onePerRange(facts.ranges.filter(({ role }) => role !== 'load-balancer')).flatMap((one) =>
      placeFindings(one, plan, facts),
    ),
    ...facts.pools.flatMap(({ range, text, at }) => reservedFindings(range, `the address pool ${text}`, at)),
    ...facts.lists.flatMap((list) => listFindings(list)),
    ...maskFindings(facts, plan),
    ...maxPodsFindings(facts, plan),
  ];
}

function placeFindings<P>(one: RangeDeclaration<P>, plan: AddressPlan<P>, facts: AddressFacts<P>): PlainFinding<P>[] {
  const { range, text, at, what, isAddress } = one;
  if (isAddress) return [];
  const name = `${nameOf(what)} range ${text}`;
  const reserved = reservedFindings(range, `the ${name}`, at);
  const { distribution } = plan;
  const findings = reserved.length > 0 ? reserved : forbiddenFindings(range, name, at, plan);
  if (!distribution?.noDocker && overlaps(range, docker0)) {
    findings.push(
      ...findingAt('docker0-overlap', 'warning', at, `the ${name} overlaps Docker's bridge docker0 (172.17.0.0/16)`),
    );
  }
  if (what !== 'nodes' && reserved.length === 0 && isPublic(range)) {
    findings.push(
      ...findingAt('public-range', 'warning', at, `the ${name} is public: its real hosts become unreachable`),
    );
  }
  const internal = facts.hasNoOvn ? [] : internalRanges(facts, plan);
  const met = internal.find((inner) => overlaps(inner, range));
  if (met) {
    const message = `the ${name} overlaps ${formatRange(met)}, which OVN-Kubernetes uses inside`;
    findings.push(...findingAt('ovn-internal-overlap', 'error', at, message));
  }
  return findings;
}

function reservedFindings<P>(range: AddressRange, name: string, at: P | undefined): PlainFinding<P>[] {
  const reserved = reservedIn(range);
  if (!reserved) return [];
  return findingAt('reserved-range', 'error', at, `${name} meets ${formatCidr(reserved.range)} (${reserved.name})`);
}

function forbiddenFindings<P>(
  range: AddressRange,
  name: string,
  at: P | undefined,
  { distribution }: AddressPlan<P>,
): PlainFinding<P>[] {
  const met = distribution?.forbidden?.find((text) => overlaps(parseCidr(text)!, range));
  if (met === undefined) return [];
  return findingAt('reserved-range', 'error', at, `the ${name} meets ${met}, which ${distribution!.name} forbids`);
}

/** What OVN-Kubernetes uses: its defaults, or what the files say instead. */
function internalRanges<P>(facts: AddressFacts<P>, { distribution }: AddressPlan<P>): readonly AddressRange[] {
  if (distribution?.internal === undefined) return [];
  return facts.internal.length > 0 ? facts.internal : distribution.internal.map((text) => parseCidr(text)!);
}

function listFindings<P>({ what, items, isPair, isSized }: RangeList<P>): PlainFinding<P>[] {
  const name = nameOf(what);
  const sizes = isSized ? items.flatMap((item) => sizeFindings(item)) : [];
  if (!isPair) return sizes;
  const [first, second, third] = items;
  if (third) {
    const message = `${items.length} ${name} ranges, where at most two are allowed, one of each family`;
    return [...findingAt('cidr-count', 'error', third.at, message), ...sizes];
  }
  if (first && second && first.range.family === second.range.family) {
    const message = `two ${name} ranges of IPv${second.range.family}: ${first.text} and ${second.text}`;
    return [...findingAt('cidr-same-family', 'error', second.at, message), ...sizes];
  }
  return sizes;
}

/** At least 10 addresses and at most 2^20, as kubeadm checks it (ValidateServiceSubnetSize, MinimumAddressesInServiceSubnet). */
function sizeFindings<P>({ range, text, at }: RangeDeclaration<P>): PlainFinding<P>[] {
  const size = range.last - range.first + 1n;
  const bits = bitsOf(range.family);
  if (size > 1n << 20n) {
    const message = `the service range ${text} is too large: at most /${bits - 20} is allowed`;
    return findingAt('service-cidr-size', 'error', at, message);
  }
  if (size < 10n) {
    const message = `the service range ${text} is too small: at least /${bits - 4} is needed`;
    return findingAt('service-cidr-size', 'error', at, message);
  }
  return [];
}

function maskFindings<P>(facts: AddressFacts<P>, plan: AddressPlan<P>): PlainFinding<P>[] {
  if (plan.distribution?.podsFromNodeNetwork) return [];
  const ranges = onePerRange(plan.declared.filter((one) => one.what === 'pods' && hasNodeRanges(one, plan, facts)));
  return ranges.flatMap((one) => {
    const { range, text, at } = one;
    const prefix = 'prefix' in range ? (range as Cidr).prefix : undefined;
    const mask = maskOf(range, facts, plan);
    if (prefix === undefined || mask === undefined) return [];
    const involved = [
      { at: mask.at ?? at, message: `nodes get a /${mask.mask} each` },
      { at: mask.at === undefined ? undefined : at, message: `the pod range ${text}` },
    ];
    if (prefix > mask.mask) {
      const message = `the pod range ${text} is smaller than the /${mask.mask} that each node gets`;
      return findingAmong('node-mask', 'error', message, involved);
    }
    if (mask.isLimited && mask.mask - prefix > 16) {
      const message = `nodes get a /${mask.mask} of ${text}: ${mask.mask - prefix} bits apart, where at most 16 are allowed`;
      return findingAmong('node-mask', 'error', message, involved);
    }
    return [];
  });
}

/** Whether nodes get a part of the range: not of Calico's pools, nor where the distribution knows no such parts. */
function hasNodeRanges<P>(one: RangeDeclaration<P>, plan: AddressPlan<P>, facts: AddressFacts<P>): boolean {
  if (one.role === 'calico' || one.isDisabled) return false;
  if (facts.masks.some(({ range }) => range !== undefined && contains(range, one.range))) return true;
  if (one.role !== undefined) return false;
  return plan.distribution === undefined || plan.distribution.nodeMask !== undefined;
}

interface Mask<P> {
  readonly mask: number;
  readonly at: P | undefined;
  readonly isLimited: boolean;
}

/** The declared mask of a range, or the controller manager's default: /24 and /64. */
function maskOf<P>(range: AddressRange, facts: AddressFacts<P>, plan: AddressPlan<P>): Mask<P> | undefined {
  const { distribution } = plan;
  const fitting = facts.masks.filter(({ family }) => family === range.family);
  const own = fitting.find((mask) => mask.range !== undefined && contains(mask.range, range));
  const declared = own ?? fitting.find((mask) => mask.range === undefined);
  if (declared) return declared;
  if (distribution && distribution.nodeMask === undefined) return undefined;
  if (distribution?.id === 'openshift') {
    return range.family === 4
      ? { mask: 23, at: undefined, isLimited: false }
      : { mask: 64, at: undefined, isLimited: false };
  }
  const mask = range.family === 4 ? (distribution?.nodeMask ?? 24) : 64;
  return { mask, at: undefined, isLimited: true };
}

function maxPodsFindings<P>(facts: AddressFacts<P>, plan: AddressPlan<P>): PlainFinding<P>[] {
  const pods = plan.pods.find(({ range }) => range.family === 4);
  const isNumberedByNode = facts.masks.length > 0 || plan.distribution?.nodeMask !== undefined;
  if (facts.ignoresNodeRanges || plan.distribution?.podsFromNodeNetwork) return [];
  if (!pods && !facts.masks.some(({ family }) => family === 4)) return [];
  if (!isNumberedByNode && plan.distribution !== undefined) return [];
  const mask = pods ? maskOf(pods.range, facts, plan) : facts.masks.find(({ family }) => family === 4);
  if (!mask) return [];
  const room = podsPerNode(4, mask.mask);
  return facts.maxPods.flatMap(({ value, at }) => {
    if (BigInt(value) <= room) return [];
    const message = `maxPods ${value} is more than the ${room} addresses for pods in a node's /${mask.mask}`;
    const related = { at: mask.at, message: `nodes get a /${mask.mask} each` };
    return findingAmong('maxpods-exceed-node-cidr', 'warning', message, [{ at, message }, related]);
  });
}

/** Each range once: the first place that says it. */
export function onePerRange<P>(ranges: readonly RangeDeclaration<P>[]): readonly RangeDeclaration<P>[] {
  const found = new Map<string, RangeDeclaration<P>>();
  for (const one of ranges) {
    const key = `${one.what} ${one.range.family} ${one.range.first} ${one.range.last}`;
    const known = found.get(key);
    if (!known || (known.at === undefined && one.at !== undefined)) found.set(key, one);
  }
  return [...found.values()];
}

function nameOf(what: RangeDeclaration<unknown>['what']): string {
  return what === 'pods' ? 'pod' : what === 'services' ? 'service' : 'node';
}
