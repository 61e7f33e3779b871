import { recordText } from '../../kubernetes/dns/records.ts';
import { clusterDns } from '../../model/dns/cluster.ts';
import { type NameResolution, resolveFrom } from '../../model/dns/resolveFrom.ts';
import { endpoints, targetIn } from '../../model/endpoints.ts';
import { resourceId } from '../../model/facts/resource.ts';
import type { Workload } from '../../model/facts/workload.ts';
import { nameReferences } from '../../model/names/references.ts';
import { policies } from '../../model/policies.ts';
import type { Scope } from '../../model/workspace.ts';
import { answeredBy, outcomeOfStep, outcomeSentence, outcomeWords, resolvConfLines } from '../dns/words.ts';
import { GraphParts, serviceNode, workloadNode } from '../graph/from/nodes.ts';
import { edgeId, type GraphEdge } from '../graph/graph.ts';
import type { DnsView, Resolution, ResolutionStep } from '../graph/views.ts';

/** Which name is asked for, and from where; without a workload, the first that there is. */
export interface DnsQuestion {
  readonly workload?: string | undefined;
  readonly name?: string | undefined;
  readonly libc?: 'glibc' | 'musl';
}

/** How a name resolves from a workload: resolver, Service and pods as a graph, and each query as a step. */
export function dnsView(scope: Scope, { workload: id, name, libc = 'glibc' }: DnsQuestion): DnsView {
  const { model } = scope;
  const asking = model.inputs.workloads.filter(({ hook }) => !hook);
  const workload =
    asking.find((one) => resourceId(one) === id) ?? (id === undefined ? firstWithNames(scope) : undefined);
  const names = namesFor(scope, workload);
  const parts = new GraphParts();
  const base = { kind: 'dns' as const, workloads: asking.map(resourceId), names };
  const asked = name ?? (id === undefined ? names[0] : undefined);
  if (!workload) return { ...base, graph: parts.graph('flow') };
  const rules = model.get(policies);
  parts.node(workloadNode(workload, rules));
  if (asked === undefined || asked === '') return { ...base, graph: parts.graph('flow') };

  const resolved = resolveFrom(model, { kind: 'workload', workload }, asked, { libc });
  const source = resourceId(workload);
  const dns = model.get(clusterDns);
  const coreDns = 'CoreDNS';
  const servers = resolved.resolution.resolvConf.nameservers.join(', ');
  const edges = new Map<string, string>();
  const connect = (edge: Omit<GraphEdge, 'id'>): string => {
    parts.edge(edge);
    return edgeId(edge);
  };
  if (resolved.resolution.steps.length > 0) {
    parts.node({
      id: coreDns,
      role: 'resolver',
      kind: 'DNS server',
      name: dns.nodeLocal ? 'NodeLocal DNS and CoreDNS' : 'CoreDNS',
      tier: 'service',
      subtitle: servers,
      rows: resolved.resolution.steps.map((step, i) => ({
        id: `query ${i + 1}`,
        label: `${i + 1}  ${step.name}`,
        value: shortOutcome(outcomeOfStep(step)),
      })),
    });
    resolved.resolution.steps.forEach((_, i) => {
      const row = `query ${i + 1}`;
      edges.set(row, connect({ kind: 'dns', source, target: coreDns, targetRow: row, label: i === 0 ? 'asks' : '' }));
    });
  }
  const steps = resolved.resolution.steps.map((step, i): ResolutionStep => {
    const by = answeredBy(step);
    const outcome = outcomeOfStep(step);
    const answers = step.replies.flatMap(({ answers: own }) => own.map(recordText));
    return {
      kind: 'query',
      title: step.name,
      detail: [outcomeWords[outcome], by, ...answers.slice(0, 4)].filter(Boolean).join(' · '),
      result: resultOf(outcome),
      nodes: [source, coreDns],
      edges: [edges.get(`query ${i + 1}`)!],
    };
  });
  return { ...base, ...finish(scope, resolved, workload, parts, steps, coreDns) };
}

function finish(
  scope: Scope,
  resolved: NameResolution,
  workload: Workload,
  parts: GraphParts,
  steps: readonly ResolutionStep[],
  server: string,
): Pick<DnsView, 'graph' | 'resolution'> {
  const { model } = scope;
  const { service, workloads } = resolved;
  const all: ResolutionStep[] = [...steps];
  const source = resourceId(workload);
  if (service) {
    const id = resourceId(service);
    parts.node(
      serviceNode(service, model.get(endpoints).workloadsOf(service), (port, own) => targetIn(port, own).port),
    );
    const answer = { kind: 'dns' as const, source: server, target: id, label: 'answers' };
    if (parts.has(server)) parts.edge(answer);
    all.push({
      kind: 'answer',
      title: `Service ${service.namespace.value}/${service.name.value}`,
      detail: outcomeSentence(resolved),
      result: 'info',
      nodes: [id],
      edges: parts.has(server) ? [edgeId(answer)] : [],
    });
    const rules = model.get(policies);
    for (const own of workloads) {
      parts.node(workloadNode(own, rules));
      const edge = { kind: 'selects' as const, source: id, target: resourceId(own) };
      parts.edge(edge);
      all.push({
        kind: 'connect',
        title: `${own.kind} ${own.name.value}`,
        detail: 'pods behind it',
        result: 'info',
        nodes: [resourceId(own)],
        edges: [edgeId(edge)],
      });
    }
  } else if (resolved.resolved !== 'no' && parts.has(server)) {
    const external = `External/${resolved.name}`;
    parts.node({ id: external, role: 'external', kind: 'Outside the cluster', name: resolved.name, tier: 'beyond' });
    parts.edge({ kind: 'dns', source: server, target: external, label: 'forwards' });
  }
  const resolution: Resolution = {
    workload: source,
    name: resolved.name,
    resolvConf: resolvConfLines(resolved),
    steps: all,
    outcome: outcomeSentence(resolved),
    resolved: resolved.resolved,
  };
  return { graph: parts.graph('flow'), resolution };
}

/** The names that a workload's own texts mention, else all that the scope's texts mention, and then its Services. */
function namesFor(scope: Scope, workload: Workload | undefined): readonly string[] {
  const references = scope.model.get(nameReferences).filter(({ target }) => target.kind !== 'external');
  const own = references.filter(({ users }) => workload !== undefined && users.includes(workload));
  const services = scope.model.inputs.services
    .filter(({ namespace }) => namespace.value === workload?.namespace.value)
    .map(({ name }) => name.value);
  return [...new Set([...own.map(({ host }) => host.value), ...services])];
}

function firstWithNames({ model }: Scope): Workload | undefined {
  const references = model.get(nameReferences);
  const using = references.find(({ users, target }) => users.length > 0 && target.kind !== 'external');
  return using?.users[0] ?? model.inputs.workloads.find(({ hook }) => !hook);
}

function shortOutcome(outcome: ReturnType<typeof outcomeOfStep>): string {
  return outcome === 'ANSWER' ? 'found' : outcome === 'UNKNOWN' ? 'forwarded' : outcome;
}

function resultOf(outcome: ReturnType<typeof outcomeOfStep>): ResolutionStep['result'] {
  switch (outcome) {
    case 'ANSWER':
      return 'found';
    case 'NXDOMAIN':
      return 'nxdomain';
    case 'NODATA':
    case 'CNAME_ONLY':
      return 'nodata';
    case 'SERVFAIL':
    case 'TIMEOUT':
      return 'failed';
    case 'UNKNOWN':
      return 'forwarded';
  }
}
