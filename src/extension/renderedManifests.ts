import * as vscode from 'vscode';
import { resourceAt } from '../features/topology/places.ts';
import { lineOfObject, renderedText } from '../features/topology/rendered.ts';
import { resourceId } from '../model/facts/resource.ts';
import type { Span } from '../text/span.ts';
import { toOffset } from './convert.ts';
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
  const registrations = vscode.Disposable.from(
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

/** The name is in the query, since it may be a path; the path is what the tab shows. */
function uriOfScope(name: string): vscode.Uri {
  const title = name === '.' ? 'workspace' : name.replaceAll('/', ' › ');
  return vscode.Uri.from({ scheme, path: `/${title} (rendered).yaml`, query: name });
}

function nameOf(uri: vscode.Uri): string {
  return uri.query;
}
