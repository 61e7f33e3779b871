/** The ways into the cluster and out of it, as the architecture shows them: by controller, not by object. */
import type { Gateway, GatewayRoute } from '../../../model/facts/gateway.ts';
import { backendsOf, type Ingress, type IngressClass } from '../../../model/facts/ingress.ts';
import type { OpenShiftRoute } from '../../../model/facts/openShiftRoute.ts';
import type { Service } from '../../../model/facts/service.ts';
import type { GraphNode } from '../graph.ts';
import { type GraphParts, internet } from './nodes.ts';

export interface Entries {
  readonly ingresses: readonly Ingress[];
  readonly ingressClasses: readonly IngressClass[];
  readonly gateways: readonly Gateway[];
  readonly routes: readonly GatewayRoute[];
  readonly openShiftRoutes: readonly OpenShiftRoute[];
  readonly services: readonly Service[];
  /** Whether a namespace's card has a row of its own for a Service. */
  hasRow(namespace: string, row: string): boolean;
}

/** Cards for controllers and Gateways, with edges from the Internet and to the Services that they send to. */
export function addEntries(parts: GraphParts, entries: Entries): void {
  const to = (source: string, namespace: string, service: string) => {
    if (!parts.has(`Namespace//${namespace}`)) return;
    const row = entries.hasRow(namespace, service) ? { targetRow: service } : {};
    parts.edge({ kind: 'route', source, target: `Namespace//${namespace}`, ...row });
  };
  const classes = new Map(entries.ingressClasses.map((each) => [each.name.value, each]));
  for (const ingress of entries.ingresses) {
    const name = classOf(ingress, entries);
    const controller = name === undefined ? undefined : classes.get(name)?.controller?.value;
    const id = enterBy(parts, controllerKind, name ?? noClass, controller);
    for (const { service } of backendsOf(ingress)) if (service) to(id, ingress.namespace.value, service.value);
  }
  for (const route of entries.openShiftRoutes) {
    const id = enterBy(parts, 'Router', 'OpenShift');
    for (const { value } of route.services) to(id, route.namespace.value, value);
  }
  for (const { name, className, listeners } of entries.gateways) {
    const ports = [...new Set(listeners.map(({ port }) => port?.value).filter((port) => port !== undefined))];
    const said = [className?.value, ports.join(', ')].filter(Boolean).join(' · ');
    enterBy(parts, 'Gateway', name.value, said === '' ? undefined : said);
  }
  for (const { parents, rules, namespace } of entries.routes)
    for (const { name, kind } of parents) {
      if (kind !== 'Gateway') continue;
      const id = enterBy(parts, 'Gateway', name.value);
      for (const backend of rules.flatMap(({ backends }) => backends))
        if (backend.kind === 'Service') to(id, backend.namespace?.value ?? namespace.value, backend.name.value);
    }
  for (const service of entries.services) addOpenPorts(parts, service, entries);
}

const controllerKind = 'Ingress controller';
const noClass = 'no class';

/** The card of the way in that an Ingress or a Gateway is, or belongs to. */
export function entryOf(way: Ingress | Gateway, entries: Entries): string {
  return 'listeners' in way
    ? entryId('Gateway', way.name.value)
    : entryId(controllerKind, classOf(way, entries) ?? noClass);
}

function classOf({ className }: Ingress, { ingressClasses }: Entries): string | undefined {
  return className?.value ?? ingressClasses.find(({ isDefault }) => isDefault)?.name.value;
}

function entryId(kind: string, name: string): string {
  return `${kind}//${name}`;
}

function enterBy(parts: GraphParts, kind: string, name: string, subtitle?: string): string {
  const card: GraphNode = {
    id: entryId(kind, name),
    role: 'gateway',
    kind,
    name,
    group: 'Entries',
    tier: 'entry',
    ...(subtitle !== undefined && { subtitle }),
  };
  parts.node(internet);
  parts.node(card);
  parts.edge({ kind: 'route', source: internet.id, target: card.id });
  return card.id;
}

/** Services that are reached without a controller, and those that stand for a name outside. */
function addOpenPorts(parts: GraphParts, { name, namespace, type, ports, externalName }: Service, entries: Entries) {
  const target = `Namespace//${namespace.value}`;
  const row = entries.hasRow(namespace.value, name.value) ? name.value : undefined;
  if (type.value === 'ExternalName' && externalName) {
    const id = `External/${externalName.value}`;
    parts.node({ id, role: 'external', kind: 'External name', name: externalName.value, tier: 'beyond' });
    parts.edge({ kind: 'route', source: target, ...(row !== undefined && { sourceRow: row }), target: id });
    return;
  }
  if (type.value !== 'LoadBalancer' && type.value !== 'NodePort') return;
  const numbers = ports.map(({ port, nodePort }) => (type.value === 'LoadBalancer' ? port : nodePort)?.value);
  const known = numbers.filter((number) => number !== undefined);
  const what = type.value === 'LoadBalancer' ? 'load balancer' : 'node port';
  const label = known.length > 2 ? `${what} ×${known.length}` : [what, known.join(', ')].join(' ').trim();
  parts.node(internet);
  parts.edge({
    kind: 'route',
    source: internet.id,
    target,
    ...(row !== undefined && { targetRow: row }),
    label,
  });
}
