import type { Protocol } from '../kubernetes/policy/portSet.ts';
import { lastingContainers } from '../model/facts/workload.ts';
import { type Trace, trace } from '../model/trace.ts';
import { knownEnds, nameOfEnd, readEnd, type TraceEnd } from '../model/traceEnds.ts';
import type { Scope } from '../model/workspace.ts';

/** One entry of a list to pick from. */
export interface EndChoice {
  /** What `reachability` takes. */
  readonly id: string;
  readonly label: string;
  /** `Deployment · namespace shop`. */
  readonly description: string;
}

/** The sources or destinations that the manifests name, by namespace and name; the Internet comes last. */
export function endChoices({ model }: Scope, isSource: boolean): EndChoice[] {
  return knownEnds(model, isSource)
    .map((end): EndChoice => {
      const id = nameOfEnd(end);
      const row = end.kind === 'workload' ? end.workload : end.kind === 'service' ? end.service : undefined;
      if (!row) return { id, label: 'Internet', description: 'any address outside of the cluster' };
      return { id, label: row.name.value, description: `${row.kind} · namespace ${row.namespace.value}` };
    })
    .sort((a, b) => rank(a) - rank(b) || compare(a.label, b.label) || compare(a.id, b.id));
}

/** A port of a destination, as it is asked for. */
export interface PortChoice {
  readonly port: number;
  readonly protocol: string;
  /** `80 (http)`. */
  readonly label: string;
  readonly description: string;
}

/** The ports that a destination has; none where it is no object, or says of none. */
export function portChoices({ model }: Scope, destination: string): PortChoice[] {
  const read = readEnd(model, destination, { isSource: false });
  if (read.kind !== 'end') return [];
  const { end } = read;
  if (end.kind === 'service') {
    return end.service.ports.map(({ port, name, protocol, targetPort }) =>
      choice(port.value, protocol.value, name?.value, `leads to ${targetPort.value}`),
    );
  }
  if (end.kind !== 'workload') return [];
  return lastingContainers(end.workload.pod).flatMap((container) =>
    container.ports.map(({ containerPort, name, protocol }) =>
      choice(containerPort.value, protocol.value, name?.value, `container ${container.name.value}`),
    ),
  );
}

/** The answer to a question, or why it cannot be answered: a sentence without its full stop. */
export type Reachability =
  | { readonly kind: 'trace'; readonly trace: Trace; readonly source: TraceEnd; readonly destination: TraceEnd }
  | { readonly kind: 'fault'; readonly fault: string };

/**
 * Whether one end reaches another, and by which way.
 *
 * @param source and `destination`: as on the command line, such as `Deployment/shop/web`, `internet` or `https://shop.example.com`
 */
export function reachability(
  { model }: Scope,
  source: string,
  destination: string,
  port?: number,
  protocol?: Protocol,
): Reachability {
  const from = readEnd(model, source, { isSource: true });
  const to = readEnd(model, destination, { isSource: false, port });
  if (from.kind === 'fault') return from;
  if (to.kind === 'fault') return to;
  const found = trace(model, { source: from.end, destination: to.end, port: port ?? to.port, protocol });
  return { kind: 'trace', trace: found, source: from.end, destination: to.end };
}

function choice(port: number, protocol: string, name: string | undefined, description: string): PortChoice {
  const extra = [name, protocol === 'TCP' ? undefined : protocol].filter((text) => text !== undefined);
  return { port, protocol, label: `${port}${extra.length > 0 ? ` (${extra.join(', ')})` : ''}`, description };
}

function rank({ id }: EndChoice): number {
  return id === 'internet' ? 1 : 0;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
