import * as vscode from 'vscode';
import { distributions } from '../kubernetes/addresses/distributions.ts';

/** Lets the user choose the distribution whose ranges count where the files say nothing. Kept in the workspace's settings. */
export async function chooseProfile(): Promise<void> {
  const configuration = vscode.workspace.getConfiguration('podpath.cluster');
  const now = configuration.get('distribution', 'auto');
  const items = [
    { id: 'auto', label: vscode.l10n.t('Read it from the files'), detail: undefined as string | undefined },
    ...distributions.map(({ id, name, pods, services }) => ({
      id: id as string,
      label: name,
      detail: vscode.l10n.t('Pods {0}, Services {1}', listed(pods), listed(services)),
    })),
  ].map(({ detail, ...item }) => ({
    ...item,
    description: item.id === now ? vscode.l10n.t('chosen') : '',
    ...(detail !== undefined && { detail }),
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Choose Cluster Profile'),
    placeHolder: vscode.l10n.t('The distribution whose ranges count where the files say nothing'),
    matchOnDetail: true,
  });
  if (!picked || picked.id === now) return;
  const target = vscode.workspace.workspaceFolders
    ? vscode.ConfigurationTarget.Workspace
    : vscode.ConfigurationTarget.Global;
  await configuration.update('distribution', picked.id === 'auto' ? undefined : picked.id, target);
}

function listed(ranges: readonly string[]): string {
  return ranges.length === 0 ? '–' : ranges.join(', ');
}
