import * as vscode from 'vscode';
import { type Severity, severities } from '../lint/rule.ts';
import type { Project } from './project.ts';

const scheme = 'podpath-model';

/** The address of an object in the trees, by which its problems are shown; of a namespace without an object's id. */
export function modelUri(scope: string, namespace: string, resource?: string): vscode.Uri {
  const parts = [scope, namespace, ...(resource === undefined ? [] : [resource])];
  return vscode.Uri.from({ scheme, path: `/${parts.map((part) => encodeURIComponent(part || '-')).join('/')}` });
}

/** The gravest problem of each object, and how many problems there are, by scope and object. */
export function problemsByObject(
  project: Project,
): ReadonlyMap<string, { readonly worst: Severity; readonly count: number }> {
  const found = new Map<string, { worst: Severity; count: number }>();
  for (const { resource, severity, scopes } of project.findings) {
    if (severity === 'hint' || severity === 'info') continue;
    const [, namespace = ''] = resource.split('/');
    for (const key of scopes.flatMap((scope) => [
      objectKey(scope, resource),
      objectKey(scope, namespaceKey(namespace)),
    ])) {
      const known = found.get(key);
      if (!known) found.set(key, { worst: severity, count: 1 });
      else {
        known.count++;
        if (severities.indexOf(severity) < severities.indexOf(known.worst)) known.worst = severity;
      }
    }
  }
  return found;
}

function namespaceKey(namespace: string): string {
  return `namespace ${namespace}`;
}

function objectKey(scope: string, resource: string): string {
  return `${scope}\n${resource}`;
}

/** Badges and colours of what has problems in the trees. */
export function decorateProblems(project: Project, onDidChange: vscode.Event<void>): vscode.Disposable {
  const changed = new vscode.EventEmitter<undefined>();
  let problems: ReturnType<typeof problemsByObject> | undefined;
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
        const [, scope = '', namespace = '', resource] = uri.path.split('/').map((part) => decodeURIComponent(part));
        problems ??= problemsByObject(project);
        // A namespace shows what is in it.
        const own = problems.get(objectKey(scope, resource ?? namespaceKey(namespace)));
        if (!own) return undefined;
        return {
          badge: own.count > 9 ? '9+' : String(own.count),
          color: new vscode.ThemeColor(own.worst === 'error' ? 'list.errorForeground' : 'list.warningForeground'),
          tooltip: own.count === 1 ? vscode.l10n.t('1 problem') : vscode.l10n.t('{0} problems', own.count),
          propagate: false,
        };
      },
    }),
  );
}
