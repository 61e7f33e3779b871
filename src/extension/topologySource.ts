import * as vscode from 'vscode';

/** Opens a place in another column than the panel's. */
export async function openSource(panel: vscode.WebviewPanel, location: vscode.Location): Promise<void> {
  await vscode.window.showTextDocument(location.uri, {
    selection: location.range,
    viewColumn: otherColumn(panel.viewColumn),
  });
}

/** Moves the cursor of an editor that is in sight; opens none, and leaves the focus where it is. */
export async function showSource(panel: vscode.WebviewPanel, location: vscode.Location): Promise<void> {
  const editors = vscode.window.visibleTextEditors.filter(({ viewColumn }) => viewColumn !== undefined);
  const same = editors.find(({ document }) => document.uri.toString() === location.uri.toString());
  const column = same?.viewColumn ?? editors.find(({ viewColumn }) => viewColumn !== panel.viewColumn)?.viewColumn;
  if (column === undefined) return;
  await vscode.window.showTextDocument(location.uri, {
    selection: location.range,
    viewColumn: column,
    preserveFocus: true,
    preview: true,
  });
}

function otherColumn(own: vscode.ViewColumn | undefined): vscode.ViewColumn {
  const other = vscode.window.visibleTextEditors.find(
    ({ viewColumn }) => viewColumn !== undefined && viewColumn !== own,
  )?.viewColumn;
  return other ?? (own === vscode.ViewColumn.One ? vscode.ViewColumn.Beside : vscode.ViewColumn.One);
}
