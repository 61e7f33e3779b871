/** The order of parallel lines in a corridor: each its own lane, with few crossings. */

/**
 * A line along a corridor, with what joins it. `before` and `after` are how far along the corridor others join it from
 * the side of the first lanes and from that of the last ones; all of them lie between `low` and `high`.
 */
export interface Net {
  readonly low: number;
  readonly high: number;
  readonly before: readonly number[];
  readonly after: readonly number[];
}

export interface Lane {
  /** Counted from 0. */
  readonly index: number;
  /** How many lanes the nets have that stand beside each other here. */
  readonly count: number;
  /** The same number for all that stand beside each other. */
  readonly cluster: number;
  /** Where something joins from behind at the same height as something joins a later lane from before. */
  readonly clashes: readonly number[];
}

/** Lines that end nearer to each other than this need lanes of their own. */
const apart = 9;
/** Lines that run nearer to each other than this look like one. */
const same = 5;

/** Gives every net a lane. Those that do not run beside each other may have the same one. */
export function assignLanes(nets: readonly Net[]): Lane[] {
  const clusters = clustersOf(nets);
  const out = new Array<Lane>(nets.length);
  for (const [number, cluster] of clusters.entries()) {
    const own = cluster.map((index) => nets[index]!);
    const order = orderOf(own);
    const lanes = new Array<number>(own.length).fill(0);
    let count = 1;
    for (const [place, at] of order.entries()) {
      let lane = 0;
      for (const other of order.slice(0, place))
        if (lanes[other]! >= lane && beside(own[at]!, own[other]!)) lane = lanes[other]! + 1;
      lanes[at] = lane;
      count = Math.max(count, lane + 1);
    }
    for (const [at, net] of own.entries()) {
      const clashes = net.after.filter((y) => own.some((other, each) => lanes[each]! > lanes[at]! && clash(y, other)));
      out[cluster[at]!] = { index: lanes[at]!, count, cluster: number, clashes };
    }
  }
  return out;
}

function beside(a: Net, b: Net): boolean {
  return a.low < b.high + apart && b.low < a.high + apart;
}

/** Nets that run beside each other, directly or by way of others. */
function clustersOf(nets: readonly Net[]): number[][] {
  const byStart = nets.map((_, index) => index).sort((a, b) => nets[a]!.low - nets[b]!.low || a - b);
  const out: number[][] = [];
  let end = -Infinity;
  for (const index of byStart) {
    const net = nets[index]!;
    if (net.low >= end + apart) out.push([]);
    out.at(-1)!.push(index);
    end = Math.max(end, net.high);
  }
  return out;
}

/** Whether a line that leaves at a height would lie upon one that comes to a later lane. */
function clash(y: number, later: Net): boolean {
  return later.before.some((other) => Math.abs(other - y) < same);
}

/** What it costs that `a` has an earlier lane than `b`: lines that cross, and far more where they would lie upon each other. */
function cost(a: Net, b: Net): number {
  if (!beside(a, b)) return 0;
  let sum = 0;
  for (const y of a.after) {
    if (b.low < y && y < b.high) sum++;
    if (clash(y, b)) sum += 1000;
  }
  for (const y of b.before) if (a.low < y && y < a.high) sum++;
  return sum;
}

/** Above so many nets, only a good guess at the order is made. */
const mostCompared = 80;

function orderOf(nets: readonly Net[]): number[] {
  const order = nets.map((_, index) => index).sort((a, b) => guess(nets[a]!, nets[b]!) || a - b);
  if (nets.length < 2 || nets.length > mostCompared) return order;
  const size = nets.length;
  // What is gained by `a` before `b` rather than after.
  const gain = new Float64Array(size * size);
  for (let a = 0; a < size; a++)
    for (let b = 0; b < size; b++)
      if (a !== b) gain[a * size + b] = cost(nets[b]!, nets[a]!) - cost(nets[a]!, nets[b]!);
  // Each net moves to where it costs least, until none wants to move.
  for (let round = 0; round < 12; round++) {
    let moved = false;
    for (let from = 0; from < size; from++) {
      const net = order[from]!;
      let [best, most, sum] = [from, 0, 0];
      for (let to = from - 1; to >= 0; to--) {
        sum += gain[net * size + order[to]!]!;
        if (sum > most) [best, most] = [to, sum];
      }
      sum = 0;
      for (let to = from + 1; to < size; to++) {
        sum -= gain[net * size + order[to]!]!;
        if (sum > most) [best, most] = [to, sum];
      }
      if (best === from) continue;
      order.splice(from, 1);
      order.splice(best, 0, net);
      moved = true;
    }
    if (!moved) break;
  }
  return order;
}

/** Lines that go down: the lowest first; lines that go up: the highest first. Then they do not cross each other. */
function guess(a: Net, b: Net): number {
  const [down, other] = [goesDown(a), goesDown(b)];
  if (down !== other) return down ? 1 : -1;
  return down ? start(b) - start(a) : start(a) - start(b);
}

function goesDown(net: Net): boolean {
  return mean(net.before, net.low) <= mean(net.after, net.high);
}

function start(net: Net): number {
  return mean(net.before, net.low);
}

function mean(values: readonly number[], otherwise: number): number {
  return values.length === 0 ? otherwise : values.reduce((sum, each) => sum + each, 0) / values.length;
}
