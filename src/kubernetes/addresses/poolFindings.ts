import { parseAddress } from './address.ts';
import { contains, overlaps, rangeOf, sameRange } from './cidr.ts';
import type { AddressFacts } from './facts.ts';
import { findingAmong, findingAt, type PlainFinding } from './finding.ts';
import { type AddressPlan, rangeHolding } from './plan.ts';
import { parseCidrOrAddress } from './ranges.ts';
import { specialKind } from './special.ts';

/** Pools of load balancers, the addresses asked of them, and addresses that only look like those of hosts. */
export function poolFindings<P>(facts: AddressFacts<P>, plan: AddressPlan<P>): PlainFinding<P>[] {
  return [
    ...overlappingPools(facts),
    ...poolsInside(facts, plan),
    ...outsidePools(facts),
    ...hostAddresses(facts, plan),
  ];
}

/** MetalLB refuses overlaps, also within a pool; Cilium marks the later pool as conflicting. */
function overlappingPools<P>({ pools }: AddressFacts<P>): PlainFinding<P>[] {
  return pools.flatMap((one, index) =>
    pools.slice(index + 1).flatMap((other) => {
      if (one.implementation !== other.implementation || !overlaps(one.range, other.range)) return [];
      // The same pool of two variants of a manifest.
      if (one.pool === other.pool && sameRange(one.range, other.range)) return [];
      const message = `${other.text} of the pool ${other.pool} overlaps ${one.text} of the pool ${one.pool}`;
      const involved = [other, one].map(({ at, pool, text }) => ({ at, message: `${text} of the pool ${pool}` }));
      return findingAmong('lb-pool-overlap', 'error', message, involved);
    }),
  );
}

function poolsInside<P>({ pools }: AddressFacts<P>, plan: AddressPlan<P>): PlainFinding<P>[] {
  return pools.flatMap(({ range, text, pool, at }) => {
    const service = plan.services.find((other) => overlaps(other.range, range));
    const met = service ?? plan.podsInUse.find((other) => overlaps(other.range, range));
    if (!met) return [];
    const message = `${text} of the pool ${pool} meets the ${service ? 'service' : 'pod'} range ${met.text}`;
    return findingAmong('lb-pool-cluster-range', 'warning', message, [
      { at, message },
      { at: met.at, message: `${met.text}, by ${met.by}` },
    ]);
  });
}

/** Nothing is said where the workspace has no pools: they may be elsewhere. */
function outsidePools<P>({ pools, services }: AddressFacts<P>): PlainFinding<P>[] {
  return services.flatMap(({ requested, type }) =>
    requested.flatMap(({ value, at }) => {
      const address = parseAddress(value);
      if (!address || type !== 'LoadBalancer' || pools.length === 0) return [];
      if (pools.some(({ range }) => contains(range, rangeOf(address)))) return [];
      const message = `the address ${value} is in no pool of the load balancer: ${[...new Set(pools.map(({ text }) => text))].join(', ')}`;
      return findingAmong('lb-ip-outside-pools', 'error', message, [
        { at, message },
        ...pools.map((pool) => ({ at: pool.at, message: `the pool ${pool.pool}` })),
      ]);
    }),
  );
}

function hostAddresses<P>(facts: AddressFacts<P>, plan: AddressPlan<P>): PlainFinding<P>[] {
  const endpoints = facts.endpoints.flatMap(({ value, at }) => {
    const address = parseAddress(value);
    if (!address) return [];
    const special = specialKind(address);
    if (special)
      return findingAt('special-ip', 'error', at, `endpoint address ${value} is ${special}, which the API refuses`);
    const service = rangeHolding(plan.services, address);
    if (!service) return [];
    const message = `endpoint address ${value} is of a Service (${service.text}), which leads nowhere`;
    return findingAt('endpoint-service-ip', 'warning', at, message);
  });
  const virtual = facts.virtualAddresses.flatMap(({ value, at }) => {
    const range = parseCidrOrAddress(value);
    const service = range && plan.services.find((other) => overlaps(other.range, range));
    if (!service) return [];
    const message = `the address ${value} of the ServiceEntry is in the service range ${service.text}`;
    return findingAt('serviceentry-cluster-range', 'warning', at, message);
  });
  return [...endpoints, ...virtual];
}
