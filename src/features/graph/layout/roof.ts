import { compareText } from '../../../text/span.ts';
import type { EdgeId } from '../graph.ts';
import { bundlesOf } from './bundles.ts';
import { assignLanes, type Net } from './lanes.ts';
import type { Stack } from './stack.ts';

/**
 * The lanes over the stacks of a block, for lines that enter a stack which is not the first, or leave one which is not
 * the last, and upright lanes beside those stacks.
 */
export interface Roof {
  readonly height: number;
  /**
   * For each such edge: how far down its lane is from the top, and where it turns: from the left of the stack's first
   * column where it enters, from the right of its last one where it leaves.
   */
  readonly ways: ReadonlyMap<EdgeId, { readonly x: number; readonly y: number }>;
  /** How much room the upright lanes before a stack need. */
  readonly room: (stack: number) => number;
}

const step = 10;

/** A line, or several as one, between a stack and the roof. */
interface Beam {
  readonly key: string;
  readonly edges: EdgeId[];
  readonly stack: number;
  readonly enters: boolean;
  /** Where its edges are in the stack. */
  readonly ys: number[];
}

/** Gives lanes to the lines that cannot go straight to the frame. */
export function roofOver(stacks: readonly Stack[]): Roof {
  const beams = beamsOf(stacks);
  const lines = new Map<string, { low: number; high: number; after: number[] }>();
  // In which order the lines turn is known before where they do.
  for (const { key, stack, enters } of beams) {
    const x = stack * 1000 + (enters ? 0 : 500);
    let line = lines.get(key);
    if (!line) lines.set(key, (line = { low: enters ? 0 : x, high: enters ? x : stacks.length * 1000, after: [] }));
    line.low = Math.min(line.low, x);
    line.high = Math.max(line.high, x);
    line.after.push(x);
  }
  const keys = [...lines.keys()].sort(compareText);
  const levels = assignLanes(keys.map((key): Net => ({ ...lines.get(key)!, before: [] })));
  const level = new Map(keys.map((key, index) => [key, levels[index]!.index]));
  const most = Math.max(0, ...levels.map(({ index }) => index + 1));
  const ways = new Map<EdgeId, { x: number; y: number }>();
  const rooms = stacks.map(() => 0);
  for (const [index, stack] of stacks.entries())
    for (const enters of [true, false]) {
      const own = beams.filter((beam) => beam.stack === index && beam.enters === enters);
      const height = most * step + 8;
      const roofs = own.map(({ key }) => level.get(key)! * step - height);
      const nets = own.map(
        ({ ys }, at): Net => ({
          low: roofs[at]!,
          high: Math.max(...ys),
          before: enters ? [roofs[at]!] : ys,
          after: enters ? ys : [roofs[at]!],
        }),
      );
      const lanes = assignLanes(nets);
      const count = Math.max(0, ...lanes.map((lane) => lane.count));
      const { lanes: inner, labels } = (enters ? stack.gutters[0] : stack.gutters.at(-1))!;
      for (const [at, beam] of own.entries()) {
        const { index: lane } = lanes[at]!;
        const x = enters ? -(inner + Math.max(labels, 24) + 4 + (count - 1 - lane) * step) : inner + 10 + lane * step;
        for (const edge of beam.edges) ways.set(edge, { x, y: level.get(beam.key)! * step });
      }
      if (count > 0) rooms[enters ? index : index + 1]! += 14 + count * step;
    }
  return { height: most === 0 ? 0 : most * step + 8, ways, room: (stack) => rooms[stack] ?? 0 };
}

function beamsOf(stacks: readonly Stack[]): Beam[] {
  const out = new Map<string, Beam>();
  const note = (key: string, stack: number, enters: boolean, edge: EdgeId, y: number) => {
    const id = `${key} ${stack}`;
    let beam = out.get(id);
    if (!beam) out.set(id, (beam = { key, stack, enters, edges: [], ys: [] }));
    beam.edges.push(edge);
    beam.ys.push(y);
  };
  const entering = stacks.slice(1).flatMap((stack) => stack.parts.flatMap((part) => part.entering));
  const bundles = bundlesOf(entering);
  for (const [index, stack] of stacks.entries())
    for (const [at, part] of stack.parts.entries()) {
      const { ways } = stack.placed[at]!;
      const down = stack.tops[at]!;
      if (index > 0)
        for (const { id } of part.entering) note(`in ${bundles.get(id)!}`, index, true, id, down + ways.get(id)!.start);
      if (index < stacks.length - 1)
        for (const { id } of part.leaving) {
          const way = ways.get(id)!;
          note(`out ${way.key}`, index, false, id, down + way.end);
        }
    }
  return [...out.values()].sort((a, b) => compareText(a.key, b.key) || a.stack - b.stack);
}
