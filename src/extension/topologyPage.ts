import * as vscode from 'vscode';
import { topologyPage } from '../features/graph/page.ts';

/** Sets the page of the panel: its script and style, and a policy that lets in nothing else. */
export function setPage({ webview }: vscode.WebviewPanel, extension: vscode.Uri): void {
  const folder = vscode.Uri.joinPath(extension, 'dist/webview');
  const of = (name: string) => webview.asWebviewUri(vscode.Uri.joinPath(folder, name)).toString();
  webview.options = { enableScripts: true, localResourceRoots: [folder] };
  webview.html = topologyPage({
    title: 'Podpath',
    language: vscode.env.language,
    script: of('main.js'),
    style: of('main.css'),
    nonce: nonce(),
    cspSource: webview.cspSource,
  });
}

function nonce(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
