/** Gateways and their routes as cards. */
import type { OpenReasons } from '../../../model/closedWorld.ts';
import type { Gateway, GatewayRoute, RouteRule } from '../../../model/facts/gateway.ts';
import { resourceId } from '../../../model/facts/resource.ts';
import type { Gateways } from '../../../model/gateways.ts';
import type { Span } from '../../../text/span.ts';
import type { Row } from '../graph.ts';
import { type GraphParts, missingNode, placeOf, rowOf } from './nodes.ts';
import { enter, uniqueId } from './waysIn.ts';

/** A Gateway with its listeners as rows. */
export function addGateway(parts: GraphParts, gateway: Gateway): void {
  const id = resourceId(gateway);
  parts.node({
    id,
    role: 'gateway',
    kind: gateway.kind,
    name: gateway.name.value,
    ...placeOf(gateway),
    tier: 'entry',
    ...(gateway.className && { subtitle: `class ${gateway.className.value}` }),
    rows: listenersOf(gateway).map(({ row }) => row),
    ...(gateway.listeners.some(({ tls }) => tls) && { badges: [{ text: 'TLS', tone: 'good' as const }] }),
  });
  enter(parts, id);
}

/** The rows of a Gateway, each with its text. */
export function listenersOf(gateway: Gateway): { row: Row; span: Span }[] {
  return gateway.listeners.map(({ name, port, protocol, hostname, span }) => {
    const value = [protocol?.value, port?.value].filter((part) => part !== undefined).join(' ');
    const host = hostname?.value ? ` ${hostname.value}` : '';
    return { row: { id: name.value, label: `${name.value}${host}`, ...(value !== '' && { value }) }, span };
  });
}

/**
 * A route of the Gateway API: from the listeners that take it, or may, to its backends. A backend in another namespace
 * counts only where a ReferenceGrant allows it (GEP-709); where none does, the edge is denied.
 */
export function addRoute(parts: GraphParts, route: GatewayRoute, known: Gateways, open: OpenReasons): void {
  const id = resourceId(route);
  const rules = rulesOf(route);
  const hosts = route.hostnames.map(({ value }) => value);
  parts.node({
    id,
    role: 'route',
    kind: route.kind,
    name: route.name.value,
    ...placeOf(route),
    tier: 'entry',
    ...(hosts.length > 0 && { subtitle: hosts.join(', ') }),
    rows: rules.map(({ row }) => row),
  });
  for (const { gateway, parent, listeners } of known.attachmentsOf(route)) {
    if (!gateway) {
      const namespace = parent.namespace?.value ?? route.namespace.value;
      const reasons = ["Gateways are often another repository's business"];
      const missing = { ...missingNode('Gateway', namespace, parent.name.value, reasons), tier: 'entry' as const };
      parts.node(missing);
      parts.edge({ kind: 'route', source: missing.id, target: id, verdict: 'unknown' });
      continue;
    }
    for (const { listener, admission } of listeners) {
      if (admission !== 'admitted' && admission !== 'unknown') continue;
      parts.edge({
        kind: 'route',
        source: resourceId(gateway),
        sourceRow: listener.name.value,
        target: id,
        ...(admission === 'unknown' && { verdict: 'unknown' as const }),
      });
    }
  }
  for (const { row, rule } of rules) {
    for (const backend of rule.backends) {
      if (backend.group !== '' || backend.kind !== 'Service') continue;
      const namespace = backend.namespace?.value ?? route.namespace.value;
      const service = known.serviceOf(route, backend);
      if (!service) parts.node(missingNode('Service', namespace, backend.name.value, open(namespace)));
      const port = service?.ports.find((each) => each.port.value === backend.port?.value);
      const shared = rule.backends.length > 1 ? shareOf(rule, backend.weight) : undefined;
      parts.edge({
        kind: 'route',
        source: id,
        sourceRow: row.id,
        target: `Service/${namespace}/${backend.name.value}`,
        ...(port && { targetRow: rowOf(port) }),
        ...(shared !== undefined && { label: shared }),
        ...(!known.isGranted(route, backend) && {
          verdict: 'denied' as const,
          detail: `No ReferenceGrant in namespace ${namespace} lets this route refer to the Service.`,
        }),
      });
    }
  }
}

/** The rows of a route, one for each rule, with its text. */
export function rulesOf(route: GatewayRoute): { row: Row; rule: RouteRule; span: Span }[] {
  const out: { row: Row; rule: RouteRule; span: Span }[] = [];
  for (const rule of route.rules) {
    const paths = rule.paths.map(({ type, value }) => (type === 'PathPrefix' ? value.value : `${type} ${value.value}`));
    const label = paths.join(', ') || 'everything';
    const targets = rule.backends.map(({ name, port }) => `${name.value}${port ? `:${port.value}` : ''}`);
    const value =
      targets.length > 0 ? `→ ${targets.join(', ')}` : rule.filters.map(({ value: filter }) => filter).join(', ');
    const id = uniqueId(
      label,
      out.map(({ row }) => row.id),
    );
    out.push({ row: { id, label, ...(value !== '' && { value }) }, rule, span: rule.span });
  }
  return out;
}

function shareOf({ backends }: RouteRule, weight: number): string | undefined {
  const sum = backends.reduce((total, each) => total + each.weight, 0);
  return sum === 0 ? undefined : `${Math.round((100 * weight) / sum)} %`;
}
