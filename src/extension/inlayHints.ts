import * as vscode from 'vscode';
import { inlayHintsIn } from '../features/inlayHints.ts';
import { manifestLanguages } from './convert.ts';
import type { Project } from './project.ts';

/** What names resolve to and where ports lead, in the text. Off until asked for. */
export function offerInlayHints(project: Project, onDidChange: vscode.Event<void>): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  return vscode.Disposable.from(
    changed,
    onDidChange(() => changed.fire()),
    vscode.languages.registerInlayHintsProvider([...manifestLanguages], {
      onDidChangeInlayHints: changed.event,
      provideInlayHints(document, range) {
        if (!vscode.workspace.getConfiguration('podpath').get('inlayHints.enable', false)) return [];
        const path = project.pathOf(document.uri);
        if (path === undefined || project.state.kind !== 'ready') return [];
        const [start, end] = [document.offsetAt(range.start), document.offsetAt(range.end)];
        return inlayHintsIn(project.workspace, path, start, end).map(({ offset, text, tooltip }) => {
          const hint = new vscode.InlayHint(document.positionAt(offset), text);
          hint.tooltip = tooltip;
          return hint;
        });
      },
    }),
  );
}
