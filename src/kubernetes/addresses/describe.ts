import type { Address } from './address.ts';
import { apiServerAddress, unusableKind } from './allocation.ts';
import { type AddressRange, type Cidr, contains, countOf, overlaps, rangeOf, sameRange } from './cidr.ts';
import type { AddressFacts } from './facts.ts';
import { type AddressPlan, type PlanRange, rangeHolding } from './plan.ts';
import { formatRange } from './ranges.ts';

/** How a range lies to one of the cluster's. */
export type Relation = 'same' | 'inside' | 'around' | 'overlaps';

/** A range of the cluster that another range meets. */
export interface MetRange<P> {
  readonly what: 'pods' | 'services' | 'nodes' | 'load balancer' | 'secondary network';
  readonly relation: Relation;
  readonly text: string;
  /** Who declares it. */
  readonly by: string;
  readonly at: P | undefined;
}

/** What is known of a range: the first and last address, how many, and every range of the cluster that it meets, with who declares it. */
export function describeRange<P>(
  range: AddressRange,
  facts: AddressFacts<P>,
  plan: AddressPlan<P>,
): { readonly first: string; readonly last: string; readonly count: bigint; readonly met: readonly MetRange<P>[] } {
  const { family, first, last } = range;
  const all = [
    ...of('pods', plan.pods, plan),
    ...of('services', plan.services, plan),
    ...of('nodes', plan.nodes, plan),
    ...facts.pools.map((pool) => ({
      ...pool,
      what: 'load balancer' as const,
      by: `${pool.implementation} ${pool.pool}`,
    })),
    ...facts.secondary.map((one) => ({ ...one, what: 'secondary network' as const, by: one.network })),
  ];
  return {
    first: formatRange({ family, first, last: first }),
    last: formatRange({ family, first: last, last }),
    count: countOf(range),
    met: all
      .filter((one) => overlaps(one.range, range))
      .map(({ what, range: other, text, by, at }) => ({ what, relation: relationOf(range, other), text, by, at })),
  };
}

/** What an address belongs to, in words, the closest first: a Service's, the API server's, a range's. Empty when nothing is known of it. */
export function belongings<P>(address: Address, facts: AddressFacts<P>, plan: AddressPlan<P>): readonly string[] {
  const own = rangeOf(address);
  const text = formatRange(own);
  const found: string[] = [];
  for (const { namespace, name, clusterIPs, externalIPs } of facts.services) {
    if (clusterIPs.some(({ value }) => value === text)) found.push(`the clusterIP of Service ${namespace}/${name}`);
    if (externalIPs.some(({ value }) => value === text)) found.push(`an external IP of Service ${namespace}/${name}`);
  }
  if (plan.dns.some((dns) => dns.address.family === address.family && dns.address.value === address.value)) {
    found.push("the cluster's DNS");
  }
  const service = rangeHolding(plan.services, address);
  if (service && 'prefix' in service.range) {
    const cidr = service.range as Cidr;
    if (service === plan.services[0] && apiServerAddress(cidr) === text)
      found.push('the API server (Service default/kubernetes)');
    const unusable = unusableKind(cidr, address);
    if (unusable) found.push(`the ${unusable} address of the service range ${service.text}`);
  }
  for (const { name, ranges } of facts.nodes) {
    for (const { range, text } of ranges) if (contains(range, own)) found.push(`the pods of Node ${name} (${text})`);
  }
  const { met } = describeRange(own, facts, plan);
  return [...found, ...met.map(({ what, text: range, by }) => `${what}: ${range}, by ${by}`)];
}

/** The ranges of the plan, and other declarations of the same kind. */
function of<P, W extends 'pods' | 'services' | 'nodes'>(
  what: W,
  chosen: readonly PlanRange<P>[],
  plan: AddressPlan<P>,
) {
  const others = plan.declared.filter(
    (one) => one.what === what && !chosen.some(({ range, by }) => sameRange(range, one.range) && by === one.by),
  );
  return [...chosen, ...others].map(({ range, text, by, at }) => ({ what, range, text, by, at }));
}

function relationOf(range: AddressRange, other: AddressRange): Relation {
  if (sameRange(range, other)) return 'same';
  if (contains(other, range)) return 'inside';
  return contains(range, other) ? 'around' : 'overlaps';
}
