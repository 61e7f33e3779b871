import * as vscode from 'vscode';

/** Where a file of the workspace is. */
export function uriOf(path: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (!folder) throw new Error('no folder is open');
  return vscode.Uri.joinPath(folder.uri, path);
}

/** Opens a file of the workspace in an editor. What it shows unsaved from before is left alone. */
export async function open(path: string): Promise<vscode.TextEditor> {
  const editor = await vscode.window.showTextDocument(uriOf(path), { preview: false });
  const { document } = editor;
  // The editor may not have heard yet that the file is another.
  if (!document.isDirty) await until(async () => (await read(path)) === document.getText(), `the text of ${path}`);
  return editor;
}

/** Writes a file of the workspace on disk, not through an editor. */
export async function write(path: string, text: string): Promise<void> {
  await vscode.workspace.fs.writeFile(uriOf(path), new TextEncoder().encode(text));
}

/** The text of a file of the workspace on disk. */
export async function read(path: string): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(uriOf(path)));
}

/** The place of the n-th occurrence of a text in a document, counted from 1. */
export function find(document: vscode.TextDocument, text: string, n = 1): vscode.Range {
  let at = -1;
  for (let i = 0; i < n; i++) {
    at = document.getText().indexOf(text, at + 1);
    if (at < 0) throw new Error(`"${text}" is not ${n} times in ${document.uri.path}`);
  }
  return new vscode.Range(document.positionAt(at), document.positionAt(at + text.length));
}

/** Replaces the n-th occurrence of a text in an editor, as if it were typed. */
export async function replace(editor: vscode.TextEditor, text: string, by: string, n = 1): Promise<void> {
  await editor.edit((edit) => edit.replace(find(editor.document, text, n), by));
}

/** The rules that report something in a file, sorted. */
export function rulesIn(path: string): string[] {
  return diagnosticsIn(path).map(ruleOf).sort();
}

export function diagnosticsIn(path: string): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uriOf(path)).filter(({ source }) => source === 'podpath');
}

export function ruleOf({ code }: vscode.Diagnostic): string {
  return `${typeof code === 'object' ? code.value : code}`;
}

/** Changes a setting of the workspace; undefined takes it back. */
export async function configure(name: string, value: unknown): Promise<void> {
  const [section, ...rest] = name.split('.');
  const configuration = vscode.workspace.getConfiguration(section);
  if (value === undefined && configuration.inspect(rest.join('.'))?.workspaceValue === undefined) return;
  await configuration.update(rest.join('.'), value, vscode.ConfigurationTarget.Workspace);
}

/** Waits until what is asked holds. */
export async function until(holds: () => boolean | Promise<boolean>, what: string, seconds = 25): Promise<void> {
  const end = Date.now() + seconds * 1000;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`Waited ${seconds} s in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Waits until exactly these rules report something in a file. */
export async function untilRules(path: string, ...rules: readonly string[]): Promise<void> {
  const wanted = [...rules].sort().join(', ');
  await until(() => rulesIn(path).join(', ') === wanted, `[${wanted}] in ${path}`).catch((error: Error) => {
    throw new Error(`${error.message}; there is [${rulesIn(path).join(', ')}]`);
  });
}

/** Closes all editors, without saving, and gives every file of the workspace the text that it began with. */
export async function restore(original: ReadonlyMap<string, string>): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.files.revert').then(undefined, () => {});
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  const found = await vscode.workspace.findFiles('**/*', null);
  for (const uri of found) {
    const path = vscode.workspace.asRelativePath(uri, false);
    if (!original.has(path)) await vscode.workspace.fs.delete(uri);
  }
  for (const [path, text] of original) {
    if ((await read(path).catch(() => undefined)) !== text) await write(path, text);
  }
}

/** Every file of the workspace and its text. */
export async function snapshot(): Promise<ReadonlyMap<string, string>> {
  const found = await vscode.workspace.findFiles('**/*', null);
  const paths = found.map((uri) => vscode.workspace.asRelativePath(uri, false));
  return new Map(await Promise.all(paths.map(async (path) => [path, await read(path)] as const)));
}
