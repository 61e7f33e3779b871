import * as vscode from 'vscode';
import { reachLenses } from '../features/codeLens.ts';
import { manifestLanguages, toRange } from './convert.ts';
import type { Project } from './project.ts';

/** Who reaches what, above Services and workloads; a click traces the first connection that is blocked. Off until asked for. */
export function offerCodeLenses(project: Project, onDidChange: vscode.Event<void>): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  return vscode.Disposable.from(
    changed,
    onDidChange(() => changed.fire()),
    vscode.languages.registerCodeLensProvider([...manifestLanguages], {
      onDidChangeCodeLenses: changed.event,
      provideCodeLenses(document) {
        const asked = vscode.workspace.getConfiguration('podpath').get('codeLens.reach', false);
        const path = asked ? project.pathOf(document.uri) : undefined;
        const [scope] = path === undefined ? [] : project.workspace.scopesOf(path);
        if (path === undefined || !scope || project.state.kind !== 'ready') return [];
        return reachLenses(scope, path).map(({ span, title, tooltip, resource, trace }) => {
          const command = trace
            ? {
                command: 'podpath.topology.checkReachability',
                arguments: [trace.source, trace.destination, trace.port],
              }
            : { command: 'podpath.topology.focusSymbol', arguments: [resource] };
          return new vscode.CodeLens(toRange(project, span), { title, tooltip, ...command });
        });
      },
    }),
  );
}
