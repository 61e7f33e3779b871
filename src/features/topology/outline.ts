import { derive } from '../../model/derived.ts';
import { endpoints, targetIn } from '../../model/endpoints.ts';
import type { GatewayRoute } from '../../model/facts/gateway.ts';
import type { Ingress } from '../../model/facts/ingress.ts';
import { type Resource, resourceId } from '../../model/facts/resource.ts';
import { isHeadless, type Service, type ServicePort } from '../../model/facts/service.ts';
import { lastingContainers, type Workload } from '../../model/facts/workload.ts';
import { compareText, type Span } from '../../text/span.ts';

export type OutlineKind =
  | 'namespace'
  | 'ingress'
  | 'gateway'
  | 'route'
  | 'service'
  | 'workload'
  | 'job'
  | 'policy'
  | 'port'
  | 'path'
  | 'more';

/** One line of the Topology tree. */
export interface OutlineNode {
  /** Unique in its scope and stable: the ids on the way to it, such as `shop/Service/shop/web/Deployment/shop/web`. */
  readonly id: string;
  readonly kind: OutlineKind;
  readonly label: string;
  readonly description: string;
  /** The object that it stands for, by its id in graphs; undefined for namespaces. */
  readonly resource: string | undefined;
  /** What opens on a click. */
  readonly span: Span | undefined;
  readonly children: readonly OutlineNode[];
}

/** More lines than this below one are gathered in a line of their own. */
const mostChildren = 200;

/** The namespaces of a scope, each with its ways in, Services with their pods and ports, other workloads and policies. */
export const outline = derive(
  ['services', 'workloads', 'ingresses', 'gateways', 'routes', 'networkPolicies', 'namespaces'],
  (view): readonly OutlineNode[] => {
    const { workloadsOf, servicesOf } = view.get(endpoints);
    const byNamespace = new Map<string, OutlineNode[]>();
    const declared = new Map(view.namespaces.map((row) => [row.name.value, row.name.span]));
    for (const name of declared.keys()) byNamespace.set(name, []);
    const add = (row: Resource, make: (parent: string) => OutlineNode): void => {
      if (row.hook) return;
      const name = row.namespace.value;
      let list = byNamespace.get(name);
      if (!list) byNamespace.set(name, (list = []));
      list.push(make(name));
    };
    for (const row of view.gateways) {
      const listeners = row.listeners.map(({ name, port, protocol, hostname, span }) => ({
        label: name.value,
        description: [hostname?.value, protocol?.value, port?.value].filter(Boolean).join(' '),
        span,
      }));
      add(row, (parent) => withLines(parent, 'gateway', row, row.className?.value ?? '', 'port', listeners));
    }
    for (const row of view.ingresses) {
      const className = row.className ? `class ${row.className.value}` : '';
      add(row, (parent) => withLines(parent, 'ingress', row, className, 'path', pathsOf(row)));
    }
    for (const row of view.routes) {
      const hosts = row.hostnames.map(({ value }) => value).join(', ');
      add(row, (parent) => withLines(parent, 'route', row, hosts, 'path', rulesOf(row)));
    }
    for (const row of view.services) add(row, (parent) => serviceNode(parent, row, workloadsOf(row)));
    // What stands below a Service is not shown twice.
    for (const row of view.workloads) {
      if (servicesOf(row).length === 0) add(row, (parent) => workloadNode(parent, row, undefined));
    }
    for (const row of view.networkPolicies) add(row, (parent) => node(parent, 'policy', row, 'NetworkPolicy', []));
    return [...byNamespace]
      .sort(([a], [b]) => compareText(a, b))
      .map(([name, children]): OutlineNode => {
        const shown = gather(name, children);
        return {
          id: name,
          kind: 'namespace',
          label: name === '' ? 'cluster' : name,
          description: declared.has(name) || name === '' ? '' : 'not declared in these files',
          resource: declared.has(name) ? `Namespace//${name}` : undefined,
          span: declared.get(name),
          children: shown,
        };
      })
      .filter(({ label, children }) => label !== 'cluster' || children.length > 0);
  },
);

/** The lines on the way to the first place of an object, from the top; empty when it is not shown. */
export function pathTo(roots: readonly OutlineNode[], resource: string): readonly OutlineNode[] {
  for (const root of roots) {
    if (root.resource === resource) return [root];
    const below = pathTo(root.children, resource);
    if (below.length > 0) return [root, ...below];
  }
  return [];
}

function node(
  parent: string,
  kind: OutlineKind,
  row: Resource,
  description: string,
  children: readonly OutlineNode[],
): OutlineNode {
  const resource = resourceId(row);
  return {
    id: `${parent}/${resource}`,
    kind,
    label: row.name.value,
    description,
    resource,
    span: row.name.value === '' ? row.span : row.name.span,
    children,
  };
}

interface Line {
  readonly label: string;
  readonly description: string;
  readonly span: Span;
}

function withLines(
  parent: string,
  kind: OutlineKind,
  row: Resource,
  description: string,
  lineKind: 'port' | 'path',
  lines: readonly Line[],
): OutlineNode {
  const id = `${parent}/${resourceId(row)}`;
  const children = lines.map((line, i) => ({
    id: `${id}/${i}`,
    kind: lineKind,
    ...line,
    resource: undefined,
    children: [],
  }));
  return node(parent, kind, row, [row.kind, description].filter(Boolean).join(' · '), children);
}

function pathsOf({ rules, defaultBackend }: Ingress): Line[] {
  const lines = rules.flatMap(({ host, paths }) =>
    paths.map(({ path, backend, span }) => ({
      label: `${host?.value ?? '*'}${path?.value ?? '/'}`,
      description: backend.service ? `→ ${backend.service.value}:${backend.port?.value ?? '?'}` : '→ a resource',
      span,
    })),
  );
  if (!defaultBackend) return lines;
  const { service, port, span } = defaultBackend;
  const description = service ? `→ ${service.value}:${port?.value ?? '?'}` : '→ a resource';
  return [...lines, { label: 'everything else', description, span }];
}

function rulesOf({ rules }: GatewayRoute): Line[] {
  return rules.flatMap(({ paths, backends, span }) => ({
    label: paths.map(({ value }) => value.value).join(', ') || 'every request',
    description: `→ ${backends.map(({ name, port }) => `${name.value}:${port?.value ?? '?'}`).join(', ') || 'no backend'}`,
    span,
  }));
}

function serviceNode(parent: string, service: Service, workloads: readonly Workload[]): OutlineNode {
  const id = `${parent}/${resourceId(service)}`;
  const type = isHeadless(service) ? 'headless' : service.type.value;
  const ports = service.ports.map(({ port }) => port.value).join(', ');
  const leads = service.type.value === 'ExternalName' ? (service.externalName?.value ?? '') : ports;
  const below =
    workloads.length > 0
      ? workloads.map((workload) => workloadNode(id, workload, service))
      : service.ports.map((port, i) => ({
          id: `${id}/port/${i}`,
          kind: 'port' as const,
          label: portLabel(port),
          description: 'leads to no pod',
          resource: undefined,
          span: port.span,
          children: [],
        }));
  return node(parent, 'service', service, [type, leads].filter(Boolean).join(' · '), gather(id, below));
}

function portLabel({ name, port }: ServicePort): string {
  return name ? `${name.value} ${port.value}` : String(port.value);
}

/** Below a Service, its ports with where they lead; on its own, the ports that the containers declare. */
function workloadNode(parent: string, workload: Workload, service: Service | undefined): OutlineNode {
  const id = `${parent}/${resourceId(workload)}`;
  const isJob = workload.kind === 'Job' || workload.kind === 'CronJob';
  const lines: readonly Line[] = service
    ? service.ports.map((port) => {
        const { port: number } = targetIn(port, workload);
        const leads = number === undefined ? `nothing named ${port.targetPort.value}` : String(number);
        return { label: portLabel(port), description: `→ ${leads}`, span: port.span };
      })
    : lastingContainers(workload.pod).flatMap(({ name, ports }) =>
        ports.map((port) => ({
          label: port.name ? `${port.name.value} ${port.containerPort.value}` : String(port.containerPort.value),
          description: name.value,
          span: port.span,
        })),
      );
  const children = lines.map((line, i) => ({
    id: `${id}/port/${i}`,
    kind: 'port' as const,
    ...line,
    resource: undefined,
    children: [],
  }));
  const pods =
    workload.kind === 'DaemonSet'
      ? 'on every node'
      : workload.replicas === undefined
        ? ''
        : podsText(workload.replicas);
  const description = [workload.kind, workload.kind === 'Pod' || isJob ? '' : pods].filter(Boolean).join(' · ');
  return node(parent, isJob ? 'job' : 'workload', workload, description, children);
}

function podsText(number: number): string {
  return number === 1 ? '1 pod' : `${number} pods`;
}

function gather(id: string, children: readonly OutlineNode[]): readonly OutlineNode[] {
  if (children.length <= mostChildren) return children;
  const rest = children.slice(mostChildren);
  const more: OutlineNode = {
    id: `${id}/more`,
    kind: 'more',
    label: `${rest.length} more`,
    description: '',
    resource: undefined,
    span: undefined,
    children: rest,
  };
  return [...children.slice(0, mostChildren), more];
}
