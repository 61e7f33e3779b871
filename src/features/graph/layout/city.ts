/** The streets between blocks, and the shortest ways in them. */
import { Heap } from './heap.ts';
import type { Box } from './pack.ts';
import type { Point } from './stack.ts';

/** A straight piece of a way in a street. */
export interface Stretch {
  /** Unique for the street and the part of it that no block interrupts. */
  readonly street: string;
  readonly upright: boolean;
  /** Where the street's middle is: an x of an upright one, else a y. */
  readonly base: number;
  readonly from: number;
  readonly to: number;
}

export interface City {
  /** For each trip its stretches in turn, upright and level by turns; the first and the last are upright. */
  routes(trips: readonly { readonly from: Point; readonly to: Point }[]): Stretch[][];
}

interface Street {
  readonly base: number;
  /** What blocks cover of it, from low to high. */
  readonly blocked: readonly (readonly [number, number])[];
}

/** What a corner costs, in pixels of way. */
const corner = 60;

/**
 * An upright street leads along the left of each column of blocks and along the right of all, a level one above and
 * below each block.
 */
export function planCity(blocks: readonly Box[]): City {
  const upright = uprightStreets(blocks);
  const level = levelStreets(blocks);
  const wide = level.length;
  /** The part of an upright street at a height, and of a level street at an x; -1 where a block is. */
  const upAt = upright.map((street) => level.map(({ base }) => partOf(street, base)));
  const acrossAt = level.map((street) => upright.map(({ base }) => partOf(street, base)));
  const isOpen = (i: number, j: number) => upAt[i]![j]! >= 0 && acrossAt[j]![i]! >= 0;

  /**
   * The costs of all crossings from one that is come to upright, and where one comes from; states are crossings come to
   * upright, then level.
   */
  function explore(first: number) {
    const states = upright.length * wide * 2;
    const costs = new Float64Array(states).fill(Infinity);
    const before = new Int32Array(states).fill(-1);
    const heap = new Heap(costs);
    const reach = (state: number, cost: number, via: number) => {
      if (cost >= costs[state]!) return;
      costs[state] = cost;
      before[state] = via;
      heap.push(state);
    };
    reach(first, 0, -1);
    for (let state = heap.pop(); state !== undefined; state = heap.pop()) {
      const cost = costs[state]!;
      const crossing = state >> 1;
      const [i, j] = [Math.floor(crossing / wide), crossing % wide];
      if (isOpen(i, j)) reach(state ^ 1, cost + corner, state);
      if (state % 2 === 0) {
        for (const next of [j - 1, j + 1])
          if (next >= 0 && next < wide && upAt[i]![next] === upAt[i]![j])
            reach((i * wide + next) * 2, cost + Math.abs(level[next]!.base - level[j]!.base), state);
      } else {
        for (const next of [i - 1, i + 1])
          if (next >= 0 && next < upright.length && acrossAt[j]![next] === acrossAt[j]![i])
            reach((next * wide + j) * 2 + 1, cost + Math.abs(upright[next]!.base - upright[i]!.base), state);
      }
    }
    return { costs, before };
  }

  /** The next crossings above and below a height. */
  function besides(street: number, y: number): number[] {
    const part = partOf(upright[street]!, y);
    const out: number[] = [];
    if (part < 0) return out;
    let below = level.findIndex(({ base }) => base >= y);
    if (below < 0) below = wide;
    if (below < wide && upAt[street]![below] === part) out.push(below);
    if (below > 0 && upAt[street]![below - 1] === part) out.push(below - 1);
    return out;
  }

  function wayBack(before: Int32Array, state: number, start: number, trip: { from: Point; to: Point }, end: number) {
    const corners: number[] = [];
    for (let at = state; at >= 0; at = before[at]!) corners.unshift(at);
    const out: Stretch[] = [];
    const up = (street: number, from: number, to: number) =>
      out.push({
        street: `|${street}/${partOf(upright[street]!, Math.min(from, to))}`,
        upright: true,
        base: upright[street]!.base,
        from,
        to,
      });
    let [street, y] = [start, trip.from.y];
    let along: { j: number; i: number } | undefined;
    for (const each of corners) {
      const crossing = each >> 1;
      const [i, j] = [Math.floor(crossing / wide), crossing % wide];
      if (each % 2 === 1 && !along) {
        up(street, y, level[j]!.base);
        along = { i: street, j };
      } else if (each % 2 === 0 && along) {
        out.push(acrossOf(along.j, along.i, i));
        [street, y] = [i, level[along.j]!.base];
        along = undefined;
      }
    }
    up(end, y, trip.to.y);
    return out;
  }

  function acrossOf(j: number, from: number, to: number): Stretch {
    const street = level[j]!;
    return {
      street: `-${j}/${acrossAt[j]![from]}`,
      upright: false,
      base: street.base,
      from: upright[from]!.base,
      to: upright[to]!.base,
    };
  }

  return {
    routes(trips) {
      const found = new Map<number, ReturnType<typeof explore>>();
      return trips.map((trip) => {
        const isOpenAt = (street: Street, y: number) => partOf(street, y) >= 0;
        const start = upright.findIndex((street) => street.base > trip.from.x && isOpenAt(street, trip.from.y));
        const last = upright.findLastIndex((street) => street.base < trip.to.x && isOpenAt(street, trip.to.y));
        const part = partOf(upright[start]!, trip.from.y);
        if (start === last && part === partOf(upright[last]!, trip.to.y)) {
          const { base } = upright[start]!;
          return [{ street: `|${start}/${part}`, upright: true, base, from: trip.from.y, to: trip.to.y }];
        }
        const firsts = besides(start, trip.from.y).map((j) => {
          const first = (start * wide + j) * 2;
          let tree = found.get(first);
          if (!tree) found.set(first, (tree = explore(first)));
          return { tree, cost: Math.abs(level[j]!.base - trip.from.y) };
        });
        // The next street to the left of the end; one farther away only where that one cannot be reached.
        for (let end = last; end >= 0; end--) {
          let best: { before: Int32Array; state: number } | undefined;
          let least = Infinity;
          for (const j of besides(end, trip.to.y))
            for (const { tree, cost: begin } of firsts) {
              const state = (end * wide + j) * 2;
              const cost = begin + tree.costs[state]! + Math.abs(level[j]!.base - trip.to.y);
              if (cost < least) [best, least] = [{ before: tree.before, state }, cost];
            }
          if (best) return wayBack(best.before, best.state, start, trip, end);
        }
        return wayBack(new Int32Array(), -1, start, trip, last);
      });
    },
  };
}

/** What is narrower is no street. */
const leastStreet = 24;

function uprightStreets(blocks: readonly Box[]): Street[] {
  const lefts = [...new Set(blocks.map(({ x }) => x))].sort((a, b) => a - b);
  const right = Math.max(...blocks.map((box) => box.x + box.width));
  const bases = lefts.map((x) => {
    const before = Math.max(
      x - 120,
      ...blocks.map((box) => box.x + box.width).filter((edge) => edge <= x - leastStreet),
    );
    return Math.round((before + x) / 2);
  });
  return [...bases, right + 40].map((base) => ({
    base,
    blocked: merge(
      blocks
        .filter((box) => box.x - 4 < base && base < box.x + box.width + 4)
        .map((box) => [box.y - 6, box.y + box.height + 6] as const),
    ),
  }));
}

/** How near to a block the streets above and below it are, and how far at most. */
const [nearest, farthest] = [12, 44];

function levelStreets(blocks: readonly Box[]): Street[] {
  const rooms: { low: number; high: number }[] = [];
  const add = (low: number, high: number) =>
    rooms.push(low <= high ? { low, high } : { low: (low + high) / 2, high: (low + high) / 2 });
  for (const box of blocks) {
    const over = blocks.filter((other) => other.x < box.x + box.width && box.x < other.x + other.width);
    const bottom = box.y + box.height;
    const above = Math.max(-Infinity, ...over.map((other) => other.y + other.height).filter((y) => y <= box.y));
    const below = Math.min(Infinity, ...over.map((other) => other.y).filter((y) => y >= bottom));
    add(Math.max(above + nearest, box.y - farthest), box.y - nearest);
    add(bottom + nearest, Math.min(below - nearest, bottom + farthest));
  }
  // As few streets as will do: one in each room.
  const bases: number[] = [];
  let shared: { low: number; high: number } | undefined;
  const take = () => {
    if (shared) bases.push(Math.round((shared.low + shared.high) / 2));
  };
  for (const room of rooms.toSorted((a, b) => a.high - b.high || a.low - b.low)) {
    if (shared && room.low <= shared.high) shared.low = Math.max(shared.low, room.low);
    else {
      take();
      shared = { ...room };
    }
  }
  take();
  return bases.map((base) => ({
    base,
    blocked: merge(
      blocks
        .filter((box) => box.y - 4 < base && base < box.y + box.height + 4)
        .map((box) => [box.x - 6, box.x + box.width + 6] as const),
    ),
  }));
}

function merge(ranges: readonly (readonly [number, number])[]): [number, number][] {
  const out: [number, number][] = [];
  for (const [low, high] of ranges.toSorted((a, b) => a[0] - b[0] || a[1] - b[1])) {
    const last = out.at(-1);
    if (last && low <= last[1]) last[1] = Math.max(last[1], high);
    else out.push([low, high]);
  }
  return out;
}

/** Which of the free parts of a street a place is in, counted from 0; -1 where it is blocked. */
function partOf({ blocked }: Street, at: number): number {
  let part = 0;
  for (const [low, high] of blocked) {
    if (at <= low) return part;
    if (at < high) return -1;
    part++;
  }
  return part;
}
