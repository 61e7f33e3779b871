import type { EdgeId, GraphEdge, GroupId, NodeId } from '../graph.ts';
import { gaps, type Pass } from './block.ts';
import { anchorOf, type Card } from './card.ts';
import { labelHeight, labelText, labelWidth } from './label.ts';
import type { Box } from './pack.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/**
 * The way of an edge: it begins at the first point and ends at the last; those between are the controls of quadratic
 * curves that join in the middle between two controls.
 */
export interface Route {
  readonly points: readonly Point[];
  readonly label?: Box & { readonly text: string };
}

export interface PlacedCard extends Box {
  readonly card: Card;
  readonly block?: GroupId;
}

/** What the ways have to respect: all of it placed already. */
export interface Ground {
  readonly cards: ReadonlyMap<NodeId, PlacedCard>;
  readonly boxes: ReadonlyMap<GroupId, Box>;
  readonly passes: ReadonlyMap<EdgeId, readonly Pass[]>;
  readonly lanes: ReadonlyMap<EdgeId, number>;
}

/** Finds the way of every edge between placed cards, clear of the cards, and a free place for its label. */
export function routeEdges(edges: readonly GraphEdge[], ground: Ground): ReadonlyMap<EdgeId, Route> {
  const byBlock = new Map<GroupId, Box[]>();
  for (const card of ground.cards.values()) {
    const list = byBlock.get(card.block ?? '');
    if (list) list.push(card);
    else byBlock.set(card.block ?? '', [card]);
  }
  const top = Math.min(0, ...[...ground.boxes.values(), ...ground.cards.values()].map((box) => box.y)) - 28;
  const lanes = new Map<NodeId, number>();
  const labels = new LabelPlaces(ground.cards.values());
  const leaving = new Map<string, number>();
  const start = (edge: GraphEdge) => `${edge.source}#${edge.sourceRow ?? ''}`;
  for (const edge of edges) leaving.set(start(edge), (leaving.get(start(edge)) ?? 0) + 1);
  const out = new Map<EdgeId, Route>();
  for (const edge of edges) {
    const source = ground.cards.get(edge.source);
    const target = ground.cards.get(edge.target);
    if (!source || !target) continue;
    if (!lanes.has(edge.source)) lanes.set(edge.source, lanes.size % 6);
    const from = { x: source.x + source.width, y: source.y + anchorOf(source.card, edge.sourceRow) };
    // The arrow ends before the dot of a row.
    const to = {
      x: target.x - (edge.targetRow === undefined ? 0 : 3),
      y: target.y + anchorOf(target.card, edge.targetRow),
    };
    const points =
      source.block !== undefined && source.block === target.block
        ? inside(edge, from, to, ground)
        : across(from, to, source, target, { ground, byBlock, top, lane: lanes.get(edge.source)! * 5 });
    const label = labels.place(edge, points, leaving.get(start(edge)) === 1);
    out.set(edge.id, label ? { points, label } : { points });
  }
  return out;
}

/** Within a block: bends in the gutters, and passes columns where the layout left room. */
function inside(edge: GraphEdge, from: Point, to: Point, { passes, lanes }: Ground): Point[] {
  const lane = lanes.get(edge.id);
  if (lane !== undefined) {
    const [right, left] = [from.x + gaps.bend, to.x - gaps.bend];
    const corners = [
      from,
      { x: right, y: from.y },
      { x: right, y: lane },
      { x: left, y: lane },
      { x: left, y: to.y },
      to,
    ];
    return soften(corners);
  }
  const points: Point[] = [from];
  let at = from;
  for (const pass of passes.get(edge.id) ?? []) {
    points.push({ x: at.x + gaps.bend, y: at.y }, { x: at.x + gaps.bend, y: pass.y });
    at = { x: pass.x + pass.width, y: pass.y };
    // Two controls on the line keep it straight between the cards.
    points.push({ x: pass.x - 8, y: pass.y }, { x: pass.x + 8, y: pass.y }, { x: at.x - 8, y: at.y });
  }
  if (Math.abs(at.y - to.y) < 1 && points.length === 1) return [from, { x: (from.x + to.x) / 2, y: from.y }, to];
  points.push({ x: at.x + gaps.bend, y: at.y }, { x: at.x + gaps.bend, y: to.y });
  points.push({ x: Math.min(to.x - 12, at.x + gaps.bend + 24), y: to.y }, to);
  return points;
}

interface Surroundings {
  readonly ground: Ground;
  readonly byBlock: ReadonlyMap<GroupId, readonly Box[]>;
  readonly top: number;
  readonly lane: number;
}

/** Between blocks: out to the corridor beside the block, along between blocks, and in from the corridor. */
function across(from: Point, to: Point, source: PlacedCard, target: PlacedCard, around: Surroundings): Point[] {
  const { ground, lane } = around;
  const home = source.block === undefined ? undefined : ground.boxes.get(source.block);
  const goal = target.block === undefined ? undefined : ground.boxes.get(target.block);
  const out = home ? home.x + home.width + 12 + lane : from.x + gaps.bend + lane;
  const into = goal ? goal.x - 14 - lane : to.x - gaps.bend - lane;
  const corners: Point[] = [from];
  let y = from.y;
  const crosses = [...ground.boxes].some(([id, box]) => id !== source.block && !outside(box, from.x, into, y));
  const direct = into > from.x && !crosses && isClear(around, from.x + 1, into, y);
  if (home && !direct) {
    const gutter = from.x + gaps.bend;
    y =
      doorway(around, from, gutter, out, home) ??
      (target.y < home.y ? home.y - 12 - lane : bottomDoor(around, gutter, from.y, home, lane));
    if (y !== from.y) corners.push({ x: gutter, y: from.y }, { x: gutter, y });
  }
  const gutter = to.x - gaps.bend;
  const end = goal
    ? (doorway(around, to, gutter, into, goal) ??
      (source.y < goal.y ? goal.y - 12 - lane : bottomDoor(around, gutter, to.y, goal, lane)))
    : to.y;
  if (direct) corners.push({ x: into, y });
  else {
    const [low, high] = [Math.min(out, into), Math.max(out, into)];
    const candidates = [y, end, around.top - lane];
    for (const box of ground.boxes.values()) candidates.push(box.y - 16 - lane, box.y + box.height + 16 + lane);
    const detour = (c: number) => Math.abs(c - y) + Math.abs(c - end);
    candidates.sort((a, b) => detour(a) - detour(b) || a - b);
    const free = (c: number) =>
      isClear(around, low, high, c) && [...ground.boxes.values()].every((box) => outside(box, low, high, c));
    const along = candidates.find(free) ?? around.top - lane;
    corners.push({ x: out, y }, { x: out, y: along }, { x: into, y: along });
  }
  corners.push({ x: into, y: end });
  if (end !== to.y) corners.push({ x: gutter, y: end }, { x: gutter, y: to.y });
  return soften([...corners, to]);
}

/**
 * How far down a line can pass between an end and the side of its frame: straight, or by way of the gutter beside the
 * card at the nearest height that is clear. Nothing when there is none.
 */
function doorway(around: Surroundings, end: Point, gutter: number, side: number, box: Box): number | undefined {
  const [left, right] = [Math.min(end.x, side) + 1, Math.max(end.x, side) - 1];
  if (isClear(around, left, right, end.y)) return end.y;
  const [low, high] = [Math.min(gutter, side), Math.max(gutter, side)];
  for (let step = 1; step * 14 < box.height; step++)
    for (const y of [end.y - step * 14, end.y + step * 14])
      if (
        y > box.y + 46 &&
        y < box.y + box.height - 8 &&
        isClear(around, low, high, y) &&
        isFree(around, gutter, end.y, y)
      )
        return y;
  return undefined;
}

/** Under the frame where the gutter is clear down there, else over it, where it always is. */
function bottomDoor(around: Surroundings, gutter: number, from: number, box: Box, lane: number): number {
  const bottom = box.y + box.height + 12 + lane;
  return isFree(around, gutter, from, bottom) ? bottom : box.y - 12 - lane;
}

/** Whether an upright line meets no card. */
function isFree({ ground, byBlock }: Surroundings, x: number, from: number, to: number): boolean {
  const [top, bottom] = [Math.min(from, to), Math.max(from, to)];
  for (const [block, cards] of byBlock) {
    const box = ground.boxes.get(block);
    if (box && (x < box.x || x > box.x + box.width || bottom < box.y || top > box.y + box.height)) continue;
    for (const card of cards)
      if (card.x - 4 < x && x < card.x + card.width + 4 && card.y < bottom && top < card.y + card.height) return false;
  }
  return true;
}

/** Whether a level line passes a frame by. */
function outside(box: Box, left: number, right: number, y: number): boolean {
  return y < box.y - 4 || y > box.y + box.height + 4 || right <= box.x || left >= box.x + box.width;
}

/** Whether a level line meets no card. */
function isClear({ ground, byBlock }: Surroundings, left: number, right: number, y: number): boolean {
  for (const [block, cards] of byBlock) {
    const box = ground.boxes.get(block);
    if (box && (y < box.y || y > box.y + box.height || right < box.x || left > box.x + box.width)) continue;
    for (const card of cards)
      if (card.x < right && left < card.x + card.width && card.y - 5 < y && y < card.y + card.height + 5) return false;
  }
  return true;
}

/** Corners as controls: rounded a little, straight between. */
function soften(corners: readonly Point[], radius = 18): Point[] {
  const points = corners.filter((point, index) => {
    const [before, after] = [corners[index - 1], corners[index + 1]];
    if (!before || !after) return true;
    return !((before.x === point.x && point.x === after.x) || (before.y === point.y && point.y === after.y));
  });
  const out: Point[] = [points[0]!];
  for (let index = 1; index < points.length - 1; index++) {
    const [before, point, after] = [points[index - 1]!, points[index]!, points[index + 1]!];
    out.push(toward(point, before, radius), point, toward(point, after, radius));
  }
  if (out.length === 1) out.push(middle(points[0]!, points.at(-1)!));
  return [...out, points.at(-1)!];
}

/** The point up to twice `radius` from `point` on the way to `other`, at most half way. */
function toward(point: Point, other: Point, radius: number): Point {
  const length = Math.abs(other.x - point.x) + Math.abs(other.y - point.y);
  const share = length === 0 ? 0 : Math.min(0.5, (2 * radius) / length);
  return { x: point.x + (other.x - point.x) * share, y: point.y + (other.y - point.y) * share };
}

export function middle(a: Point, b: Point): Point {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}

/** Keeps labels off cards and off each other. */
class LabelPlaces {
  readonly #cells = new Map<string, Box[]>();

  constructor(cards: Iterable<Box>) {
    for (const card of cards) this.#add(card);
  }

  /** Before the arrow, else after the start when no other edge leaves from there. Nothing when neither is free. */
  place(edge: GraphEdge, points: readonly Point[], alone: boolean): (Box & { readonly text: string }) | undefined {
    const width = labelWidth(edge);
    if (width === 0) return undefined;
    const [start, end] = [points[0]!, points.at(-1)!];
    for (const x of alone ? [end.x - 12 - width, start.x + 8] : [end.x - 12 - width]) {
      const y = (x === start.x + 8 ? start.y : end.y) - labelHeight / 2;
      const box = { x, y, width, height: labelHeight, text: labelText(edge) };
      if (this.#near(box).every((other) => !overlaps(box, other))) {
        this.#add(box);
        return box;
      }
    }
    return undefined;
  }

  #near(box: Box): Box[] {
    return cellsOf(box).flatMap((cell) => this.#cells.get(cell) ?? []);
  }

  #add(box: Box): void {
    for (const cell of cellsOf(box)) {
      const found = this.#cells.get(cell);
      if (found) found.push(box);
      else this.#cells.set(cell, [box]);
    }
  }
}

function cellsOf(box: Box): string[] {
  const out: string[] = [];
  for (let x = Math.floor(box.x / 256); x <= Math.floor((box.x + box.width) / 256); x++)
    for (let y = Math.floor(box.y / 256); y <= Math.floor((box.y + box.height) / 256); y++) out.push(`${x} ${y}`);
  return out;
}

export function overlaps(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}
