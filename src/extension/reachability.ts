import * as vscode from 'vscode';
import {
  checkReach,
  portsOf,
  type Reachability,
  type ReachSource,
  type ReachTarget,
} from '../features/topology/reachability.ts';
import { endpoints } from '../model/endpoints.ts';
import { resourceId } from '../model/facts/resource.ts';
import type { Scope } from '../model/workspace.ts';

/**
 * Asks for source, destination and port as far as they are not given, by their ids in graphs, and answers with the
 * trace; undefined when the user gives up.
 */
export async function askReachability(
  scope: Scope,
  from: string | undefined,
  to: string | undefined,
): Promise<Reachability | undefined> {
  const source = sourceOf(scope, from) ?? (await pickSource(scope));
  if (!source) return undefined;
  const target = targetOf(scope, to) ?? (await pickTarget(scope, source));
  if (!target) return undefined;
  const ports = portsOf(target);
  if (ports.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('The destination declares no ports.'));
    return undefined;
  }
  const port =
    ports.length === 1
      ? ports[0]
      : await vscode.window.showQuickPick(ports, {
          title: vscode.l10n.t('Check Reachability (3 of 3)'),
          placeHolder: vscode.l10n.t('The port of the destination'),
        });
  return port && checkReach(scope.model, source, target, port);
}

/** The verdict and each step as text, for a document or the clipboard. */
export function reachabilityText({ trace }: Reachability): string {
  const lines = trace.hops.flatMap(({ title, detail, verdict }, i) => [
    `${i + 1}. ${title}: ${verdict}`,
    ...(detail === undefined ? [] : [`   ${detail}`]),
  ]);
  return [`${trace.title}: ${trace.verdict}`, '', ...lines, ''].join('\n');
}

function sourceOf({ model }: Scope, id: string | undefined): ReachSource | undefined {
  if (id === undefined) return undefined;
  if (id === 'Internet') return { kind: 'internet' };
  const workload =
    model.inputs.workloads.find((row) => resourceId(row) === id) ??
    // Traffic comes from the pods of a Service, if there is just one kind of them.
    model.inputs.services
      .filter((row) => resourceId(row) === id)
      .map((service) => model.get(endpoints).workloadsOf(service))
      .find(({ length }) => length === 1)?.[0];
  return workload && { kind: 'workload', workload };
}

function targetOf({ model }: Scope, id: string | undefined): ReachTarget | undefined {
  if (id === undefined) return undefined;
  const service = model.inputs.services.find((row) => resourceId(row) === id);
  if (service) return { kind: 'service', service };
  const workload = model.inputs.workloads.find((row) => resourceId(row) === id);
  return workload && { kind: 'workload', workload };
}

async function pickSource({ model }: Scope): Promise<ReachSource | undefined> {
  const items = [
    {
      label: `$(globe) ${vscode.l10n.t('Internet')}`,
      description: vscode.l10n.t('anybody outside of the cluster'),
      source: { kind: 'internet' } as ReachSource,
    },
    ...model.inputs.workloads
      .filter(({ hook }) => !hook)
      .map((workload) => ({
        label: `$(server-process) ${workload.name.value}`,
        description: `${workload.kind} · ${workload.namespace.value}`,
        source: { kind: 'workload', workload } as ReachSource,
      })),
  ];
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Check Reachability (1 of 3)'),
    placeHolder: vscode.l10n.t('Where the traffic comes from'),
    matchOnDescription: true,
  });
  return picked?.source;
}

async function pickTarget({ model }: Scope, source: ReachSource): Promise<ReachTarget | undefined> {
  const items = [
    ...model.inputs.services
      .filter(({ hook, type }) => !hook && type.value !== 'ExternalName')
      .map((service) => ({
        label: `$(symbol-interface) ${service.name.value}`,
        description: `Service · ${service.namespace.value}`,
        target: { kind: 'service', service } as ReachTarget,
      })),
    ...model.inputs.workloads
      .filter((workload) => !workload.hook && !(source.kind === 'workload' && source.workload === workload))
      .map((workload) => ({
        label: `$(server-process) ${workload.name.value}`,
        description: `${workload.kind} · ${workload.namespace.value}`,
        target: { kind: 'workload', workload } as ReachTarget,
      })),
  ];
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Check Reachability (2 of 3)'),
    placeHolder: vscode.l10n.t('Where it goes'),
    matchOnDescription: true,
  });
  return picked?.target;
}
