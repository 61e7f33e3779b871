import * as vscode from 'vscode';
import { maxBytes, type Selection } from '../features/selection.ts';
import { decode } from '../text/decode.ts';
import { compareText } from '../text/span.ts';
import { type Folder, pathOf, uriOf } from './folders.ts';

/** The text of a file, or why it is left out. */
export type FileText = { readonly text: string; readonly problem?: never } | { readonly problem: string };

/** Reads one file through the file system that it is on. Never opens a document: other extensions would lint it. */
export async function readText(uri: vscode.Uri): Promise<FileText> {
  try {
    const bytes = await vscode.workspace.fs.readFile(uri);
    if (bytes.length > maxBytes) return { problem: 'larger than 10 MB' };
    const { text, problem } = decode(bytes);
    return text === undefined ? { problem } : { text };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}

/**
 * The paths of all files below a folder of the model that are to be read, at most `limit`; the selection learns of
 * the ignore files and charts on the way. Links to folders are not followed: what is behind them would count twice.
 */
export async function findFiles(
  folders: readonly Folder[],
  top: string,
  selection: Selection,
  limit: number,
): Promise<{ readonly paths: readonly string[]; readonly more: boolean }> {
  const paths: string[] = [];
  let level = [top];
  while (level.length > 0) {
    const found = await Promise.all(level.map((directory) => readFolder(folders, directory, selection)));
    level = found.flatMap(({ directories }) => directories);
    paths.push(...found.flatMap(({ files }) => files));
    if (paths.length > limit) return { paths: paths.slice(0, limit), more: true };
  }
  return { paths, more: false };
}

async function readFolder(folders: readonly Folder[], directory: string, selection: Selection) {
  const uri = uriOf(folders, directory);
  const entries = uri === undefined ? [] : await vscode.workspace.fs.readDirectory(uri).then(sorted, () => []);
  const inside = (name: string) => (directory === '.' ? name : `${directory}/${name}`);
  if (uri && entries.some(([name]) => name === '.gitignore')) {
    const { text } = { text: undefined, ...(await readText(vscode.Uri.joinPath(uri, '.gitignore'))) };
    if (text !== undefined) selection.addIgnoreFile(directory, text);
  }
  if (entries.some(([name]) => name === 'Chart.yaml')) selection.addChart(directory);
  const directories: string[] = [];
  const files: string[] = [];
  for (const [name, type] of entries) {
    const path = inside(name);
    if (type === vscode.FileType.Directory) {
      // A workspace folder inside another is walked on its own.
      const own = uri && pathOf(folders, vscode.Uri.joinPath(uri, name)) === path;
      if (own && selection.enters(path)) directories.push(path);
    } else if (type & vscode.FileType.File && selection.takes(path)) files.push(path);
  }
  return { directories, files };
}

function sorted(entries: [string, vscode.FileType][]): [string, vscode.FileType][] {
  return entries.sort(([a], [b]) => compareText(a, b));
}
