import * as vscode from 'vscode';
import type { Started } from './start.ts';
import { offerTools } from './tools.ts';

/**
 * Registers what VS Code must find at once, and returns. The rest is loaded after that, so that a window with a YAML
 * file in it starts as fast without Podpath as with it; whatever is asked for before then waits.
 */
export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('Podpath', { log: true });
  context.subscriptions.push(log);
  const started = new Promise<Started>((resolve, reject) => {
    setTimeout(() => {
      import('./start.ts').then(({ start }) => resolve(start(context, log))).catch(reject);
    });
  });
  started.catch((error) => log.error(error));
  const commands: readonly { readonly command: string }[] = context.extension.packageJSON.contributes.commands;
  for (const { command } of commands) {
    const run = async (...args: unknown[]) => (await started).commands[command]?.(...args);
    context.subscriptions.push(vscode.commands.registerCommand(command, run));
  }
  context.subscriptions.push(offerTools(context, async (name, input) => (await started).answer(name, input)));
}
