import { lstat, readdir, readFile, realpath } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import { maxBytes, Selection } from '../features/selection.ts';
import { decode } from '../text/decode.ts';
import { compareText } from '../text/span.ts';

/** A file that was found but not read, and why. */
export interface SkippedFile {
  readonly file: string;
  readonly reason: string;
}

export interface ReadFiles {
  readonly files: ReadonlyMap<string, string>;
  readonly skipped: readonly SkippedFile[];
  /** What went wrong without ending the reading: an unreadable folder, a broken link. */
  readonly problems: readonly SkippedFile[];
}

/**
 * The files under some paths, relative to `base` and with `/`, `.gitignore` files honoured. A file that is named itself
 * is read whatever it is called. Symbolic links are followed once: a folder that was seen is not read again.
 *
 * @throws when a path does not exist
 */
export async function readFiles(
  base: string,
  paths: readonly string[],
  selection = new Selection({ include: [], exclude: [] }),
): Promise<ReadFiles> {
  const files = new Map<string, string>();
  const skipped: SkippedFile[] = [];
  const problems: SkippedFile[] = [];
  const seen = new Set<string>();
  const name = (path: string): string => relative(base, path).split(sep).join('/') || '.';

  const readOne = async (path: string): Promise<void> => {
    const file = name(path);
    if (files.has(file)) return;
    const { size } = await lstat(await realpath(path));
    if (size > maxBytes) {
      skipped.push({ file, reason: 'larger than 10 MB' });
      return;
    }
    const decoded = decode(await readFile(path));
    if (decoded.text === undefined) skipped.push({ file, reason: decoded.problem });
    else files.set(file, decoded.text);
  };

  const walk = async (directory: string): Promise<void> => {
    const real = await realpath(directory);
    if (seen.has(real)) return;
    seen.add(real);
    const entries = await readdir(directory, { withFileTypes: true });
    if (entries.some((entry) => entry.name === 'Chart.yaml')) selection.addChart(name(directory));
    if (entries.some((entry) => entry.name === '.gitignore' && entry.isFile())) {
      selection.addIgnoreFile(name(directory), await readFile(join(directory, '.gitignore'), 'utf8'));
    }
    for (const entry of entries.sort((a, b) => compareText(a.name, b.name))) {
      const path = join(directory, entry.name);
      try {
        const kind = entry.isSymbolicLink() ? await target(path) : entry.isDirectory() ? 'folder' : 'file';
        if (kind === 'folder' && selection.enters(name(path))) await walk(path);
        else if (kind === 'file' && selection.takes(name(path))) await readOne(path);
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
    else await walk(full);
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
