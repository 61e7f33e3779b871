import { causeInWords } from '../../../kubernetes/policy/words.ts';
import { resourceId } from '../../../model/facts/resource.ts';
import { policies } from '../../../model/policies.ts';
import { type RequiredConnection, requiredConnections } from '../../../model/required.ts';
import type { Scope } from '../../../model/workspace.ts';
import type { Span } from '../../../text/span.ts';
import { listenersOf, rulesOf } from '../../graph/from/gatewayApi.ts';
import { rowOf } from '../../graph/from/nodes.ts';
import { pathsOf } from '../../graph/from/waysIn.ts';
import type { GraphEdge } from '../../graph/graph.ts';
import type { DetailRow, DetailSection } from '../../graph/views.ts';
import { resourcesById } from '../places.ts';

/** What there is to say of a line, and the text that makes it. */
export interface EdgeDetails {
  readonly sections: readonly DetailSection[];
  readonly spans: readonly Span[];
}

/** Why a line is there: its ends, of a connection who asks and which rules decide, and the text that makes it. */
export function edgeDetails(scope: Scope, edge: GraphEdge): EdgeDetails {
  const ends = {
    title: 'Ends',
    rows: [endRow('from', edge.source, edge.sourceRow), endRow('to', edge.target, edge.targetRow)],
  };
  if (edge.kind !== 'requires') return { sections: [ends], spans: madeBy(scope, edge) };
  const asked = connectionDetails(scope, edge);
  return { sections: [ends, ...asked.sections], spans: asked.spans.length > 0 ? asked.spans : madeBy(scope, edge) };
}

function endRow(label: string, id: string, row: string | undefined): DetailRow {
  const [kind = '', , name] = id.split('/');
  const text = name === undefined ? id.split('/').at(-1)! : `${kind} ${name}`;
  return { label, value: row === undefined ? text : `${text}, ${row}`, node: id };
}

function connectionDetails({ model }: Scope, edge: GraphEdge): EdgeDetails {
  const spans: Span[] = [];
  const { spanOf, row: policyRow } = model.get(policies);
  const sections = connectionsOf(model.get(requiredConnections), edge).map((connection): DetailSection => {
    const { asked, where, service, explanation, protocol, port, targetPort } = connection;
    spans.push(asked);
    const rows: DetailRow[] = [
      { label: 'asked by', value: where },
      { label: 'by way of', value: `Service ${service.name.value}`, node: resourceId(service) },
    ];
    for (const direction of explanation ? [explanation.egress, explanation.ingress] : []) {
      const { cause } = direction;
      const deciding = cause.kind === 'allowed-by' ? cause.rules : cause.kind === 'denied-by' ? [cause.rule] : [];
      spans.push(...deciding.flatMap((rule) => spanOf(rule) ?? []));
      const isolating = cause.kind === 'isolated' ? cause.policies : [];
      spans.push(...isolating.flatMap((policy) => policyRow(policy)?.name.span ?? []));
      const [policy] = [...deciding.map((rule) => rule.policy), ...isolating];
      const row = policy === undefined ? undefined : policyRow(policy);
      rows.push({
        label: direction.direction.toLowerCase(),
        value: causeInWords(direction),
        ...(row && { node: resourceId(row) }),
      });
    }
    return { title: `${protocol} ${port ?? targetPort}`, rows };
  });
  return { sections, spans };
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

/** The text that a line of the routing comes from: the row that it leaves, else the one that it ends at, or their objects. */
function madeBy(scope: Scope, edge: GraphEdge): readonly Span[] {
  const { model } = scope;
  const named = (id: string) => model.get(resourcesById).get(id)?.name.span ?? [];
  const rows = [
    ...rowSpans(scope, edge.source, edge.sourceRow),
    ...(edge.kind === 'selects' ? selectorSpans(scope, edge) : rowSpans(scope, edge.target, edge.targetRow)),
  ];
  return rows.length > 0 ? rows : [named(edge.source), named(edge.target)].flat();
}

function rowSpans({ model }: Scope, id: string, row: string | undefined): readonly Span[] {
  if (row === undefined) return [];
  const { services, ingresses, gateways, routes } = model.inputs;
  const is = (one: Parameters<typeof resourceId>[0]) => resourceId(one) === id;
  const service = services.find(is);
  if (service) return service.ports.filter((port) => rowOf(port) === row).map(({ span }) => span);
  const ingress = ingresses.find(is);
  if (ingress) return pathsOf(ingress).flatMap((path) => (path.row.id === row ? [path.span] : []));
  const gateway = gateways.find(is);
  if (gateway) return listenersOf(gateway).flatMap((listener) => (listener.row.id === row ? [listener.span] : []));
  const route = routes.find(is);
  return route ? rulesOf(route).flatMap((rule) => (rule.row.id === row ? [rule.span] : [])) : [];
}

/** The selector of a Service, and the labels of the pods that it asks for. */
function selectorSpans({ model }: Scope, { source, target }: GraphEdge): readonly Span[] {
  const service = model.inputs.services.find((row) => resourceId(row) === source);
  const workload = model.inputs.workloads.find((row) => resourceId(row) === target);
  if (!service || !workload) return [];
  const labels = [...service.selector.keys()].flatMap((key) => workload.podLabelSpans.get(key)?.span ?? []);
  return [...(service.selectorKey ? [service.selectorKey] : []), ...labels];
}
