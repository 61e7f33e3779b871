/** States by cost, the cheapest first; of equals the one with the lowest number. */
export class Heap {
  readonly #items: number[] = [];
  readonly #keys: number[] = [];
  readonly #costs: Float64Array;

  constructor(costs: Float64Array) {
    this.#costs = costs;
  }

  push(state: number): void {
    let at = this.#items.length;
    const key = this.#costs[state]!;
    this.#items.push(state);
    this.#keys.push(key);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.#less(at, parent)) break;
      this.#swap(at, parent);
      at = parent;
    }
  }

  /** Passes by what was reached more cheaply since. */
  pop(): number | undefined {
    for (;;) {
      if (this.#items.length === 0) return undefined;
      const [state, key] = [this.#items[0]!, this.#keys[0]!];
      const [last, lastKey] = [this.#items.pop()!, this.#keys.pop()!];
      if (this.#items.length > 0) {
        this.#items[0] = last;
        this.#keys[0] = lastKey;
        for (let at = 0; ; ) {
          let least = at;
          for (const child of [2 * at + 1, 2 * at + 2])
            if (child < this.#items.length && this.#less(child, least)) least = child;
          if (least === at) break;
          this.#swap(at, least);
          at = least;
        }
      }
      if (key === this.#costs[state]) return state;
    }
  }

  #less(a: number, b: number): boolean {
    return this.#keys[a]! < this.#keys[b]! || (this.#keys[a] === this.#keys[b] && this.#items[a]! < this.#items[b]!);
  }

  #swap(a: number, b: number): void {
    [this.#items[a], this.#items[b]] = [this.#items[b]!, this.#items[a]!];
    [this.#keys[a], this.#keys[b]] = [this.#keys[b]!, this.#keys[a]!];
  }
}
