import { execFile, spawn } from 'node:child_process';
import { realpath } from 'node:fs/promises';
import { relative, resolve, sep } from 'node:path';
import { maxBytes, Selection } from '../features/selection.ts';
import { decode } from '../text/decode.ts';
import { baseName, directoryOf } from '../text/path.ts';
import { InputError } from './load.ts';

/** The files of a commit, by their paths from a folder. */
export interface Commit {
  /** Those under some paths that a selection takes. */
  selected(paths: readonly string[], globs: ConstructorParameters<typeof Selection>[0]): Promise<Map<string, string>>;
  /** Those of the paths that exist and are text. */
  read(paths: readonly string[]): Promise<Map<string, string>>;
}

/**
 * A commit as it was, read with the installed git; nothing is checked out.
 *
 * @throws InputError when there is no git, the folder is in no repository, or the commit does not exist
 */
export async function commitOf(base: string, reference: string): Promise<Commit> {
  const root = (await git(base, ['rev-parse', '--show-toplevel'])).toString().trimEnd();
  const commit = await git(base, [
    'rev-parse',
    '--verify',
    '--quiet',
    '--end-of-options',
    `${reference}^{commit}`,
  ]).then(
    (out) => out.toString().trim(),
    () => {
      throw new InputError(`${reference} is no commit of this repository`);
    },
  );
  const prefix = relative(await realpath(root), await realpath(base))
    .split(sep)
    .join('/');
  const inRepository = (path: string) => (prefix === '' ? path : `${prefix}/${path}`);
  const listed = (await git(root, ['ls-tree', '-r', '-z', '--name-only', commit])).toString().split('\0');
  const own = listed.flatMap((path) =>
    prefix === '' ? (path === '' ? [] : [path]) : path.startsWith(`${prefix}/`) ? [path.slice(prefix.length + 1)] : [],
  );
  const known = new Set(own);
  const read = async (paths: readonly string[]): Promise<Map<string, string>> => {
    const wanted = paths.filter((path) => known.has(path));
    const blobs = await readBlobs(
      root,
      wanted.map((path) => `${commit}:${inRepository(path)}`),
    );
    const found = new Map<string, string>();
    for (const [index, path] of wanted.entries()) {
      const bytes = blobs[index];
      const text = bytes && bytes.length <= maxBytes ? decode(bytes).text : undefined;
      if (text !== undefined) found.set(path, text);
    }
    return found;
  };
  return {
    read,
    async selected(paths, globs) {
      const selection = new Selection(globs);
      const ignoring = await read(own.filter((path) => baseName(path) === '.gitignore'));
      for (const [path, text] of ignoring) selection.addIgnoreFile(directoryOf(path), text);
      for (const path of own) if (baseName(path) === 'Chart.yaml') selection.addChart(directoryOf(path));
      const places = paths.map((path) => relative(base, resolve(path)).split(sep).join('/'));
      const isUnder = (path: string) =>
        places.length === 0 ||
        places.some(
          (place) => place === '' || path === place || (path.startsWith(`${place}/`) && !place.startsWith('..')),
        );
      return read(own.filter((path) => isUnder(path) && (places.includes(path) || selection.accepts(path))));
    },
  };
}

function git(folder: string, args: readonly string[]): Promise<Buffer> {
  return new Promise((done, fail) => {
    execFile('git', [...args], { cwd: folder, encoding: 'buffer', maxBuffer: 1 << 30 }, (error, out, problem) => {
      if (!error) done(out);
      else if ('code' in error && error.code === 'ENOENT') fail(new InputError('git is not installed'));
      else fail(new InputError(problem.toString().trim().split('\n')[0] || error.message));
    });
  });
}

/** The contents of objects, by one process for all of them; undefined for what is not there. */
function readBlobs(root: string, names: readonly string[]): Promise<(Buffer | undefined)[]> {
  if (names.length === 0) return Promise.resolve([]);
  return new Promise((done, fail) => {
    const child = spawn('git', ['cat-file', '--batch'], { cwd: root, stdio: ['pipe', 'pipe', 'inherit'] });
    const chunks: Buffer[] = [];
    child.on('error', fail);
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('close', () => done(parseBatch(Buffer.concat(chunks), names.length)));
    // A name with a line break cannot be asked for in this way.
    child.stdin.end(names.map((name) => `${name.replaceAll('\n', '?')}\n`).join(''));
  });
}

/** Each answer is `ID TYPE SIZE`, a line break, the contents and a line break; or a line that ends in `missing`. */
function parseBatch(bytes: Buffer, count: number): (Buffer | undefined)[] {
  const out: (Buffer | undefined)[] = [];
  let at = 0;
  while (out.length < count && at < bytes.length) {
    const end = bytes.indexOf(10, at);
    const header = /^\S+ (\w+) (\d+)$/.exec(bytes.subarray(at, end).toString());
    at = end + 1;
    if (!header) {
      out.push(undefined);
      continue;
    }
    const size = Number(header[2]);
    out.push(header[1] === 'blob' ? bytes.subarray(at, at + size) : undefined);
    at += size + 1;
  }
  return out;
}
