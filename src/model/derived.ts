import type { ClusterSettings } from './cluster.ts';
import type { TableName, Tables } from './facts.ts';
import type { Elsewhere, ScopeInfo } from './scopes/scope.ts';

/** What a computation may read: the tables of its scope, and three things that are no tables. */
export interface Inputs extends Tables {
  /** The scope itself: its name, kind, and what is missing from it. */
  readonly scope: ScopeInfo;
  /** What the user says of the cluster. */
  readonly cluster: ClusterSettings;
  /** The other scopes of the workspace. What stands there only ever lowers a conclusion. */
  readonly elsewhere: Elsewhere;
}

export type InputName = TableName | 'scope' | 'cluster' | 'elsewhere';

/**
 * A value that follows from the facts, and the inputs that it reads.
 *
 * It is computed again only when one of these is new. A read that was not declared does not compile.
 * A rule, an index and a graph are all derived values.
 */
export interface Derived<K extends InputName, R> {
  readonly reads: readonly K[];
  readonly compute: (view: View<K>) => R;
}

/** The inputs that a computation declared, and the derived values within them. */
export type View<K extends InputName> = Pick<Inputs, K> & {
  get<J extends K, R>(derived: Derived<J, R>): R;
};

/** A derived value. `reads` must name every input that `compute` and the values it gets read. */
export function derive<K extends InputName, R>(reads: readonly K[], compute: (view: View<K>) => R): Derived<K, R> {
  return { reads, compute };
}

/**
 * A function of one row alone, computed once for each row. After an edit the rows of other files are the same objects,
 * so that only what was edited is computed again.
 */
export function perRow<T extends object, R>(compute: (row: T) => R): (row: T) => R {
  const results = new WeakMap<T, { readonly result: R }>();
  return (row) => {
    let known = results.get(row);
    if (!known) results.set(row, (known = { result: compute(row) }));
    return known.result;
  };
}

interface Memo {
  readonly inputs: readonly unknown[];
  readonly result: unknown;
}

/** The facts of one scope, and the values derived from them so far. */
export class Model {
  #inputs: Inputs;
  readonly #memo = new Map<Derived<never, unknown>, Memo>();

  constructor(inputs: Inputs) {
    this.#inputs = inputs;
  }

  get inputs(): Inputs {
    return this.#inputs;
  }

  /** Replace the inputs. Values whose own inputs are the same objects as before stay as they are. */
  set(inputs: Inputs): void {
    this.#inputs = inputs;
  }

  get<K extends InputName, R>(derived: Derived<K, R>): R {
    const inputs = derived.reads.map((name) => this.#inputs[name]);
    const key = derived as Derived<never, unknown>;
    const memo = this.#memo.get(key);
    if (memo?.inputs.every((input, i) => input === inputs[i])) return memo.result as R;
    const view = { get: (inner: Derived<K, unknown>) => this.get(inner) } as Record<string, unknown>;
    derived.reads.forEach((name, i) => {
      view[name] = inputs[i];
    });
    const result = derived.compute(view as unknown as View<K>);
    this.#memo.set(key, { inputs, result });
    return result;
  }
}
