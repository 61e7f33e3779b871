import { endpoints } from '../model/endpoints.ts';
import { resourceId } from '../model/facts/resource.ts';
import type { Service } from '../model/facts/service.ts';
import type { Workload } from '../model/facts/workload.ts';
import { policies } from '../model/policies.ts';
import { type RequiredConnection, requiredConnections, requiredSourceName } from '../model/required.ts';
import type { Scope } from '../model/workspace.ts';
import type { Span } from '../text/span.ts';

/** A line above an object: who reaches it, whom it reaches, and what is blocked. */
export interface ReachLens {
  /** The name of the object. */
  readonly span: Span;
  /** `reached by 4, reaches 2, 1 blocked`. */
  readonly title: string;
  /** One line for each connection. */
  readonly tooltip: string;
  /** `Kind/namespace/name`, as traces take it. */
  readonly resource: string;
  /** The first connection that is blocked, to trace at a click; else the first of all. Ends as traces take them. */
  readonly trace:
    | { readonly source: string; readonly destination: string; readonly port: number | undefined }
    | undefined;
}

/**
 * The lenses of one file in one scope: for Services and workloads that the manifests' own references reach, or that reach
 * others. Objects of which nothing is to be said have none.
 */
export function reachLenses(scope: Scope, file: string): ReachLens[] {
  const { model } = scope;
  const { services, workloads } = model.inputs;
  const required = model.get(requiredConnections);
  const { servicesOf } = model.get(endpoints);
  const own = [
    ...services.filter((one) => isIn(one, file)).map((service) => lensOfService(service, required)),
    ...workloads
      .filter((one) => isIn(one, file))
      .map((workload) => lensOfWorkload(scope, workload, required, servicesOf(workload).length > 0)),
  ];
  return own.flatMap((lens) => lens ?? []);
}

function isIn({ name, span, hook }: Service | Workload, file: string): boolean {
  return !hook && name.span.file === file && span.file === file && !name.derived;
}

function lensOfService(service: Service, required: readonly RequiredConnection[]): ReachLens | undefined {
  const incoming = required.filter((one) => one.service === service);
  if (incoming.length === 0) return undefined;
  return lens(service, incoming, [], []);
}

function lensOfWorkload(
  { model }: Scope,
  workload: Workload,
  required: readonly RequiredConnection[],
  isServed: boolean,
): ReachLens | undefined {
  const incoming = required.filter((one) => one.destination === workload);
  const outgoing = required.filter(({ source }) => source.kind === 'workload' && source.workload === workload);
  const restricted = model
    .get(policies)
    .selecting(workload)
    .some(({ directions }) => directions.includes('Ingress'));
  if (incoming.length === 0 && outgoing.length === 0 && (restricted || !isServed)) return undefined;
  return lens(workload, incoming, outgoing, restricted ? [] : ['no policy: open to all']);
}

function lens(
  of: Service | Workload,
  incoming: readonly RequiredConnection[],
  outgoing: readonly RequiredConnection[],
  more: readonly string[],
): ReachLens {
  const passing = (all: readonly RequiredConnection[]) => all.filter((one) => one.explanation?.verdict !== 'denied');
  const blocked = [...incoming, ...outgoing].filter((one) => one.explanation?.verdict === 'denied');
  const sources = new Set(passing(incoming).map(({ source }) => requiredSourceName(source)));
  const targets = new Set(passing(outgoing).map(({ destination }) => resourceId(destination)));
  const first = blocked[0] ?? incoming[0] ?? outgoing[0];
  return {
    span: of.name.span,
    resource: resourceId(of),
    title: [
      ...(incoming.length > 0 ? [`reached by ${sources.size}`] : []),
      ...(outgoing.length > 0 ? [`reaches ${targets.size}`] : []),
      ...(blocked.length > 0 ? [`${blocked.length} blocked`] : []),
      ...more,
    ].join(', '),
    tooltip: [...incoming, ...outgoing].map(asLine).join('\n'),
    trace: first && {
      source: first.source.kind === 'workload' ? resourceId(first.source.workload) : 'internet',
      destination: resourceId(first.service),
      port: first.service.ports.find(({ targetPort }) => targetPort.value === first.targetPort)?.port.value,
    },
  };
}

function asLine({ source, service, protocol, port, targetPort, where, explanation }: RequiredConnection): string {
  return `${requiredSourceName(source)} → Service ${service.name.value}, ${protocol} ${port ?? targetPort}: ${explanation?.verdict ?? 'unknown'} (${where})`;
}
