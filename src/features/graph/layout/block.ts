import { compareText } from '../../../text/span.ts';
import type { EdgeId, Graph, GraphEdge, GraphNode, NodeId } from '../graph.ts';
import { componentsOf } from './components.ts';
import { fitting, layoutGrid, type Placed, squarely } from './grid.ts';
import type { Box } from './pack.ts';
import type { Part } from './part.ts';
import { ranksOf } from './ranks.ts';
import { type Roof, roofOver } from './roof.ts';
import { cornersOf, gaps, labelsOf, type Point, type Stack } from './stack.ts';
import { stacksOf } from './stacking.ts';

/** The room between a frame and the cards in it, and how wide the frame and the cards are at least. */
export interface Frame {
  readonly top: number;
  readonly bottom: number;
  readonly side: number;
  readonly leastWidth: number;
  readonly leastCard: number;
}

/** The frame of a namespace, with its name above the cards. */
export const namespaceFrame: Frame = { top: 44, bottom: 22, side: 30, leastWidth: 240, leastCard: 0 };

/** The cards and lines of one namespace, from the left top of its frame. */
export interface Block {
  readonly width: number;
  readonly height: number;
  readonly cards: ReadonlyMap<NodeId, Placed>;
  /**
   * The corners of the ways of all its edges. What comes from another block begins at the left of the frame, and what
   * goes to another one ends at its right.
   */
  readonly ways: ReadonlyMap<EdgeId, readonly Point[]>;
  readonly labels: ReadonlyMap<EdgeId, Box & { readonly text: string }>;
}

/**
 * Lays the nodes of one block out: what hangs together stays together, in columns from left to right, and the parts
 * one under the other, in several stacks when there are many. `edges` are all that meet one of the nodes, in order.
 */
export function layoutBlock(
  nodes: readonly GraphNode[],
  edges: readonly GraphEdge[],
  arrangement: Graph['arrangement'],
  frame: Frame = namespaceFrame,
): Block {
  const own = new Set(nodes.map(({ id }) => id));
  const inside = edges.filter(({ source, target }) => own.has(source) && own.has(target));
  const ranks = ranksOf(nodes, inside, arrangement);
  const { joined, alone } = partsOf(nodes, edges, inside, own, ranks);
  const stacks = stacksOf(joined, ranks, frame.leastCard);
  const roof = roofOver(stacks);
  const cards = new Map<NodeId, Placed>();
  const ways = new Map<EdgeId, readonly Point[]>();
  const labels = new Map<EdgeId, Box & { readonly text: string }>();
  const top = frame.top + roof.height;
  const lefts = leftsOf(stacks, roof, frame.side);
  const right = stacks.length === 0 ? frame.side : stackRight(stacks.at(-1)!, lefts.at(-1)!);
  const bottom = Math.max(0, ...stacks.map((stack) => stack.height)) + top;
  const grid = placeAlone(alone, stacks, lefts, { right, bottom, top }, frame, cards);
  const last = stacks.at(-1);
  const width = Math.max(
    frame.leastWidth,
    right + Math.max(frame.side, last === undefined ? 0 : last.gutters.at(-1)!.lanes),
    grid.right + frame.side,
  );
  for (const [index, stack] of stacks.entries()) {
    const left = lefts[index]!;
    for (const [part, placed] of stack.placed.entries()) {
      const down = top + stack.tops[part]!;
      for (const [id, y] of placed.tops)
        cards.set(id, { x: left + stack.columns[stack.columnOf(id)]!.x, y: down + y, card: stack.cards.get(id)! });
    }
    for (const [id, points] of waysOf(stack, left, top, width, roof, frame)) ways.set(id, points);
    for (const [id, label] of labelsOf(stack)) labels.set(id, { ...label, x: label.x + left, y: label.y + top });
  }
  return { width, height: Math.max(bottom, grid.bottom) + frame.bottom, cards, ways, labels };
}

/** What hangs together, with all edges that meet it; and the nodes without edges. */
function partsOf(
  nodes: readonly GraphNode[],
  edges: readonly GraphEdge[],
  inside: readonly GraphEdge[],
  own: ReadonlySet<NodeId>,
  ranks: ReadonlyMap<NodeId, number>,
): { joined: Part[]; alone: GraphNode[] } {
  const parts = componentsOf(nodes, inside).map((part) => ({ ...part, entering: [], leaving: [] }) as MutablePart);
  const of = new Map(parts.flatMap((part) => part.nodes.map(({ id }) => [id, part] as const)));
  for (const edge of edges) {
    if (own.has(edge.source) === own.has(edge.target)) continue;
    if (own.has(edge.target)) of.get(edge.target)!.entering.push(edge);
    else of.get(edge.source)!.leaving.push(edge);
  }
  const entry = (part: Part) => Math.min(...part.nodes.map((node) => ranks.get(node.id)!));
  // What others lead to stands first, nearest to where they come from; what leads to others last.
  const side = (part: Part) => (part.entering.length > 0 ? 0 : part.leaving.length > 0 ? 2 : 1);
  const isJoined = (part: Part) => part.edges.length + part.entering.length + part.leaving.length > 0;
  const joined = parts.filter(isJoined).sort((a, b) => side(a) - side(b) || entry(a) - entry(b));
  const alone = parts
    .filter((part) => !isJoined(part))
    .sort((a, b) => entry(a) - entry(b) || compareText(a.nodes[0]!.kind, b.nodes[0]!.kind))
    .map((part) => part.nodes[0]!);
  return { joined, alone };
}

interface MutablePart extends Part {
  readonly entering: GraphEdge[];
  readonly leaving: GraphEdge[];
}

/** The lefts of the first columns of all stacks. */
function leftsOf(stacks: readonly Stack[], roof: Roof, side: number): number[] {
  const lefts: number[] = [];
  let x = 0;
  for (const [index, stack] of stacks.entries()) {
    const { lanes, labels } = stack.gutters[0]!;
    const need = lanes + labels;
    if (index === 0) x = Math.max(side, need === 0 ? 0 : need + 14);
    else {
      const before = stacks[index - 1]!.gutters.at(-1)!.lanes;
      x += Math.max(gaps.stack, before + roof.room(index) + 16 + need);
    }
    lefts.push(x);
    x = stackRight(stack, x);
  }
  return lefts;
}

function stackRight(stack: Stack, left: number): number {
  const column = stack.columns.at(-1)!;
  return left + column.x + column.width;
}

function waysOf(stack: Stack, left: number, top: number, width: number, roof: Roof, frame: Frame) {
  const out: [EdgeId, Point[]][] = [];
  const move = (points: readonly Point[], down: number) =>
    points.map(({ x, y }) => ({ x: Math.round(x + left), y: y + down }));
  for (const [at, part] of stack.parts.entries()) {
    const { ways } = stack.placed[at]!;
    const down = top + stack.tops[at]!;
    const begin = (edge: GraphEdge, y: number) => {
      const column = stack.columns[stack.columnOf(edge.source)]!;
      return { x: left + column.x + column.width, y: y + down };
    };
    // The arrow ends before the dot of a row.
    const end = (edge: GraphEdge, y: number) => ({
      x: left + stack.columns[stack.columnOf(edge.target)]!.x - (edge.targetRow === undefined ? 0 : 3),
      y: y + down,
    });
    for (const edge of part.edges) {
      const way = ways.get(edge.id)!;
      out.push([edge.id, [begin(edge, way.start), ...move(cornersOf(stack, way), down), end(edge, way.end)]]);
    }
    for (const edge of part.entering) {
      const way = ways.get(edge.id)!;
      const first = way.start + down;
      const over = roof.ways.get(edge.id);
      const path = over
        ? [
            { x: 0, y: frame.top + over.y },
            { x: left + over.x, y: frame.top + over.y },
            { x: left + over.x, y: first },
          ]
        : [{ x: 0, y: first }];
      out.push([edge.id, [...path, ...move(cornersOf(stack, way), down), end(edge, way.end)]]);
    }
    for (const edge of part.leaving) {
      const way = ways.get(edge.id)!;
      const last = way.end + down;
      const over = roof.ways.get(edge.id);
      const right = stackRight(stack, left);
      const path = over
        ? [
            { x: right + over.x, y: last },
            { x: right + over.x, y: frame.top + over.y },
            { x: width, y: frame.top + over.y },
          ]
        : [{ x: width, y: last }];
      out.push([edge.id, [begin(edge, way.start), ...move(cornersOf(stack, way), down), ...path]]);
    }
  }
  return out;
}

/** Nodes without edges: under the stack that ends highest if they have room there, else in rows under all. */
function placeAlone(
  nodes: readonly GraphNode[],
  stacks: readonly Stack[],
  lefts: readonly number[],
  around: { right: number; bottom: number; top: number },
  frame: Frame,
  cards: Map<NodeId, Placed>,
): { right: number; bottom: number } {
  if (nodes.length === 0) return { right: 0, bottom: 0 };
  if (stacks.length === 0) return layoutGrid(nodes, frame.side, frame.top, squarely(nodes), cards);
  const highest = stacks.reduce((best, stack, index) => (stack.height < stacks[best]!.height ? index : best), 0);
  const own = new Map<NodeId, Placed>();
  const left = lefts[highest]!;
  const width = stackRight(stacks[highest]!, left) - left;
  const under = layoutGrid(nodes, left, around.top + stacks[highest]!.height + gaps.part, fitting(nodes, width), own);
  if (under.right <= left + width && under.bottom <= around.bottom) {
    for (const [id, place] of own) cards.set(id, place);
    return { right: 0, bottom: 0 };
  }
  const across = Math.max(Math.min(nodes.length, fitting(nodes, around.right - lefts[0]!)), squarely(nodes));
  return layoutGrid(nodes, lefts[0]!, around.bottom + gaps.part, across, cards);
}
