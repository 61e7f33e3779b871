import * as vscode from 'vscode';

/** Copies the sample to a folder that the user chooses, and opens it there: the files of an extension are not to be edited. */
export async function openSample(extension: vscode.Uri): Promise<void> {
  const [parent] =
    (await vscode.window.showOpenDialog({
      canSelectFiles: false,
      canSelectFolders: true,
      title: vscode.l10n.t('Where to Put the Sample'),
      openLabel: vscode.l10n.t('Copy the Sample Here'),
    })) ?? [];
  if (!parent) return;
  const target = vscode.Uri.joinPath(parent, 'podpath-sample');
  const source = vscode.Uri.joinPath(extension, 'samples/microk8s-shop');
  await copy(source, target);
  await vscode.commands.executeCommand('vscode.openFolder', target, { forceReuseWindow: false });
}

/** File by file, as the extension may be on another file system than the folder. What is there stays as it is. */
async function copy(source: vscode.Uri, target: vscode.Uri): Promise<void> {
  for (const [name, type] of await vscode.workspace.fs.readDirectory(source)) {
    const [from, to] = [vscode.Uri.joinPath(source, name), vscode.Uri.joinPath(target, name)];
    if (type === vscode.FileType.Directory) await copy(from, to);
    else {
      const exists = await vscode.workspace.fs.stat(to).then(
        () => true,
        () => false,
      );
      if (!exists) await vscode.workspace.fs.writeFile(to, await vscode.workspace.fs.readFile(from));
    }
  }
}
