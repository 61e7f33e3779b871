/** The order of things within columns, so that few lines cross. */

/** A thing in a column: a card, or the place where a line passes through. */
export interface Slot {
  readonly id: string;
  readonly column: number;
}

/** A line between neighbouring columns, with how far down each end is in its slot, 0 to 1. */
export interface Link {
  readonly from: string;
  readonly to: string;
  readonly fromAt: number;
  readonly toAt: number;
}

/**
 * Orders the slots of each column by sweeps of barycentres, and keeps the best order seen.
 * At most `sweeps` sweeps; the same input gives the same order.
 */
export function orderColumns(columns: readonly (readonly Slot[])[], links: readonly Link[], sweeps = 12): Slot[][] {
  let order = columns.map((column) => [...column]);
  if (links.length < 2 || order.every((column) => column.length < 2)) return order;
  const rightward = group(links, 'to');
  const leftward = group(links, 'from');
  let best = order;
  let fewest = crossings(order, links);
  for (let sweep = 0; sweep < sweeps && fewest > 0; sweep++) {
    const down = sweep % 2 === 0;
    order = order.map((column) => [...column]);
    const place = places(order);
    const indices = order.map((_, index) => (down ? index : order.length - 1 - index));
    for (const index of indices) {
      const column = order[index]!;
      const wish = new Map<string, number>();
      for (const [position, slot] of column.entries()) {
        const near = (down ? rightward : leftward).get(slot.id);
        let sum = 0;
        for (const link of near ?? [])
          sum += down ? place.get(link.from)! + link.fromAt : place.get(link.to)! + link.toAt;
        wish.set(slot.id, near ? sum / near.length : position + 0.5);
      }
      column.sort((a, b) => wish.get(a.id)! - wish.get(b.id)! || place.get(a.id)! - place.get(b.id)!);
      for (const [position, slot] of column.entries()) place.set(slot.id, position);
    }
    const found = crossings(order, links);
    if (found < fewest) {
      fewest = found;
      best = order;
    }
  }
  return best.map((column) => [...column]);
}

/** How many pairs of links cross between neighbouring columns. */
export function crossings(columns: readonly (readonly Slot[])[], links: readonly Link[]): number {
  const place = places(columns);
  const column = new Map(columns.flatMap((slots, index) => slots.map((slot) => [slot.id, index] as const)));
  const between = new Map<number, [number, number][]>();
  for (const link of links) {
    const index = column.get(link.from)!;
    let ends = between.get(index);
    if (!ends) between.set(index, (ends = []));
    ends.push([place.get(link.from)! + link.fromAt, place.get(link.to)! + link.toAt]);
  }
  let sum = 0;
  for (const ends of between.values()) {
    ends.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    sum += inversions(ends.map(([, to]) => to));
  }
  return sum;
}

/** Pairs that stand in the wrong order, by merge sort. */
function inversions(values: number[]): number {
  if (values.length < 2) return 0;
  const middle = values.length >> 1;
  const left = values.slice(0, middle);
  const right = values.slice(middle);
  let count = inversions(left) + inversions(right);
  for (let at = 0, l = 0, r = 0; at < values.length; at++) {
    if (r >= right.length || (l < left.length && left[l]! <= right[r]!)) values[at] = left[l++]!;
    else {
      values[at] = right[r++]!;
      count += left.length - l;
    }
  }
  return count;
}

function places(columns: readonly (readonly Slot[])[]): Map<string, number> {
  return new Map(columns.flatMap((slots) => slots.map((slot, index) => [slot.id, index] as const)));
}

function group(links: readonly Link[], end: 'from' | 'to'): Map<string, Link[]> {
  const out = new Map<string, Link[]>();
  for (const link of links) {
    const found = out.get(link[end]);
    if (found) found.push(link);
    else out.set(link[end], [link]);
  }
  return out;
}
