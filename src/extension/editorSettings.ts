import * as vscode from 'vscode';
import { readSettings, type Settings } from '../features/settings.ts';
import type { Folder } from './folders.ts';

/** What only the editor can be told, beside what the command line knows too. */
export interface EditorSettings {
  readonly common: Settings;
  readonly enable: boolean;
  readonly run: 'onType' | 'onSave' | 'off';
  readonly scope: 'workspace' | 'openFiles';
  readonly debounce: number;
  readonly maxFiles: number;
  readonly hover: boolean;
  /** Globs, by path in the model, of what alone is read; empty for whatever may matter. */
  readonly include: readonly string[];
  /** Globs of what VS Code itself leaves out, and of what the settings leave out. */
  readonly exclude: readonly string[];
  readonly problems: readonly string[];
}

/** The names of the settings files at the top of a workspace; the command line reads them too. */
export const settingsFiles = ['podpath.json', '.podpath.yaml', '.podpath.yml'];

/** The settings as they stand now. What a settings file in the workspace says wins over the editor's. */
export function readEditorSettings(
  context: vscode.ExtensionContext,
  folders: readonly Folder[],
  file: unknown,
): EditorSettings {
  const configuration = vscode.workspace.getConfiguration('podpath');
  const written = Object.fromEntries(settingNames(context).map((name) => [name, configuration.get(name)] as const));
  const { settings: common, problems } = readSettings({ podpath: written, ...(file as object | undefined) });
  return {
    common,
    enable: configuration.get('enable', true),
    run: configuration.get('lint.run', 'onType'),
    scope: configuration.get('lint.scope', 'workspace'),
    debounce: configuration.get('lint.debounceMs', 250),
    maxFiles: configuration.get('files.maxFiles', 5000),
    hover: configuration.get('hover.enable', true),
    include: folders.flatMap((folder) => globsIn(folder, common.files.include)),
    exclude: folders.flatMap((folder) => globsIn(folder, [...excludedIn(folder), ...common.files.exclude])),
    problems,
  };
}

/** The globs of a folder's files, by path in the model. */
function globsIn({ prefix }: Folder, globs: readonly string[]): string[] {
  return prefix === '.' ? [...globs] : globs.map((glob) => `${prefix.replaceAll(/[^\w/ -]/g, '\\$&')}/${glob}`);
}

/** What VS Code hides. Conditions such as { "when": "$(basename).ts" } are about generated sources, not manifests. */
function excludedIn({ uri }: Folder): string[] {
  const excluded = vscode.workspace.getConfiguration('files', uri).get<Record<string, unknown>>('exclude', {});
  return Object.keys(excluded).filter((glob) => excluded[glob] === true);
}

/** The names of all settings, without `podpath.`, as package.json declares them. */
function settingNames(context: vscode.ExtensionContext): string[] {
  const sections: readonly { readonly properties: object }[] = context.extension.packageJSON.contributes.configuration;
  return sections.flatMap(({ properties }) => Object.keys(properties)).map((name) => name.replace(/^podpath\./, ''));
}
