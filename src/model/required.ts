import { everyAddress } from '../kubernetes/policy/addressSet.ts';
import type { Explanation } from '../kubernetes/policy/explain.ts';
import { readProtocol } from '../kubernetes/policy/networkPolicy.ts';
import type { Protocol } from '../kubernetes/policy/portSet.ts';
import type { Located, Span } from '../text/span.ts';
import { Field } from '../yaml/field.ts';
import { derive, deriveByNamespace } from './derived.ts';
import { endpoints, targetIn } from './endpoints.ts';
import { backendsOf } from './facts/ingress.ts';
import type { Resource } from './facts/resource.ts';
import type { Service, ServicePort } from './facts/service.ts';
import type { Workload } from './facts/workload.ts';
import { nameReferencesIn } from './names/references.ts';
import { policies, policyReads, type TrafficEnd } from './policies.ts';
import { listedName } from './policyEndpoints.ts';
import { clusterClients } from './requiredClients.ts';
import { serviceMentionsIn } from './serviceMentions.ts';
import { serviceIndex } from './services.ts';

/** Who asks for a connection: a workload, or something that is none. */
export type RequiredSource =
  | { readonly kind: 'workload'; readonly workload: Workload }
  /** Anybody outside: a Service of type NodePort or LoadBalancer. */
  | { readonly kind: 'anywhere' }
  /** Something within the cluster: what serves an Ingress or a route, or scrapes metrics. */
  | { readonly kind: 'cluster' }
  /** The API server: webhooks and aggregated APIs. */
  | { readonly kind: 'api-server' };

/** A connection that the manifests themselves ask for, and whether the policies let it through. */
export interface RequiredConnection {
  readonly source: RequiredSource;
  readonly destination: Workload;
  /** The Service by whose name or address it goes. */
  readonly service: Service;
  readonly protocol: Protocol;
  /** The target port as the Service says it: a number, or the name of a container port. */
  readonly targetPort: number | string;
  /** The port at the pods; undefined for a name that they do not have. */
  readonly port: number | undefined;
  /** The text that asks for it. */
  readonly asked: Span;
  /** What holds that text: `env DB_HOST`, `Ingress web`. */
  readonly where: string;
  /** Undefined where the port at the pods is not known. */
  readonly explanation: Explanation | undefined;
}

/** The name of a source in lists: `shop/web[Deployment]`, `{anywhere}`, `{cluster}`, `{api-server}`. */
export function requiredSourceName(source: RequiredSource): string {
  return source.kind === 'workload' ? listedName(source.workload) : `{${source.kind}}`;
}

/** `TCP 8080`, or `TCP http` where the Service names a container port. */
export function requiredPortText({
  protocol,
  targetPort,
}: Pick<RequiredConnection, 'protocol' | 'targetPort'>): string {
  return `${protocol} ${targetPort}`;
}

interface Wish {
  readonly source: RequiredSource;
  readonly service: Service;
  readonly ports: readonly Pick<ServicePort, 'protocol' | 'targetPort'>[];
  readonly asked: Span;
  readonly where: string;
}

/** What required connections are read from: for the `reads` of what gets them. */
export const requiredReads = [
  ...policyReads,
  'configMaps',
  'services',
  'resources',
  'documents',
  'ingresses',
  'openShiftRoutes',
] as const;

/**
 * Every connection that the manifests ask for: names in the environment, arguments and ConfigMaps of workloads,
 * Services that are open to the outside, backends of Ingresses and routes, metrics, webhooks and aggregated APIs.
 * One for each pair of a source and a destination, and port; the first text that asks for it counts.
 */
export const requiredConnections = derive(requiredReads, ({ namespaceNames, get }): readonly RequiredConnection[] => {
  const known = new Set<string>();
  const isFirst = ([key, { source }]: readonly [string, RequiredConnection]): boolean => {
    // What a workload asks for is all said in its own namespace.
    if (source.kind === 'workload') return true;
    if (known.has(key)) return false;
    known.add(key);
    return true;
  };
  return namespaceNames.flatMap((name) =>
    [...get(requiredConnectionsIn, name)].filter(isFirst).map(([, connection]) => connection),
  );
});

/** What the objects of one namespace ask for, by what makes two connections one. */
export const requiredConnectionsIn = deriveByNamespace(
  requiredReads,
  (view): ReadonlyMap<string, RequiredConnection> => {
    const { namespace } = view;
    const { workloadsOf } = view.get(endpoints);
    const { find } = view.get(serviceIndex);
    const { explain } = view.get(policies);
    const clients = view.get(clusterClients);
    const found = new Map<string, RequiredConnection>();
    const judge = (source: RequiredSource, destination: Workload, protocol: Protocol, port: number): Explanation => {
      if (source.kind === 'cluster') return clients.explain(destination, protocol, port);
      const from: TrafficEnd = source.kind === 'workload' ? source.workload : everyAddress(4);
      return explain(from, destination, protocol, port);
    };
    const add = ({ source, service, ports, asked, where }: Wish): void => {
      for (const destination of workloadsOf(service)) {
        if (source.kind === 'workload' && source.workload === destination) continue;
        for (const own of ports) {
          const protocol = readProtocol(own.protocol.value);
          if (!protocol) continue;
          const { port } = targetIn(own, destination);
          const targetPort = own.targetPort.value;
          const key = `${requiredSourceName(source)} ${listedName(destination)} ${protocol} ${targetPort}`;
          if (found.has(key)) continue;
          const explanation = port === undefined ? undefined : judge(source, destination, protocol, port);
          found.set(key, { source, destination, service, protocol, targetPort, port, asked, where, explanation });
        }
      }
    };

    const understood = new Set<string>();
    for (const { target, users, port, portWritten, host, where } of view.get(nameReferencesIn, namespace)) {
      understood.add(placeOf(host.span));
      if (target.kind !== 'service') continue;
      const ports = wantedPorts(target.service, port?.value, portWritten);
      for (const workload of users) {
        add({ source: { kind: 'workload', workload }, service: target.service, ports, asked: host.span, where });
      }
    }
    for (const { workload, service, port, host, where } of view.get(serviceMentionsIn, namespace)) {
      // A reference knows more of the same text: its scheme says the port.
      if (workloadsOf(service).includes(workload) || understood.has(placeOf(host.span))) continue;
      const ports = typeof port === 'string' ? [] : wantedPorts(service, port, port !== undefined);
      add({ source: { kind: 'workload', workload }, service, ports, asked: host.span, where });
    }
    for (const wish of [
      ...view.ingresses.flatMap((ingress) =>
        backendsOf(ingress).flatMap(({ service, port }) => backend(ingress, service, port?.value, false, find)),
      ),
      ...view.openShiftRoutes.flatMap((route) =>
        route.services.flatMap((service) => backend(route, service, route.targetPort?.value, true, find)),
      ),
      ...view.resources.flatMap((resource) => [...gatewayBackends(resource, find), ...webhooks(resource, find)]),
    ]) {
      add(wish);
    }
    for (const service of view.services) {
      for (const wish of wishesOf(service)) add(wish);
    }
    return found;
  },
);

function placeOf({ file, start }: Span): string {
  return `${file}:${start}`;
}

/** The ports of a Service that an address means: the one that it names, or each where it names none that the Service has. */
function wantedPorts(service: Service, port: number | undefined, written: boolean): readonly ServicePort[] {
  const named = service.ports.filter((own) => own.port.value === port);
  return written || named.length > 0 ? named : service.ports;
}

/** What a Service asks for by itself: to be reached from outside, to be scraped. */
function wishesOf(service: Service): readonly Wish[] {
  const { type, ports, annotations } = service;
  const wishes: Wish[] = [];
  if (type.value === 'NodePort' || type.value === 'LoadBalancer') {
    wishes.push({ source: { kind: 'anywhere' }, service, ports, asked: type.span, where: `type ${type.value}` });
  }
  for (const [key, { value, span }] of annotations) {
    if (!/^prometheus.*\/scrape$/.test(key) || value !== 'true') continue;
    const written = annotations.get(key.replace(/scrape$/, 'port'));
    const port =
      written && /^\d+$/.test(written.value) ? { ...written, value: Number(written.value) } : { value: 9090, span };
    wishes.push({ source: { kind: 'cluster' }, service, ports: [scraped(service, port)], asked: span, where: key });
  }
  return wishes;
}

/** The port that is scraped is one of the pods, whether the Service has it or not. */
function scraped({ ports }: Service, port: Located<number>): Wish['ports'][number] {
  const own = ports.find(({ targetPort }) => targetPort.value === port.value);
  return own ?? { protocol: { value: 'TCP', span: port.span, derived: true }, targetPort: port };
}

type FindService = (namespace: string, name: string) => Service | undefined;

function backend(
  from: Resource,
  name: Located<string> | undefined,
  port: number | string | undefined,
  byTarget: boolean,
  find: FindService,
  namespace = from.namespace.value,
  source: RequiredSource = { kind: 'cluster' },
): Wish[] {
  const service = name && find(namespace, name.value);
  if (!service) return [];
  const ports = service.ports.filter(
    (own) =>
      port === undefined ||
      own.port.value === port ||
      own.name?.value === port ||
      (byTarget && own.targetPort.value === port),
  );
  return [{ source, service, ports, asked: name.span, where: `${from.kind} ${from.name.value}` }];
}

/** The Services behind the rules of a Gateway API route. */
function gatewayBackends(resource: Resource, find: FindService): Wish[] {
  if (resource.group !== 'gateway.networking.k8s.io' || !resource.kind.endsWith('Route')) return [];
  const rules = Field.root(resource.tree).at('spec', 'rules').items();
  return rules
    .flatMap((rule) => rule.get('backendRefs').items())
    .filter((reference) => (reference.get('kind').string()?.value ?? 'Service') === 'Service')
    .flatMap((reference) =>
      backend(
        resource,
        reference.get('name').string(),
        reference.get('port').number()?.value,
        false,
        find,
        reference.get('namespace').string()?.value,
      ),
    );
}

/** The Services that the API server calls: admission webhooks, conversion webhooks and aggregated APIs. */
function webhooks(resource: Resource, find: FindService): Wish[] {
  const root = Field.root(resource.tree);
  const services = (): readonly Field[] => {
    switch (resource.kind) {
      case 'MutatingWebhookConfiguration':
      case 'ValidatingWebhookConfiguration':
        return root
          .get('webhooks')
          .items()
          .map((item) => item.at('clientConfig', 'service'));
      case 'CustomResourceDefinition':
        return [root.at('spec', 'conversion', 'webhook', 'clientConfig', 'service')];
      case 'APIService':
        return [root.at('spec', 'service')];
      default:
        return [];
    }
  };
  return services().flatMap((service) =>
    backend(
      resource,
      service.get('name').string(),
      service.get('port').number()?.value ?? 443,
      false,
      find,
      service.get('namespace').string()?.value ?? '',
      { kind: 'api-server' },
    ),
  );
}
