import type { DirectionExplanation, Verdict } from '../kubernetes/policy/explain.ts';
import type { Protocol } from '../kubernetes/policy/portSet.ts';
import { causeInWords } from '../kubernetes/policy/words.ts';
import type { Span } from '../text/span.ts';
import { resourceId } from './facts/resource.ts';
import type { Policies } from './policies.ts';

/** What a hop is, by which a reader can tell them apart. */
export type HopKind =
  | 'dns'
  | 'service'
  | 'policy'
  | 'interface'
  | 'network'
  | 'container'
  | 'load-balancer'
  | 'node-port'
  | 'host-port'
  | 'proxy'
  | 'node'
  | 'internet'
  | 'end';

/**
 * What a hop rests on. `files`: the manifests say so. `general`: so it is in every cluster.
 * `assumed`: it depends on the network plugin, the provider or a controller, and is the usual case.
 */
export type Basis = 'files' | 'general' | 'assumed';

/** One station of a request. */
export interface TraceHop {
  readonly kind: HopKind;
  /** `Service api: port 80 → 8080`. */
  readonly title: string;
  /** What happens to the packet there: whole sentences. */
  readonly detail: string;
  /** `denied` also where the request ends for another reason than a policy. */
  readonly verdict: Verdict;
  readonly basis: Basis;
  /** The text that causes it. */
  readonly span: Span | undefined;
  /** The objects that take part, as `Kind/namespace/name`. */
  readonly resources: readonly string[];
}

/** The way of one request. */
export interface Trace {
  readonly from: string;
  readonly to: string;
  readonly protocol: Protocol;
  /** At the destination as it was asked for; undefined where none was given or found. */
  readonly port: number | undefined;
  /** Allowed if the request arrives; unknown where that depends on what the manifests do not say. */
  readonly verdict: Verdict;
  /** Why, in a sentence without its full stop. */
  readonly because: string;
  /** The text that decides. */
  readonly decidedBy: Span | undefined;
  readonly hops: readonly TraceHop[];
}

/** A hop; what is left out is: allowed, general, of no text and no object. */
export function hop(kind: HopKind, title: string, detail: string, given: Partial<TraceHop> = {}): TraceHop {
  return { kind, title, detail, verdict: 'allowed', basis: 'general', span: undefined, resources: [], ...given };
}

/** The worse of two verdicts: denied, else unknown. */
export function worse(a: Verdict, b: Verdict): Verdict {
  if (a === 'denied' || b === 'denied') return 'denied';
  return a === 'unknown' || b === 'unknown' ? 'unknown' : 'allowed';
}

/** The verdict over a way: the worst of its hops. */
export function verdictOf(hops: readonly TraceHop[]): Verdict {
  return hops.reduce<Verdict>((verdict, one) => worse(verdict, one.verdict), 'allowed');
}

/** The hop that decides a way: the first that denies, else the first that is unknown. */
export function decisiveHop(hops: readonly TraceHop[]): TraceHop | undefined {
  return hops.find(({ verdict }) => verdict === 'denied') ?? hops.find(({ verdict }) => verdict === 'unknown');
}

/** A policy's say about one direction, as a hop. */
export function policyHop(known: Policies, explanation: DirectionExplanation, who: string): TraceHop {
  const { direction, verdict, cause, policies: ids } = explanation;
  const words = causeInWords(explanation, (id) => {
    const row = known.row(id);
    return row ? `${row.kind} ${row.name.value}` : id;
  });
  const [reference] =
    cause.kind === 'allowed-by' ? cause.rules : cause.kind === 'denied-by' ? [cause.rule] : [undefined];
  const first = cause.kind === 'isolated' || cause.kind === 'no-rule' ? cause.policies[0] : ids[0];
  const row = first === undefined ? undefined : known.row(first);
  const own = row && ('podSelector' in row ? (row.podSelector?.key ?? row.span) : row.span);
  return hop('policy', `${direction} policy of ${who}`, `${capital(words)}.`, {
    verdict,
    basis: 'files',
    span: (reference && known.spanOf(reference)) ?? own,
    resources: ids.flatMap((id) => {
      const found = known.row(id);
      return found ? [resourceId(found)] : [];
    }),
  });
}

/**
 * The way up to the hop that denies, if one does: the packet gets no further. Policies after it that would deny it too
 * stay, so that both can be mended at once.
 */
export function cutAfterDenial(hops: readonly TraceHop[]): TraceHop[] {
  const end = hops.findIndex(({ verdict }) => verdict === 'denied');
  if (end < 0) return [...hops];
  const later = hops.slice(end + 1).filter(({ kind, verdict }) => kind === 'policy' && verdict === 'denied');
  return [...hops.slice(0, end + 1), ...later.map((one) => ({ ...one, detail: `If it got there: ${one.detail}` }))];
}

/** With a capital letter. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
