import { parseAddress } from '../../kubernetes/addresses/address.ts';
import { contains, type AddressRange as Range } from '../../kubernetes/addresses/cidr.ts';
import { addressing } from '../../model/addressing.ts';
import { derive } from '../../model/derived.ts';
import { resourceId } from '../../model/facts/resource.ts';
import { isHeadless } from '../../model/facts/service.ts';
import type { Span } from '../../text/span.ts';
import type { AddressesView, AddressOverlap, AddressRange, PlannedAddress } from '../graph/views.ts';
import { type RangeDraft, rangesOf } from './addressRanges.ts';

/** More addresses in one range are not listed. */
const mostAddresses = 60;

/** Findings that are about how ranges lie to each other, and to the addresses in them. */
const aboutRanges = /overlap|pool|podcidr|ipblock|outside|covers|docker0/;

/** The ranges of the scope's cluster, who says so, what lies in each, and where two meet that should not. */
export const addressesView = derive(
  ['documents', 'cluster', 'elsewhere', 'services', 'workloads', 'nodes', 'endpointSlices'],
  (view): AddressesView => {
    const { facts, plan, findings } = view.get(addressing);
    const drafts = rangesOf(facts, plan);
    const found = new Map<string, PlannedAddress[]>(drafts.map(({ id }) => [id, []]));
    const holders = drafts.filter(({ use }) => use !== 'policy').sort(bySize);
    const place = (text: string, label: string, node?: string): void => {
      const address = parseAddress(text);
      if (!address) return;
      const single: Range = { family: address.family, first: address.value, last: address.value };
      // The smallest range that holds it.
      const holder = holders.find(({ range }) => range.family === address.family && contains(range, single));
      const list = holder && found.get(holder.id);
      if (!list || list.length >= mostAddresses || list.some((one) => one.address === text)) return;
      list.push({ address: text, value: String(address.value), label, ...(node !== undefined && { node }) });
    };
    for (const { text } of plan.dns) place(text, 'cluster DNS');
    for (const service of view.services) {
      if (isHeadless(service)) continue;
      for (const { value } of service.clusterIPs) place(value, `Service ${service.name.value}`, resourceId(service));
    }
    for (const { namespace, name, requested, externalIPs } of facts.services) {
      for (const { value } of [...requested, ...externalIPs])
        place(value, `Service ${name}`, `Service/${namespace}/${name}`);
    }
    for (const node of view.nodes) {
      for (const { value } of node.addresses) place(value, `Node ${node.name.value}`, resourceId(node));
    }
    const overlaps = findings
      .filter(({ code }) => aboutRanges.test(code))
      .map(({ severity, message, span }): AddressOverlap => {
        const own = drafts.filter((draft) => isAbout(message, span, draft)).map(({ id }) => id);
        const [first = message, second = first] = own;
        return { ranges: [first, second], severity, message };
      });
    const profile = plan.distribution?.name;
    return {
      kind: 'addresses',
      plan: {
        ...(profile !== undefined && { profile }),
        ranges: drafts.map((draft) => rangeWith(draft, found.get(draft.id)!)),
        overlaps,
      },
    };
  },
);

/** Where the ranges are said, by their ids; those of defaults and settings are nowhere. */
export const addressPlaces = derive(['documents', 'cluster', 'elsewhere'], ({ get }): ReadonlyMap<string, Span> => {
  const { facts, plan } = get(addressing);
  return new Map(rangesOf(facts, plan).flatMap(({ id, span }) => (span ? [[id, span] as const] : [])));
});

function rangeWith({ range, span, ...draft }: RangeDraft, addresses: readonly PlannedAddress[]): AddressRange {
  return {
    ...draft,
    ...(span && { isDeclared: true }),
    family: range.family,
    first: String(range.first),
    last: String(range.last),
    addresses: [...addresses].sort((a, b) => (BigInt(a.value) < BigInt(b.value) ? -1 : 1)),
  };
}

function isAbout(message: string, span: Span, { cidr, span: own }: RangeDraft): boolean {
  if (own && own.file === span.file && own.start === span.start) return true;
  // As a whole, so that 10.1.0.0/16 is not taken for 10.1.0.0/1.
  return message.split(/[^\w./:-]+/).some((word) => word.replace(/[.:]+$/, '') === cidr);
}

function bySize(a: RangeDraft, b: RangeDraft): number {
  const difference = a.range.last - a.range.first - (b.range.last - b.range.first);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}
