import { tellsAddresses } from './addresses/read.ts';
import { type ClusterSettings, defaultCluster } from './cluster.ts';
import { type Derived, type InputName, type Inputs, Model } from './derived.ts';
import { extract } from './extract/extract.ts';
import { emptyTables, type ScopeDocument, type TableName, type Tables, tableNames } from './facts.ts';
import { SourceFile } from './file.ts';
import { type Plan, planScopes, type ScopePlan, type ScopeSetting } from './scopes/plan.ts';
import { type Rendered, renderScope } from './scopes/render.ts';
import type { Elsewhere, ScopeInfo } from './scopes/scope.ts';

/** One scope of the workspace, with what follows from it. */
export interface Scope {
  readonly plan: ScopePlan;
  readonly info: ScopeInfo;
  readonly model: Model;
}

interface BuiltScope extends Scope {
  readonly tables: Tables;
  readonly elsewhere: OtherScopes;
}

export interface WorkspaceSettings {
  readonly cluster: ClusterSettings;
  readonly scopes: readonly ScopeSetting[];
  /** The workspace folders, as path prefixes; `.` alone when there is one. */
  readonly folders: readonly string[];
  /** Why there may be more than the files given; then nothing follows from absence in any scope. */
  readonly incomplete?: string;
}

export const defaultSettings: WorkspaceSettings = { cluster: defaultCluster, scopes: [], folders: ['.'] };

/**
 * The files of a workspace and all that follows from them, kept up to date by identity:
 * a file whose text is the same, a table whose rows are the same, a value whose inputs are the same stays the same object.
 */
export class Workspace {
  readonly #files = new Map<string, SourceFile>();
  #settings: WorkspaceSettings;
  #plan: Plan | undefined;
  readonly #rendered = new Map<string, Rendered>();
  #scopes: readonly Scope[] | undefined;

  constructor(settings: WorkspaceSettings = defaultSettings) {
    this.#settings = settings;
  }

  /** Replace, add or (with undefined) remove files. A batch costs what one edit costs; the same text changes nothing. */
  update(edits: Iterable<readonly [path: string, text: string | undefined]>): void {
    for (const [path, text] of edits) {
      const before = this.#files.get(path);
      if (before?.text === text) continue;
      const after = text === undefined ? undefined : new SourceFile(path, text);
      if (after) this.#files.set(path, after);
      else this.#files.delete(path);
      if (!before || !after) this.#forgetCharts();
      // The plan depends on what files are and whom they name, which few edits change.
      if (this.#plan && before?.planSignature !== after?.planSignature) this.#plan = undefined;
      this.#scopes = undefined;
    }
  }

  /** Replace the settings. */
  configure(settings: WorkspaceSettings): void {
    this.#settings = settings;
    this.#plan = undefined;
    this.#scopes = undefined;
  }

  get settings(): WorkspaceSettings {
    return this.#settings;
  }

  /** The files by path. */
  get files(): ReadonlyMap<string, SourceFile> {
    return this.#files;
  }

  /** What became of each file, and which scopes there are. */
  get plan(): Plan {
    return (this.#plan ??= planScopes(this.#files, this.#settings.folders, this.#settings.scopes));
  }

  /** The scopes, in the order of the plan. */
  get scopes(): readonly Scope[] {
    return (this.#scopes ??= this.#build());
  }

  /** Renders scope by scope and reads the documents, so that a caller may pause between the steps; `scopes` then finds it done. */
  *render(): Generator<void> {
    for (const plan of this.plan.scopes) {
      const { documents } = this.#render(plan);
      yield;
      for (const document of documents) {
        extract(document.tree);
        tellsAddresses(document);
        yield;
      }
    }
  }

  /** A scope by its name; the first one for undefined, or undefined when there is none. */
  scope(name?: string): Scope | undefined {
    return name === undefined ? this.scopes[0] : this.scopes.find(({ info }) => info.name === name);
  }

  /** The scopes that have read or rendered the file. */
  scopesOf(path: string): Scope[] {
    return this.scopes.filter(({ plan }) => this.#rendered.get(plan.name)?.reads.has(path));
  }

  /** Files that a rendering asked for and that are not here, so that the host can look for them. */
  get wanted(): readonly string[] {
    const wanted = new Set<string>();
    for (const { reads } of this.#rendered.values()) {
      for (const [path, file] of reads) if (file === undefined) wanted.add(path);
    }
    return [...wanted];
  }

  /** Derived values of every scope, by scope. */
  get<K extends InputName, R>(derived: Derived<K, R>): Map<Scope, R> {
    return new Map(this.scopes.map((scope) => [scope, scope.model.get(derived)]));
  }

  #build(): readonly Scope[] {
    const previous = this.#previous;
    const { plan } = this;
    const built = plan.scopes.map((scopePlan) => {
      const rendered = this.#render(scopePlan);
      const before = previous.get(scopePlan.name);
      const tables = collect(rendered.documents, before?.tables);
      const info = sameInfo(before?.info, {
        name: scopePlan.name,
        kind: scopePlan.kind,
        incomplete: [...rendered.incomplete, ...(this.#settings.incomplete ? [this.#settings.incomplete] : [])],
        group: scopePlan.group,
      });
      return { plan: scopePlan, info, tables, before };
    });
    for (const name of this.#rendered.keys()) {
      if (!plan.scopes.some((scope) => scope.name === name)) this.#rendered.delete(name);
    }
    const sources = built.map(({ info, tables }) => ({ name: info.name, tables }));
    const scopes = built.map(({ plan: scopePlan, info, tables, before }, i) => {
      const elsewhere = new OtherScopes(
        () => sources.filter((_, other) => other !== i && plan.scopes[other]!.group !== (scopePlan.group ?? '')),
        before?.elsewhere,
      );
      const inputs: Inputs = { ...tables, scope: info, cluster: this.#settings.cluster, elsewhere };
      const model = before?.model ?? new Model(inputs);
      model.set(inputs);
      return { plan: scopePlan, info, model, tables, elsewhere };
    });
    this.#previous = new Map(scopes.map((scope) => [scope.info.name, scope]));
    return scopes;
  }

  #previous: ReadonlyMap<string, BuiltScope> = new Map();

  /** A chart may list its files, so that one more or less may change any of it. */
  #forgetCharts(): void {
    for (const [name, { plan }] of this.#rendered) if (plan.kind === 'chart') this.#rendered.delete(name);
  }

  /** What the scope's files say, rendered anew only when a file that the rendering read is another. */
  #render(plan: ScopePlan): Rendered {
    const before = this.#rendered.get(plan.name);
    if (before && before.plan === plan && [...before.reads].every(([path, file]) => this.#files.get(path) === file)) {
      return before;
    }
    const rendered = renderScope(plan, this.#files);
    this.#rendered.set(plan.name, rendered);
    return rendered;
  }
}

/** The tables of some documents. A table with the rows of `before` is the one of `before`, and so are all together. */
function collect(documents: readonly ScopeDocument[], before: Tables | undefined): Tables {
  const rows = new Map<TableName, unknown[]>(tableNames.map((name) => [name, []]));
  for (const { tree } of documents) {
    const facts = extract(tree) as Readonly<Record<string, readonly unknown[]>>;
    for (const name in facts) {
      const table = rows.get(name as TableName)!;
      for (const row of facts[name]!) table.push(row);
    }
  }
  const tables: Record<string, readonly unknown[]> = {};
  for (const [name, own] of rows) tables[name] = own.length === 0 ? emptyTables[name] : keep(own, before?.[name]);
  tables.documents = keep(documents, before?.documents);
  return before && tableNames.every((name) => tables[name] === before[name]) ? before : (tables as unknown as Tables);
}

/** The list of before, if it has the same rows. */
function keep(rows: readonly unknown[], before: readonly unknown[] | undefined): readonly unknown[] {
  return before?.length === rows.length && rows.every((row, i) => row === before[i]) ? before : rows;
}

function sameInfo(before: ScopeInfo | undefined, info: ScopeInfo): ScopeInfo {
  const same =
    before !== undefined &&
    before.kind === info.kind &&
    before.group === info.group &&
    before.incomplete.join('\n') === info.incomplete.join('\n');
  return same ? before : info;
}

/** The other scopes, put together when someone asks for them. */
class OtherScopes implements Elsewhere {
  readonly #find: () => Elsewhere['scopes'];
  #before: Elsewhere['scopes'] | undefined;
  #scopes: Elsewhere['scopes'] | undefined;

  constructor(find: () => Elsewhere['scopes'], before: OtherScopes | undefined) {
    this.#find = find;
    this.#before = before && (before.#scopes ?? before.#before);
  }

  /** The list of before, if it has the same scopes. */
  get scopes(): Elsewhere['scopes'] {
    if (this.#scopes) return this.#scopes;
    const [before, scopes] = [this.#before, this.#find()];
    this.#before = undefined;
    const same =
      before?.length === scopes.length &&
      scopes.every(({ name, tables }, i) => before[i]!.name === name && before[i]!.tables === tables);
    return (this.#scopes = same ? before : scopes);
  }
}
