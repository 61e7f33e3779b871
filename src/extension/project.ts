import * as vscode from 'vscode';
import { Selection } from '../features/selection.ts';
import { type Finding, lint, lintSteps } from '../lint/lint.ts';
import { Workspace } from '../model/workspace.ts';
import { rules } from '../rules/index.ts';
import { Lines } from '../text/lines.ts';
import { baseName } from '../text/path.ts';
import { parse } from '../yaml/parse.ts';
import { toPlain } from '../yaml/tree.ts';
import { type EditorSettings, readEditorSettings, settingsFiles } from './editorSettings.ts';
import { type Folder, openFolders, pathOf, uriOf } from './folders.ts';
import { findFiles, readText } from './reading.ts';
import { inSlices } from './slices.ts';

/** A file that was found but not read, and why. */
export interface SkippedFile {
  readonly path: string;
  readonly reason: string;
}

export type ProjectState =
  | { readonly kind: 'loading'; readonly read: number; readonly of: number }
  | { readonly kind: 'ready' };

/** The model of what is open: files from disk, and the text of open documents in their place. */
export class Project implements vscode.Disposable {
  readonly workspace = new Workspace();
  readonly #changed = new vscode.EventEmitter<void>();
  /** The model, the settings or the state are others. Comes with every key that is pressed. */
  readonly onDidChange = this.#changed.event;
  readonly #context: vscode.ExtensionContext;
  readonly #log: vscode.LogOutputChannel;
  readonly #lines = new WeakMap<object, Lines>();
  readonly #skipped = new Map<string, string>();
  #folders: readonly Folder[] = [];
  #settings: EditorSettings;
  #selection = new Selection({ include: [], exclude: [] });
  #state: ProjectState = { kind: 'loading', read: 0, of: 0 };
  #more = false;
  /** Counts the loads that were begun. */
  #load = 0;
  /** Counts the changes of the model. */
  #version = 0;
  #findings: readonly Finding[] | undefined;
  readonly #asked = new Set<string>();

  constructor(context: vscode.ExtensionContext, log: vscode.LogOutputChannel) {
    this.#context = context;
    this.#log = log;
    this.#settings = readEditorSettings(context, [], undefined);
  }

  get settings(): EditorSettings {
    return this.#settings;
  }

  get state(): ProjectState {
    return this.#state;
  }

  /** Whether there were more files than are read. */
  get hasMore(): boolean {
    return this.#more;
  }

  get skipped(): readonly SkippedFile[] {
    return [...this.#skipped].map(([path, reason]) => ({ path, reason }));
  }

  /** All findings of the model as it is now. */
  get findings(): readonly Finding[] {
    return (this.#findings ??= lint(this.workspace, rules, this.#settings.common.lint).findings);
  }

  pathOf(uri: vscode.Uri): string | undefined {
    return pathOf(this.#folders, uri);
  }

  uriOf(path: string): vscode.Uri | undefined {
    return uriOf(this.#folders, path);
  }

  /** The lines of a file as the model has it. */
  linesOf(path: string): Lines {
    const file = this.workspace.files.get(path);
    if (file === undefined) return new Lines('');
    let lines = this.#lines.get(file);
    if (lines === undefined) this.#lines.set(file, (lines = new Lines(file.text)));
    return lines;
  }

  /** Reads everything anew, in slices. A later call ends an earlier one. */
  async load(progress: (state: ProjectState) => void = () => {}): Promise<void> {
    const load = ++this.#load;
    const begin = performance.now();
    this.#folders = openFolders();
    this.#settings = readEditorSettings(this.#context, this.#folders, await this.#settingsFile());
    for (const problem of this.#settings.problems) this.#log.warn(problem);
    const { common, include, exclude, maxFiles, enable } = this.#settings;
    const selection = new Selection({ include, exclude });
    this.#skipped.clear();
    this.#asked.clear();

    const paths: string[] = [];
    this.#more = false;
    if (enable) {
      for (const { prefix } of this.#folders) {
        const found = await findFiles(this.#folders, prefix, selection, maxFiles - paths.length);
        paths.push(...found.paths);
        this.#more ||= found.more;
      }
    }
    const texts = new Map<string, string>();
    for (let i = 0; i < paths.length; i += 64) {
      if (load !== this.#load) return;
      for (const [path, text] of await this.#readAll(paths.slice(i, i + 64))) texts.set(path, text);
      this.#state = { kind: 'loading', read: texts.size, of: paths.length };
      progress(this.#state);
      this.#changed.fire();
    }
    if (load !== this.#load) return;
    this.#selection = selection;
    const gone = [...this.workspace.files.keys()].filter((path) => !texts.has(path));
    const { cluster, scopes } = common;
    this.workspace.configure({
      cluster,
      scopes,
      folders: this.#folders.map(({ prefix }) => prefix),
      ...(this.#more && { incomplete: `only the first ${maxFiles} files are read (podpath.files.maxFiles)` }),
    });
    this.workspace.update([...texts, ...gone.map((path) => [path, undefined] as const)]);
    // What was typed in the meantime counts.
    for (const document of vscode.workspace.textDocuments) this.edit(document);
    const goesOn = () => load === this.#load;
    if (!(await inSlices(this.#reading(), goesOn))) return;
    await this.#readWanted();
    await inSlices(this.#checking(), goesOn);
    if (!goesOn()) return;
    this.#state = { kind: 'ready' };
    this.#log.info(`Read ${texts.size} files in ${Math.round(performance.now() - begin)} ms`);
    this.#touch();
  }

  /** The document's text takes the place of the file's. */
  edit(document: vscode.TextDocument): void {
    const path = this.pathOf(document.uri);
    if (path === undefined || !this.#settings.enable) return;
    if (this.workspace.files.has(path) || this.#selection.accepts(path)) this.#update([[path, document.getText()]]);
  }

  /** Files that came, changed or went on disk. Of what is open in an editor, the text there counts. */
  async refresh(uris: readonly vscode.Uri[]): Promise<void> {
    if (!this.#settings.enable) return;
    const edits: (readonly [string, string | undefined])[] = [];
    for (const uri of uris) {
      const path = this.pathOf(uri);
      if (path === undefined) continue;
      if (path.endsWith('.gitignore') || this.#settingsUris().some((own) => own.toString() === uri.toString())) {
        return this.load();
      }
      const type = await vscode.workspace.fs.stat(uri).then(
        (stat) => stat.type,
        () => undefined,
      );
      if (type === undefined) {
        // A folder that went is told of once, not file by file.
        for (const known of this.workspace.files.keys()) {
          if (known === path || known.startsWith(`${path}/`)) edits.push([known, undefined]);
        }
      } else if (type === vscode.FileType.Directory) {
        const { paths } = await findFiles(this.#folders, path, this.#selection, this.#settings.maxFiles);
        edits.push(...(await this.#readAll(paths)));
      } else if (this.#asked.has(path) || this.#selection.accepts(path)) {
        edits.push(...(await this.#readAll([path])));
      }
    }
    this.#update(edits);
  }

  dispose(): void {
    this.#load++;
    this.#changed.dispose();
  }

  #update(edits: readonly (readonly [string, string | undefined])[]): void {
    if (edits.length === 0) return;
    this.workspace.update(edits);
    this.#touch();
  }

  #touch(): void {
    this.#version++;
    this.#findings = undefined;
    this.#changed.fire();
  }

  async #readAll(paths: readonly string[]): Promise<[string, string][]> {
    const open = new Map(vscode.workspace.textDocuments.map((document) => [document.uri.toString(), document]));
    const read = await Promise.all(
      paths.map(async (path): Promise<[string, string][]> => {
        const uri = this.uriOf(path);
        if (uri === undefined) return [];
        const document = open.get(uri.toString());
        if (document !== undefined) return [[path, document.getText()]];
        const { text, problem } = { text: undefined, problem: undefined, ...(await readText(uri)) };
        if (problem !== undefined) this.#skipped.set(path, problem);
        return text === undefined ? [] : [[path, text]];
      }),
    );
    return read.flat();
  }

  /**
   * Brings what `findings` is made of up to date, in slices, so that it can be asked for without a pause.
   * False when there was another change in the meantime: then it is to be asked again.
   */
  async settle(): Promise<boolean> {
    const version = this.#version;
    const goesOn = () => version === this.#version;
    return (await inSlices(this.#reading(), goesOn)) && (await inSlices(this.#checking(), goesOn));
  }

  /** Parses and classifies file by file, and renders scope by scope. */
  *#reading(): Generator<void> {
    for (const file of [...this.workspace.files.values()]) {
      void file.planSignature;
      yield;
    }
    yield* this.workspace.render();
  }

  #checking(): Generator<void> {
    return lintSteps(this.workspace, rules, this.#settings.common.lint);
  }

  /** Files that a kustomization or chart names and that the selection left out are read for it all the same. */
  async #readWanted(): Promise<void> {
    void this.workspace.scopes;
    const wanted = this.workspace.wanted.filter((path) => !this.#asked.has(path));
    for (const path of wanted) this.#asked.add(path);
    const found = await Promise.all(
      wanted.map(async (path) => {
        const uri = this.uriOf(path);
        const read = uri === undefined ? undefined : await readText(uri);
        return read && 'text' in read ? [[path, read.text] as const] : [];
      }),
    );
    const edits = found.flat();
    if (edits.length === 0) return;
    this.workspace.update(edits);
    await this.#readWanted();
  }

  /** Where a settings file may be: at the top of the first folder. */
  #settingsUris(): vscode.Uri[] {
    const top = this.#folders[0]?.uri;
    return top ? settingsFiles.map((name) => vscode.Uri.joinPath(top, name)) : [];
  }

  async #settingsFile(): Promise<unknown> {
    for (const uri of this.#settingsUris()) {
      const read = await readText(uri);
      if (!('text' in read)) continue;
      const name = baseName(uri.path);
      const [document] = parse(name, read.text).documents;
      if (document?.problems[0]) this.#log.warn(`${name}: ${document.problems[0].message}`);
      return document?.tree ? toPlain(document.tree) : undefined;
    }
    return undefined;
  }
}
