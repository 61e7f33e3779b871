import type { Finding } from '../../lint/lint.ts';
import type { Resource } from '../../model/facts/resource.ts';
import { policies } from '../../model/policies.ts';
import type { Scope } from '../../model/workspace.ts';
import { covers, type Span } from '../../text/span.ts';
import type { GraphEdge } from '../graph/graph.ts';
import type { DetailFinding, DetailSection, Details } from '../graph/views.ts';
import { type Naming, namingsOf } from './details/absent.ts';
import { edgeDetails } from './details/edge.ts';
import { linkTo } from './details/rows.ts';
import { serviceSections } from './details/service.ts';
import { gatewaySections, ingressSections, openShiftRouteSections, routeSections } from './details/waysIn.ts';
import { workloadSections } from './details/workload.ts';
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
  /** The line that a place begins in, without its indentation. */
  readonly lineText: (span: Span) => string;
}

/**
 * All there is to say of a card: of an object of the scope, or of what the scope only names. Undefined for an id that is
 * neither.
 */
export function detailsOfNode(scope: Scope, id: string, context: DetailsContext): DetailsWithPlaces | undefined {
  const row = scope.model.get(resourcesById).get(id);
  if (!row) return detailsOfAbsent(namingsOf(scope, id), id, context);
  const spans = [row.name.value === '' ? row.span : row.name.span];
  const findings = context.findings.filter(({ resource }) => resource === id);
  const subtitle = [row.kind, row.namespace.value].filter(Boolean).join(' · ');
  const head = { id, title: row.name.value, subtitle };
  return withPlaces(head, sectionsOf(scope, row), spans, findings, context);
}

/** Why a line is as it is: the text that asks for it, and the rules that decide. */
export function detailsOfEdge(scope: Scope, edge: GraphEdge, context: DetailsContext): DetailsWithPlaces {
  const { sections, spans } = edgeDetails(scope, edge);
  const findings = context.findings.filter(({ resource, rule }) =>
    edge.problems?.some((problem) => problem.rule === rule && resource === edge.source),
  );
  const title = `${nameOf(edge.source)} → ${nameOf(edge.target)}`;
  return withPlaces(
    { id: edge.id, title, subtitle: edge.label ?? edgeWords[edge.kind] },
    sections,
    spans,
    findings,
    context,
  );
}

const edgeWords: Readonly<Record<GraphEdge['kind'], string>> = {
  route: 'Route',
  selects: 'Selects',
  runs: 'Runs',
  requires: 'Connection',
  allows: 'Connection',
  dns: 'DNS',
  contains: 'Contains',
};

function detailsOfAbsent(
  namings: readonly Naming[],
  id: string,
  context: DetailsContext,
): DetailsWithPlaces | undefined {
  if (namings.length === 0) return undefined;
  const [kind = '', namespace = ''] = id.split('/');
  const isHost = kind === 'External';
  const spans = namings.map(({ span }) => span);
  // What is wrong with it is found where it is named.
  const findings = context.findings.filter(({ span }) =>
    spans.some((own) => covers(own, span.file, span.start) || covers(span, own.file, own.start)),
  );
  const rows = namings.map(({ from, where }) => linkTo(from, `${from.kind}, ${where}`));
  const subtitle = isHost ? 'outside of the cluster' : `${kind} · ${namespace} · not in these files`;
  const unique = [...new Map(rows.map((row) => [`${row.node} ${row.value}`, row])).values()];
  return withPlaces(
    { id, title: nameOf(id), subtitle },
    [{ title: 'Named by', rows: unique }],
    spans,
    isHost ? [] : findings,
    context,
  );
}

function withPlaces(
  head: Pick<Details, 'id' | 'title' | 'subtitle'>,
  sections: readonly DetailSection[],
  all: readonly Span[],
  findings: readonly Finding[],
  { placeText, lineText, whyOf }: DetailsContext,
): DetailsWithPlaces {
  const spans = [...new Map(all.map((span) => [`${span.file}:${span.start}`, span])).values()];
  return {
    details: {
      ...head,
      sections: sections.filter(({ rows }) => rows.length > 0),
      findings: findings.map((finding) => toDetail(finding, whyOf(finding.rule))),
      sources: spans.map((span) => ({ label: placeText(span), text: lineText(span) })),
      actions: [],
    },
    spans,
    findings,
  };
}

function toDetail({ severity, rule, message, fixes = [] }: Finding, why: string | undefined): DetailFinding {
  return { severity, rule, message, ...(why !== undefined && { why }), fixes: fixes.map(({ title }) => title) };
}

function nameOf(id: string): string {
  return id.split('/').at(-1) ?? id;
}

function sectionsOf(scope: Scope, row: Resource): readonly DetailSection[] {
  const { inputs } = scope.model;
  const own = <T extends Resource>(rows: readonly T[]): T | undefined => rows.find(({ tree }) => tree === row.tree);
  const service = own(inputs.services);
  if (service) return serviceSections(scope, service);
  const workload = own(inputs.workloads);
  if (workload) return workloadSections(scope, workload);
  const ingress = own(inputs.ingresses);
  if (ingress) return ingressSections(scope, ingress);
  const gateway = own(inputs.gateways);
  if (gateway) return gatewaySections(scope, gateway);
  const route = own(inputs.routes);
  if (route) return routeSections(scope, route);
  const openShiftRoute = own(inputs.openShiftRoutes);
  if (openShiftRoute) return openShiftRouteSections(openShiftRoute);
  const policy = own(inputs.networkPolicies);
  if (!policy) return [];
  const selected = scope.model.get(policies).selectedBy(policy);
  return [{ title: 'Selects', rows: selected.map(({ workload: selectedOne }) => linkTo(selectedOne)) }];
}
