import * as vscode from 'vscode';
import { type Scope, Workspace } from '../model/workspace.ts';
import type { Project } from './project.ts';

/** What is used of the API of the built-in git extension (extensions/git/src/api/git.d.ts of VS Code). */
interface Git {
  getRepository(uri: vscode.Uri): Repository | null;
}

interface Repository {
  readonly rootUri: vscode.Uri;
  readonly state: { readonly HEAD: { readonly name?: string } | undefined };
  show(ref: string, path: string): Promise<string>;
  getRefs(query: object): Promise<readonly { readonly name?: string; readonly commit?: string }[]>;
  /** What differs between a ref and the files as they are. */
  diffWith(ref: string): Promise<readonly { readonly uri: vscode.Uri; readonly originalUri: vscode.Uri }[]>;
}

/** The model of the workspace as it was at a ref, ready to be laid under the one of now. */
export interface GitComparison {
  /** As the user chose it, such as `HEAD`. */
  readonly ref: string;
  /** `compared with HEAD`. */
  readonly title: string;
  /** A scope as it was; undefined where there was none of that name. */
  readonly before: (name: string | undefined) => Scope | undefined;
}

/** Asks for a ref and reads the files that differ from it; undefined when there is no repository, or the user gives up. */
export async function askComparison(project: Project): Promise<GitComparison | undefined> {
  const repository = await findRepository();
  if (!repository) {
    void vscode.window.showInformationMessage(vscode.l10n.t('There is no git repository to compare with.'));
    return undefined;
  }
  const ref = await pickRef(repository);
  if (ref === undefined) return undefined;
  return vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: vscode.l10n.t('Reading the manifests at {0}', ref) },
    () => compareWith(project, repository, ref),
  );
}

async function compareWith(project: Project, repository: Repository, ref: string): Promise<GitComparison> {
  const before = new Workspace(project.workspace.settings);
  const files = new Map<string, string | undefined>(
    [...project.workspace.files].map(([path, file]) => [path, file.text]),
  );
  for (const { uri, originalUri } of await repository.diffWith(ref)) {
    const now = project.pathOf(uri);
    if (now !== undefined) files.delete(now);
    const was = project.pathOf(originalUri);
    if (was === undefined || !isRelevant(was)) continue;
    const text = await repository.show(ref, originalUri.fsPath).catch(() => undefined);
    if (text !== undefined) files.set(was, text);
  }
  before.update(files);
  return {
    ref,
    title: vscode.l10n.t('compared with {0}', ref),
    before: (name) => (name === undefined ? undefined : before.scope(name)),
  };
}

function isRelevant(path: string): boolean {
  return (
    /\.(?:ya?ml|json|env|properties|conf|tpl|txt)$/i.test(path) || /(?:^|\/)(?:Kustomization|Corefile)$/.test(path)
  );
}

async function findRepository(): Promise<Repository | undefined> {
  const extension = vscode.extensions.getExtension<{ getAPI(version: 1): Git }>('vscode.git');
  if (!extension) return undefined;
  const exports = extension.isActive ? extension.exports : await extension.activate();
  let git: Git;
  try {
    git = exports.getAPI(1);
  } catch {
    // The user has switched git off.
    return undefined;
  }
  for (const { uri } of vscode.workspace.workspaceFolders ?? []) {
    const repository = git.getRepository(uri);
    if (repository) return repository;
  }
  return undefined;
}

async function pickRef(repository: Repository): Promise<string | undefined> {
  const refs = await repository.getRefs({ sort: 'committerdate', count: 50 }).catch(() => []);
  const items = [
    { label: 'HEAD', description: vscode.l10n.t('the last commit') },
    { label: 'HEAD~1', description: vscode.l10n.t('the commit before it') },
    ...refs.flatMap(({ name, commit }) =>
      name === undefined ? [] : [{ label: name, description: commit?.slice(0, 8) ?? '' }],
    ),
  ];
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Compare Topology with Git Ref'),
    placeHolder: vscode.l10n.t('The state of the files to compare with'),
  });
  return picked?.label;
}
