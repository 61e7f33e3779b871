import * as vscode from 'vscode';
import type { Scope } from '../model/workspace.ts';
import type { Project } from './project.ts';

const key = 'podpath.scope';

/** The scope that the views show: the one that was chosen, else that of the manifest that was looked at last. */
export class ScopeChoice implements vscode.Disposable {
  readonly #project: Project;
  readonly #memory: vscode.Memento;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  #followed: string | undefined;

  constructor(project: Project, memory: vscode.Memento) {
    this.#project = project;
    this.#memory = memory;
  }

  /** Undefined while there are no manifests. */
  get current(): Scope | undefined {
    const { workspace } = this.#project;
    return this.#named(this.chosen) ?? this.#named(this.#followed) ?? largest(workspace.scopes);
  }

  /** The name that the user chose; undefined when the editor is followed. */
  get chosen(): string | undefined {
    return this.#memory.get<string>(key);
  }

  async choose(name: string | undefined): Promise<void> {
    await this.#memory.update(key, name);
    this.#changed.fire();
  }

  /** The editor is at a file: what it belongs to is shown, unless the user chose otherwise. */
  follow(path: string): void {
    const own = this.#project.workspace.scopesOf(path);
    if (own.length === 0 || own.some(({ info }) => info.name === this.current?.info.name)) return;
    this.#followed = own[0]!.info.name;
    if (this.chosen === undefined) this.#changed.fire();
  }

  /** Lets the user choose. Without several scopes there is nothing to choose. */
  async pick(): Promise<void> {
    const { scopes } = this.#project.workspace;
    const follow = {
      label: `$(eye) ${vscode.l10n.t('Follow the editor')}`,
      description: vscode.l10n.t('the scope of the file that is open'),
      name: undefined as string | undefined,
    };
    const items = scopes.map(({ info, model }) => ({
      label: `${info.name === this.current?.info.name ? '$(check) ' : ''}${scopeTitle(info.name)}`,
      description: `${info.kind}, ${vscode.l10n.t('{0} objects', model.inputs.resources.length)}`,
      ...(info.incomplete.length > 0 && { detail: `$(info) ${info.incomplete[0]}` }),
      name: info.name as string | undefined,
    }));
    const picked = await vscode.window.showQuickPick([follow, ...items], {
      title: vscode.l10n.t('Select Scope'),
      placeHolder: vscode.l10n.t('What is applied to one cluster together'),
      matchOnDescription: true,
    });
    if (picked) await this.choose(picked.name);
  }

  dispose(): void {
    this.#changed.dispose();
  }

  #named(name: string | undefined): Scope | undefined {
    return name === undefined ? undefined : this.#project.workspace.scope(name);
  }
}

/** How a scope is called: its path, or the workspace for the topmost one. */
export function scopeTitle(name: string): string {
  return name === '.' ? vscode.l10n.t('Workspace') : name;
}

function largest(scopes: readonly Scope[]): Scope | undefined {
  let best: Scope | undefined;
  for (const scope of scopes) {
    if (!best || scope.model.inputs.resources.length > best.model.inputs.resources.length) best = scope;
  }
  return best;
}
