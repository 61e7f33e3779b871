import { readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { maxBytes, Selection } from '../features/selection.ts';
import { readSettings, type Settings } from '../features/settings.ts';
import { type Scope, Workspace } from '../model/workspace.ts';
import { decode } from '../text/decode.ts';
import { parse } from '../yaml/parse.ts';
import { toPlain } from '../yaml/tree.ts';
import { readFiles, type SkippedFile } from './files.ts';

/** What a command works on. */
export interface Loaded {
  readonly workspace: Workspace;
  readonly settings: Settings;
  readonly skipped: readonly SkippedFile[];
  /** The folder that the paths of the files are relative to. */
  readonly base: string;
}

/** Wrong usage or unreadable input: exit status 2, and one line on standard error. */
export class InputError extends Error {}

/**
 * The scope of that name, or all of them.
 *
 * @throws InputError when there is none
 */
export function scopesNamed(workspace: Workspace, name: string | undefined): readonly Scope[] {
  const found = name === undefined ? workspace.scopes : workspace.scopes.filter(({ info }) => info.name === name);
  if (name !== undefined && found.length === 0) throw new InputError(`no scope is called ${name}`);
  return found;
}

const configNames = ['podpath.json', '.podpath.yaml', '.podpath.yml'];

/**
 * The files under some paths and the settings, as a workspace. What could not be read is said on standard error.
 *
 * @throws InputError when a path or the settings file does not exist or cannot be read
 */
export async function load(paths: readonly string[], config: string | undefined): Promise<Loaded> {
  const base = await baseOf(paths);
  const settings = await loadSettings(config, base);
  const relative = paths.length === 0 ? ['.'] : paths.map((path) => resolve(path));
  const { files, skipped, problems } = await readFiles(base, relative, new Selection(settings.files)).catch(
    (error: Error) => {
      throw new InputError(error.message);
    },
  );
  for (const { file, reason } of problems) process.stderr.write(`podpath: ${file}: ${reason}\n`);
  const workspace = new Workspace({ cluster: settings.cluster, scopes: settings.scopes, folders: ['.'] });
  workspace.update(files);
  await readWanted(workspace, base);
  return { workspace, settings, skipped: [...skipped, ...problems], base };
}

/** Files of any name that kustomizations put into ConfigMaps, as far as they lie below the base. */
async function readWanted(workspace: Workspace, base: string): Promise<void> {
  const asked = new Set<string>();
  for (;;) {
    void workspace.scopes;
    const wanted = workspace.wanted.filter((path) => !asked.has(path));
    if (wanted.length === 0) return;
    const found: [string, string][] = [];
    for (const path of wanted) {
      asked.add(path);
      const bytes = await readFile(join(base, path)).catch(() => undefined);
      const text = bytes && bytes.length <= maxBytes ? decode(bytes).text : undefined;
      if (text !== undefined) found.push([path, text]);
    }
    if (found.length === 0) return;
    workspace.update(found);
  }
}

/** One folder is the root of its own paths; several paths are seen from the current folder. */
async function baseOf(paths: readonly string[]): Promise<string> {
  if (paths.length !== 1) return process.cwd();
  const only = resolve(paths[0]!);
  const found = await stat(only).catch(() => undefined);
  return found?.isDirectory() ? only : process.cwd();
}

async function loadSettings(config: string | undefined, base: string): Promise<Settings> {
  const path = config === undefined ? await findConfig(base) : resolve(config);
  if (path === undefined) return readSettings({}).settings;
  const text = await readFile(path, 'utf8').catch((error: Error) => {
    throw new InputError(`${path}: ${error.message}`);
  });
  const document = parse(path, text).documents[0];
  const broken = document?.problems[0];
  if (broken) throw new InputError(`${path}: ${broken.message}`);
  const { settings, problems } = readSettings(document?.tree ? toPlain(document.tree) : {});
  for (const problem of problems) process.stderr.write(`podpath: ${path}: ${problem}\n`);
  return settings;
}

async function findConfig(base: string): Promise<string | undefined> {
  for (const directory of new Set([base, process.cwd()])) {
    for (const name of configNames) {
      const path = join(directory, name);
      if (await stat(path).catch(() => undefined)) return path;
    }
  }
  return undefined;
}
