import { readProtocol } from '../../kubernetes/policy/networkPolicy.ts';
import type { Protocol } from '../../kubernetes/policy/portSet.ts';
import { lastingContainers } from '../../model/facts/workload.ts';
import type { Trace as ModelTrace } from '../../model/trace.ts';
import type { TraceEnd } from '../../model/traceEnds.ts';
import type { Graph } from '../graph/graph.ts';
import type { Hop, Trace } from '../graph/views.ts';

/** A port that may be asked about, in the destination's own words. */
export interface ReachPort {
  readonly port: number;
  readonly protocol: Protocol;
  readonly label: string;
}

/** The ports of a destination: of a Service its own, of a workload those that its containers declare; else none. */
export function portsOf(end: TraceEnd): readonly ReachPort[] {
  const found: ReachPort[] = [];
  const add = (port: number, written: string, name: string | undefined): void => {
    const protocol = readProtocol(written);
    if (!protocol || found.some((one) => one.port === port && one.protocol === protocol)) return;
    found.push({ port, protocol, label: name === undefined ? `${port} ${protocol}` : `${port} ${protocol} (${name})` });
  };
  if (end.kind === 'service') {
    for (const { port, protocol, name } of end.service.ports) add(port.value, protocol.value, name?.value);
  } else if (end.kind === 'workload') {
    for (const { ports } of lastingContainers(end.workload.pod)) {
      for (const { containerPort, protocol, name } of ports) add(containerPort.value, protocol.value, name?.value);
    }
  }
  return found;
}

/** A trace as the topology shows it: at each hop the cards that take part, and the lines between them and those before. */
export function traceOnGraph({ from, to, protocol, port, verdict, hops }: ModelTrace, graph: Graph): Trace {
  const drawn = new Set(graph.nodes.map(({ id }) => id));
  let before: readonly string[] = from === 'internet' && drawn.has('Internet') ? ['Internet'] : [];
  const shown = hops.map((hop): Hop => {
    const own = hop.resources.filter((id) => drawn.has(id));
    const nodes = own.length > 0 ? own : before;
    const edges = graph.edges
      .filter(({ source, target }) => {
        const enters = before.includes(source) && own.includes(target);
        const within = own.includes(source) && own.includes(target);
        return enters || within;
      })
      .map(({ id }) => id);
    if (own.length > 0) before = own;
    const detail = hop.basis === 'assumed' ? `${hop.detail} (assumed)` : hop.detail;
    return { title: hop.title, detail, verdict: hop.verdict, nodes, edges };
  });
  const at = port === undefined ? '' : `, ${protocol} ${port}`;
  return { title: `${nameOf(from)} → ${nameOf(to)}${at}`, verdict, hops: shown };
}

function nameOf(end: string): string {
  const [kind, , name] = end.split('/');
  return name === undefined ? end : `${kind} ${name}`;
}
