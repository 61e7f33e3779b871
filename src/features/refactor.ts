import { serviceForms } from '../kubernetes/dns/forms.ts';
import { clusterDns } from '../model/dns/cluster.ts';
import { resolveFrom } from '../model/dns/resolveFrom.ts';
import { endpoints } from '../model/endpoints.ts';
import { namespaceUndecided } from '../model/facts/resource.ts';
import { lastingContainers, type Workload } from '../model/facts/workload.ts';
import { namesByFile } from '../model/names/byFile.ts';
import type { NameReference } from '../model/names/references.ts';
import { serviceIndex } from '../model/services.ts';
import type { Scope, Workspace } from '../model/workspace.ts';
import type { Edit } from '../text/edit.ts';
import { scalarText } from '../yaml/write.ts';
import { askerOf } from './hovers/nameHover.ts';

/** A change that mends nothing, but may be wanted. */
export interface Refactoring {
  readonly title: string;
  readonly edits: readonly Edit[];
}

/**
 * What may be done at an offset of a file: other forms of a name, and the Service that a workload lacks.
 * Nothing where several scopes would have it differently.
 */
export function refactoringsAt(workspace: Workspace, file: string, offset: number): readonly Refactoring[] {
  const byScope = workspace
    .scopesOf(file)
    .map((scope) => [...formsAt(scope, file, offset), ...servicesAt(workspace, scope, file, offset)]);
  const [first = [], ...others] = byScope;
  return first.filter((one) => others.every((list) => list.some((other) => sameChange(one, other))));
}

function sameChange(a: Refactoring, b: Refactoring): boolean {
  return a.title === b.title && JSON.stringify(a.edits) === JSON.stringify(b.edits);
}

/** The other forms of the name at a place that lead to the same Service from each of its users. */
function formsAt(scope: Scope, file: string, offset: number): Refactoring[] {
  const { model } = scope;
  const reference = model.get(namesByFile).at(file, offset);
  if (reference?.target.kind !== 'service' || reference.host.derived) return [];
  const { service, endpoint } = reference.target;
  const { domain } = model.get(clusterDns);
  const { resolution } = resolveFrom(model, askerOf(reference), reference.host.value);
  const forms = serviceForms(
    {
      service: service.name.value,
      namespace: service.namespace.value,
      ...(endpoint !== undefined && { endpoint }),
    },
    { resolvConf: resolution.resolvConf, libc: 'musl', clusterDomain: domain },
  );
  const titles = { name: 'Use the short name', namespaced: 'Add the namespace', full: 'Use the full name' } as const;
  const labels = reference.host.value.split('.').length;
  return forms.flatMap(({ kind, text, works }) => {
    if (kind === 'with-svc' || kind === 'absolute' || !works || text === reference.host.value) return [];
    // A namespace that is decided on applying is no part of a name.
    if (kind !== 'name' && namespaceUndecided(service)) return [];
    const title =
      kind === 'namespaced' && labels > text.split('.').length ? 'Use the name and namespace' : titles[kind];
    return [{ title: `${title}: "${text}"`, edits: [{ span: reference.host.span, text }] }];
  });
}

/** A Service for the workload at a place, or for the one that a name at it is called after. */
function servicesAt(workspace: Workspace, scope: Scope, file: string, offset: number): Refactoring[] {
  const { model } = scope;
  const reference = model.get(namesByFile).at(file, offset);
  if (reference) {
    const wanted = wantedService(reference);
    const workload =
      wanted &&
      model.inputs.workloads.find(
        ({ name, namespace, hook }) => !hook && name.value === wanted.name && namespace.value === wanted.namespace,
      );
    const action = workload && serviceFor(workspace, workload, wanted.name);
    return action ? [action] : [];
  }
  const workload = model.inputs.workloads.find(
    ({ name, span }) =>
      (name.span.file === file && name.span.start <= offset && offset <= name.span.end) ||
      (span.file === file && span.start <= offset && offset <= span.end),
  );
  if (!workload || model.get(endpoints).servicesOf(workload).length > 0) return [];
  if (model.get(serviceIndex).find(workload.namespace.value, workload.name.value)) return [];
  const action = serviceFor(workspace, workload, workload.name.value);
  return action ? [action] : [];
}

function wantedService({ target }: NameReference): { name: string; namespace: string } | undefined {
  return target.kind === 'missing' ? { name: target.service, namespace: target.namespace } : undefined;
}

/** A Service behind the document of a workload, with the ports that its containers declare. */
function serviceFor(workspace: Workspace, workload: Workload, name: string): Refactoring | undefined {
  const { tree, podLabelSpans, namespace, kind } = workload;
  const text = workspace.files.get(tree.span.file)?.text;
  const ports = lastingContainers(workload.pod).flatMap((container) => container.ports);
  const labels = [...podLabelSpans].filter(([, { derived }]) => !derived);
  if (text === undefined || tree.derived || ports.length === 0 || labels.length === 0) return undefined;
  if (tree.span.file.endsWith('.json') || ['Job', 'CronJob'].includes(kind)) return undefined;
  const several = ports.length > 1;
  const lines = [
    'apiVersion: v1',
    'kind: Service',
    'metadata:',
    `  name: ${scalarText(name)}`,
    ...(namespaceUndecided(workload) || namespace.derived ? [] : [`  namespace: ${scalarText(namespace.value)}`]),
    'spec:',
    ...(kind === 'StatefulSet' && workload.serviceName?.value === name ? ['  clusterIP: None'] : []),
    '  selector:',
    ...labels.map(([key, { value }]) => `    ${scalarText(key)}: ${scalarText(value)}`),
    '  ports:',
    ...ports.flatMap(({ name: port, containerPort, protocol }, i) => {
      const title = port?.value ?? (several ? `port-${i + 1}` : undefined);
      return [
        ...(title === undefined ? [] : [`    - name: ${scalarText(title)}`]),
        `    ${title === undefined ? '-' : ' '} port: ${containerPort.value}`,
        ...(port ? [`      targetPort: ${scalarText(port.value)}`] : []),
        ...(protocol.value === 'TCP' ? [] : [`      protocol: ${protocol.value}`]),
      ];
    }),
  ];
  const at = documentEnd(text, tree.span.end);
  const lead = text.slice(0, at).endsWith('\n') ? '' : '\n';
  return {
    title: `Create Service ${name} for ${kind} ${workload.name.value}`,
    edits: [{ span: { file: tree.span.file, start: at, end: at }, text: `${lead}---\n${lines.join('\n')}\n` }],
  };
}

/** The offset at which the next document's separator begins, or the end of the text. */
function documentEnd(text: string, from: number): number {
  const next = /^(?:---|\.\.\.)(?:\s|$)/gm;
  next.lastIndex = from;
  return next.exec(text)?.index ?? text.length;
}
