import { spread } from './spread.ts';

/** A card or the place of a passing line, in a column. */
export interface RowItem {
  readonly id: string;
  readonly height: number;
  /** A line passes here, and there is no card. */
  readonly isPass: boolean;
}

/** A line between items of neighbouring columns, with how far down it meets each, in pixels. */
export interface RowLink {
  readonly from: string;
  readonly to: string;
  readonly fromAt: number;
  readonly toAt: number;
}

interface Neighbour {
  readonly other: number;
  /** Where the line meets the own item, and the other one. */
  readonly own: number;
  readonly their: number;
  readonly weight: number;
  /** Other lines meet both ends: straight, it would lie upon one of them. */
  readonly isTangled: boolean;
}

/** The room between two items one under the other. */
function roomBetween(upper: RowItem, lower: RowItem): number {
  return upper.isPass && lower.isPass ? 2 : upper.isPass || lower.isPass ? 10 : 14;
}

/** The tops of all items, whole numbers from 0: straight lines where there is room, and the order kept. */
export function placeRows(order: readonly (readonly RowItem[])[], links: readonly RowLink[]): Map<string, number> {
  const items = order.flat();
  const at = new Map(items.map((item, index) => [item.id, index]));
  const columns = order.map((column) => column.map((item) => at.get(item.id)!));
  const tops = new Float64Array(items.length);
  for (const column of columns) {
    let y = 0;
    for (const [place, index] of column.entries()) {
      tops[index] = y;
      const next = column[place + 1];
      y += items[index]!.height + (next === undefined ? 0 : roomBetween(items[index]!, items[next]!));
    }
  }
  const [left, right] = neighbours(items, at, links);
  for (const pass of ['left', 'right', 'left', 'right', 'both', 'both'] as const)
    for (const column of pass === 'right' ? columns.toReversed() : columns) relax(column, pass);
  const low = tops.reduce((least, top) => Math.min(least, top), Infinity);
  for (let index = 0; index < tops.length; index++) tops[index] = Math.round(tops[index]! - low);
  for (const column of columns) settle(column, items, tops);
  straighten({ items, columns, left, right, tops });
  const top = tops.reduce((least, each) => Math.min(least, each), Infinity);
  return new Map(items.map((item, index) => [item.id, tops[index]! - top]));

  function relax(column: readonly number[], pass: 'left' | 'right' | 'both'): void {
    const wishes = column.map((index, place) => {
      const next = column[place + 1];
      const length = items[index]!.height + (next === undefined ? 0 : roomBetween(items[index]!, items[next]!));
      let sum = 0;
      let weight = 0;
      const add = (near: readonly Neighbour[]) => {
        for (const { other, own, their, weight: each } of near) {
          sum += (tops[other]! + their - own) * each;
          weight += each;
        }
      };
      if (pass !== 'right') add(left[index]!);
      if (pass !== 'left') add(right[index]!);
      return weight === 0 ? { at: tops[index]!, length, weight: 0.2 } : { at: sum / weight, length, weight };
    });
    for (const [place, top] of spread(wishes).entries()) tops[column[place]!] = top;
  }
}

function neighbours(items: readonly RowItem[], at: ReadonlyMap<string, number>, links: readonly RowLink[]) {
  const left: Neighbour[][] = items.map(() => []);
  const right: Neighbour[][] = items.map(() => []);
  const ends = new Map<string, number>();
  const count = (end: string) => ends.set(end, (ends.get(end) ?? 0) + 1);
  for (const { from, to, fromAt, toAt } of links) {
    count(`> ${from} ${fromAt}`);
    count(`< ${to} ${toAt}`);
  }
  for (const { from, to, fromAt, toAt } of links) {
    const [source, target] = [at.get(from)!, at.get(to)!];
    // Long lines are to be straight before all.
    const weight = items[source]!.isPass || items[target]!.isPass ? 3 : 1;
    const isTangled = ends.get(`> ${from} ${fromAt}`)! > 1 && ends.get(`< ${to} ${toAt}`)! > 1;
    right[source]!.push({ other: target, own: fromAt, their: toAt, weight, isTangled });
    left[target]!.push({ other: source, own: toAt, their: fromAt, weight, isTangled });
  }
  return [left, right] as const;
}

/** Rounding may have put two items too near. */
function settle(column: readonly number[], items: readonly RowItem[], tops: Float64Array): void {
  for (let place = 1; place < column.length; place++) {
    const [upper, lower] = [column[place - 1]!, column[place]!];
    const least = tops[upper]! + items[upper]!.height + roomBetween(items[upper]!, items[lower]!);
    if (tops[lower]! < least) tops[lower] = least;
  }
}

/** So much is taken out of a line's bend by moving its card, with all that has to move along. */
const smallBend = 30;
/** At most so many things move along. */
const mostMoved = 40;

interface Rows {
  readonly items: readonly RowItem[];
  readonly columns: readonly (readonly number[])[];
  readonly left: readonly (readonly Neighbour[])[];
  readonly right: readonly (readonly Neighbour[])[];
  readonly tops: Float64Array;
}

/** Takes small bends out of lines, where nothing that is straight bends for it. */
function straighten(rows: Rows): void {
  const { items, columns, left, right, tops } = rows;
  const above = new Int32Array(items.length).fill(-1);
  const below = new Int32Array(items.length).fill(-1);
  for (const column of columns)
    for (let place = 1; place < column.length; place++) {
      above[column[place]!] = column[place - 1]!;
      below[column[place - 1]!] = column[place]!;
    }
  const bend = (index: number, { other, own, their }: Neighbour) => tops[other]! + their - tops[index]! - own;
  /** All that has to move with an item; nothing when `fixed` would, or too much. */
  const group = (first: number, fixed: number, distance: number): Set<number> | undefined => {
    const moved = new Set([first]);
    for (const index of moved) {
      if (moved.size > mostMoved || moved.has(fixed)) return undefined;
      for (const each of left[index]!) if (bend(index, each) === 0) moved.add(each.other);
      for (const each of right[index]!) if (bend(index, each) === 0) moved.add(each.other);
      const next = distance > 0 ? below[index]! : above[index]!;
      if (next < 0) continue;
      const [upper, lower] = distance > 0 ? [index, next] : [next, index];
      const room = tops[lower]! - tops[upper]! - items[upper]!.height - roomBetween(items[upper]!, items[lower]!);
      if (room < Math.abs(distance)) moved.add(next);
    }
    return moved;
  };
  const align = (index: number, near: readonly Neighbour[]) => {
    if (near.length === 0 || near.some((each) => bend(index, each) === 0)) return;
    const wishes = near.filter((each) => Math.abs(bend(index, each)) <= smallBend && !each.isTangled);
    wishes.sort((a, b) => Math.abs(bend(index, a)) - Math.abs(bend(index, b)));
    for (const wish of wishes) {
      const distance = bend(index, wish);
      const moved = group(index, wish.other, distance);
      if (!moved) continue;
      for (const each of moved) tops[each]! += distance;
      return;
    }
  };
  for (const side of [left, right, left, right])
    for (const column of side === right ? columns.toReversed() : columns)
      for (const index of column) align(index, side[index]!);
}
