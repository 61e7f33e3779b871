import { endpoints } from '../model/endpoints.ts';
import { type Resource, resourceId } from '../model/facts/resource.ts';
import { type RequiredConnection, requiredConnections } from '../model/required.ts';
import type { Scope } from '../model/workspace.ts';
import type { Span } from '../text/span.ts';

/** One end of calls, with the texts that ask for them. */
export interface Calls {
  readonly row: Resource;
  /** Verdict and port of each, such as `TCP 80, denied`. */
  readonly detail: string;
  readonly places: readonly Span[];
}

/** The workloads that call a Service, or any Service in front of a workload. */
export function callersOf({ model }: Scope, row: Resource): Calls[] {
  return gather(
    model.get(requiredConnections).flatMap((one) => {
      const isMeant = one.service.tree === row.tree || one.destination.tree === row.tree;
      return isMeant && one.source.kind === 'workload' ? [{ other: one.source.workload, one }] : [];
    }),
  );
}

/** The Services that a workload calls; of a Service, the workloads that it leads to. */
export function calleesOf({ model }: Scope, row: Resource): Calls[] {
  const service = model.inputs.services.find(({ tree }) => tree === row.tree);
  if (service) {
    return model
      .get(endpoints)
      .workloadsOf(service)
      .map((workload) => ({ row: workload, detail: 'selected', places: [service.selectorKey ?? service.span] }));
  }
  return gather(
    model
      .get(requiredConnections)
      .flatMap((one) =>
        one.source.kind === 'workload' && one.source.workload.tree === row.tree ? [{ other: one.service, one }] : [],
      ),
  );
}

function gather(found: readonly { readonly other: Resource; readonly one: RequiredConnection }[]): Calls[] {
  const byId = new Map<string, { row: Resource; details: Set<string>; places: Span[] }>();
  for (const { other, one } of found) {
    const id = resourceId(other);
    let entry = byId.get(id);
    if (!entry) byId.set(id, (entry = { row: other, details: new Set(), places: [] }));
    entry.details.add(`${one.protocol} ${one.port ?? one.targetPort}, ${one.explanation?.verdict ?? 'unknown'}`);
    entry.places.push(one.asked);
  }
  return [...byId.values()].map(({ row, details, places }) => ({ row, detail: [...details].join('; '), places }));
}
