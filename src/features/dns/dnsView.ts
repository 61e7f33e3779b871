import { withoutDot } from '../../kubernetes/dns/names.ts';
import type { ResolutionStep as LookupStep, Outcome } from '../../kubernetes/dns/resolve.ts';
import type { Libc } from '../../kubernetes/dns/searchList.ts';
import { clusterDns } from '../../model/dns/cluster.ts';
import { type NameResolution, resolveFrom } from '../../model/dns/resolveFrom.ts';
import { clusterIPs } from '../../model/dns/services.ts';
import { resourceId } from '../../model/facts/resource.ts';
import { isHeadless, type Service } from '../../model/facts/service.ts';
import type { Workload } from '../../model/facts/workload.ts';
import { nameReferences } from '../../model/names/references.ts';
import type { Scope } from '../../model/workspace.ts';
import { compareText } from '../../text/span.ts';
import { edgeId, type Graph, type GraphEdge, type GraphNode } from '../graph/graph.ts';
import type { DnsView, Resolution, ResolutionStep } from '../graph/views.ts';
import { answeredBy, bare, outcomeOfStep, outcomeSentence, outcomeWords, portLines, resolvConfLines } from './words.ts';

/** The DNS path of the topology: whom to ask from, what is worth asking, and one lookup when both are chosen. */
export function dnsView(
  scope: Scope,
  choice: { readonly workload?: string; readonly name?: string; readonly libc?: Libc } = {},
): DnsView {
  const { workloads } = scope.model.inputs;
  const workload = workloads.find((row) => resourceId(row) === choice.workload);
  const names = namesWorthAsking(scope, workload);
  const base = { kind: 'dns' as const, workloads: workloads.map(resourceId).sort(compareText), names };
  if (!workload || choice.name === undefined || choice.name === '') return { ...base, graph: pathGraph(undefined) };
  const resolved = resolveFrom(scope.model, { kind: 'workload', workload }, choice.name, {
    libc: choice.libc ?? 'glibc',
  });
  const parts = partsOf(scope, resolved, workload);
  return { ...base, graph: pathGraph(parts), resolution: resolutionOf(resolved, parts) };
}

/** The steps of a lookup, for lists; the nodes and edges are those of `dnsView`. */
export function dnsPath(scope: Scope, workload: Workload, name: string, libc: Libc = 'glibc'): Resolution {
  const resolved = resolveFrom(scope.model, { kind: 'workload', workload }, name, { libc });
  return resolutionOf(resolved, partsOf(scope, resolved, workload));
}

/** The names that the workload uses, first; then the short names of its namespace and those of the others. */
function namesWorthAsking({ model }: Scope, workload: Workload | undefined): readonly string[] {
  const used = model
    .get(nameReferences)
    .filter(({ users }) => workload === undefined || users.includes(workload))
    .map(({ host }) => host.value);
  const services = model.inputs.services.map(({ name, namespace }) =>
    namespace.value === workload?.namespace.value ? name.value : `${name.value}.${namespace.value}`,
  );
  return [...new Set([...used.sort(compareText), ...services.sort(compareText)])].slice(0, 500);
}

interface Parts {
  readonly workload: Workload;
  readonly resolver: GraphNode;
  readonly server: GraphNode;
  readonly outside: GraphNode | undefined;
  readonly service: GraphNode | undefined;
  readonly pods: readonly GraphNode[];
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  readonly ask: GraphEdge;
  readonly query: GraphEdge;
  readonly forward: GraphEdge | undefined;
  readonly answer: GraphEdge | undefined;
  readonly selects: readonly GraphEdge[];
}

function partsOf({ model }: Scope, resolved: NameResolution, workload: Workload): Parts {
  const dns = model.get(clusterDns);
  const { resolution, service, libc } = resolved;
  const id = resourceId(workload);
  const namespace = workload.namespace.value;
  const usesCluster = resolution.resolvConf.nameservers.some((server) => dns.world.node.clusterDNS.includes(server));
  const asker: GraphNode = {
    id,
    role: 'workload',
    kind: workload.kind,
    name: workload.name.value,
    namespace,
    tier: 'entry',
    subtitle: `in ${namespace}`,
  };
  const resolver: GraphNode = {
    id: `Resolver/${id}`,
    role: 'resolver',
    kind: 'Resolver',
    name: `resolv.conf · ${libc}`,
    tier: 'service',
    rows: resolution.steps.map((step, i) => ({
      id: String(i),
      label: withoutDot(step.name),
      value: outcomeWords[outcomeOfStep(step)],
    })),
  };
  const server: GraphNode = usesCluster
    ? {
        id: 'DNS/cluster',
        role: 'dns',
        kind: 'CoreDNS',
        name: 'CoreDNS',
        tier: 'service',
        subtitle: dns.configuration.origin,
        rows: dns.world.node.clusterDNS.map((address) => ({ id: address, label: address })),
      }
    : { id: 'DNS/node', role: 'dns', kind: 'Resolver', name: "the node's resolver", tier: 'service' };
  const goesOut = resolution.steps.some((step) => outcomeOfStep(step) === 'UNKNOWN');
  const outside: GraphNode | undefined = goesOut
    ? { id: 'DNS/upstream', role: 'external', kind: 'DNS', name: 'DNS outside', tier: 'beyond' }
    : undefined;
  const leads = service ? serviceNode(service, clusterIPs(service, dns.serviceRanges)) : undefined;
  const pods = resolved.workloads.map((behind) => podNode(behind, resolved.endpoint));
  const ask = edge('dns', asker.id, resolver.id, resolved.name);
  const query = edge('dns', resolver.id, server.id, `${resolution.queriesSent} questions`);
  const forward = outside && edge('dns', server.id, outside.id, 'forward');
  const answer = leads && edge('dns', server.id, leads.id, resolved.endpoint ?? 'answer');
  const selects = leads ? pods.map((pod) => edge('selects', leads.id, pod.id)) : [];
  const nodes = unique([asker, resolver, server, ...(outside ? [outside] : []), ...(leads ? [leads] : []), ...pods]);
  return {
    workload,
    resolver,
    server,
    outside,
    service: leads,
    pods,
    nodes,
    edges: [ask, query, ...(forward ? [forward] : []), ...(answer ? [answer] : []), ...selects],
    ask,
    query,
    forward,
    answer,
    selects,
  };
}

function resolutionOf(resolved: NameResolution, parts: Parts): Resolution {
  const { resolution, service, workloads } = resolved;
  const steps: ResolutionStep[] = [];
  if (resolution.source !== 'dns') {
    steps.push({
      kind: 'answer',
      title: outcomeSentence(resolved),
      result: resolution.result.addresses.length > 0 ? 'found' : 'nxdomain',
      nodes: [resourceId(parts.workload), parts.resolver.id],
      edges: [parts.ask.id],
    });
  }
  for (const step of resolution.steps) steps.push(...stepOf(step, parts));
  if (resolved.resolved === 'yes' && service && parts.service && parts.answer) {
    steps.push({
      kind: 'answer',
      title: outcomeSentence(resolved),
      ...(service.type.value === 'ExternalName' && { detail: `alias of ${service.externalName?.value ?? '?'}` }),
      result: 'found',
      nodes: [parts.server.id, parts.service.id],
      edges: [parts.answer.id],
    });
    steps.push(connectStep(service, workloads, parts));
  }
  return {
    workload: resourceId(parts.workload),
    name: resolved.name,
    resolvConf: resolvConfLines(resolved),
    steps,
    outcome: outcomeSentence(resolved),
    resolved: resolved.resolved,
  };
}

function connectStep(service: Service, workloads: readonly Workload[], parts: Parts): ResolutionStep {
  const direct = isHeadless(service);
  const to = workloads.map(({ kind, name }) => `${kind} ${name.value}`).join(', ');
  const isAlias = service.type.value === 'ExternalName';
  return {
    kind: 'connect',
    title: isAlias
      ? 'The connection goes to the target of the alias'
      : workloads.length === 0
        ? `No pod is behind Service ${service.name.value}: connections are refused`
        : direct
          ? `The connection goes to the pods of ${to} themselves`
          : `kube-proxy sends the connection to a pod of ${to}`,
    ...(service.ports.length > 0 && { detail: portLines(service, workloads).join('; ') }),
    result: workloads.length > 0 || isAlias ? 'info' : 'failed',
    nodes: [parts.service!.id, ...parts.pods.map(({ id }) => id)],
    edges: parts.selects.map(({ id }) => id),
  };
}

const results: Readonly<Record<Outcome, ResolutionStep['result']>> = {
  ANSWER: 'found',
  NODATA: 'nodata',
  CNAME_ONLY: 'nodata',
  NXDOMAIN: 'nxdomain',
  SERVFAIL: 'failed',
  TIMEOUT: 'failed',
  UNKNOWN: 'forwarded',
};

/** One step for each question: those of both families stand together where they end alike. */
function stepOf(step: LookupStep, parts: Parts): ResolutionStep[] {
  const alike = new Set(step.replies.map(({ outcome }) => outcome)).size === 1;
  const groups = alike ? [step.replies] : step.replies.map((reply) => [reply]);
  return groups.flatMap((replies): ResolutionStep[] => {
    const [first] = replies;
    if (!first) return [];
    const by = answeredBy({ ...step, replies });
    const addresses = first.answers.flatMap((record) =>
      'data' in record && record.type !== 'CNAME' ? [bare(record.data)] : [],
    );
    const detail = [outcomeWords[first.outcome], ...(by ? [`by ${by}`] : []), ...addresses].join(' · ');
    const out = first.outcome === 'UNKNOWN' && parts.outside && parts.forward;
    return [
      {
        kind: 'query',
        title: `${withoutDot(step.name)} ${replies.map(({ type }) => type).join(' and ')}`,
        detail,
        result: results[first.outcome],
        nodes: [parts.resolver.id, parts.server.id, ...(out ? [parts.outside!.id] : [])],
        edges: [parts.query.id, ...(out ? [parts.forward!.id] : [])],
      },
    ];
  });
}

/** The way of a question in one row, across namespaces: boxes around them would only bend it. */
function pathGraph(parts: Parts | undefined): Graph {
  return { arrangement: 'flow', groups: [], nodes: parts?.nodes ?? [], edges: parts?.edges ?? [] };
}

function serviceNode(service: Service, addresses: readonly string[]): GraphNode {
  const namespace = service.namespace.value;
  return {
    id: resourceId(service),
    role: 'service',
    kind: 'Service',
    name: service.name.value,
    namespace,
    tier: 'workload',
    subtitle: [`in ${namespace}`, ...natureOf(service, addresses)].join(' · '),
    rows: service.ports.map(({ port, name, targetPort }) => ({
      id: String(port.value),
      label: name?.value ?? String(port.value),
      value: `${port.value} → ${targetPort.value}`,
    })),
  };
}

function natureOf(service: Service, addresses: readonly string[]): readonly string[] {
  if (service.type.value === 'ExternalName') return ['ExternalName'];
  return isHeadless(service) ? ['headless'] : addresses.map(bare);
}

function podNode(workload: Workload, endpoint: string | undefined): GraphNode {
  const namespace = workload.namespace.value;
  const { replicas } = workload;
  return {
    id: `${resourceId(workload)}/pods`,
    role: 'pod',
    kind: 'Pod',
    name: endpoint ?? workload.name.value,
    namespace,
    tier: 'pod',
    subtitle: `${workload.kind} ${workload.name.value}`,
    ...(endpoint === undefined && replicas !== undefined && replicas > 1 && { count: replicas }),
  };
}

function edge(kind: GraphEdge['kind'], source: string, target: string, label?: string): GraphEdge {
  return { id: edgeId({ kind, source, target }), kind, source, target, ...(label !== undefined && { label }) };
}

function unique(nodes: readonly GraphNode[]): readonly GraphNode[] {
  return [...new Map(nodes.map((node) => [node.id, node])).values()];
}
