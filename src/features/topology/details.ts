import { causeInWords } from '../../kubernetes/policy/words.ts';
import type { Finding } from '../../lint/lint.ts';
import { clusterDns } from '../../model/dns/cluster.ts';
import { clusterIPs } from '../../model/dns/services.ts';
import { endpoints } from '../../model/endpoints.ts';
import { type Resource, resourceId } from '../../model/facts/resource.ts';
import { isHeadless, type Service } from '../../model/facts/service.ts';
import type { Workload } from '../../model/facts/workload.ts';
import { policies } from '../../model/policies.ts';
import { type RequiredConnection, requiredConnections, requiredSourceName } from '../../model/required.ts';
import type { Scope } from '../../model/workspace.ts';
import type { Span } from '../../text/span.ts';
import { bare, portLines } from '../dns/words.ts';
import type { GraphEdge } from '../graph/graph.ts';
import type { DetailFinding, DetailRow, DetailSection, Details } from '../graph/views.ts';
import { resourcesById } from './places.ts';

/** What the side panel tells, and the places and findings behind its links and buttons, in the same order. */
export interface DetailsWithPlaces {
  readonly details: Details;
  readonly spans: readonly Span[];
  readonly findings: readonly Finding[];
}

/** What the caller knows and the model does not. */
export interface DetailsContext {
  readonly findings: readonly Finding[];
  /** The rule's `why`. */
  readonly whyOf: (rule: string) => string | undefined;
  /** `web.yaml:12`. */
  readonly placeText: (span: Span) => string;
}

/** All there is to say of an object of the scope; undefined for an id that is none. */
export function detailsOfNode(scope: Scope, id: string, context: DetailsContext): DetailsWithPlaces | undefined {
  const row = scope.model.get(resourcesById).get(id);
  if (!row) return undefined;
  const sections = sectionsOf(scope, row).filter(({ rows }) => rows.length > 0);
  const findings = context.findings.filter(({ resource }) => resource === id);
  const spans = [row.name.value === '' ? row.span : row.name.span];
  return {
    details: {
      id,
      title: row.name.value,
      subtitle: [row.kind, row.namespace.value].filter(Boolean).join(' · '),
      sections,
      findings: findings.map((finding) => toDetail(finding, context)),
      sources: spans.map((span) => ({ label: context.placeText(span) })),
      actions: [],
    },
    spans,
    findings,
  };
}

/** Why a connection is as it is: the text that asks for it, and the rules that decide. */
export function detailsOfEdge(scope: Scope, edge: GraphEdge, context: DetailsContext): DetailsWithPlaces {
  const { model } = scope;
  const spans: Span[] = [];
  const sections: DetailSection[] = [];
  if (edge.kind === 'requires') {
    const { spanOf } = model.get(policies);
    for (const connection of connectionsOf(model.get(requiredConnections), edge)) {
      const { asked, where, service, explanation, protocol, port, targetPort } = connection;
      spans.push(asked);
      const rows: DetailRow[] = [
        { label: 'asked by', value: where },
        { label: 'by way of', value: `Service ${service.name.value}`, node: resourceId(service) },
      ];
      for (const direction of explanation ? [explanation.egress, explanation.ingress] : []) {
        rows.push({ label: direction.direction.toLowerCase(), value: causeInWords(direction) });
        const { cause } = direction;
        const rules = cause.kind === 'allowed-by' ? cause.rules : cause.kind === 'denied-by' ? [cause.rule] : [];
        for (const rule of rules) {
          const span = spanOf(rule);
          if (span) spans.push(span);
        }
        if (cause.kind === 'isolated') {
          for (const policy of cause.policies) {
            const row = model.get(policies).row(policy);
            if (row) spans.push(row.name.span);
          }
        }
      }
      sections.push({ title: `${protocol} ${port ?? targetPort}`, rows });
    }
  }
  const source = model.get(resourcesById).get(edge.source);
  if (spans.length === 0 && source) spans.push(source.name.span);
  const findings = context.findings.filter(({ resource, rule }) =>
    edge.problems?.some((problem) => problem.rule === rule && resource === edge.source),
  );
  return {
    details: {
      id: edge.id,
      title: `${nameOf(edge.source)} → ${nameOf(edge.target)}`,
      subtitle: edge.label ?? 'Connection',
      sections,
      findings: findings.map((finding) => toDetail(finding, context)),
      sources: spans.map((span) => ({ label: context.placeText(span) })),
      actions: [],
    },
    spans,
    findings,
  };
}

function nameOf(id: string): string {
  return id.split('/').at(-1) ?? id;
}

function connectionsOf(all: readonly RequiredConnection[], edge: GraphEdge): readonly RequiredConnection[] {
  return all.filter(({ source, destination, protocol, port, targetPort }) => {
    if (resourceId(destination) !== edge.target) return false;
    if (edge.targetRow !== undefined && edge.targetRow !== `${protocol} ${port ?? targetPort}`) return false;
    return sourceId(source) === edge.source;
  });
}

/** The card that stands for who asks, as the connections graph has it. */
function sourceId(source: RequiredConnection['source']): string {
  switch (source.kind) {
    case 'workload':
      return resourceId(source.workload);
    case 'anywhere':
      return 'Internet';
    case 'cluster':
      return 'Cluster';
    case 'api-server':
      return 'APIServer';
  }
}

function toDetail({ severity, rule, message, fixes = [] }: Finding, { whyOf }: DetailsContext): DetailFinding {
  const why = whyOf(rule);
  return { severity, rule, message, ...(why !== undefined && { why }), fixes: fixes.map(({ title }) => title) };
}

function sectionsOf(scope: Scope, row: Resource): readonly DetailSection[] {
  const { inputs } = scope.model;
  const service = inputs.services.find((own) => own.tree === row.tree);
  if (service) return serviceSections(scope, service);
  const workload = inputs.workloads.find((own) => own.tree === row.tree);
  if (workload) return workloadSections(scope, workload);
  const ingress = inputs.ingresses.find((own) => own.tree === row.tree);
  if (ingress) {
    const rows = ingress.rules.flatMap(({ host, paths }) =>
      paths.map(({ path, backend }): DetailRow => {
        const label = `${host?.value ?? '*'}${path?.value ?? '/'}`;
        const name = backend.service?.value;
        if (name === undefined) return { label, value: 'a resource' };
        const value = `${name}:${backend.port?.value ?? '?'}`;
        return { label, value, node: `Service/${ingress.namespace.value}/${name}` };
      }),
    );
    return [{ title: 'Routes', rows }];
  }
  const policy = inputs.networkPolicies.find((own) => own.tree === row.tree);
  if (policy) {
    const selected = scope.model.get(policies).selectedBy(policy);
    return [{ title: 'Selects', rows: selected.map(({ workload: own }) => linkTo(own)) }];
  }
  return [];
}

function serviceSections(scope: Scope, service: Service): readonly DetailSection[] {
  const { model } = scope;
  const dns = model.get(clusterDns);
  const workloads = model.get(endpoints).workloadsOf(service);
  const [name, namespace] = [service.name.value, service.namespace.value];
  const addresses = isHeadless(service)
    ? ['none: the name answers with the addresses of the pods']
    : service.type.value === 'ExternalName'
      ? []
      : clusterIPs(service, dns.serviceRanges).map(bare);
  const slices = dns.world.server.cluster.slices.filter(
    (slice) => slice.service === name && slice.namespace === namespace,
  );
  const pods = slices.flatMap(({ endpoints: own }) =>
    own.map(
      (one): DetailRow => ({ label: one.target ?? one.hostname ?? 'pod', value: one.addresses.map(bare).join(', ') }),
    ),
  );
  return [
    {
      title: 'Ports',
      rows: portLines(service, workloads).map((line): DetailRow => {
        const [label = line, value] = line.split(' → ');
        return value === undefined ? { label } : { label, value };
      }),
    },
    {
      title: 'Names',
      rows: [
        { label: name, value: `in namespace ${namespace}` },
        { label: `${name}.${namespace}`, value: 'in every namespace' },
        { label: `${name}.${namespace}.svc.${dns.domain}`, value: 'full name' },
      ],
    },
    { title: 'Addresses', rows: addresses.map((address) => ({ label: 'ClusterIP', value: address })) },
    { title: 'Pods', rows: workloads.map(linkTo) },
    { title: 'Endpoints', rows: pods.slice(0, 20) },
    {
      title: 'Used by',
      rows: uses(
        model.get(requiredConnections).filter((one) => one.service === service),
        'source',
      ),
    },
  ];
}

function workloadSections(scope: Scope, workload: Workload): readonly DetailSection[] {
  const { model } = scope;
  const required = model.get(requiredConnections);
  const services = model.get(endpoints).servicesOf(workload);
  const ports = workload.pod.containers.flatMap(({ name, ports: own }) =>
    own.map(
      (port): DetailRow => ({
        label: `${port.containerPort.value} ${port.protocol.value}`,
        value: `${port.name ? `${port.name.value} of ` : ''}${name.value}`,
      }),
    ),
  );
  const selecting = model.get(policies).selecting(workload);
  return [
    { title: 'Ports', rows: ports },
    { title: 'Services', rows: services.map(linkTo) },
    {
      title: 'Policies',
      rows: selecting.map(({ row, selects, directions }) => ({
        label: row.name.value,
        value: `${directions.join(', ').toLowerCase()}${selects === true ? '' : ', perhaps'}`,
      })),
    },
    {
      title: 'Needs',
      rows: uses(
        required.filter(({ source }) => source.kind === 'workload' && source.workload === workload),
        'destination',
      ),
    },
    {
      title: 'Needed by',
      rows: uses(
        required.filter(({ destination }) => destination === workload),
        'source',
      ),
    },
  ];
}

function linkTo(row: Resource): DetailRow {
  return { label: row.name.value, value: row.kind, node: resourceId(row) };
}

/** The other ends of connections, each once, with the worst verdict. */
function uses(connections: readonly RequiredConnection[], end: 'source' | 'destination'): DetailRow[] {
  const rows = new Map<string, DetailRow>();
  for (const { source, destination, protocol, port, targetPort, explanation } of connections) {
    const row = end === 'destination' ? destination : source.kind === 'workload' ? source.workload : undefined;
    const label = row ? row.name.value : requiredSourceName(source);
    const value = `${protocol} ${port ?? targetPort}, ${explanation?.verdict ?? 'unknown'}`;
    const key = `${label} ${value}`;
    if (!rows.has(key)) rows.set(key, { label, value, ...(row && { node: resourceId(row) }) });
  }
  return [...rows.values()];
}
