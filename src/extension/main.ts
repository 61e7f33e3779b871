import * as vscode from 'vscode';

/** The names of the languages in which manifests are written. */
const languages = ['yaml', 'helm', 'json'];

export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('Podpath', { log: true });
  const status = vscode.languages.createLanguageStatusItem('podpath.status', languages);
  status.name = 'Podpath';
  status.text = 'Podpath';
  context.subscriptions.push(log, status);
  log.info(`Podpath ${context.extension.packageJSON.version} is active`);
}
