import { compareText } from '../../../text/span.ts';
import type { GroupId } from '../graph.ts';

/** Half-open: a point at `x + width` is outside. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Size {
  readonly id: GroupId;
  readonly width: number;
  readonly height: number;
}

/** That lines lead from one block to another, how many; or from outside into one, or out of one. */
export interface Relation {
  readonly from: GroupId | undefined;
  readonly to: GroupId | undefined;
  readonly weight: number;
}

/** The blocks of each column, from above. */
export type Columns = readonly (readonly GroupId[])[];

/** Room between blocks: before a column (counted from 0), and above a block. */
export interface Room {
  readonly before: (column: number) => number;
  readonly above: (block: GroupId) => number;
}

/** Between blocks above each other. */
export const rowGap = 44;

/**
 * Chooses columns for blocks, in the order given where nothing else counts, so that the whole is about as wide as a
 * screen and that what leads to others stands to the left of them.
 */
export function chooseColumns(sizes: readonly Size[], relations: readonly Relation[], corridor: number): Columns {
  const ranked = rankBlocks(sizes, relations);
  const of = new Map(sizes.map((size) => [size.id, size]));
  let best: Columns = [];
  let least = Infinity;
  for (let count = 1; count <= Math.min(sizes.length, 24); count++) {
    const columns = inColumns(ranked, count);
    const boxes = [...placeColumns(columns, of, { before: () => corridor, above: () => rowGap }).values()];
    const width = Math.max(...boxes.map((box) => box.x + box.width));
    const height = Math.max(...boxes.map((box) => box.y + box.height));
    const at = new Map(columns.flatMap((column, index) => column.map((id) => [id, index] as const)));
    let strain = 0;
    for (const { from, to, weight } of relations) {
      const [left, right] = [from === undefined ? -1 : at.get(from)!, to === undefined ? count : at.get(to)!];
      if (left >= right) strain += backward * Math.sqrt(weight);
      else strain += passing * (right - left - 1);
    }
    // A few blocks are read best one under the other, with the way in beside them: columns have to earn their place.
    const cost = Math.max((width + 2 * corridor) / 1.6, height) * (1 + 0.12 * Math.min(3, count - 1)) + strain;
    if (cost < least - 0.5) {
      least = cost;
      best = columns;
    }
  }
  return best;
}

/** What a line that runs back costs, and one that has to pass a column, in pixels of the picture's size. */
const backward = 260;
const passing = 40;

/**
 * The blocks that others lead to from the same column or from one to the right of it: nearer to those when they stand
 * to the right in their column.
 */
export function ledBackTo(columns: Columns, relations: readonly Relation[]): ReadonlySet<GroupId> {
  const at = new Map(columns.flatMap((column, index) => column.map((id) => [id, index] as const)));
  return new Set(
    relations.flatMap(({ from, to }) =>
      from !== undefined && to !== undefined && at.get(from)! >= at.get(to)! ? [to] : [],
    ),
  );
}

/** Places blocks in their columns, from 0, 0; those in `right` at the right of their column, the others at its left. */
export function placeColumns(
  columns: Columns,
  sizes: ReadonlyMap<GroupId, Size>,
  room: Room,
  right: ReadonlySet<GroupId> = new Set(),
): Map<GroupId, Box> {
  const out = new Map<GroupId, Box>();
  let x = 0;
  for (const [index, column] of columns.entries()) {
    if (index > 0) x += room.before(index);
    let y = 0;
    const widest = Math.max(...column.map((id) => sizes.get(id)!.width));
    for (const [place, id] of column.entries()) {
      const { width, height } = sizes.get(id)!;
      if (place > 0) y += room.above(id);
      out.set(id, { x: right.has(id) ? x + widest - width : x, y, width, height });
      y += height;
    }
    x += widest;
  }
  return out;
}

/**
 * Keeps a block where it was if it still fits there; one that does not is put under the others of its column, and
 * nothing else moves. At least one of the blocks must be in `previous`.
 */
export function keepPlaces(
  sizes: readonly Size[],
  corridor: number,
  previous: ReadonlyMap<GroupId, Box>,
): Map<GroupId, Box> {
  const out = new Map<GroupId, Box>();
  const homeless: Size[] = [];
  // Those that did not grow keep their place before any that did may claim it.
  const byGrowth = sizes.toSorted((a, b) => growth(a, previous) - growth(b, previous));
  for (const size of byGrowth) {
    const old = previous.get(size.id);
    const box = old && { x: old.x, y: old.y, width: size.width, height: size.height };
    if (box && [...out.values()].every((other) => apart(box, other, corridor / 2, rowGap / 2))) out.set(size.id, box);
    else homeless.push(size);
  }
  for (const size of homeless) {
    const old = previous.get(size.id);
    const columns = [...new Set([...out.values()].map(({ x }) => x))].sort((a, b) => a - b);
    const x = old?.x ?? lowest(columns, [...out.values()]);
    const under = [...out.values()].filter(
      (box) => box.x < x + size.width + corridor / 2 && x < box.x + box.width + corridor / 2,
    );
    const y = under.reduce((bottom, box) => Math.max(bottom, box.y + box.height + rowGap), 0);
    out.set(size.id, { x, y, width: size.width, height: size.height });
  }
  return out;
}

function growth(size: Size, previous: ReadonlyMap<GroupId, Box>): number {
  const old = previous.get(size.id);
  if (!old) return Infinity;
  return Math.max(0, size.width - old.width) + Math.max(0, size.height - old.height);
}

/** The column that ends highest. */
function lowest(columns: readonly number[], boxes: readonly Box[]): number {
  const bottom = (x: number) => Math.max(...boxes.filter((box) => box.x === x).map((box) => box.y + box.height));
  return columns.reduce((best, x) => (bottom(x) < bottom(best) ? x : best), columns[0] ?? 0);
}

function apart(a: Box, b: Box, across: number, down: number): boolean {
  return (
    a.x + a.width + across <= b.x ||
    b.x + b.width + across <= a.x ||
    a.y + a.height + down <= b.y ||
    b.y + b.height + down <= a.y
  );
}

interface Ranked extends Size {
  /** Those that lead here, but for those that would close a circle. */
  readonly sources: readonly GroupId[];
}

/** The blocks so that what leads to others comes before them. */
function rankBlocks(sizes: readonly Size[], relations: readonly Relation[]): Ranked[] {
  const order = new Map(unwind(sizes, relations).map((id, index) => [id, index]));
  const sources = new Map<GroupId, GroupId[]>(sizes.map(({ id }) => [id, []]));
  for (const { from, to } of relations)
    if (from !== undefined && to !== undefined && order.get(from)! < order.get(to)!) sources.get(to)!.push(from);
  const rank = new Map<GroupId, number>();
  for (const id of order.keys()) rank.set(id, Math.max(-1, ...sources.get(id)!.map((from) => rank.get(from)!)) + 1);
  const related = new Set(
    relations.flatMap(({ from, to }) => (from === undefined || to === undefined ? [] : [from, to])),
  );
  // What stands alone fills up what the others leave.
  const alone = (id: GroupId) => (related.has(id) ? 0 : 1);
  return sizes
    .map((size) => ({ ...size, sources: sources.get(size.id)! }))
    .sort((a, b) => alone(a.id) - alone(b.id) || rank.get(a.id)! - rank.get(b.id)!);
}

/**
 * An order in which few lines lead back (Eades, Lin and Smyth's heuristic): what nothing leads to first, what leads
 * nowhere last, and of circles what leads to most.
 */
function unwind(sizes: readonly Size[], relations: readonly Relation[]): GroupId[] {
  const out = new Map<GroupId, Map<GroupId, number>>(sizes.map(({ id }) => [id, new Map()]));
  const into = new Map<GroupId, Map<GroupId, number>>(sizes.map(({ id }) => [id, new Map()]));
  for (const { from, to, weight } of relations) {
    if (from === undefined || to === undefined) continue;
    out.get(from)!.set(to, weight);
    into.get(to)!.set(from, weight);
  }
  const left: GroupId[] = [];
  const right: GroupId[] = [];
  let rest = sizes.map(({ id }) => id);
  const take = (id: GroupId, side: GroupId[]) => {
    side.push(id);
    for (const each of out.get(id)!.keys()) into.get(each)!.delete(id);
    for (const each of into.get(id)!.keys()) out.get(each)!.delete(id);
    rest = rest.filter((each) => each !== id);
  };
  const sum = (of: ReadonlyMap<GroupId, number>) => [...of.values()].reduce((total, each) => total + each, 0);
  while (rest.length > 0) {
    const first = rest.find((id) => into.get(id)!.size === 0);
    const last = first === undefined ? rest.findLast((id) => out.get(id)!.size === 0) : undefined;
    if (first !== undefined) take(first, left);
    else if (last !== undefined) take(last, right);
    else {
      const lead = (id: GroupId) => sum(out.get(id)!) - sum(into.get(id)!);
      take(rest.toSorted((a, b) => lead(b) - lead(a) || compareText(a, b))[0]!, left);
    }
  }
  return [...left, ...right.reverse()];
}

/** Each next block into the column that ends highest, of those to the right of all that lead to it. */
function inColumns(ranked: readonly Ranked[], count: number): Columns {
  const bottoms = Array.from({ length: count }, () => 0);
  const columns: Ranked[][] = Array.from({ length: count }, () => []);
  const at = new Map<GroupId, number>();
  for (const block of ranked) {
    const first = Math.min(count - 1, Math.max(-1, ...block.sources.map((id) => at.get(id)!)) + 1);
    let column = first;
    for (let each = first + 1; each < count; each++) if (bottoms[each]! < bottoms[column]!) column = each;
    at.set(block.id, column);
    columns[column]!.push(block);
    bottoms[column]! += block.height + rowGap;
  }
  const middles = new Map<GroupId, number>();
  return columns
    .filter((column) => column.length > 0)
    .map((column) => {
      // What is led to from above stands above.
      const wish = (block: Ranked) => {
        const known = block.sources.flatMap((id) => middles.get(id) ?? []);
        return known.length === 0 ? undefined : known.reduce((sum, each) => sum + each, 0) / known.length;
      };
      const wishes = new Map(column.map((block) => [block.id, wish(block)]));
      const ordered = column.toSorted((a, b) => (wishes.get(a.id) ?? Infinity) - (wishes.get(b.id) ?? Infinity) || 0);
      let y = 0;
      for (const block of ordered) {
        middles.set(block.id, y + block.height / 2);
        y += block.height + rowGap;
      }
      return ordered.map(({ id }) => id);
    });
}
