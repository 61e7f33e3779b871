/** What crosses the border of a namespace: to other namespaces, and out of the cluster. */
import type { Workload } from '../../../model/facts/workload.ts';
import type { OutwardConnection } from '../../../model/outward.ts';
import type { RequiredConnection } from '../../../model/required.ts';
import { compareText } from '../../../text/span.ts';
import { type Verdict, verdicts } from '../graph.ts';
import type { GraphParts } from './nodes.ts';

/** The row of a namespace's card that stands for something; undefined where it has none of its own. */
export type RowOf<T> = (of: T) => string | undefined;

/** More hosts than this are told in one row of the card for what lies outside. */
const mostHosts = 14;

/** What crosses from one namespace to another, gathered, with the gravest verdict. */
export function addNeeds(
  parts: GraphParts,
  connections: readonly RequiredConnection[],
  hasRow: (namespace: string, row: string) => boolean,
): void {
  const crossing = new Gathered();
  for (const { source, destination, service, explanation } of connections) {
    if (source.kind !== 'workload') continue;
    const [from, to] = [source.workload.namespace.value, destination.namespace.value];
    if (from === to) continue;
    const row = service.name.value;
    crossing.add(`Namespace//${from}`, undefined, `Namespace//${to}`, hasRow(to, row) ? row : undefined, explanation);
  }
  crossing.addTo(parts);
}

/** One card for all hosts outside that workloads are told to call, with a row for each. */
export function addOutside(parts: GraphParts, connections: readonly OutwardConnection[], rowOf: RowOf<Workload>): void {
  const calls = connections.filter(({ workload }) => !workload.hook);
  if (calls.length === 0) return;
  const portsOf = new Map<string, Set<number>>();
  for (const { host, port } of calls) {
    const ports = portsOf.get(host) ?? new Set();
    portsOf.set(host, port === undefined ? ports : ports.add(port));
  }
  const hosts = [...portsOf.keys()].sort(compareText);
  const left = hosts.length - mostHosts;
  const shown = left > 1 ? hosts.slice(0, mostHosts) : hosts;
  parts.node({
    id: 'Outside',
    role: 'external',
    kind: 'Outside',
    name: 'Out of the cluster',
    tier: 'beyond',
    subtitle: hosts.length === 1 ? '1 host' : `${hosts.length} hosts`,
    rows: [
      ...shown.map((host) => ({ id: host, label: host, value: [...portsOf.get(host)!].join(', ') })),
      ...(left > 1 ? [{ id: 'more', label: `and ${left} more` }] : []),
    ],
  });
  const outward = new Gathered();
  for (const { workload, host, explanation } of calls) {
    const from = `Namespace//${workload.namespace.value}`;
    outward.add(from, rowOf(workload), 'Outside', shown.includes(host) ? host : 'more', explanation);
  }
  outward.addTo(parts);
}

interface Crossing {
  readonly source: string;
  readonly sourceRow: string | undefined;
  readonly target: string;
  readonly targetRow: string | undefined;
  verdict: Verdict;
  count: number;
}

/** Edges of equal ends as one, with the gravest verdict of all. */
class Gathered {
  readonly #crossings = new Map<string, Crossing>();

  add(
    source: string,
    sourceRow: string | undefined,
    target: string,
    targetRow: string | undefined,
    explanation: { readonly verdict: Verdict } | undefined,
  ): void {
    const verdict = explanation?.verdict ?? 'unknown';
    const key = [source, sourceRow, target, targetRow].join('\n');
    const known = this.#crossings.get(key);
    if (!known) {
      this.#crossings.set(key, { source, sourceRow, target, targetRow, verdict, count: 1 });
      return;
    }
    known.count++;
    if (gravity(verdict) > gravity(known.verdict)) known.verdict = verdict;
  }

  addTo(parts: GraphParts): void {
    for (const { source, sourceRow, target, targetRow, verdict, count } of this.#crossings.values())
      parts.edge({
        kind: 'requires',
        source,
        target,
        ...(sourceRow !== undefined && { sourceRow }),
        ...(targetRow !== undefined && { targetRow }),
        verdict,
        ...(count > 1 && { count }),
      });
  }
}

function gravity(verdict: Verdict): number {
  return verdict === 'denied' ? 2 : verdicts.indexOf(verdict) > 0 ? 1 : 0;
}
