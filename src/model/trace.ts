import type { Protocol } from '../kubernetes/policy/portSet.ts';
import type { Model } from './derived.ts';
import { lastingContainers, type Workload } from './facts/workload.ts';
import type { TraceEnd } from './traceEnds.ts';
import { nameOfEnd } from './traceEnds.ts';
import { fromOutside } from './traceEntry.ts';
import { cutAfterDenial, decisiveHop, type Trace, verdictOf } from './traceHops.ts';
import { fromPod } from './tracePod.ts';
import type { Way } from './traceWays.ts';

export type { Basis, HopKind, Trace, TraceHop } from './traceHops.ts';

/** What is asked: may this reach that, and which way does it go? */
export interface TraceRequest {
  readonly source: TraceEnd;
  readonly destination: TraceEnd;
  /** The port that the client asks for: of the Service, where it asks a Service. Undefined takes the only or first one. */
  readonly port?: number | undefined;
  /** Undefined is what the port is, else TCP. */
  readonly protocol?: Protocol | undefined;
}

/**
 * The way of one request, hop by hop, with what happens to the packet at each and the text that causes it; and the
 * verdict: denied where the manifests prove that it does not arrive, unknown where they do not tell.
 */
export function trace(model: Model, request: TraceRequest): Trace {
  const { source, destination } = request;
  const port = request.port ?? (destination.kind === 'workload' ? onlyPort(destination.workload) : undefined);
  const asked = { ...request, port };
  const way: Way =
    source.kind === 'workload' ? fromPod(model, source.workload, asked) : fromOutside(model, source, asked);
  const verdict = verdictOf(way.hops);
  const decisive = decisiveHop(way.hops);
  const last = way.hops.findLast(({ kind }) => kind === 'policy') ?? way.hops.at(-1);
  const because = decisive ? `${decisive.title}: ${sentence(decisive.detail)}` : allowedBecause(way);
  return {
    from: nameOfEnd(source),
    to: nameOfEnd(destination),
    protocol: way.protocol,
    port: way.port,
    verdict,
    because,
    decidedBy: (decisive ?? last)?.span,
    hops: cutAfterDenial(way.hops),
  };
}

function allowedBecause({ hops }: Way): string {
  const said = hops.filter(({ kind }) => kind === 'policy').map(({ detail }) => sentence(detail));
  return said.length === 0 ? 'no policy is about it' : [...new Set(said)].join('; ');
}

/** A sentence within another: names of kinds keep their capital. */
function sentence(text: string): string {
  const isName = /^(?:[A-Z][a-z]*[A-Z]|(?:Service|Deployment|Ingress|Pod|Job|Namespace|Gateway|Cilium) )/.test(text);
  return `${isName ? text.charAt(0) : text.charAt(0).toLowerCase()}${text.slice(1)}`.replace(/\.$/, '');
}

/** The first port that the pods declare. */
function onlyPort({ pod }: Workload): number | undefined {
  return lastingContainers(pod).flatMap(({ ports }) => ports)[0]?.containerPort.value;
}
