import { type Address, formatAddress, parseAddress } from './address.ts';
import { apiServerAddress, clusterIpBands, firstDynamicNodePort, unusableKind } from './allocation.ts';
import { type Cidr, contains, rangeOf } from './cidr.ts';
import type { AddressFacts, NodePortFact, Said, ServiceFact } from './facts.ts';
import { findingAmong, findingAt, type PlainFinding, type PlainFix, replacing } from './finding.ts';
import { type AddressPlan, rangeHolding } from './plan.ts';
import { specialKind } from './special.ts';

/** What Services ask for that the cluster cannot give, or gives to others. */
export function serviceFindings<P>(facts: AddressFacts<P>, plan: AddressPlan<P>): PlainFinding<P>[] {
  return [
    ...facts.services.flatMap((service) => [
      ...service.clusterIPs.flatMap((said, index) => clusterIpFindings(service, said, index, plan)),
      ...familyFindings(service),
      ...service.externalIPs.flatMap((said) => externalIpFindings(said, plan)),
      ...service.nodePorts.flatMap((port) => nodePortFindings(port, plan)),
      ...sourceRangeFindings(service),
    ]),
    ...duplicateAddresses(facts.services),
    ...duplicateNodePorts(facts.services),
  ];
}

function clusterIpFindings<P>(
  service: ServiceFact<P>,
  { value: text, at }: Said<string, P>,
  index: number,
  plan: AddressPlan<P>,
): PlainFinding<P>[] {
  const address = parseAddress(text);
  if (!address || plan.services.length === 0) return [];
  const range = rangeHolding(plan.services, address);
  const letAssign =
    index === 0 && service.clusterIPs.length === 1 ? replacing('let the cluster assign an address', at, '""') : [];
  if (!range) return outsideFinding(text, at, plan, letAssign);
  if (!('prefix' in range.range)) return [];
  const cidr = range.range as Cidr;
  const unusable = unusableKind(cidr, address);
  if (unusable) {
    const message = `clusterIP ${text} is the ${unusable} address of ${range.text}`;
    return findingAt('clusterip-unusable', 'error', at, message, letAssign);
  }
  const holder = holderOf(service, address, plan);
  if (holder) {
    const message = `clusterIP ${text} belongs to ${holder}`;
    return findingAt('clusterip-reserved', 'error', at, message, letAssign);
  }
  const { dynamic } = clusterIpBands(cidr);
  if (service.isDns || isApiServer(service) || !dynamic || !contains(dynamic, rangeOf(address))) return [];
  const message = `clusterIP ${text} is in the part of ${range.text} that is handed out automatically: another Service may get it first`;
  return findingAt('clusterip-dynamic-band', 'info', at, message);
}

function outsideFinding<P>(
  text: string,
  at: P | undefined,
  plan: AddressPlan<P>,
  fixes: readonly PlainFix<P>[],
): PlainFinding<P>[] {
  const ranges = plan.services.map((range) => range.text).join(', ');
  const message = `clusterIP ${text} is outside the service range ${ranges}`;
  const related = plan.services.map((range) => ({ at: range.at, message: `${range.text}, by ${range.by}` }));
  return at === undefined
    ? []
    : findingAmong('clusterip-outside-service-cidr', 'error', message, [{ at, message }, ...related], fixes);
}

/** Who has the address already: the API server the first, the cluster's DNS its own. */
function holderOf<P>(service: ServiceFact<P>, address: Address, plan: AddressPlan<P>): string | undefined {
  const text = formatAddress(address);
  // Only of the first range, also where there are two families: the Service default/kubernetes has one address.
  const first = plan.services[0]?.range;
  const isFirst = first !== undefined && 'prefix' in first && apiServerAddress(first as Cidr) === text;
  if (isFirst && !isApiServer(service)) return 'the API server (Service default/kubernetes)';
  const isDns = plan.dns.some((dns) => dns.address.family === address.family && dns.address.value === address.value);
  return isDns && !service.isDns ? "the cluster's DNS" : undefined;
}

function isApiServer({ namespace, name }: ServiceFact<unknown>): boolean {
  return namespace === 'default' && name === 'kubernetes';
}

function familyFindings<P>({ clusterIPs, families }: ServiceFact<P>): PlainFinding<P>[] {
  const addresses = clusterIPs.map(({ value }) => parseAddress(value));
  return clusterIPs.flatMap(({ value, at }, index) => {
    const address = addresses[index];
    const wanted = families[index];
    if (!address) return [];
    const own = `IPv${address.family}`;
    if (wanted !== undefined && wanted !== own) {
      return findingAt(
        'clusterip-family',
        'error',
        at,
        `${value} is ${own}, but ipFamilies has ${wanted} in its place`,
      );
    }
    if (index === 1 && wanted === undefined && addresses[0]?.family === address.family) {
      return findingAt(
        'clusterip-family',
        'error',
        at,
        `${value} is the second address of ${own}: one of each family is allowed`,
      );
    }
    return [];
  });
}

function externalIpFindings<P>({ value: text, at }: Said<string, P>, plan: AddressPlan<P>): PlainFinding<P>[] {
  const address = parseAddress(text);
  if (!address) return [];
  const special = specialKind(address);
  if (special) return findingAt('special-ip', 'error', at, `external IP ${text} is ${special}, which the API refuses`);
  const service = rangeHolding(plan.services, address);
  const pods = rangeHolding(plan.podsInUse, address);
  const met = service ?? pods;
  if (!met) return [];
  const message = `external IP ${text} is inside the ${service ? 'service' : 'pod'} range ${met.text}: it captures traffic of the cluster`;
  return findingAmong('externalip-cluster-range', 'warning', message, [
    { at, message },
    { at: met.at, message: `${met.text}, by ${met.by}` },
  ]);
}

function nodePortFindings<P>({ number, field, at }: NodePortFact<P>, plan: AddressPlan<P>): PlainFinding<P>[] {
  const { first, last } = plan.nodePorts;
  if (number < first || number > last) {
    const message = `${field} ${number} is outside the node port range ${first}-${last}`;
    return findingAt('nodeport-range', 'error', at, message);
  }
  const dynamic = firstDynamicNodePort(plan.nodePorts);
  if (number < dynamic) return [];
  const message = `${field} ${number} is in the part of the range that is handed out automatically (from ${dynamic}): another Service may get it first`;
  return findingAt('nodeport-dynamic-band', 'info', at, message);
}

function sourceRangeFindings<P>({ sourceRanges, type }: ServiceFact<P>): PlainFinding<P>[] {
  if (sourceRanges === undefined || type === 'LoadBalancer') return [];
  const message = `loadBalancerSourceRanges needs type LoadBalancer, not ${type}`;
  return findingAt('source-ranges-type', 'error', sourceRanges, message);
}

function duplicateAddresses<P>(services: readonly ServiceFact<P>[]): PlainFinding<P>[] {
  const all = services.flatMap((service) =>
    service.clusterIPs.flatMap(({ value, at }) => {
      const address = parseAddress(value);
      return address ? [{ service, text: formatAddress(address), at }] : [];
    }),
  );
  return repeated(all, ({ text }) => text).flatMap(([first, one]) => {
    if (isSame(first.service, one.service)) return [];
    const message = `clusterIP ${one.text} is also asked for by Service ${titleOf(first.service)}`;
    const involved = [
      { at: one.at, message: `Service ${titleOf(one.service)}` },
      { at: first.at, message: `Service ${titleOf(first.service)}` },
    ];
    return findingAmong('clusterip-duplicate', 'error', message, involved);
  });
}

/**
 * A node port belongs to one Service, whatever the protocol. Within one Service, TCP and UDP may share it for the same
 * `port` (initNodePorts in pkg/registry/core/service/storage/alloc.go; kubernetes/kubernetes#91404).
 */
function duplicateNodePorts<P>(services: readonly ServiceFact<P>[]): PlainFinding<P>[] {
  const all = services.flatMap((service) => service.nodePorts.map((port) => ({ service, port, at: port.at })));
  return repeated(all, ({ port }) => port.number).flatMap(([first, one]) => {
    if (first.service !== one.service && isSame(first.service, one.service)) return [];
    if (first.service === one.service && mayShare(first.port, one.port)) return [];
    const message = `${one.port.field} ${one.port.number} is also taken by Service ${titleOf(first.service)}`;
    const involved = [
      { at: one.at, message: `Service ${titleOf(one.service)}` },
      { at: first.at, message: `Service ${titleOf(first.service)}` },
    ];
    return findingAmong('nodeport-duplicate', 'error', message, involved);
  });
}

function mayShare(a: NodePortFact<unknown>, b: NodePortFact<unknown>): boolean {
  return a.field === b.field && a.port === b.port && a.protocol !== b.protocol;
}

/** Each value that was there before, with the first of its kind. */
function repeated<T>(all: readonly T[], keyOf: (one: T) => string | number): [T, T][] {
  const first = new Map<string | number, T>();
  return all.flatMap((one): [T, T][] => {
    const key = keyOf(one);
    const known = first.get(key);
    if (known === undefined) first.set(key, one);
    return known === undefined ? [] : [[known, one]];
  });
}

function isSame(a: ServiceFact<unknown>, b: ServiceFact<unknown>): boolean {
  return a.namespace === b.namespace && a.name === b.name;
}

function titleOf({ namespace, name }: ServiceFact<unknown>): string {
  return `${namespace}/${name}`;
}
