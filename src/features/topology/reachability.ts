import { everyAddress } from '../../kubernetes/policy/addressSet.ts';
import type { DirectionExplanation } from '../../kubernetes/policy/explain.ts';
import { readProtocol } from '../../kubernetes/policy/networkPolicy.ts';
import type { Protocol } from '../../kubernetes/policy/portSet.ts';
import { causeInWords } from '../../kubernetes/policy/words.ts';
import type { Model } from '../../model/derived.ts';
import { endpoints, targetIn } from '../../model/endpoints.ts';
import { resourceId } from '../../model/facts/resource.ts';
import type { Service } from '../../model/facts/service.ts';
import { lastingContainers, type Workload } from '../../model/facts/workload.ts';
import { policies } from '../../model/policies.ts';
import type { Span } from '../../text/span.ts';
import { edgeId } from '../graph/graph.ts';
import type { Hop, Trace } from '../graph/views.ts';

/** Where traffic comes from: a workload, or anybody outside of the cluster. */
export type ReachSource = { readonly kind: 'workload'; readonly workload: Workload } | { readonly kind: 'internet' };

/** What it is meant for. */
export type ReachTarget =
  | { readonly kind: 'workload'; readonly workload: Workload }
  | { readonly kind: 'service'; readonly service: Service };

/** A port that may be asked about, in the destination's own words. */
export interface ReachPort {
  readonly port: number;
  readonly protocol: Protocol;
  readonly label: string;
}

/** A trace, and the texts that decided, for those who want to go there. */
export interface Reachability {
  readonly trace: Trace;
  readonly spans: readonly { readonly label: string; readonly span: Span }[];
}

/** The ports of a destination: of a Service its own, of a workload those that its containers declare. */
export function portsOf(target: ReachTarget): readonly ReachPort[] {
  const found: ReachPort[] = [];
  const add = (port: number, written: string, name: string | undefined): void => {
    const protocol = readProtocol(written);
    if (!protocol || found.some((one) => one.port === port && one.protocol === protocol)) return;
    found.push({ port, protocol, label: name === undefined ? `${port} ${protocol}` : `${port} ${protocol} (${name})` });
  };
  if (target.kind === 'service') {
    for (const { port, protocol, name } of target.service.ports) add(port.value, protocol.value, name?.value);
  } else {
    for (const { ports } of lastingContainers(target.workload.pod)) {
      for (const { containerPort, protocol, name } of ports) add(containerPort.value, protocol.value, name?.value);
    }
  }
  return found;
}

/** The way from a source to a port of a destination: what happens at each step, and whether the policies let it pass. */
export function checkReach(model: Model, source: ReachSource, target: ReachTarget, wanted: ReachPort): Reachability {
  const hops: Hop[] = [];
  const spans: { label: string; span: Span }[] = [];
  const from = source.kind === 'workload' ? resourceId(source.workload) : 'Internet';
  const fromText =
    source.kind === 'workload' ? `${source.workload.kind} ${source.workload.name.value}` : 'the Internet';
  const toText =
    target.kind === 'service'
      ? `Service ${target.service.name.value}`
      : `${target.workload.kind} ${target.workload.name.value}`;
  const destinations: { readonly workload: Workload; readonly port: number | undefined }[] = [];
  if (target.kind === 'service') {
    const { service } = target;
    const own = service.ports.find(
      ({ port, protocol }) => port.value === wanted.port && readProtocol(protocol.value) === wanted.protocol,
    );
    const behind = model.get(endpoints).workloadsOf(service);
    for (const workload of behind) {
      destinations.push({ workload, port: own && targetIn(own, workload).port });
    }
    hops.push({
      title: `${fromText} sends to ${toText}, port ${wanted.port}`,
      detail:
        behind.length > 0
          ? 'The node replaces the address of the Service by that of one of its pods.'
          : 'The Service has no pods, so the connection is refused.',
      verdict: behind.length > 0 ? 'allowed' : 'denied',
      nodes: [from, resourceId(service)],
      edges: [],
    });
  } else destinations.push({ workload: target.workload, port: wanted.port });

  const { explain, spanOf, row } = model.get(policies);
  const end = source.kind === 'workload' ? source.workload : everyAddress(4);
  for (const { workload, port } of destinations) {
    const id = resourceId(workload);
    const name = `${workload.kind} ${workload.name.value}`;
    const edges =
      target.kind === 'service' ? [edgeId({ kind: 'selects', source: resourceId(target.service), target: id })] : [];
    if (port === undefined) {
      const detail = 'Its pods have no port of that name.';
      hops.push({ title: `nothing of ${name} listens`, detail, verdict: 'denied', nodes: [id], edges });
      continue;
    }
    const { egress, ingress } = explain(end, workload, wanted.protocol, port);
    const direction = (
      one: DirectionExplanation,
      title: string,
      nodes: readonly string[],
      along: readonly string[],
    ): void => {
      hops.push({ title, detail: sentence(causeInWords(one)), verdict: one.verdict, nodes, edges: along });
      for (const [label, span] of placesOf(one, spanOf, (policy) => row(policy)?.name.span))
        spans.push({ label, span });
    };
    if (source.kind === 'workload') direction(egress, `out of ${fromText}`, [from], []);
    direction(ingress, `into ${name}, port ${port}`, [id], edges);
  }
  const verdict = hops.some((hop) => hop.verdict === 'denied')
    ? 'denied'
    : hops.some((hop) => hop.verdict === 'unknown')
      ? 'unknown'
      : 'allowed';
  return { trace: { title: `${fromText} → ${toText}, ${wanted.protocol} ${wanted.port}`, verdict, hops }, spans };
}

function placesOf(
  { cause }: DirectionExplanation,
  spanOf: (rule: { policy: string; direction: 'Ingress' | 'Egress'; index: number }) => Span | undefined,
  policySpan: (policy: string) => Span | undefined,
): [string, Span][] {
  const rules = cause.kind === 'allowed-by' ? cause.rules : cause.kind === 'denied-by' ? [cause.rule] : [];
  const isolating = cause.kind === 'isolated' ? cause.policies : [];
  return [
    ...rules.flatMap((rule): [string, Span][] => {
      const span = spanOf(rule);
      return span ? [[`${rule.direction.toLowerCase()} rule ${rule.index + 1} of ${rule.policy}`, span]] : [];
    }),
    ...isolating.flatMap((policy): [string, Span][] => {
      const span = policySpan(policy);
      return span ? [[policy, span]] : [];
    }),
  ];
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
