import { groupBy } from '../text/group.ts';
import type { ClusterSettings } from './cluster.ts';
import type { Resource } from './facts/resource.ts';
import { emptyTables, type TableName, type Tables, tableNames } from './facts.ts';
import type { Elsewhere, ScopeInfo } from './scopes/scope.ts';
import { Cell, Tracker } from './tracking.ts';

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
 * A value that follows from the facts.
 *
 * It is computed again only when something that it read is new: a table, the rows of a namespace, or another derived value.
 * What it may read is declared, and a read that was not declared does not compile.
 * A rule, an index and a graph are all derived values.
 */
export interface Derived<K extends InputName, R> {
  readonly reads: readonly K[];
  readonly compute: (view: View<K>) => R;
}

/** A derived value for each of many keys, such as the namespaces: each is computed, and kept, by itself. */
export interface DerivedByKey<K extends InputName, R> {
  readonly reads: readonly K[];
  readonly computeFor: (view: View<K>, key: string) => R;
}

interface Get<K extends InputName> {
  get<J extends K, R>(derived: Derived<J, R>): R;
  get<J extends K, R>(derived: DerivedByKey<J, R>, key: string): R;
}

/** The inputs that a computation declared, and the derived values within them. */
export type View<K extends InputName> = Pick<Inputs, K> &
  Get<K> & {
    /** The same with the rows of one namespace alone; `''` for what lies in none. */
    within(namespace: string): NamespaceView<K>;
    /** The namespaces that objects lie in, with `''` where some lie in none. */
    readonly namespaceNames: readonly string[];
  };

/** Tables that are not divided by namespace. */
type Undivided = 'documents' | 'namespaces' | 'nodes' | 'ingressClasses' | 'adminPolicies';

/** What a computation sees of one namespace: the rows that lie there. */
export type NamespaceView<K extends InputName> = Pick<Inputs, Exclude<K, Undivided>> &
  Get<K> & {
    readonly namespace: string;
    /** All namespaces. What is read of it makes the computation depend on all of their rows. */
    readonly everywhere: View<K>;
  };

/** A derived value. `reads` must name every input that `compute` and the values it gets read. */
export function derive<K extends InputName, R>(reads: readonly K[], compute: (view: View<K>) => R): Derived<K, R> {
  return { reads, compute };
}

/** A derived value for each key. */
export function deriveByKey<K extends InputName, R>(
  reads: readonly K[],
  computeFor: (view: View<K>, key: string) => R,
): DerivedByKey<K, R> {
  return { reads, computeFor };
}

/** A derived value for each namespace, from the rows that lie there: after most edits it is computed for one of them. */
export function deriveByNamespace<K extends InputName, R>(
  reads: readonly K[],
  compute: (view: NamespaceView<K>) => R,
): DerivedByKey<K, R> {
  return { reads, computeFor: (view, namespace) => compute(view.within(namespace)) };
}

/** The namespaces that objects lie in, with `''` where some lie in none. */
export const namespaceNames = derive([], (view) => view.namespaceNames);

/**
 * A function of one row alone, computed once for each row. After an edit the rows of other files are the same objects,
 * so that only what was edited is computed again. It must read nothing but the row.
 */
export function perRow<T extends object, R>(compute: (row: T) => R): (row: T) => R {
  const results = new WeakMap<T, { readonly result: R }>();
  return (row) => {
    let known = results.get(row);
    if (!known) results.set(row, (known = { result: compute(row) }));
    return known.result;
  };
}

/** How many turns a value for a key is kept when nobody asks for it any more. */
const keptFor = 64;

const noRows: readonly Resource[] = [];

/** The facts of one scope, and the values derived from them so far. */
export class Model {
  #inputs: Inputs;
  readonly #tracker = new Tracker();
  readonly #cells = new Map<unknown, Cell<unknown>>();
  readonly #divided = new Map<TableName, Cell<unknown>>();
  readonly #cellsByKey = new Map<string, Map<unknown, Cell<unknown>>>();
  readonly #views = new Map<string, NamespaceView<InputName>>();
  readonly #everywhere: View<InputName>;
  readonly #elsewhere: Elsewhere;

  constructor(inputs: Inputs) {
    this.#inputs = inputs;
    const scopes = () => this.#of('elsewhere', () => this.#inputs.elsewhere.scopes, true);
    // The other scopes count as read when they are looked at: most computations have no need to.
    this.#elsewhere = {
      get scopes() {
        return scopes();
      },
    };
    this.#everywhere = Object.assign(new Reader((name) => this.#input(name)), {
      get: this.get.bind(this),
      within: (namespace: string) => this.#within(namespace),
    }) as unknown as View<InputName>;
  }

  get inputs(): Inputs {
    return this.#inputs;
  }

  /** Replace the inputs. Values that read nothing new stay as they are. */
  set(inputs: Inputs): void {
    this.#inputs = inputs;
    this.#tracker.turn();
    if (this.#tracker.now % keptFor === 0) this.#forget(this.#tracker.now - keptFor);
  }

  get<K extends InputName, R>(derived: Derived<K, R>): R;
  get<K extends InputName, R>(derived: DerivedByKey<K, R>, key: string): R;
  get<K extends InputName, R>(derived: Derived<K, R> | DerivedByKey<K, R>, key = ''): R {
    const view = this.#everywhere as unknown as View<K>;
    return 'compute' in derived
      ? this.#of(derived, () => derived.compute(view))
      : this.#ofKey(derived, key, () => derived.computeFor(view, key));
  }

  #of<R>(what: unknown, compute: () => R, isOutside = false): R {
    return this.#tracker.read(cellIn(this.#cells, what, compute, isOutside));
  }

  #ofKey<R>(what: unknown, key: string, compute: () => R): R {
    let cells = this.#cellsByKey.get(key);
    if (!cells) this.#cellsByKey.set(key, (cells = new Map()));
    return this.#tracker.read(cellIn(cells, what, compute));
  }

  #input(name: Read): unknown {
    switch (name) {
      case 'elsewhere':
        return this.#elsewhere;
      case 'namespaceNames':
        return this.#of(name, () => [...this.#byNamespace('resources').keys()]);
      default:
        return this.#of(name, () => this.#inputs[name], true);
    }
  }

  /** The rows of a table by namespace. */
  #byNamespace(table: TableName): ReadonlyMap<string, readonly Resource[]> {
    const cell = cellIn(this.#divided, table, () =>
      groupBy(this.#input(table) as readonly Resource[], ({ namespace }) => namespace.value),
    );
    return this.#tracker.read(cell);
  }

  #within(namespace: string): NamespaceView<InputName> {
    let view = this.#views.get(namespace);
    if (!view) {
      // A namespace's rows are a value of their own, which stays the same while other namespaces change.
      const rows = (table: TableName) =>
        this.#ofKey(table, namespace, () => this.#byNamespace(table).get(namespace) ?? noRows);
      const read = (name: Read): unknown => (name in emptyTables ? rows(name as TableName) : this.#input(name));
      view = Object.assign(new Reader(read), {
        get: this.get.bind(this),
        namespace,
        everywhere: this.#everywhere,
      }) as unknown as NamespaceView<InputName>;
      this.#views.set(namespace, view);
    }
    return view;
  }

  #forget(before: number): void {
    for (const [key, cells] of this.#cellsByKey) {
      for (const [what, { at }] of cells) if (at < before) cells.delete(what);
      if (cells.size === 0) this.#cellsByKey.delete(key);
    }
  }
}

function cellIn<Key, R>(cells: Map<Key, Cell<unknown>>, key: Key, compute: () => R, isOutside = false): Cell<R> {
  let cell = cells.get(key);
  if (!cell) cells.set(key, (cell = new Cell<unknown>(compute, isOutside)));
  return cell as Cell<R>;
}

type Read = InputName | 'namespaceNames';

/** Inputs that are read when they are asked for, so that what is not asked for is not depended on. */
class Reader {
  readonly #read: (name: Read) => unknown;

  constructor(read: (name: Read) => unknown) {
    this.#read = read;
  }

  static {
    for (const name of [...tableNames, 'scope', 'cluster', 'elsewhere', 'namespaceNames'] as const) {
      Object.defineProperty(Reader.prototype, name, {
        get(this: Reader) {
          return this.#read(name);
        },
      });
    }
  }
}
