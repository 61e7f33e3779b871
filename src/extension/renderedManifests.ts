import * as vscode from 'vscode';
import { resourceAt } from '../features/topology/places.ts';
import { lineOfObject, plainScope, renderedText } from '../features/topology/rendered.ts';
import { resourceId } from '../model/facts/resource.ts';
import type { Scope } from '../model/workspace.ts';
import type { Span } from '../text/span.ts';
import { toOffset } from './convert.ts';
import { asksForTool, renderExternally } from './externalTools.ts';
import type { Project } from './project.ts';
import type { ScopeChoice } from './scopeChoice.ts';

const scheme = 'podpath-rendered';

export interface RenderedManifests extends vscode.Disposable {
  /** Shows the scope of the file in the editor, at the object that the cursor is in, else the chosen scope. */
  show(): Promise<void>;
}

/** Documents of what is applied, which follow the files that they are made of. */
export function serveRenderedManifests(
  project: Project,
  choice: ScopeChoice,
  onDidChange: vscode.Event<void>,
): RenderedManifests {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const shown = new Map<string, { readonly uri: vscode.Uri; readonly text: string }>();
  const textOf = (uri: vscode.Uri): string => {
    const scope = project.workspace.scope(nameOf(uri));
    if (!scope) return `# ${vscode.l10n.t('The scope {0} is no more.', nameOf(uri))}\n`;
    return renderedText(scope, ({ file, start }: Span) => `${file}:${project.linesOf(file).position(start).line + 1}`);
  };
  const compared = new Map<string, string>();
  const sidesChanged = new vscode.EventEmitter<vscode.Uri>();
  const registrations = vscode.Disposable.from(
    sidesChanged,
    vscode.workspace.registerTextDocumentContentProvider(`${scheme}-side`, {
      onDidChange: sidesChanged.event,
      provideTextDocumentContent: ({ authority }) => compared.get(authority) ?? '',
    }),
    changed,
    vscode.workspace.registerTextDocumentContentProvider(scheme, {
      onDidChange: changed.event,
      provideTextDocumentContent(uri) {
        const text = textOf(uri);
        shown.set(uri.toString(), { uri, text });
        return text;
      },
    }),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => shown.delete(uri.toString())),
    onDidChange(() => {
      for (const { uri, text } of shown.values()) if (textOf(uri) !== text) changed.fire(uri);
    }),
  );
  /** Our rendering and that of the user's tool, with the differences marked. */
  const compare = async (scope: Scope): Promise<void> => {
    const theirs = await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Window, title: vscode.l10n.t('Rendering {0}', scope.info.name) },
      () => renderExternally(project, scope),
    );
    if ('problem' in theirs) {
      void vscode.window.showWarningMessage(theirs.problem);
      return;
    }
    compared.set('podpath', plainScope(scope));
    compared.set('tool', theirs.text);
    const [left, right] = [sideUri('tool', scope), sideUri('podpath', scope)];
    for (const uri of [left, right]) sidesChanged.fire(uri);
    await vscode.commands.executeCommand('vscode.diff', left, right, `${theirs.command} ↔ Podpath`);
  };
  return {
    async show() {
      const editor = vscode.window.activeTextEditor;
      const at = editor && toOffset(project, editor.document, editor.selection.active);
      const own = at ? project.workspace.scopesOf(at.path) : [];
      const current = choice.current;
      const scope = own.find(({ info }) => info.name === current?.info.name) ?? own[0] ?? current;
      if (!scope) {
        void vscode.window.showInformationMessage(vscode.l10n.t('No manifests were found.'));
        return;
      }
      if (asksForTool(scope)) return compare(scope);
      const uri = uriOfScope(scope.info.name);
      const document = await vscode.workspace.openTextDocument(uri);
      const row = at && resourceAt(scope.model, at.path, at.offset);
      const line = row ? lineOfObject(document.getText(), resourceId(row)) : 0;
      const place = new vscode.Position(line, 0);
      await vscode.window.showTextDocument(document, {
        viewColumn: vscode.ViewColumn.Beside,
        preserveFocus: true,
        selection: new vscode.Range(place, place),
      });
    },
    dispose: () => registrations.dispose(),
  };
}

function sideUri(side: 'podpath' | 'tool', { info }: Scope): vscode.Uri {
  return vscode.Uri.from({ scheme: `${scheme}-side`, authority: side, path: `/${info.name}.yaml` });
}

/** The name is in the query, since it may be a path; the path is what the tab shows. */
function uriOfScope(name: string): vscode.Uri {
  const title = name === '.' ? 'workspace' : name.replaceAll('/', ' › ');
  return vscode.Uri.from({ scheme, path: `/${title} (rendered).yaml`, query: name });
}

function nameOf(uri: vscode.Uri): string {
  return uri.query;
}
