import * as vscode from 'vscode';
import { digText } from '../features/dns/digText.ts';
import { resolveFrom } from '../model/dns/resolveFrom.ts';
import { resourceId } from '../model/facts/resource.ts';
import { namesByFile } from '../model/names/byFile.ts';
import { nameReferences } from '../model/names/references.ts';
import type { Scope } from '../model/workspace.ts';
import type { DnsQuestion } from './topologyViews.ts';

/** The lookup that a place of a file is about: the name that stands there, from the workload that uses it. */
export function questionAt(scope: Scope, file: string, offset: number): DnsQuestion | undefined {
  const reference = scope.model.get(namesByFile).at(file, offset);
  const [workload] = reference?.users ?? [];
  return reference && workload ? { workload: resourceId(workload), name: reference.host.value } : undefined;
}

/** Asks for the workload and the name as far as they are not given; undefined when the user gives up. */
export async function askQuestion(
  scope: Scope,
  workload: string | undefined,
  name: string | undefined,
): Promise<DnsQuestion | undefined> {
  const from = workload ?? (await pickWorkload(scope));
  if (from === undefined) return undefined;
  const asked = name ?? (await pickName(scope, from));
  return asked === undefined ? undefined : { workload: from, name: asked };
}

/** The lookup as text in the manner of `dig`; undefined when the workload is not there. */
export function questionText({ model }: Scope, { workload: id, name, libc }: DnsQuestion): string | undefined {
  const workload = model.inputs.workloads.find((row) => resourceId(row) === id);
  if (!workload || name === undefined) return undefined;
  return digText(resolveFrom(model, { kind: 'workload', workload }, name, libc === undefined ? {} : { libc }));
}

async function pickWorkload({ model }: Scope): Promise<string | undefined> {
  const items = model.inputs.workloads
    .filter(({ hook }) => !hook)
    .map((row) => ({
      label: `$(server-process) ${row.name.value}`,
      description: `${row.kind} · ${row.namespace.value}`,
      id: resourceId(row),
    }));
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Show DNS Resolution Path (1 of 2)'),
    placeHolder: vscode.l10n.t('The workload whose pods ask'),
    matchOnDescription: true,
  });
  return picked?.id;
}

async function pickName({ model }: Scope, workload: string): Promise<string | undefined> {
  const own = model
    .get(nameReferences)
    .filter(({ users }) => users.some((user) => resourceId(user) === workload))
    .map(({ host }) => ({ label: host.value, description: vscode.l10n.t('used by it') }));
  const services = model.inputs.services.map(({ name, namespace }) => ({
    label: `${name.value}.${namespace.value}`,
    description: 'Service',
  }));
  const known = [...new Map([...own, ...services].map((item) => [item.label, item])).values()];
  const picker = vscode.window.createQuickPick();
  picker.title = vscode.l10n.t('Show DNS Resolution Path (2 of 2)');
  picker.placeholder = vscode.l10n.t('A name; any that is typed will do');
  picker.items = known;
  return new Promise((resolve) => {
    picker.onDidChangeValue((value) => {
      const typed = value.trim();
      const isNew = typed !== '' && !known.some(({ label }) => label === typed);
      picker.items = isNew ? [{ label: typed, description: vscode.l10n.t('as typed') }, ...known] : known;
    });
    picker.onDidAccept(() => {
      // The line that was clicked on is selected, though another one may be active.
      const chosen = picker.selectedItems[0] ?? picker.activeItems[0];
      resolve(chosen?.label ?? (picker.value.trim() || undefined));
      picker.hide();
    });
    picker.onDidHide(() => {
      resolve(undefined);
      picker.dispose();
    });
    picker.show();
  });
}
