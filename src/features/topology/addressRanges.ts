import { contains, overlaps, parseCidr, type AddressRange as Range } from '../../kubernetes/addresses/cidr.ts';
import type { AddressFacts, IpBlockFact } from '../../kubernetes/addresses/facts.ts';
import { type AddressPlan as Plan, rangeHolding } from '../../kubernetes/addresses/plan.ts';
import { ownerOf } from '../../model/addresses/owner.ts';
import type { Place } from '../../model/addresses/place.ts';
import { compareText, type Span } from '../../text/span.ts';
import type { AddressPart, AddressRange } from '../graph/views.ts';

/** A range before the addresses in it are known, and where it is said. */
export interface RangeDraft extends Omit<AddressRange, 'addresses' | 'first' | 'last' | 'family' | 'isDeclared'> {
  readonly range: Range;
  readonly span: Span | undefined;
}

/** More blocks of policies are not shown. */
const mostBlocks = 60;

/**
 * The ranges of a cluster, each once: pods, Services and nodes, the pools of load balancers, secondary networks, and the
 * blocks that NetworkPolicies name.
 */
export function rangesOf(facts: AddressFacts<Place>, plan: Plan<Place>): readonly RangeDraft[] {
  const cluster = unique([...planned(facts, plan), ...pools(facts), ...secondary(facts)]);
  return [...cluster, ...unique(blocks(facts, cluster)).slice(0, mostBlocks)];
}

function unique(drafts: Iterable<RangeDraft>): RangeDraft[] {
  const byId = new Map<string, RangeDraft>();
  for (const draft of drafts) if (!byId.has(draft.id)) byId.set(draft.id, draft);
  return [...byId.values()];
}

function* planned(facts: AddressFacts<Place>, plan: Plan<Place>): Generator<RangeDraft> {
  const groups = [
    ['pods', 'Pods', plan.podsInUse],
    ['services', 'Services', plan.services],
    ['nodes', 'Nodes', plan.nodes],
  ] as const;
  const others = groups.flatMap(([, , ranges]) => ranges.filter(({ range }) => range.first !== range.last));
  for (const [use, label, ranges] of groups) {
    for (const { range, text, by, at } of ranges) {
      // An address alone is shown within the range that holds it, where there is one.
      if (range.first === range.last && rangeHolding(others, { family: range.family, value: range.first })) continue;
      const parts = use === 'pods' ? sharesOf(facts, range) : [];
      const draft = { id: `${use} ${text}`, use, label, cidr: text, source: by, range, span: at?.span };
      yield parts.length > 0 ? { ...draft, parts } : draft;
    }
  }
}

/** The parts of the pod range that nodes have. */
function sharesOf({ nodes }: AddressFacts<Place>, range: Range): AddressPart[] {
  return nodes.flatMap(({ name, ranges }) =>
    ranges
      .filter((own) => contains(range, own.range))
      .map((own) => ({ kind: 'node' as const, label: name, ...endsOf(own.range, own.text) })),
  );
}

function* pools(facts: AddressFacts<Place>): Generator<RangeDraft> {
  const sorted = [...facts.pools].sort((a, b) => compareText(a.text, b.text));
  for (const { implementation, pool, range, text, at } of sorted) {
    const id = `loadBalancer ${pool} ${text}`;
    const source = `${implementation} pool`;
    yield { id, use: 'loadBalancer', label: `Load balancer pool ${pool}`, cidr: text, source, range, span: at?.span };
  }
}

function* secondary(facts: AddressFacts<Place>): Generator<RangeDraft> {
  for (const { network, range, text, at } of facts.secondary) {
    const id = `secondary ${network} ${text}`;
    const source = 'NetworkAttachmentDefinition';
    yield { id, use: 'secondary', label: `Network ${network}`, cidr: text, source, range, span: at.span };
  }
}

function* blocks(facts: AddressFacts<Place>, cluster: readonly RangeDraft[]): Generator<RangeDraft> {
  for (const block of facts.blocks) {
    const { direction, cidr } = block;
    const range = parseCidr(cidr.value);
    if (!range || !cidr.at) continue;
    const policy = ownerOf(cidr.at).split('/').slice(1).filter(Boolean).join('/');
    const parts = exceptsOf(block, range);
    yield {
      id: `policy ${cidr.value} ${direction} ${policy}`,
      use: 'policy',
      label: `${policy} ${direction === 'ingress' ? 'from' : 'to'}`,
      cidr: cidr.value,
      source: 'NetworkPolicy ipBlock',
      range,
      span: cidr.at.span,
      meets: cluster.filter((own) => overlaps(own.range, range)).map(({ id }) => id),
      ...(parts.length > 0 && { parts }),
    };
  }
}

function exceptsOf({ excepts }: IpBlockFact<Place>, block: Range): AddressPart[] {
  return excepts.flatMap(({ value }) => {
    const range = parseCidr(value);
    return range && contains(block, range)
      ? [{ kind: 'except' as const, label: 'except', ...endsOf(range, value) }]
      : [];
  });
}

function endsOf({ first, last }: Range, cidr: string) {
  return { cidr, first: String(first), last: String(last) };
}
