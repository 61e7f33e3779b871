import { derive } from '../../../model/derived.ts';
import { endpoints, targetIn } from '../../../model/endpoints.ts';
import type { Ingress, IngressBackend } from '../../../model/facts/ingress.ts';
import { resourceId } from '../../../model/facts/resource.ts';
import type { Service } from '../../../model/facts/service.ts';
import { policies } from '../../../model/policies.ts';
import { serviceIndex } from '../../../model/services.ts';
import type { Span } from '../../../text/span.ts';
import type { Graph, Row } from '../graph.ts';
import { GraphParts, internet, missingNode, placeOf, rowOf, serviceNode, type Targets, workloadNode } from './nodes.ts';

const targets: Targets = (port, workload) => targetIn(port, workload).port;

/**
 * How requests get in: the Internet, Ingresses and Routes, Services, workloads. Without problems, which come from the
 * rules: see `withProblems`. Hooks of Helm are left out.
 */
export const routingGraph = derive(
  [
    'services',
    'workloads',
    'ingresses',
    'openShiftRoutes',
    'networkPolicies',
    'adminPolicies',
    'namespaces',
    'nodes',
    'otherPolicies',
    'cluster',
  ],
  (view): Graph => {
    const parts = new GraphParts();
    const { workloadsOf } = view.get(endpoints);
    const { find } = view.get(serviceIndex);
    const rules = view.get(policies);
    for (const workload of view.workloads) if (!workload.hook) parts.node(workloadNode(workload, rules));
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
    for (const ingress of view.ingresses) if (!ingress.hook) addIngress(parts, ingress, find);
    for (const route of view.openShiftRoutes) {
      const id = resourceId(route);
      const host = route.host?.value ?? 'host chosen by the router';
      parts.node({
        id,
        role: 'route',
        kind: route.kind,
        name: route.name.value,
        ...placeOf(route),
        tier: 'entry',
        rows: [{ id: 'host', label: host }],
      });
      enter(parts, id);
      for (const { value } of route.services) {
        const namespace = route.namespace.value;
        const service = find(namespace, value);
        if (!service) parts.node(missingNode('Service', namespace, value));
        const port = service?.ports.find(
          (each) =>
            route.targetPort === undefined ||
            each.name?.value === route.targetPort.value ||
            each.targetPort.value === route.targetPort.value,
        );
        parts.edge({
          kind: 'route',
          source: id,
          sourceRow: 'host',
          target: `Service/${namespace}/${value}`,
          ...(port && { targetRow: rowOf(port) }),
        });
      }
    }
    return parts.graph('tiers');
  },
);

/** Where the rows of the routing graph stand, so that a finding at a port or path is shown at its row. */
export const routingRows = derive(['services', 'ingresses'], ({ services, ingresses }): RowPlaces => {
  const places = new Map<string, { row: string; spans: readonly Span[] }[]>();
  for (const service of services)
    places.set(
      resourceId(service),
      service.ports.map((port) => ({
        row: rowOf(port),
        spans: [port.tree?.span, port.span, port.port.span, port.targetPort.span, port.nodePort?.span].filter(
          (span) => span !== undefined,
        ),
      })),
    );
  for (const ingress of ingresses)
    places.set(
      resourceId(ingress),
      pathsOf(ingress).map(({ row, backend, span }) => ({
        row: row.id,
        spans: [span, backend.span, backend.service?.span, backend.port?.span].filter((each) => each !== undefined),
      })),
    );
  return places;
});

/** By node: its rows, each with the places that it was made of. */
export type RowPlaces = ReadonlyMap<string, readonly { readonly row: string; readonly spans: readonly Span[] }[]>;

function enter(parts: GraphParts, target: string, targetRow?: string, label?: string): void {
  parts.node(internet);
  parts.edge({
    kind: 'route',
    source: internet.id,
    target,
    ...(targetRow !== undefined && { targetRow }),
    ...(label !== undefined && { label }),
  });
}

function addServiceEdges(parts: GraphParts, service: Service): void {
  const id = resourceId(service);
  const type = service.type.value;
  if (type === 'ExternalName') {
    const name = service.externalName?.value;
    if (!name) return;
    parts.node({ id: `External/${name}`, role: 'external', kind: 'External name', name, tier: 'beyond' });
    parts.edge({ kind: 'route', source: id, target: `External/${name}`, label: 'CNAME' });
    return;
  }
  if (type !== 'NodePort' && type !== 'LoadBalancer' && service.externalIPs.length === 0) return;
  for (const port of service.ports) {
    const node = port.nodePort ? `node ${port.nodePort.value}` : 'node port';
    const label =
      type === 'LoadBalancer'
        ? `load balancer ${port.port.value}`
        : type === 'NodePort'
          ? node
          : `external IP ${port.port.value}`;
    enter(parts, id, rowOf(port), label);
  }
}

function pathsOf(ingress: Ingress): { row: Row; backend: IngressBackend; span: Span }[] {
  const out: { row: Row; backend: IngressBackend; span: Span }[] = [];
  const add = (label: string, backend: IngressBackend, span: Span) => {
    const service = backend.service?.value;
    const port = backend.port === undefined ? '' : `:${backend.port.value}`;
    const value = backend.resource ? '→ a resource' : service === undefined ? undefined : `→ ${service}${port}`;
    const id = out.some(({ row }) => row.id === label) ? `${label} (${out.length})` : label;
    out.push({ row: { id, label, ...(value !== undefined && { value }) }, backend, span });
  };
  for (const rule of ingress.rules)
    for (const path of rule.paths) add(`${rule.host?.value ?? '*'}${path.path?.value ?? '/'}`, path.backend, path.span);
  if (ingress.defaultBackend) add('everything else', ingress.defaultBackend, ingress.defaultBackend.span);
  return out;
}

function addIngress(
  parts: GraphParts,
  ingress: Ingress,
  find: (namespace: string, name: string) => Service | undefined,
): void {
  const id = resourceId(ingress);
  const paths = pathsOf(ingress);
  const namespace = ingress.namespace.value;
  parts.node({
    id,
    role: 'gateway',
    kind: ingress.kind,
    name: ingress.name.value,
    ...placeOf(ingress),
    tier: 'entry',
    ...(ingress.className && { subtitle: `class ${ingress.className.value}` }),
    rows: paths.map(({ row }) => row),
    ...(ingress.tls.length > 0 && { badges: [{ text: 'TLS', tone: 'good' as const }] }),
  });
  enter(parts, id);
  for (const { row, backend } of paths) {
    const name = backend.service?.value;
    if (name === undefined || name === '') continue;
    const service = find(namespace, name);
    if (!service) parts.node(missingNode('Service', namespace, name));
    const wanted = backend.port?.value;
    const port = service?.ports.find((each) => each.port.value === wanted || each.name?.value === wanted);
    parts.edge({
      kind: 'route',
      source: id,
      sourceRow: row.id,
      target: `Service/${namespace}/${name}`,
      ...(port && { targetRow: rowOf(port) }),
    });
  }
}
