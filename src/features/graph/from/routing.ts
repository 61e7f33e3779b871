import { openReasons } from '../../../model/closedWorld.ts';
import { derive } from '../../../model/derived.ts';
import { endpoints, targetIn } from '../../../model/endpoints.ts';
import { resourceId } from '../../../model/facts/resource.ts';
import { gateways } from '../../../model/gateways.ts';
import { policies } from '../../../model/policies.ts';
import { serviceIndex } from '../../../model/services.ts';
import type { Span } from '../../../text/span.ts';
import type { Graph } from '../graph.ts';
import { addGateway, addRoute, listenersOf, rulesOf } from './gatewayApi.ts';
import { GraphParts, rowOf, serviceNode, type Targets, workloadNode } from './nodes.ts';
import { addHostPorts, addIngress, addOpenShiftRoute, addServiceEdges, pathsOf } from './waysIn.ts';

const targets: Targets = (port, workload) => targetIn(port, workload).port;

/**
 * How requests get in: the Internet, Gateways, Ingresses and routes, Services, workloads. Without problems, which come from the
 * rules: see `withProblems`. Hooks of Helm are left out.
 */
export const routingGraph = derive(
  [
    'services',
    'workloads',
    'ingresses',
    'openShiftRoutes',
    'gateways',
    'routes',
    'referenceGrants',
    'networkPolicies',
    'adminPolicies',
    'namespaces',
    'nodes',
    'otherPolicies',
    'cluster',
    'scope',
    'producers',
  ],
  (view): Graph => {
    const parts = new GraphParts();
    const { workloadsOf } = view.get(endpoints);
    const { find } = view.get(serviceIndex);
    const rules = view.get(policies);
    const open = view.get(openReasons);
    for (const workload of view.workloads) {
      if (workload.hook) continue;
      parts.node(workloadNode(workload, rules));
      addHostPorts(parts, workload);
    }
    for (const service of view.services) {
      if (service.hook) continue;
      const selected = workloadsOf(service);
      parts.node(serviceNode(service, selected, targets));
      addServiceEdges(parts, service);
      for (const workload of selected)
        for (const port of service.ports)
          parts.edge({
            kind: 'selects',
            source: resourceId(service),
            sourceRow: rowOf(port),
            target: resourceId(workload),
          });
      if (service.ports.length === 0)
        for (const workload of selected)
          parts.edge({ kind: 'selects', source: resourceId(service), target: resourceId(workload) });
    }
    for (const ingress of view.ingresses) if (!ingress.hook) addIngress(parts, ingress, find, open);
    for (const route of view.openShiftRoutes) if (!route.hook) addOpenShiftRoute(parts, route, find, open);
    const known = view.get(gateways);
    for (const gateway of view.gateways) if (!gateway.hook) addGateway(parts, gateway);
    for (const route of view.routes) if (!route.hook) addRoute(parts, route, known, open);
    return parts.graph('tiers');
  },
);

/** Where the rows of the routing graph stand, so that a finding at a port or path is shown at its row. */
export const routingRows = derive(['services', 'ingresses', 'gateways', 'routes'], (view): RowPlaces => {
  const places = new Map<string, { row: string; spans: readonly Span[] }[]>();
  for (const service of view.services)
    places.set(
      resourceId(service),
      service.ports.map((port) => ({
        row: rowOf(port),
        spans: [port.tree?.span, port.span, port.port.span, port.targetPort.span, port.nodePort?.span].filter(
          (span) => span !== undefined,
        ),
      })),
    );
  for (const ingress of view.ingresses)
    places.set(
      resourceId(ingress),
      pathsOf(ingress).map(({ row, backend, span }) => ({
        row: row.id,
        spans: [span, backend.span, backend.service?.span, backend.port?.span].filter((each) => each !== undefined),
      })),
    );
  for (const gateway of view.gateways)
    places.set(
      resourceId(gateway),
      listenersOf(gateway).map(({ row, span }) => ({ row: row.id, spans: [span] })),
    );
  for (const route of view.routes)
    places.set(
      resourceId(route),
      rulesOf(route).map(({ row, rule, span }) => ({
        row: row.id,
        spans: [
          span,
          ...rule.backends.flatMap((backend) =>
            [backend.span, backend.name.span, backend.port?.span].filter((each) => each !== undefined),
          ),
        ],
      })),
    );
  return places;
});

/** By node: its rows, each with the places that it was made of. */
export type RowPlaces = ReadonlyMap<string, readonly { readonly row: string; readonly spans: readonly Span[] }[]>;
