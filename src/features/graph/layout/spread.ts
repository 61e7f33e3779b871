/** Places along a line as near as possible to where each would like to be, in order and without overlap. */
export interface Wish {
  /** Where it would like to begin. */
  readonly at: number;
  /** Its length with the gap after it. */
  readonly length: number;
  readonly weight: number;
}

/**
 * The places that minimise the weighted squares of the distances to the wishes (isotonic regression by pooling
 * neighbours that are in each other's way).
 */
export function spread(wishes: readonly Wish[]): number[] {
  const pools: { sum: number; weight: number; count: number }[] = [];
  let offset = 0;
  const offsets: number[] = [];
  for (const wish of wishes) {
    offsets.push(offset);
    let pool = { sum: (wish.at - offset) * wish.weight, weight: wish.weight, count: 1 };
    offset += wish.length;
    while (pools.length > 0 && pools.at(-1)!.sum / pools.at(-1)!.weight >= pool.sum / pool.weight) {
      const last = pools.pop()!;
      pool = { sum: last.sum + pool.sum, weight: last.weight + pool.weight, count: last.count + pool.count };
    }
    pools.push(pool);
  }
  const out: number[] = [];
  for (const pool of pools)
    for (let each = 0; each < pool.count; each++) out.push(pool.sum / pool.weight + offsets[out.length]!);
  return out;
}
