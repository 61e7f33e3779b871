import { resourceId } from '../../model/facts/resource.ts';
import { namesByFile } from '../../model/names/byFile.ts';
import type { NameReference } from '../../model/names/references.ts';
import { serviceIndex } from '../../model/services.ts';
import type { Scope, Workspace } from '../../model/workspace.ts';
import { occurrences } from '../symbols/occurrences.ts';

/** What can be asked of the place under the pointer, by the ids that objects have in graphs. */
export type HoverLink =
  | { readonly kind: 'show'; readonly object: string }
  | { readonly kind: 'resolve'; readonly workload: string; readonly name: string }
  | { readonly kind: 'resolveFrom'; readonly workload: string }
  | { readonly kind: 'trace'; readonly from: string; readonly to: string; readonly port: number | undefined }
  | { readonly kind: 'traceFrom'; readonly object: string }
  | { readonly kind: 'traceTo'; readonly object: string };

/**
 * What to offer below the hover of a place: of a name the lookup and the way to its Service, of a Service and a workload
 * their cards and ways. Nothing where there is nothing to ask.
 */
export function linksAt(workspace: Workspace, file: string, offset: number): readonly HoverLink[] {
  for (const scope of workspace.scopesOf(file)) {
    const links = linksIn(scope, file, offset);
    if (links.length > 0) return links;
  }
  return [];
}

function linksIn({ model }: Scope, file: string, offset: number): readonly HoverLink[] {
  const reference = model.get(namesByFile).at(file, offset);
  if (reference && reference.target.kind !== 'external') return linksOfName(reference);
  const symbol = model.get(occurrences).at(file, offset)?.symbol;
  const [namespace = '', name = '', last = ''] = symbol?.id.replace(/^[^:]+:/, '').split('/') ?? [];
  switch (symbol?.kind) {
    case 'service':
    case 'portNumber':
    case 'portName': {
      const service = model.get(serviceIndex).find(namespace, name);
      if (!service) return [];
      const object = resourceId(service);
      return [
        { kind: 'show', object },
        { kind: 'traceTo', object },
      ];
    }
    case 'workload': {
      const workload = model.inputs.workloads.find(
        (row) => row.namespace.value === namespace && row.kind === name && row.name.value === last,
      );
      if (!workload || workload.hook) return [];
      const object = resourceId(workload);
      return [
        { kind: 'show', object },
        { kind: 'traceFrom', object },
        { kind: 'resolveFrom', workload: object },
      ];
    }
    default:
      return [];
  }
}

function linksOfName({ host, users, target, port }: NameReference): readonly HoverLink[] {
  const [user] = users;
  const service = target.kind === 'service' ? resourceId(target.service) : undefined;
  return [
    ...(user ? [{ kind: 'resolve', workload: resourceId(user), name: host.value } as const] : []),
    ...(user && service !== undefined
      ? [{ kind: 'trace', from: resourceId(user), to: service, port: port?.value } as const]
      : []),
    ...(service === undefined ? [] : [{ kind: 'show', object: service } as const]),
  ];
}
