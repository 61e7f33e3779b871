import * as vscode from 'vscode';
import type { ExportFormat } from '../features/graph/messages.ts';

const extensions: Readonly<Record<ExportFormat, { readonly name: string; readonly extension: string }>> = {
  png: { name: 'PNG', extension: 'png' },
  svg: { name: 'SVG', extension: 'svg' },
  mermaid: { name: 'Mermaid', extension: 'mmd' },
  dot: { name: 'Graphviz DOT', extension: 'dot' },
  drawio: { name: 'draw.io', extension: 'drawio' },
  json: { name: 'JSON', extension: 'json' },
};

/** Lets the user choose a format; undefined when none is chosen. */
export async function pickFormat(): Promise<ExportFormat | undefined> {
  const formats = Object.keys(extensions) as ExportFormat[];
  const items = formats.map((format) => ({
    label: extensions[format].name,
    description: `.${extensions[format].extension}`,
    format,
  }));
  const picked = await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Export Topology') });
  return picked?.format;
}

/** Asks where to, and writes the picture; `data` is text, or base64 for `png`. */
export async function saveExport(format: ExportFormat, data: string, scope: string | undefined): Promise<void> {
  const { name, extension } = extensions[format];
  const base = (scope ?? 'topology').replaceAll(/[^\w-]+/g, '-').replaceAll(/^-+|-+$/g, '') || 'topology';
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const uri = await vscode.window.showSaveDialog({
    ...(folder && { defaultUri: vscode.Uri.joinPath(folder, `${base}.${extension}`) }),
    filters: { [name]: [extension] },
    title: vscode.l10n.t('Export Topology'),
  });
  if (!uri) return;
  const bytes = format === 'png' ? fromBase64(data) : new TextEncoder().encode(data);
  await vscode.workspace.fs.writeFile(uri, bytes);
  const open = vscode.l10n.t('Open');
  const answer = await vscode.window.showInformationMessage(
    vscode.l10n.t('The topology is saved as {0}.', vscode.workspace.asRelativePath(uri)),
    open,
  );
  if (answer === open) await vscode.commands.executeCommand('vscode.open', uri);
}

function fromBase64(data: string): Uint8Array {
  const text = atob(data);
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
