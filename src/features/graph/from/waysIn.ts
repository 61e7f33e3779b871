/** How requests get in: what stands before the Services. */

import type { OpenReasons } from '../../../model/closedWorld.ts';
import type { Ingress, IngressBackend } from '../../../model/facts/ingress.ts';
import type { OpenShiftRoute } from '../../../model/facts/openShiftRoute.ts';
import { resourceId } from '../../../model/facts/resource.ts';
import type { Service } from '../../../model/facts/service.ts';
import { lastingContainers, type Workload } from '../../../model/facts/workload.ts';
import type { Span } from '../../../text/span.ts';
import type { Row } from '../graph.ts';
import { type GraphParts, internet, missingNode, placeOf, rowOf } from './nodes.ts';

export type FindService = (namespace: string, name: string) => Service | undefined;

/** An edge from the Internet. */
export function enter(parts: GraphParts, target: string, targetRow?: string, label?: string): void {
  parts.node(internet);
  parts.edge({
    kind: 'route',
    source: internet.id,
    target,
    ...(targetRow !== undefined && { targetRow }),
    ...(label !== undefined && { label }),
  });
}

/** The ports that a Service opens on the nodes, at a load balancer or at addresses of its own; the name that it stands for. */
export function addServiceEdges(parts: GraphParts, service: Service): void {
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

/**
 * The ports that the pods of a workload open on the addresses of their nodes. In the network of the node, each port is
 * one of these (API, ContainerPort: `hostPort` defaults to `containerPort`).
 */
export function addHostPorts(parts: GraphParts, workload: Workload): void {
  const onNode = workload.pod.hostNetwork?.value === true;
  const ports = lastingContainers(workload.pod).flatMap((container) =>
    container.ports.flatMap(({ containerPort, hostPort, hostIP }) => {
      const port = hostPort?.value ?? (onNode ? containerPort.value : 0);
      return port > 0 && !/^(?:127\.|::1$)/.test(hostIP?.value ?? '') ? [port] : [];
    }),
  );
  if (ports.length > 0) enter(parts, resourceId(workload), undefined, `host ${[...new Set(ports)].join(', ')}`);
}

/** A Route of OpenShift with the Services that it divides requests among. */
export function addOpenShiftRoute(
  parts: GraphParts,
  route: OpenShiftRoute,
  find: FindService,
  open: OpenReasons,
): void {
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
    if (!service) parts.node(missingNode('Service', namespace, value, open(namespace)));
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

/** An Ingress with a row for each host and path. */
export function addIngress(parts: GraphParts, ingress: Ingress, find: FindService, open: OpenReasons): void {
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
    if (!service) parts.node(missingNode('Service', namespace, name, open(namespace)));
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

/** The rows of an Ingress, each with its backend and its text. */
export function pathsOf(ingress: Ingress): { row: Row; backend: IngressBackend; span: Span }[] {
  const out: { row: Row; backend: IngressBackend; span: Span }[] = [];
  const add = (label: string, backend: IngressBackend, span: Span) => {
    const service = backend.service?.value;
    const port = backend.port === undefined ? '' : `:${backend.port.value}`;
    const value = backend.resource ? '→ a resource' : service === undefined ? undefined : `→ ${service}${port}`;
    const id = uniqueId(
      label,
      out.map(({ row }) => row.id),
    );
    out.push({ row: { id, label, ...(value !== undefined && { value }) }, backend, span });
  };
  for (const rule of ingress.rules)
    for (const path of rule.paths) add(`${rule.host?.value ?? '*'}${path.path?.value ?? '/'}`, path.backend, path.span);
  if (ingress.defaultBackend) add('everything else', ingress.defaultBackend, ingress.defaultBackend.span);
  return out;
}

/** A row's id: its label, told from equal ones before it. */
export function uniqueId(label: string, taken: readonly string[]): string {
  return taken.includes(label) ? `${label} (${taken.length})` : label;
}
