import { formatAddress, parseAddress } from './address.ts';
import { dnsAddress } from './allocation.ts';
import type { Cidr } from './cidr.ts';
import type { AddressFacts, DomainDeclaration } from './facts.ts';
import { findingAmong, type PlainFinding, replacing } from './finding.ts';
import { type AddressPlan, rangeHolding } from './plan.ts';
import { isLinkLocal } from './special.ts';

/** Whether kubelet's DNS address and the cluster's domain agree with the rest of the cluster. */
export function dnsFindings<P>(facts: AddressFacts<P>, plan: AddressPlan<P>): PlainFinding<P>[] {
  return [...outsideServices(facts, plan), ...unlikeService(facts), ...domains(facts, plan)];
}

/** Link-local addresses are NodeLocal DNSCache's, and no mistake. */
function outsideServices<P>(facts: AddressFacts<P>, plan: AddressPlan<P>): PlainFinding<P>[] {
  return facts.dns.flatMap(({ address, text, at, by }) => {
    const own = plan.services.filter(({ range }) => range.family === address.family);
    if (isLinkLocal(address) || own.length === 0 || rangeHolding(own, address)) return [];
    const ranges = own.map(({ text }) => text).join(', ');
    const message = `the cluster DNS address ${text} is outside the service range ${ranges}`;
    const range = own[0]!.range;
    const better = 'prefix' in range ? dnsAddress(range as Cidr, plan.distribution?.id) : undefined;
    const fixes = better === undefined ? [] : replacing(`use ${better}`, at, better);
    const involved = [
      { at, message: by },
      ...own.map((range) => ({ at: range.at, message: `the service range ${range.text}, by ${range.by}` })),
    ];
    return findingAmong('dns-ip-outside-service-cidr', 'error', message, involved, fixes);
  });
}

function unlikeService<P>({ dns, services }: AddressFacts<P>): PlainFinding<P>[] {
  const service = services.find(
    ({ isDns, clusterIPs }) => isDns && clusterIPs.some(({ value }) => parseAddress(value)),
  );
  if (!service) return [];
  const own = service.clusterIPs.flatMap(({ value }) => parseAddress(value) ?? []);
  const asked = dns.filter(({ address }) => !isLinkLocal(address));
  const isOwn = (address: (typeof own)[number]) =>
    own.some(({ family, value }) => family === address.family && value === address.value);
  // A second address may be another server; one that answers is enough.
  if (asked.some(({ address }) => isOwn(address))) return [];
  const first = asked.find(({ address }) => own.some(({ family }) => family === address.family));
  if (!first) return [];
  const theirs = formatAddress(own.find(({ family }) => family === first.address.family)!);
  const message = `the cluster DNS address ${first.text} is not the address of Service ${service.name}, ${theirs}`;
  const involved = [
    { at: first.at, message: first.by },
    { at: service.clusterIPs[0]!.at, message: `Service ${service.name}` },
  ];
  return findingAmong('dns-ip-mismatch', 'error', message, involved, replacing(`use ${theirs}`, first.at, theirs));
}

/** One finding for each declaration that disagrees with the first one. */
function domains<P>(facts: AddressFacts<P>, plan: AddressPlan<P>): PlainFinding<P>[] {
  const all: DomainDeclaration<P>[] = facts.domains.map((one) => ({ ...one, zones: one.zones.map(normal) }));
  const setting = plan.domain.tier === 'setting' ? plan.domain.text : undefined;
  const first: DomainDeclaration<P> | undefined =
    setting === undefined
      ? all[0]
      : { domain: setting, zones: [normal(setting)], by: 'settings', tier: 'setting', at: undefined };
  if (!first) return [];
  return all.flatMap((one) => {
    if (one === first || one.zones.some((zone) => first.zones.includes(zone))) return [];
    const message = `the cluster domain is ${one.domain} by ${one.by}, but ${first.domain} by ${first.by}`;
    const involved = [one, first].map(({ at, by, domain }) => ({ at, message: `${domain}, by ${by}` }));
    const fixes = one.zones.length === 1 ? replacing(`use ${first.domain}`, one.at, first.domain) : [];
    return findingAmong('cluster-domain-mismatch', 'error', message, involved, fixes);
  });
}

function normal(domain: string): string {
  return domain.toLowerCase().replace(/\.$/, '');
}
