import type { EdgeId, Graph, GraphEdge, GraphNode, NodeId } from '../graph.ts';
import { anchorOf, type Card, layoutCard, wantedWidth } from './card.ts';
import { type Component, componentsOf } from './components.ts';
import { labelWidth } from './label.ts';
import { type Link, orderColumns, type Slot } from './order.ts';
import { ranksOf } from './ranks.ts';
import { spread } from './spread.ts';

/** Distances in pixels at zoom 1. */
export const gaps = { card: 14, component: 26, gutter: 64, bend: 24, stack: 56, lane: 10 } as const;

export interface Placed {
  readonly x: number;
  readonly y: number;
  readonly card: Card;
}

/** The cards of one namespace, placed from its left top. */
export interface Block {
  readonly width: number;
  readonly height: number;
  readonly cards: ReadonlyMap<NodeId, Placed>;
  /** For edges that pass columns on their way: how far down they pass each. */
  readonly passes: ReadonlyMap<EdgeId, readonly Pass[]>;
  /** For edges that do not lead to the right: how far down the lane under the cards is in which they go back. */
  readonly lanes: ReadonlyMap<EdgeId, number>;
}

/** Where an edge passes between the cards of a column. */
export interface Pass {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

/**
 * Lays the nodes of one block out: what hangs together stays together, in columns from left to right, and the parts
 * one under the other, in several stacks when there are many. `linked` are those that edges from other blocks meet.
 */
export function layoutBlock(
  nodes: readonly GraphNode[],
  edges: readonly GraphEdge[],
  arrangement: Graph['arrangement'],
  linked: ReadonlySet<NodeId> = new Set(),
): Block {
  const ranks = ranksOf(nodes, edges, arrangement);
  const parts = componentsOf(nodes, edges);
  const entry = (part: Component) => Math.min(...part.nodes.map((node) => ranks.get(node.id)!));
  const joined = parts.filter((part) => part.edges.length > 0 || linked.has(part.nodes[0]!.id));
  // What others lead to stands first, nearest to where they come from.
  const met = (part: Component) => (part.nodes.some(({ id }) => linked.has(id)) ? 0 : 1);
  joined.sort((a, b) => entry(a) - entry(b) || met(a) - met(b));
  const single = parts.filter((part) => !joined.includes(part)).sort((a, b) => entry(a) - entry(b));
  const cards = new Map<NodeId, Placed>();
  const passes = new Map<EdgeId, Pass[]>();
  const lanes = new Map<EdgeId, number>();
  const spans: Span[] = [];
  let left = 0;
  let height = 0;
  for (const stack of stacksOf(joined, ranks)) {
    const done = layoutStack(stack, ranks, left, { cards, passes, lanes });
    spans.push({ left, right: done.right, bottom: done.bottom });
    left = done.right + gaps.stack;
    height = Math.max(height, done.bottom);
  }
  const width = Math.max(0, left - gaps.stack);
  const alone = single.map((part) => part.nodes[0]!);
  const grid = fillGap(alone, spans, height, cards) ?? layoutGrid(alone, width, height, cards);
  return { width: Math.max(width, grid.width), height: Math.max(height, grid.bottom), cards, passes, lanes };
}

/** Cuts the parts into stacks so that the block is about as wide as it is high. */
function stacksOf(parts: readonly Component[], ranks: ReadonlyMap<NodeId, number>): Component[][] {
  const tall = (part: Component) => {
    const columns = new Map<number, number>();
    for (const node of part.nodes) {
      const rank = ranks.get(node.id)!;
      columns.set(rank, (columns.get(rank) ?? 0) + layoutCard(node, wantedWidth(node)).height + gaps.card);
    }
    return Math.max(...columns.values()) + gaps.component;
  };
  const heights = parts.map(tall);
  const total = heights.reduce((sum, each) => sum + each, 0);
  const columns = new Set(parts.flatMap((part) => part.nodes.map((node) => ranks.get(node.id)!))).size;
  const count = Math.max(1, Math.round(Math.sqrt(total / (columns * 280 * 0.8))));
  const stacks: Component[][] = [];
  let filled = 0;
  for (const [index, part] of parts.entries()) {
    const wanted = Math.min(count - 1, Math.floor(((filled + heights[index]! / 2) / total) * count));
    while (stacks.length <= wanted) stacks.push([]);
    stacks[wanted]!.push(part);
    filled += heights[index]!;
  }
  return stacks.filter((stack) => stack.length > 0);
}

interface Item extends Slot {
  readonly card?: Card;
  readonly height: number;
}

function layoutStack(
  parts: readonly Component[],
  ranks: ReadonlyMap<NodeId, number>,
  left: number,
  into: { cards: Map<NodeId, Placed>; passes: Map<EdgeId, Pass[]>; lanes: Map<EdgeId, number> },
): { right: number; bottom: number } {
  const used = [...new Set(parts.flatMap((part) => part.nodes.map((node) => ranks.get(node.id)!)))].sort(
    (a, b) => a - b,
  );
  const columnOf = (id: NodeId) => used.indexOf(ranks.get(id)!);
  const widths = used.map(() => 0);
  const labels = used.map(() => 0);
  for (const part of parts) {
    for (const node of part.nodes) {
      const column = columnOf(node.id);
      widths[column] = Math.max(widths[column]!, wantedWidth(node));
    }
    // A label stands before the column that its edge ends at.
    for (const edge of part.edges) {
      const column = columnOf(edge.target);
      if (columnOf(edge.source) < column) labels[column] = Math.max(labels[column]!, labelWidth(edge));
    }
  }
  const xs: number[] = [];
  let x = left;
  for (const [column, width] of widths.entries()) {
    if (column > 0) x += Math.max(gaps.gutter, gaps.bend + 24 + labels[column]!);
    xs.push(x);
    x += width;
  }
  let top = 0;
  for (const part of parts) {
    const placed = layoutPart(part, columnOf, widths);
    for (const [id, { y, card, column }] of placed.cards) into.cards.set(id, { x: xs[column]!, y: y + top, card });
    for (const [id, ys] of placed.passes)
      into.passes.set(
        id,
        ys.map(({ column, y }) => ({ x: xs[column]!, y: y + top, width: widths[column]! })),
      );
    for (const [id, y] of placed.lanes) into.lanes.set(id, y + top);
    top += placed.height + gaps.component;
  }
  return { right: x, bottom: top - gaps.component };
}

function layoutPart(part: Component, columnOf: (id: NodeId) => number, widths: readonly number[]) {
  const items = new Map<string, Item>();
  const columns: Item[][] = widths.map(() => []);
  const links: Link[] = [];
  const chains = new Map<EdgeId, string[]>();
  const add = (item: Item) => {
    items.set(item.id, item);
    columns[item.column]!.push(item);
  };
  for (const node of part.nodes) {
    const column = columnOf(node.id);
    const card = layoutCard(node, widths[column]!);
    add({ id: node.id, column, card, height: card.height });
  }
  const at = (id: NodeId, row: string | undefined) => anchorOf(items.get(id)!.card!, row) / items.get(id)!.height;
  const backward: EdgeId[] = [];
  for (const edge of part.edges) {
    const [from, to] = [columnOf(edge.source), columnOf(edge.target)];
    if (from >= to) {
      backward.push(edge.id);
      continue;
    }
    let last = { id: edge.source, at: at(edge.source, edge.sourceRow) };
    const chain: string[] = [];
    for (let column = from + 1; column < to; column++) {
      const id = `${edge.id} @${column}`;
      add({ id, column, height: 8 });
      links.push({ from: last.id, to: id, fromAt: last.at, toAt: 0.5 });
      last = { id, at: 0.5 };
      chain.push(id);
    }
    links.push({ from: last.id, to: edge.target, fromAt: last.at, toAt: at(edge.target, edge.targetRow) });
    if (chain.length > 0) chains.set(edge.id, chain);
  }
  const order = orderColumns(columns, links, part.edges.length > 2000 ? 4 : 14) as Item[][];
  const tops = placeRows(order, links);
  let low = Infinity;
  let high = 0;
  for (const [id, y] of tops) {
    low = Math.min(low, y);
    high = Math.max(high, y + items.get(id)!.height);
  }
  const y = (id: string) => Math.round(tops.get(id)! - low);
  return {
    // Edges that go back run in lanes under the part.
    height: Math.ceil(high - low) + (backward.length > 0 ? gaps.lane * (backward.length + 1) : 0),
    lanes: new Map(backward.map((id, index) => [id, Math.ceil(high - low) + gaps.lane * (index + 1)])),
    cards: new Map(part.nodes.map((n) => [n.id, { y: y(n.id), card: items.get(n.id)!.card!, column: columnOf(n.id) }])),
    passes: new Map(
      [...chains].map(([id, chain]) => [
        id,
        chain.map((each) => ({ column: items.get(each)!.column, y: y(each) + 4 })),
      ]),
    ),
  };
}

/** The tops of all items: straight lines where there is room, and the order kept. */
function placeRows(order: readonly (readonly Item[])[], links: readonly Link[]): Map<string, number> {
  const heights = new Map(order.flat().map((item) => [item.id, item.height]));
  const tops = new Map<string, number>();
  for (const column of order) {
    let y = 0;
    for (const item of column) {
      tops.set(item.id, y);
      y += item.height + gaps.card;
    }
  }
  const near = new Map<string, { other: string; own: number; their: number; left: boolean; weight: number }[]>();
  const note = (id: string, entry: { other: string; own: number; their: number; left: boolean; weight: number }) => {
    const found = near.get(id);
    if (found) found.push(entry);
    else near.set(id, [entry]);
  };
  for (const { from, to, fromAt, toAt } of links) {
    const own = fromAt * heights.get(from)!;
    const their = toAt * heights.get(to)!;
    const weight = heights.get(from)! === 8 || heights.get(to)! === 8 ? 3 : 1;
    note(from, { other: to, own, their, left: false, weight });
    note(to, { other: from, own: their, their: own, left: true, weight });
  }
  const passes = ['left', 'right', 'left', 'right', 'both', 'both'] as const;
  for (const pass of passes) {
    const columns = pass === 'right' ? [...order].reverse() : order;
    for (const column of columns) {
      const wishes = column.map((item) => {
        const all = near.get(item.id) ?? [];
        const side = pass === 'both' ? all : all.filter((each) => each.left === (pass === 'left'));
        const length = item.height + gaps.card;
        if (side.length === 0) return { at: tops.get(item.id)!, length, weight: 0.2 };
        let sum = 0;
        let weight = 0;
        for (const each of side) {
          sum += (tops.get(each.other)! + each.their - each.own) * each.weight;
          weight += each.weight;
        }
        return { at: sum / weight, length, weight };
      });
      const placed = spread(wishes);
      for (const [index, item] of column.entries()) tops.set(item.id, placed[index]!);
    }
  }
  return tops;
}

interface Span {
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
}

/** Nodes without edges under the stack that ends highest, where they have room; nothing is placed where they do not. */
function fillGap(
  nodes: readonly GraphNode[],
  stacks: readonly Span[],
  height: number,
  cards: Map<NodeId, Placed>,
): { width: number; bottom: number } | undefined {
  const [highest] = [...stacks].sort((a, b) => a.bottom - b.bottom);
  if (!highest || nodes.length === 0) return undefined;
  const width = highest.right - highest.left;
  const own = new Map<NodeId, Placed>();
  const grid = layoutGrid(nodes, width, highest.bottom, own, 1);
  if (grid.width > width || grid.bottom > height) return undefined;
  for (const [id, place] of own) cards.set(id, { ...place, x: place.x + highest.left });
  return { width: 0, bottom: grid.bottom };
}

/** Nodes without edges, in rows under the rest; at least `least` of them in a row. */
function layoutGrid(
  nodes: readonly GraphNode[],
  width: number,
  top: number,
  cards: Map<NodeId, Placed>,
  least = Math.min(nodes.length, Math.max(1, Math.round(Math.sqrt(nodes.length * 0.6)))),
) {
  if (nodes.length === 0) return { width: 0, bottom: top };
  const own = Math.max(...nodes.map(wantedWidth));
  const across = Math.max(least, Math.floor((width + gaps.card) / (own + gaps.card)));
  let y = top === 0 ? 0 : top + gaps.component;
  let tallest = 0;
  for (const [index, node] of nodes.entries()) {
    if (index > 0 && index % across === 0) {
      y += tallest + gaps.card;
      tallest = 0;
    }
    const card = layoutCard(node, own);
    cards.set(node.id, { x: (index % across) * (own + gaps.card), y, card });
    tallest = Math.max(tallest, card.height);
  }
  return { width: Math.min(across, nodes.length) * (own + gaps.card) - gaps.card, bottom: y + tallest };
}
