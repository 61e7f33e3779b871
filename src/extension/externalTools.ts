import * as vscode from 'vscode';
import { plainRendering } from '../features/topology/rendered.ts';
import type { Scope } from '../model/workspace.ts';
import type { Project } from './project.ts';
import { runTool } from './runTool.ts';

/** How long a tool may take, in milliseconds, and how much it may print, in bytes. */
const limits = { time: 30_000, output: 50_000_000 };

/** What a tool of the user's own made of a scope, or why it did not. */
export type ExternalRendering = { readonly text: string; readonly command: string } | { readonly problem: string };

/** What a tool printed is kept by what it read. */
const cache = new Map<string, ExternalRendering>();

/**
 * Whether the user asked for a tool of their own (`podpath.render.externalTool`), and it may be run: never in Restricted
 * Mode, as kustomizations and charts can make these tools run programs.
 */
export function asksForTool(scope: Scope): boolean {
  return vscode.workspace.isTrusted && commandsFor(scope, '').length > 0;
}

/** Renders a scope with the user's own tool, from the files on disk; the same files are rendered once. */
export async function renderExternally(project: Project, scope: Scope): Promise<ExternalRendering> {
  if (!vscode.workspace.isTrusted) return { problem: vscode.l10n.t('Tools are not run in Restricted Mode.') };
  const folder = project.uriOf(scope.plan.root);
  if (folder?.scheme !== 'file' && folder?.scheme !== 'vscode-remote') {
    return { problem: vscode.l10n.t('Tools can only be run on files of this machine.') };
  }
  const commands = commandsFor(scope, folder.fsPath);
  const key = JSON.stringify([commands, await contentOf(project, scope)]);
  const known = cache.get(key);
  if (known) return known;
  let last: ExternalRendering = { problem: vscode.l10n.t('No tool is set for a scope of this kind.') };
  for (const [tool, ...args] of commands) {
    const ended = await runTool(tool!, args, folder.fsPath, limits);
    // People know the folder by its place in the workspace.
    const command = [tool, ...args.map((arg) => (arg === folder.fsPath ? scope.plan.root || '.' : arg))].join(' ');
    if (ended.kind === 'done') {
      last = { text: plainRendering(ended.output), command };
      break;
    }
    last = {
      problem:
        ended.kind === 'missing'
          ? vscode.l10n.t('{0} is not installed, or not on the path.', tool!)
          : ended.kind === 'late'
            ? vscode.l10n.t('{0} took longer than {1} seconds.', command, limits.time / 1000)
            : vscode.l10n.t('{0} failed: {1}', command, ended.message),
    };
    // Another tool may take the place of one that is missing, but not hide what one says.
    if (ended.kind !== 'missing') break;
  }
  cache.clear();
  if ('text' in last) cache.set(key, last);
  return last;
}

/** The commands that render a scope, the first that is installed to be taken; none where nothing is asked for. */
function commandsFor({ plan }: Scope, root: string): string[][] {
  const wish = vscode.workspace.getConfiguration('podpath').get<string>('render.externalTool', 'off');
  const is = (tool: string) => wish === tool || wish === 'auto';
  const commands: string[][] = [];
  if (plan.kind === 'kustomization') {
    if (is('kustomize')) commands.push(['kustomize', 'build', root]);
    if (is('kubectl')) commands.push(['kubectl', 'kustomize', root]);
  }
  if (plan.kind === 'chart' && is('helm')) {
    const values = plan.values === undefined ? [] : ['--values', plan.values];
    commands.push(['helm', 'template', 'release', root, ...values]);
  }
  return commands;
}

/** The hash of everything that the scope is made of. */
async function contentOf({ workspace }: Project, scope: Scope): Promise<string> {
  const texts = [...workspace.files.values()]
    .filter(({ path }) => workspace.scopesOf(path).includes(scope))
    .map(({ path, text }) => `${path}\n${text}`);
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(texts.join('\n\0\n')));
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
