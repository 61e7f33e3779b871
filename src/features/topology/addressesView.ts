import { parseAddress } from '../../kubernetes/addresses/address.ts';
import { contains, type AddressRange as Range } from '../../kubernetes/addresses/cidr.ts';
import { type AddressPlan as Plan, rangeHolding } from '../../kubernetes/addresses/plan.ts';
import type { Place } from '../../model/addresses/place.ts';
import { addressing } from '../../model/addressing.ts';
import { derive } from '../../model/derived.ts';
import { resourceId } from '../../model/facts/resource.ts';
import { isHeadless } from '../../model/facts/service.ts';
import { compareText, type Span } from '../../text/span.ts';
import type { AddressesView, AddressRange, PlannedAddress } from '../graph/views.ts';

/** A range before the addresses in it are known. */
interface Draft extends Omit<AddressRange, 'addresses' | 'first' | 'last' | 'family'> {
  readonly range: Range;
}

/** More addresses in one range are not listed. */
const mostAddresses = 60;

/** The ranges of the scope's cluster, who says so, what lies in each, and where two meet that should not. */
export const addressesView = derive(
  ['documents', 'cluster', 'elsewhere', 'services', 'workloads', 'nodes', 'endpointSlices'],
  (view): AddressesView => {
    const { plan, findings } = view.get(addressing);
    const drafts = [...draftsOf(plan)];
    const found = new Map<string, PlannedAddress[]>(drafts.map(({ id }) => [id, []]));
    const place = (text: string, label: string, node?: string): void => {
      const address = parseAddress(text);
      if (!address) return;
      const single: Range = { family: address.family, first: address.value, last: address.value };
      // The smallest range that holds it.
      const [draft] = drafts
        .filter(({ range }) => range.family === address.family && contains(range, single))
        .sort((a, b) => (a.range.last - a.range.first < b.range.last - b.range.first ? -1 : 1));
      const list = draft && found.get(draft.id);
      if (!list || list.length >= mostAddresses || list.some((one) => one.address === text)) return;
      list.push({ address: text, value: String(address.value), label, ...(node !== undefined && { node }) });
    };
    for (const { text } of plan.dns) place(text, 'cluster DNS');
    for (const service of view.services) {
      if (isHeadless(service)) continue;
      for (const { value } of service.clusterIPs) place(value, `Service ${service.name.value}`, resourceId(service));
    }
    for (const node of view.nodes) {
      for (const { value } of node.addresses) place(value, `Node ${node.name.value}`, resourceId(node));
    }
    const ranges = drafts.map(
      ({ range, ...draft }): AddressRange => ({
        ...draft,
        family: range.family,
        first: String(range.first),
        last: String(range.last),
        addresses: [...found.get(draft.id)!].sort((a, b) => (BigInt(a.value) < BigInt(b.value) ? -1 : 1)),
      }),
    );
    const overlaps = findings
      .filter(({ code }) => code.includes('overlap') || code.includes('lb-pool'))
      .map(({ severity, message, span, related }) => {
        const own = drafts.filter(({ cidr }) => message.includes(cidr)).map(({ id }) => id);
        const spans: readonly Span[] = [span, ...related.map((one) => one.span)];
        const [first = own[0] ?? message, second = own[1] ?? first] =
          own.length > 0 ? own : spans.map(({ file, start }) => `${file}:${start}`);
        return { ranges: [first, second] as const, severity, message };
      });
    const profile = plan.distribution?.name;
    return {
      kind: 'addresses',
      plan: { ...(profile !== undefined && { profile }), ranges, overlaps },
    };
  },
);

function* draftsOf(plan: Plan<Place>): Generator<Draft> {
  const seen = new Set<string>();
  const groups = [
    ['pods', 'Pods', plan.podsInUse],
    ['services', 'Services', plan.services],
    ['nodes', 'Nodes', plan.nodes],
  ] as const;
  const others = groups.flatMap(([, , ranges]) => ranges.filter(({ range }) => range.first !== range.last));
  for (const [use, label, ranges] of groups) {
    for (const { range, text, by } of ranges) {
      // An address alone is shown within the range that holds it, where there is one.
      if (range.first === range.last && rangeHolding(others, { family: range.family, value: range.first })) continue;
      const id = `${use} ${text}`;
      if (seen.has(id)) continue;
      seen.add(id);
      yield { id, use, label, cidr: text, source: by, range };
    }
  }
  const pools = plan.declared
    .filter(({ role }) => role === 'load-balancer')
    .sort((a, b) => compareText(a.text, b.text));
  for (const { range, text, by, owner } of pools) {
    const id = `loadBalancer ${text}`;
    if (seen.has(id)) continue;
    seen.add(id);
    yield {
      id,
      use: 'loadBalancer',
      label: owner ? `Load balancer pool ${owner}` : 'Load balancers',
      cidr: text,
      source: by,
      range,
    };
  }
}
