/** A value that is computed when it is asked for, and remembered together with the cells that it was computed from. */
export class Cell<T> {
  readonly compute: () => T;
  /** Whether it reads something that is no cell, and so is asked again after each turn. */
  readonly isOutside: boolean;
  /** What `compute` read, in its order, each followed by the value that it saw there; undefined before the first time. */
  sources: readonly unknown[] | undefined;
  value: T | undefined;
  /** When the value was last known to hold. */
  at = -1;
  /** The list that last took this cell up, so that reading twice notes it once. */
  notedIn: object | undefined;

  constructor(compute: () => T, isOutside = false) {
    this.compute = compute;
    this.isOutside = isOutside;
  }
}

/**
 * Remembers what each computation read, and computes again only what read something new.
 *
 * While a cell is computed, every cell that it reads is noted, also by functions that it got from another one. When something
 * outside has changed, a cell holds if all that it read last time is the same object as then; its sources are looked at in
 * the order in which they were read, so that one that depends on another is reached only while that one holds.
 * A new value with the same members as the one before gives way to it, which ends the change there.
 *
 * This is the algorithm of Salsa and Adapton without their ornaments: https://salsa-rs.github.io/salsa/reference/algorithm.html
 */
export class Tracker {
  #now = 0;
  #sources: unknown[] | undefined;

  get now(): number {
    return this.#now;
  }

  /** Something outside may be new: each cell is looked at again when it is next read. */
  turn(): void {
    this.#now++;
  }

  /** The value of a cell, as of now; whoever is being computed depends on it. */
  read<T>(cell: Cell<T>): T {
    this.#update(cell);
    const sources = this.#sources;
    if (sources && cell.notedIn !== sources) {
      cell.notedIn = sources;
      sources.push(cell, cell.value);
    }
    return cell.value as T;
  }

  #update(cell: Cell<unknown>): void {
    if (cell.at === this.#now) return;
    if (!this.#holds(cell)) {
      const outer = this.#sources;
      const sources: unknown[] = [];
      this.#sources = sources;
      try {
        const value = cell.compute();
        if (!hasSameMembers(cell.value, value)) cell.value = value;
      } finally {
        this.#sources = outer;
      }
      cell.sources = sources;
    }
    cell.at = this.#now;
  }

  #holds({ sources, isOutside }: Cell<unknown>): boolean {
    if (!sources || isOutside) return false;
    for (let i = 0; i < sources.length; i += 2) {
      const source = sources[i] as Cell<unknown>;
      this.#update(source);
      if (source.value !== sources[i + 1]) return false;
    }
    return true;
  }
}

/** Whether two lists, sets or maps have the same members in the same order; other values are the same or not. */
function hasSameMembers(before: unknown, after: unknown): boolean {
  if (before === after) return true;
  if (Array.isArray(before)) {
    return (
      Array.isArray(after) && before.length === after.length && before.every((member, i) => Object.is(member, after[i]))
    );
  }
  if (before instanceof Set) {
    return after instanceof Set && before.size === after.size && hasSameMembers([...before], [...after]);
  }
  if (before instanceof Map) {
    return (
      after instanceof Map &&
      before.size === after.size &&
      hasSameMembers([...before.keys()], [...after.keys()]) &&
      hasSameMembers([...before.values()], [...after.values()])
    );
  }
  return false;
}
