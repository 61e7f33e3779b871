import { lstat, readdir, readFile, realpath } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { decode } from '../text/decode.ts';

/** A file that was found but not read, and why. */
export interface SkippedFile {
  readonly file: string;
  readonly reason: string;
}

export interface ReadFiles {
  readonly files: ReadonlyMap<string, string>;
  readonly skipped: readonly SkippedFile[];
  /** What went wrong without ending the reading: an unreadable folder, a broken encoding. */
  readonly problems: readonly SkippedFile[];
}

/** The largest file that is read. */
export const maxBytes = 10_000_000;

/** Folders in which nobody keeps manifests of their own. */
const leftOut = new Set(['node_modules', '.git', '.hg', '.svn', '.terraform', '.venv', '__pycache__']);

/** Whether a file may matter: YAML, JSON, and what kustomizations and charts read. */
function mayMatter(name: string, insideChart: boolean): boolean {
  return (
    /\.(?:ya?ml|json)$/i.test(name) ||
    name === 'Kustomization' ||
    name === 'Corefile' ||
    /\.(?:env|properties|conf|ini|toml|tpl|txt|cfg|sh|sql|xml|crt|pem)$/i.test(name) ||
    (insideChart && name.length > 0)
  );
}

/**
 * The files under some paths, relative to `base` and with `/`, `.gitignore` files honoured.
 * Symbolic links are followed once: a folder that was seen is not read again.
 *
 * @throws when a path does not exist
 */
export async function readFiles(base: string, paths: readonly string[]): Promise<ReadFiles> {
  const files = new Map<string, string>();
  const skipped: SkippedFile[] = [];
  const problems: SkippedFile[] = [];
  const seen = new Set<string>();

  const name = (path: string): string => relative(base, path).split(sep).join('/') || '.';

  const readOne = async (path: string): Promise<void> => {
    const file = name(path);
    if (files.has(file)) return;
    const bytes = await readFile(path);
    if (bytes.length > maxBytes) {
      skipped.push({ file, reason: 'larger than 10 MB' });
      return;
    }
    const decoded = decode(bytes);
    if (decoded.text === undefined) skipped.push({ file, reason: decoded.problem });
    else files.set(file, decoded.text);
  };

  const walk = async (
    directory: string,
    rules: readonly { readonly at: string; readonly ignored: Ignore }[],
    insideChart: boolean,
  ): Promise<void> => {
    const real = await realpath(directory);
    if (seen.has(real)) return;
    seen.add(real);
    const entries = await readdir(directory, { withFileTypes: true });
    const chart = insideChart || entries.some((entry) => entry.name === 'Chart.yaml');
    let own = rules;
    if (entries.some((entry) => entry.name === '.gitignore' && entry.isFile())) {
      const text = await readFile(join(directory, '.gitignore'), 'utf8');
      own = [...rules, { at: directory, ignored: ignore().add(text) }];
    }
    const isIgnored = (path: string, isFolder: boolean): boolean =>
      own.some(({ at, ignored }) => ignored.ignores(relative(at, path).split(sep).join('/') + (isFolder ? '/' : '')));
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = join(directory, entry.name);
      try {
        const kind = entry.isSymbolicLink() ? await target(path) : entry.isDirectory() ? 'folder' : 'file';
        if (kind === 'folder') {
          if (!leftOut.has(entry.name) && !isIgnored(path, true)) await walk(path, own, chart);
        } else if (kind === 'file' && mayMatter(entry.name, chart) && !isIgnored(path, false)) {
          await readOne(path);
        }
      } catch (error) {
        problems.push({ file: name(path), reason: (error as Error).message });
      }
    }
  };

  for (const path of paths) {
    const full = resolve(base, path);
    const kind = await target(full);
    if (kind === undefined) throw new Error(`${path}: no such file or folder`);
    if (kind === 'file') await readOne(full);
    else await walk(full, [], false);
  }
  return { files, skipped, problems };
}

async function target(path: string): Promise<'file' | 'folder' | undefined> {
  try {
    const found = await lstat(await realpath(path));
    return found.isDirectory() ? 'folder' : found.isFile() ? 'file' : undefined;
  } catch {
    return undefined;
  }
}
