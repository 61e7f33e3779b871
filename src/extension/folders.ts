import * as vscode from 'vscode';

/** A workspace folder and the prefix of its files' paths in the model. */
export interface Folder {
  readonly uri: vscode.Uri;
  /** `.` when it is the only folder. */
  readonly prefix: string;
}

/** The open folders. One folder has no prefix; of several, each has its name, made unique. */
export function openFolders(): readonly Folder[] {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length === 1) return [{ uri: folders[0]!.uri, prefix: '.' }];
  const taken = new Set<string>();
  return folders.map(({ uri, name }) => {
    const plain = name.replaceAll('/', '-');
    let prefix = plain;
    for (let i = 2; taken.has(prefix); i++) prefix = `${plain}-${i}`;
    taken.add(prefix);
    return { uri, prefix };
  });
}

/** The path of a file or folder in the model; undefined outside of the folders. A folder inside another has its own. */
export function pathOf(folders: readonly Folder[], uri: vscode.Uri): string | undefined {
  let found: { readonly path: string; readonly depth: number } | undefined;
  for (const folder of folders) {
    if (uri.scheme !== folder.uri.scheme || uri.authority !== folder.uri.authority) continue;
    const top = folder.uri.path.endsWith('/') ? folder.uri.path : `${folder.uri.path}/`;
    if (top.length <= (found?.depth ?? 0) || !`${uri.path}/`.startsWith(top)) continue;
    const inside = uri.path.slice(top.length);
    const path = folder.prefix === '.' || inside === '' ? inside || folder.prefix : `${folder.prefix}/${inside}`;
    found = { path, depth: top.length };
  }
  return found?.path;
}

/** Where a file or folder of the model is; undefined when its folder is not open. */
export function uriOf(folders: readonly Folder[], path: string): vscode.Uri | undefined {
  for (const { uri, prefix } of folders) {
    if (prefix === '.') return path === '.' ? uri : vscode.Uri.joinPath(uri, path);
    if (path === prefix) return uri;
    if (path.startsWith(`${prefix}/`)) return vscode.Uri.joinPath(uri, path.slice(prefix.length + 1));
  }
  return undefined;
}
