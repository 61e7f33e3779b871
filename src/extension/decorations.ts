import * as vscode from 'vscode';
import { type Severity, severities } from '../lint/rule.ts';
import type { Project } from './project.ts';

const scheme = 'podpath-model';

/**
 * The address of a line in the trees, by which its problems are shown: of an object, of a namespace without an
 * object's id, and of a whole scope without a namespace.
 */
export function modelUri(scope: string, namespace?: string, resource?: string): vscode.Uri {
  const parts = [scope, namespace, resource].filter((part) => part !== undefined);
  return vscode.Uri.from({ scheme, path: `/${parts.map((part) => encodeURIComponent(part || '-')).join('/')}` });
}

interface Problems {
  readonly worst: Severity;
  readonly count: number;
}

/** The gravest problem, and how many there are, of each object, namespace and scope, by their addresses. */
export function problemsByUri(project: Project): ReadonlyMap<string, Problems> {
  const found = new Map<string, { worst: Severity; count: number }>();
  for (const { resource, severity, scopes } of project.findings) {
    if (severity === 'hint' || severity === 'info') continue;
    const [, namespace = ''] = resource.split('/');
    for (const scope of scopes) {
      for (const uri of [modelUri(scope), modelUri(scope, namespace), modelUri(scope, namespace, resource)]) {
        const key = uri.toString();
        const known = found.get(key);
        if (!known) found.set(key, { worst: severity, count: 1 });
        else {
          known.count++;
          if (severities.indexOf(severity) < severities.indexOf(known.worst)) known.worst = severity;
        }
      }
    }
  }
  return found;
}

/** Badges and colours of what has problems in the trees. */
export function decorateProblems(project: Project, onDidChange: vscode.Event<void>): vscode.Disposable {
  const changed = new vscode.EventEmitter<undefined>();
  let problems: ReturnType<typeof problemsByUri> | undefined;
  return vscode.Disposable.from(
    changed,
    onDidChange(() => {
      problems = undefined;
      changed.fire(undefined);
    }),
    vscode.window.registerFileDecorationProvider({
      onDidChangeFileDecorations: changed.event,
      provideFileDecoration(uri) {
        if (uri.scheme !== scheme) return undefined;
        problems ??= problemsByUri(project);
        const own = problems.get(uri.toString());
        if (!own) return undefined;
        return {
          // Two characters are all that VS Code shows.
          badge: own.count > 99 ? '∞' : String(own.count),
          color: new vscode.ThemeColor(own.worst === 'error' ? 'list.errorForeground' : 'list.warningForeground'),
          tooltip: own.count === 1 ? vscode.l10n.t('1 problem') : vscode.l10n.t('{0} problems', own.count),
          propagate: false,
        };
      },
    }),
  );
}
