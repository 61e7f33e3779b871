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

/** Between blocks above each other. */
export const rowGap = 44;

/**
 * Places blocks in columns, in the order given, so that the whole is about as wide as a screen.
 * With `previous`, a block that still fits where it was stays there; one that does not is put under the others of its
 * column, and nothing else moves.
 */
export function packBlocks(
  sizes: readonly Size[],
  corridor: number,
  previous: ReadonlyMap<GroupId, Box>,
): ReadonlyMap<GroupId, Box> {
  if (!sizes.some(({ id }) => previous.has(id))) return fresh(sizes, corridor);
  const out = new Map<GroupId, Box>();
  const homeless: Size[] = [];
  // Those that did not grow keep their place before any that did may claim it.
  const byGrowth = [...sizes].sort((a, b) => growth(a, previous) - growth(b, previous));
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

function fresh(sizes: readonly Size[], corridor: number): ReadonlyMap<GroupId, Box> {
  let best: ReadonlyMap<GroupId, Box> = new Map();
  let least = Infinity;
  for (let columns = 1; columns <= Math.min(sizes.length, 24); columns++) {
    const boxes = inColumns(sizes, columns, corridor);
    const width = Math.max(...[...boxes.values()].map((box) => box.x + box.width));
    const height = Math.max(...[...boxes.values()].map((box) => box.y + box.height));
    // Blocks one under the other are read best, with the way in beside them; columns have to earn their place.
    const cost = Math.max((width + 2 * corridor) / 1.6, height) * (1 + 0.12 * (columns - 1));
    if (cost < least - 0.5) {
      least = cost;
      best = boxes;
    }
  }
  return best;
}

/** Each next block into the column that ends highest; of equals into the one most to the left. */
function inColumns(sizes: readonly Size[], count: number, corridor: number): ReadonlyMap<GroupId, Box> {
  const bottoms = Array.from({ length: count }, () => 0);
  const widths = Array.from({ length: count }, () => 0);
  const placed: { size: Size; column: number; y: number }[] = [];
  for (const size of sizes) {
    const column = bottoms.indexOf(Math.min(...bottoms));
    placed.push({ size, column, y: bottoms[column]! });
    bottoms[column]! += size.height + rowGap;
    widths[column] = Math.max(widths[column]!, size.width);
  }
  const xs: number[] = [];
  let x = 0;
  for (const width of widths) {
    xs.push(x);
    x += width + corridor;
  }
  return new Map(
    placed.map(({ size, column, y }) => [size.id, { x: xs[column]!, y, width: size.width, height: size.height }]),
  );
}
