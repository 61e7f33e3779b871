import * as vscode from 'vscode';
import { portsOf } from '../features/topology/reachability.ts';
import { endpoints } from '../model/endpoints.ts';
import { resourceId } from '../model/facts/resource.ts';
import { type Trace, trace } from '../model/trace.ts';
import { knownEnds, readEnd, type TraceEnd } from '../model/traceEnds.ts';
import type { Scope } from '../model/workspace.ts';

/**
 * Asks for source, destination and port as far as they are not given, by their ids in graphs, and answers with the
 * trace; undefined when the user gives up.
 */
export async function askReachability(
  scope: Scope,
  from: string | undefined,
  to: string | undefined,
  asked?: number,
): Promise<Trace | undefined> {
  const { model } = scope;
  const source = sourceOf(scope, from) ?? (await pickEnd(scope, true, undefined));
  if (!source) return undefined;
  const destination = endNamed(scope, to, false) ?? (await pickEnd(scope, false, source));
  if (!destination) return undefined;
  const ports = portsOf(destination);
  const known = ports.find(({ port: own }) => own === asked) ?? (ports.length < 2 ? ports[0] : undefined);
  const port = known ?? (ports.length > 1 ? await pickPort(ports) : undefined);
  if (ports.length > 1 && !port) return undefined;
  return trace(model, { source, destination, ...(port && { port: port.port, protocol: port.protocol }) });
}

function endNamed({ model }: Scope, id: string | undefined, isSource: boolean): TraceEnd | undefined {
  if (id === undefined) return undefined;
  const read = readEnd(model, id, { isSource });
  return read.kind === 'end' ? read.end : undefined;
}

/** Traffic comes from pods: of a Service that has one kind of them, these are meant. */
function sourceOf(scope: Scope, id: string | undefined): TraceEnd | undefined {
  const { model } = scope;
  const service = model.inputs.services.find((row) => resourceId(row) === id);
  const [workload] = service ? model.get(endpoints).workloadsOf(service) : [];
  return workload ? { kind: 'workload', workload } : endNamed(scope, id, true);
}

async function pickEnd(
  { model }: Scope,
  isSource: boolean,
  other: TraceEnd | undefined,
): Promise<TraceEnd | undefined> {
  const items = knownEnds(model, isSource)
    .filter((end) => end.kind !== 'workload' || other?.kind !== 'workload' || end.workload !== other.workload)
    .map((end) => ({ ...itemOf(end), end }));
  const step = isSource ? 1 : 2;
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Check Reachability ({0} of 3)', step),
    placeHolder: isSource ? vscode.l10n.t('Where the traffic comes from') : vscode.l10n.t('Where it goes'),
    matchOnDescription: true,
  });
  return picked?.end;
}

function itemOf(end: TraceEnd): vscode.QuickPickItem {
  switch (end.kind) {
    case 'workload': {
      const { kind, name, namespace } = end.workload;
      return { label: `$(server-process) ${name.value}`, description: `${kind} · ${namespace.value}` };
    }
    case 'service': {
      const { kind, name, namespace } = end.service;
      return { label: `$(symbol-interface) ${name.value}`, description: `${kind} · ${namespace.value}` };
    }
    case 'internet':
      return { label: `$(globe) ${vscode.l10n.t('Internet')}`, description: vscode.l10n.t('outside of the cluster') };
    case 'address':
      return { label: end.address };
    case 'name':
      return { label: end.name };
  }
}

async function pickPort(ports: ReturnType<typeof portsOf>) {
  return vscode.window.showQuickPick(ports, {
    title: vscode.l10n.t('Check Reachability ({0} of 3)', 3),
    placeHolder: vscode.l10n.t('The port of the destination'),
  });
}
