import { compareText } from '../../../text/span.ts';
import type { EdgeId, GraphEdge, GraphNode, NodeId } from '../graph.ts';
import { bundlesOf } from './bundles.ts';
import type { Card } from './card.ts';
import type { Lane } from './lanes.ts';
import { Nets } from './nets.ts';
import { type Link, orderColumns, type Slot } from './order.ts';
import type { Ports } from './ports.ts';
import { placeRows, type RowItem } from './rows.ts';

/** Nodes of a block that hang together, with all edges that meet them. */
export interface Part {
  readonly nodes: readonly GraphNode[];
  /** Between two of the nodes. */
  readonly edges: readonly GraphEdge[];
  /** From a node of another block, and to one. */
  readonly entering: readonly GraphEdge[];
  readonly leaving: readonly GraphEdge[];
}

/** How an edge goes through a gutter: from one height to another in the lane of its net. */
export interface Hop {
  readonly gutter: number;
  readonly lane: Lane;
  readonly from: number;
  readonly to: number;
}

/** The way of an edge within a part. What enters begins at the part's left side, what leaves ends at its right. */
export interface Way {
  readonly start: number;
  readonly end: number;
  readonly hops: readonly Hop[];
  /** The same for edges that enter or leave as one line. */
  readonly key: string;
}

/** A part with the heights of everything from its top; how far right it is depends on the parts around it. */
export interface PlacedPart {
  readonly height: number;
  readonly tops: ReadonlyMap<NodeId, number>;
  readonly ways: ReadonlyMap<EdgeId, Way>;
  /** How many lanes there are before each column, and after the last one. */
  readonly lanes: readonly number[];
}

/** Between the lanes under a part. */
const laneStep = 10;

interface Item extends Slot, RowItem {}

/** A place where lines meet an item: a port of a card, or the place of a passing line. */
interface Spot {
  readonly item: string;
  readonly at: number;
  readonly key: string;
}

interface PartLink extends Link {
  readonly gutter: number;
  readonly source: Spot;
  readonly target: Spot;
}

/** Places the cards of a part in their columns and gives each of its lines a lane in each gutter. */
export function layoutPart(
  part: Part,
  cards: ReadonlyMap<NodeId, Card>,
  columnOf: (id: NodeId) => number,
  count: number,
  ports: Ports,
): PlacedPart {
  const items = new Map<string, Item>();
  const columns: Item[][] = Array.from({ length: count }, () => []);
  const add = (item: Item) => {
    items.set(item.id, item);
    columns[item.column]!.push(item);
  };
  for (const { id } of part.nodes) add({ id, column: columnOf(id), height: cards.get(id)!.height, isPass: false });

  const links = new Map<string, PartLink>();
  const connect = (gutter: number, source: Spot, target: Spot) => {
    const key = `${source.key} > ${target.key}`;
    const height = (spot: Spot) => items.get(spot.item)!.height;
    if (!links.has(key))
      links.set(key, {
        gutter,
        source,
        target,
        from: source.item,
        to: target.item,
        fromAt: source.at / height(source),
        toAt: target.at / height(target),
      });
    return key;
  };
  /** The place where the lines of a bundle pass a column. */
  const pass = (bundle: string, column: number): Spot => {
    const id = `${bundle} @${column}`;
    if (!items.has(id)) add({ id, column, height: 8, isPass: true });
    return { item: id, at: 4, key: id };
  };
  const port = (edge: GraphEdge, end: 'source' | 'target'): Spot => {
    const { key, at } = ports.of(edge, end);
    return { item: edge[end], at, key };
  };

  interface Plan {
    readonly edge: GraphEdge;
    /** The first and the last place; those that enter or leave at once have one. */
    readonly first: Spot;
    readonly last: Spot;
    readonly links: readonly string[];
    readonly key: string;
  }
  const plans: Plan[] = [];
  const back: { edge: GraphEdge; source: Spot; target: Spot }[] = [];
  for (const edge of part.edges) {
    const [source, target] = [port(edge, 'source'), port(edge, 'target')];
    const [from, to] = [columnOf(edge.source), columnOf(edge.target)];
    if (from >= to) {
      back.push({ edge, source, target });
      continue;
    }
    const made: string[] = [];
    let at = source;
    for (let column = from + 1; column < to; column++) {
      const next = pass(source.key, column);
      made.push(connect(column, at, next));
      at = next;
    }
    made.push(connect(to, at, target));
    plans.push({ edge, first: source, last: target, links: made, key: '' });
  }
  for (const edge of part.leaving) {
    const source = port(edge, 'source');
    const made: string[] = [];
    let at = source;
    for (let column = columnOf(edge.source) + 1; column < count; column++) {
      const next = pass(source.key, column);
      made.push(connect(column, at, next));
      at = next;
    }
    plans.push({ edge, first: source, last: at, links: made, key: source.key });
  }
  const bundles = bundlesOf(part.entering.filter((edge) => columnOf(edge.target) > 0));
  for (const edge of part.entering) {
    const target = port(edge, 'target');
    const bundle = bundles.get(edge.id);
    if (bundle === undefined) {
      plans.push({ edge, first: target, last: target, links: [], key: target.key });
      continue;
    }
    const made: string[] = [];
    const to = columnOf(edge.target);
    const first = pass(bundle, 0);
    let at = first;
    for (let column = 1; column < to; column++) {
      const next = pass(bundle, column);
      made.push(connect(column, at, next));
      at = next;
    }
    made.push(connect(to, at, target));
    plans.push({ edge, first, last: target, links: made, key: bundle });
  }

  const all = [...links.values()];
  const order = orderColumns(columns, all, all.length > 2000 ? 4 : 14) as Item[][];
  const pixels = all.map(({ from, to, source, target }) => ({ from, to, fromAt: source.at, toAt: target.at }));
  const tops = placeRows(order, pixels);
  let height = 0;
  for (const [id, top] of tops) height = Math.max(height, top + items.get(id)!.height);
  const y = (spot: Spot) => tops.get(spot.item)! + spot.at;

  // Lines that go back run under the part, those that go the shortest way highest.
  const under = new Map<string, number>();
  const reach = ({ edge }: { edge: GraphEdge }) => columnOf(edge.source) - columnOf(edge.target);
  for (const each of back.toSorted((a, b) => reach(a) - reach(b) || compareText(a.edge.id, b.edge.id)))
    if (!under.has(each.source.key)) under.set(each.source.key, height + laneStep * (under.size + 1));
  if (under.size > 0) height += laneStep * (under.size + 1);

  const nets = new Nets();
  const leavingLinks = new Map<string, number>();
  for (const { source } of all) leavingLinks.set(source.key, (leavingLinks.get(source.key) ?? 0) + 1);
  for (const { source } of back) leavingLinks.set(source.key, (leavingLinks.get(source.key) ?? 0) + 1);
  const netOf = ({ gutter, source, target }: PartLink) =>
    nets.get(gutter, leavingLinks.get(source.key)! > 1 ? `f ${source.key}` : `t ${target.key}`);
  for (const link of all) netOf(link).join([y(link.source)], [y(link.target)]);
  for (const { edge, source, target } of back) {
    const lane = under.get(source.key)!;
    nets.get(columnOf(edge.source) + 1, `f ${source.key}`).join([y(source), lane], []);
    nets.get(columnOf(edge.target), `b ${source.key}`).join([], [lane, y(target)]);
  }
  const lanes = nets.assign(count + 1);

  const ways = new Map<EdgeId, Way>();
  for (const { edge, first, last, links: keys, key } of plans) {
    const hops = keys.map((each): Hop => {
      const link = links.get(each)!;
      return { gutter: link.gutter, lane: netOf(link).lane, from: y(link.source), to: y(link.target) };
    });
    ways.set(edge.id, { start: y(first), end: y(last), hops, key });
  }
  for (const { edge, source, target } of back) {
    const lane = under.get(source.key)!;
    const out = columnOf(edge.source) + 1;
    const into = columnOf(edge.target);
    const hops = [
      { gutter: out, lane: nets.get(out, `f ${source.key}`).lane, from: y(source), to: lane },
      { gutter: into, lane: nets.get(into, `b ${source.key}`).lane, from: lane, to: y(target) },
    ];
    ways.set(edge.id, { start: y(source), end: y(target), hops, key: '' });
  }
  return { height, tops: new Map(part.nodes.map(({ id }) => [id, tops.get(id)!])), ways, lanes };
}
