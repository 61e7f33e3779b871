/** Ways between blocks, in the streets that the blocks leave between them. */
import { compareText } from '../../../text/span.ts';
import type { EdgeId } from '../graph.ts';
import { planCity, type Stretch } from './city.ts';
import { assignLanes, type Lane, type Net } from './lanes.ts';
import type { Box } from './pack.ts';
import type { Point } from './stack.ts';

/** An edge from the right side of one block to the left side of another. */
export interface Trip {
  readonly edge: EdgeId;
  /** Equal for those that run as one line. */
  readonly bundle: string;
  readonly from: Point;
  readonly to: Point;
}

export interface Streets {
  /** The corners between the two ends, for each edge. */
  readonly ways: ReadonlyMap<EdgeId, readonly Point[]>;
  /** How wide a street would have to be where there is too little room: to the left of a column, over a block. */
  readonly wanted: readonly { readonly left?: number; readonly over?: number; readonly width: number }[];
}

const step = 10;
const margin = 12;

interface Line {
  /** `upright` along a street from top to bottom, else along one from left to right. */
  readonly upright: boolean;
  readonly base: number;
  low: number;
  high: number;
  readonly before: Set<number>;
  readonly after: Set<number>;
  at: number;
  lane?: Lane;
  /** Behind all lanes beside its own. */
  behind: number;
}

/** Finds ways for all trips, each line in its own lane. */
export function layStreets(blocks: readonly Box[], trips: readonly Trip[]): Streets {
  const ways = new Map<EdgeId, readonly Point[]>();
  if (trips.length === 0) return { ways, wanted: [] };
  const city = planCity(blocks);
  const lines = new Map<string, Line>();
  const lineOf = (stretch: Stretch, bundle: string): Line => {
    const key = `${stretch.street} ${bundle}`;
    let line = lines.get(key);
    if (!line)
      lines.set(
        key,
        (line = {
          upright: stretch.upright,
          base: stretch.base,
          low: Infinity,
          high: -Infinity,
          before: new Set(),
          after: new Set(),
          at: stretch.base,
          behind: stretch.base,
        }),
      );
    return line;
  };
  const routes = city.routes(trips.map(({ from, to }) => ({ from, to }))).map((stretches, index) => ({
    trip: trips[index]!,
    stretches,
    lines: stretches.map((stretch) => lineOf(stretch, trips[index]!.bundle)),
  }));
  const wanted: { left?: number; over?: number; width: number }[] = [];

  // Level lines first: where upright ones begin and end hangs on them.
  for (const { stretches, lines: own } of routes)
    for (const [index, line] of own.entries()) {
      if (line.upright) continue;
      for (const near of [index - 1, index + 1]) {
        const stretch = stretches[near]!;
        const other = near < index ? stretch.from : stretch.to;
        meet(line, stretch.base, other < line.base);
      }
    }
  const level = [...lines].filter(([, line]) => !line.upright).sort(([a], [b]) => compareText(a, b));
  settle(
    level.map(([, line]) => line),
    (line) => freeAcross(blocks, line),
    (line, width) => wanted.push({ over: line.base, width }),
  );
  for (const { trip, stretches, lines: own } of routes)
    for (const [index, line] of own.entries()) {
      if (!line.upright) continue;
      if (index === 0) meet(line, trip.from.y, true);
      else meet(line, own[index - 1]!.at, stretches[index - 1]!.from < line.base);
      if (index === own.length - 1) meet(line, trip.to.y, false);
      else meet(line, own[index + 1]!.at, stretches[index + 1]!.to < line.base);
    }
  const upright = [...lines].filter(([, line]) => line.upright).sort(([a], [b]) => compareText(a, b));
  settle(
    upright.map(([, line]) => line),
    (line) => freeAcross(blocks, line),
    (line, width) => wanted.push({ left: line.base, width }),
  );

  for (const { trip, lines: own } of routes) {
    const points: Point[] = [];
    for (const [index, line] of own.entries()) {
      if (!line.upright) continue;
      const begin = index === 0 ? trip.from.y : own[index - 1]!.at;
      const isLast = index === own.length - 1;
      const end = isLast ? trip.to.y : own[index + 1]!.at;
      if (begin === end && own.length === 1) continue;
      points.push({ x: line.at, y: begin });
      if (isLast && line.lane?.clashes.includes(end)) {
        // Another line leaves at this height: this one comes down to it behind that one's lane.
        const near = end + (begin < end ? -6 : 6);
        points.push({ x: line.at, y: near }, { x: line.behind, y: near }, { x: line.behind, y: end });
      } else points.push({ x: line.at, y: end });
    }
    ways.set(trip.edge, points);
  }
  return { ways, wanted };
}

function meet(line: Line, at: number, before: boolean): void {
  line.low = Math.min(line.low, at);
  line.high = Math.max(line.high, at);
  (before ? line.before : line.after).add(at);
}

/** Lines of streets so near to each other share their lanes. */
const nearStreets = 30;

/** Gives each line its lane. */
function settle(
  lines: readonly Line[],
  free: (line: Line) => { low: number; high: number },
  narrow: (line: Line, width: number) => void,
): void {
  // What is straight needs no lane.
  const bent = lines.filter((line) => line.low < line.high).sort((a, b) => a.base - b.base);
  const groups: { lines: Line[]; low: number; high: number }[] = [];
  for (const line of bent) {
    const { low, high } = free(line);
    const last = groups.at(-1);
    const [from, to] = last ? [Math.max(low, last.low), Math.min(high, last.high)] : [low, high];
    const least = Math.min(2 * margin, 0.45 * (high - low), last ? 0.45 * (last.high - last.low) : 0);
    if (last && line.base - last.lines[0]!.base < nearStreets && to - from >= least) {
      last.lines.push(line);
      [last.low, last.high] = [from, to];
    } else groups.push({ lines: [line], low, high });
  }
  // Streets that lie side by side without blocks between them share the room.
  for (const [index, group] of groups.entries())
    for (const next of groups.slice(index + 1)) {
      const [end, start] = [group.lines.at(-1)!.base, next.lines[0]!.base];
      const isApart = start >= group.high && end <= next.low;
      if (isApart || !group.lines.some((line) => next.lines.some((other) => beside(line, other)))) continue;
      const middle = Math.max(end, Math.min(start, (end + start) / 2));
      group.high = Math.min(group.high, middle);
      next.low = Math.max(next.low, Math.min(middle, Math.max(group.high, end)));
    }
  for (const { lines: group, low, high } of groups) {
    const nets = group.map(
      ({ low, high, before, after }): Net => ({ low, high, before: [...before], after: [...after] }),
    );
    const lanes = assignLanes(nets);
    const clusters = new Map<number, Line[]>();
    for (const [index, line] of group.entries()) {
      line.lane = lanes[index]!;
      const found = clusters.get(line.lane.cluster);
      if (found) found.push(line);
      else clusters.set(line.lane.cluster, [line]);
    }
    for (const cluster of clusters.values()) {
      const { count } = cluster[0]!.lane!;
      const width = (count - 1) * step;
      if (width + 2 * margin > high - low) narrow(cluster[0]!, width + 2 * margin);
      const edge = Math.min(margin / 2, (high - low) / 8);
      const own = Math.min(step, (high - low - 2 * edge) / Math.max(1, count - 1));
      const half = ((count - 1) * own) / 2;
      const middle = Math.max(low + edge + half, Math.min(high - edge - half, cluster[0]!.base));
      for (const line of cluster) {
        line.at = round(middle + line.lane!.index * own - half);
        line.behind = round(middle + half) + 7;
      }
    }
  }
}

/** To the half of a pixel. */
function round(value: number): number {
  return Math.round(value * 2) / 2;
}

function beside(a: Line, b: Line): boolean {
  return a.low < b.high + step && b.low < a.high + step;
}

/** The room beside a line, up to the blocks on both sides. */
function freeAcross(blocks: readonly Box[], line: Line): { low: number; high: number } {
  let low = line.base - 400;
  let high = line.base + 400;
  for (const box of blocks) {
    const [start, end] = line.upright ? [box.y, box.y + box.height] : [box.x, box.x + box.width];
    if (end < line.low || start > line.high) continue;
    const [near, far] = line.upright ? [box.x, box.x + box.width] : [box.y, box.y + box.height];
    if (far <= line.base) low = Math.max(low, far);
    else if (near >= line.base) high = Math.min(high, near);
  }
  return { low, high };
}
