import { compareText } from '../../../text/span.ts';
import type { EdgeId, NodeId } from '../graph.ts';
import { type Card, layoutCard, wantedWidth } from './card.ts';
import { labelHeight, labelText, labelWidth } from './label.ts';
import type { Lane } from './lanes.ts';
import type { Box } from './pack.ts';
import { layoutPart, type Part, type PlacedPart, type Way } from './part.ts';
import { Ports } from './ports.ts';

/** Distances in pixels at zoom 1. */
export const gaps = { part: 26, gutter: 64, stack: 56, lane: 10 } as const;

/** Parts one under the other, with their columns in common; from the left top of its first column. */
export interface Stack {
  readonly parts: readonly Part[];
  readonly placed: readonly PlacedPart[];
  /** The top of each part. */
  readonly tops: readonly number[];
  readonly height: number;
  readonly columns: readonly Column[];
  /** The gutters before each column, and after the last. */
  readonly gutters: readonly Gutter[];
  readonly columnOf: (id: NodeId) => number;
  readonly ports: Ports;
  readonly cards: ReadonlyMap<NodeId, Card>;
}

export interface Column {
  /** From the first column's left. */
  readonly x: number;
  readonly width: number;
}

/** First the lanes, then the room for labels, then the cards. */
export interface Gutter {
  readonly lanes: number;
  readonly labels: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Between a label and the card that its line ends at: the arrow, and some of the line. */
const beforeCard = 20;
const beforeLabel = 10;

/** Puts parts one under the other. */
export function layoutStack(parts: readonly Part[], ranks: ReadonlyMap<NodeId, number>, leastCard: number): Stack {
  const used = [...new Set(parts.flatMap((part) => part.nodes.map((node) => ranks.get(node.id)!)))].sort(
    (a, b) => a - b,
  );
  const columnAt = new Map(used.map((rank, index) => [rank, index]));
  const columnOf = (id: NodeId) => columnAt.get(ranks.get(id)!)!;
  const widths = used.map(() => leastCard);
  for (const part of parts)
    for (const node of part.nodes) widths[columnOf(node.id)] = Math.max(widths[columnOf(node.id)]!, wantedWidth(node));
  const cards = new Map<NodeId, Card>();
  for (const part of parts)
    for (const node of part.nodes) cards.set(node.id, layoutCard(node, widths[columnOf(node.id)]!));
  const edges = parts.flatMap((part) => [...part.edges, ...part.entering, ...part.leaving]);
  const ports = new Ports(cards, edges);
  const placed = parts.map((part) => layoutPart(part, cards, columnOf, used.length, ports));
  const tops: number[] = [];
  let y = 0;
  for (const part of placed) {
    tops.push(y);
    y += part.height + gaps.part;
  }
  const gutters = gutterRoom(parts, placed, used.length, columnOf);
  const columns: Column[] = [];
  let x = 0;
  for (const [index, width] of widths.entries()) {
    const { lanes, labels } = gutters[index]!;
    if (index > 0) x += Math.max(gaps.gutter, lanes + labels);
    columns.push({ x, width });
    x += width;
  }
  return { parts, placed, tops, height: y - gaps.part, columns, gutters, columnOf, ports, cards };
}

/** How much room the lanes and the labels of each gutter need. */
function gutterRoom(
  parts: readonly Part[],
  placed: readonly PlacedPart[],
  count: number,
  columnOf: (id: NodeId) => number,
): Gutter[] {
  const lanes = Array.from({ length: count + 1 }, (_, gutter) =>
    Math.max(0, ...placed.map((part) => part.lanes[gutter]!)),
  );
  const labels = lanes.map(() => 0);
  for (const part of parts) {
    const rows = new Map<string, Map<string, number>>();
    for (const edge of [...part.edges, ...part.entering]) {
      const width = labelWidth(edge);
      if (width === 0) continue;
      const row = `${edge.target}#${edge.targetRow ?? ''}`;
      let texts = rows.get(row);
      if (!texts) rows.set(row, (texts = new Map()));
      texts.set(labelText(edge), width);
      const gutter = columnOf(edge.target);
      const sum = [...texts.values()].reduce((total, each) => total + each + 6, 0);
      labels[gutter] = Math.max(labels[gutter]!, sum - 6 + beforeCard + beforeLabel);
    }
  }
  return lanes.map((most, gutter) => ({
    lanes: most === 0 ? 0 : 28 + (most - 1) * gaps.lane,
    labels: labels[gutter]!,
  }));
}

/** Where the lanes of a gutter are, from the first column's left. */
function laneAt(stack: Stack, gutter: number, lane: Lane): { x: number; after: number } {
  const { columns, gutters } = stack;
  const { lanes, labels } = gutters[gutter]!;
  const column = columns[gutter];
  const before = columns[gutter - 1];
  // Beyond the outermost columns there is as much room as the lanes need.
  const right = column ? column.x - Math.max(labels, 12) : before!.x + before!.width + lanes;
  const left = before ? before.x + before.width + 8 : column!.x - lanes - Math.max(labels, 12);
  const room = right - left;
  const step = Math.min(12, room / Math.max(1, lane.count));
  const first = left + (room - (lane.count - 1) * step) / 2;
  return { x: Math.round(first + lane.index * step), after: Math.round(first + (lane.count - 1) * step) + 7 };
}

/** The corners of a way between its start and its end, from the first column's left and the part's top. */
export function cornersOf(stack: Stack, way: Way): Point[] {
  const out: Point[] = [];
  for (const { gutter, lane, from, to } of way.hops) {
    if (from === to) continue;
    const { x, after } = laneAt(stack, gutter, lane);
    out.push({ x, y: from });
    if (!lane.clashes.includes(to)) {
      out.push({ x, y: to });
      continue;
    }
    // Another line leaves at this height: this one comes down to it behind that one's lane.
    const near = to + (from < to ? -6 : 6);
    out.push({ x, y: near }, { x: after, y: near }, { x: after, y: to });
  }
  return out;
}

/** Places for the labels of edges that end at a stack's cards, each on the straight piece before the arrow. */
export function labelsOf(stack: Stack): ReadonlyMap<EdgeId, Box & { readonly text: string }> {
  const out = new Map<EdgeId, Box & { readonly text: string }>();
  for (const [index, part] of stack.parts.entries()) {
    const ends = new Map<string, { texts: Set<string>; left: number }>();
    const labelled = [...part.edges, ...part.entering].filter((edge) => labelWidth(edge) > 0);
    for (const edge of labelled.toSorted((a, b) => compareText(a.id, b.id))) {
      const column = stack.columns[stack.columnOf(edge.target)]!;
      const row = `${edge.target}#${edge.targetRow ?? ''}`;
      let end = ends.get(row);
      if (!end) ends.set(row, (end = { texts: new Set(), left: column.x - beforeCard + 6 }));
      const text = labelText(edge);
      const y = stack.tops[index]! + stack.placed[index]!.ways.get(edge.id)!.end - labelHeight / 2;
      // Lines that arrive as one, and say the same, say it once.
      if (end.texts.has(`${y} ${text}`)) continue;
      end.texts.add(`${y} ${text}`);
      const width = labelWidth(edge);
      end.left -= width + 6;
      out.set(edge.id, { x: end.left, y, width, height: labelHeight, text });
    }
  }
  return out;
}
