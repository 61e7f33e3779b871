import { backendsOf } from '../../../model/facts/ingress.ts';
import type { Resource } from '../../../model/facts/resource.ts';
import { gateways } from '../../../model/gateways.ts';
import { nameReferences } from '../../../model/names/references.ts';
import type { Scope } from '../../../model/workspace.ts';
import type { Span } from '../../../text/span.ts';

/** Text that names something, and the object that has it. */
export interface Naming {
  readonly from: Resource;
  readonly span: Span;
  readonly where: string;
}

/** Who names an object that the files do not have, or a host outside, by its id in graphs; empty for any other id. */
export function namingsOf({ model }: Scope, id: string): readonly Naming[] {
  const { inputs } = model;
  const [kind = '', namespace = '', name = ''] = id.split('/');
  const found: Naming[] = [];
  const add = (from: Resource, span: Span, where: string = from.kind): void => {
    if (!found.some((one) => one.span.file === span.file && one.span.start === span.start))
      found.push({ from, span, where });
  };
  if (kind === 'External') {
    const host = id.slice('External/'.length);
    for (const { from, host: own, where } of model.get(nameReferences))
      if (own.value === host) add(from, own.span, where);
    for (const service of inputs.services)
      if (service.externalName?.value === host) add(service, service.externalName.span, 'externalName');
    return found;
  }
  if (kind === 'Gateway') {
    for (const route of inputs.routes)
      for (const { parent, gateway } of model.get(gateways).attachmentsOf(route))
        if (!gateway && parent.name.value === name && (parent.namespace ?? route.namespace).value === namespace)
          add(route, parent.name.span, 'parentRefs');
    return found;
  }
  if (kind !== 'Service') return found;
  for (const ingress of inputs.ingresses) {
    if (ingress.namespace.value !== namespace) continue;
    for (const { service } of backendsOf(ingress)) if (service?.value === name) add(ingress, service.span, 'backend');
  }
  for (const route of inputs.routes)
    for (const { backends } of route.rules)
      for (const backend of backends)
        if (backend.name.value === name && (backend.namespace ?? route.namespace).value === namespace)
          add(route, backend.name.span, 'backendRefs');
  for (const route of inputs.openShiftRoutes)
    for (const service of route.services)
      if (route.namespace.value === namespace && service.value === name) add(route, service.span);
  for (const { from, host, where, target } of model.get(nameReferences))
    if (target.kind === 'missing' && target.service === name && target.namespace === namespace)
      add(from, host.span, where);
  return found;
}
