import { readProtocol } from '../kubernetes/policy/networkPolicy.ts';
import type { Protocol } from '../kubernetes/policy/portSet.ts';
import { list } from '../text/distance.ts';
import type { Model } from './derived.ts';
import { endpoints, targetIn } from './endpoints.ts';
import { resourceId } from './facts/resource.ts';
import { isHeadless, isSelectorless, type Service, type ServicePort } from './facts/service.ts';
import type { Workload } from './facts/workload.ts';
import { policies } from './policies.ts';
import { podsNamed } from './traceDelivery.ts';
import { hop, type TraceHop } from './traceHops.ts';

/** Pods, with the port at which the packet arrives. */
export interface Arrival {
  readonly workload: Workload;
  readonly port: number;
}

/** What chooses the endpoint: the node of the pod that sends, the node that a request enters by, or a controller. */
export type Translator = 'sender' | 'node' | 'proxy';

/** What a Service makes of a packet. */
export interface Served {
  readonly hops: readonly TraceHop[];
  /** Empty where the request ends here. */
  readonly arrivals: readonly Arrival[];
  /** Addresses that a Service without a selector leads to. */
  readonly addresses: readonly string[];
  readonly protocol: Protocol;
  /** The port of the Service that was taken. */
  readonly port: number | undefined;
}

/**
 * From a Service to its endpoints, as kube-proxy does it.
 *
 * @param wanted the port by number or name; undefined takes the first
 * @param by what turns the address of the Service into that of a pod
 * @param only the workloads of one endpoint, where its name was asked for
 */
export function throughService(
  model: Model,
  service: Service,
  wanted: number | string | undefined,
  asked: Protocol | undefined,
  by: Translator,
  only?: readonly Workload[],
): Served {
  const headless = isHeadless(service);
  const own = portOf(service, wanted, asked);
  const protocol = readProtocol(own?.protocol.value ?? 'TCP') ?? 'TCP';
  const resources = [resourceId(service)];
  const port = own?.port.value ?? (typeof wanted === 'number' ? wanted : undefined);
  const ends = (title: string, detail: string, given: Partial<TraceHop> = {}): Served => ({
    hops: [
      hop('service', title, detail, {
        verdict: 'denied',
        basis: 'files',
        span: service.name.span,
        resources,
        ...given,
      }),
    ],
    arrivals: [],
    addresses: [],
    protocol,
    port,
  });
  if (!own && !(headless && typeof wanted === 'number')) {
    const ports = service.ports.map(({ port: one, name }) => `${one.value}${name ? ` (${name.value})` : ''}`);
    return ends(
      `Service ${service.name.value} has no port ${wanted ?? ''}`.trim(),
      ports.length > 0
        ? `Its ports are ${list(ports, 6)}. Nothing answers at another port of its address.`
        : 'Without ports, nothing answers at its address.',
    );
  }
  if (isSelectorless(service)) return written(model, service, own, protocol, port, ends);
  const workloads = only ?? model.get(endpoints).workloadsOf(service);
  if (workloads.length === 0) {
    return ends(
      `Service ${service.name.value} has no endpoints`,
      'No pod of its namespace has the labels of its selector. Connections are refused.',
      { span: service.selectorKey ?? service.name.span },
    );
  }
  const arrivals = workloads.flatMap((workload): Arrival[] => {
    const target = headless || !own ? port : targetIn(own, workload).port;
    return target === undefined ? [] : [{ workload, port: target }];
  });
  if (arrivals.length === 0) {
    const target = String(own?.targetPort.value);
    return ends(
      `Service ${service.name.value}: no pod has a port named "${target}"`,
      `The target port is looked up by name in ${list(workloads.map(podsNamed))}, which leaves no endpoint for it.`,
      { span: own?.targetPort.span ?? service.name.span },
    );
  }
  const where = list([...new Set(arrivals.map(({ workload, port: to }) => `${podsNamed(workload)} at ${to}`))]);
  const one = headless
    ? hop(
        'service',
        `Service ${service.name.value} is headless: straight to a pod`,
        `The name answers with the addresses of the pods, and nothing stands in between: the packet goes to ${where}. The target port of the Service does not count.`,
        { basis: 'files', span: service.clusterIP?.span ?? service.name.span, resources },
      )
    : hop(
        'service',
        `Service ${service.name.value}: port ${port} → ${targets(arrivals)}`,
        `${translation(model, by)} ${where}. ${balancing(service)}`,
        {
          basis: 'files',
          span: own?.span ?? service.name.span,
          resources: [...resources, ...workloads.map(resourceId)],
        },
      );
  return { hops: [one], arrivals, addresses: [], protocol, port };
}

/** The port of a Service by number or name; the first, where none is asked for. */
export function portOf(
  service: Service,
  wanted: number | string | undefined,
  protocol?: Protocol,
): ServicePort | undefined {
  const { ports } = service;
  if (wanted === undefined)
    return ports.find((one) => protocol === undefined || one.protocol.value === protocol) ?? ports[0];
  const fitting = ports.filter(({ port, name }) => port.value === wanted || name?.value === wanted);
  return (
    fitting.find((one) => protocol === undefined || one.protocol.value === protocol) ??
    (protocol ? undefined : fitting[0])
  );
}

function targets(arrivals: readonly Arrival[]): string {
  return [...new Set(arrivals.map(({ port }) => port))].join(' or ');
}

function translation(model: Model, by: Translator): string {
  if (by === 'proxy') return 'The controller picks one ready endpoint of the Service itself:';
  const who = model.get(policies).cni?.name === 'Cilium' ? 'Cilium or kube-proxy' : 'kube-proxy';
  const where = by === 'sender' ? "On the sender's node" : 'On the node that takes it';
  return `${where}, ${who} replaces the address of the Service and its port by those of one ready endpoint (DNAT), and back in the answers:`;
}

/** How one endpoint is chosen, as the fields of the Service say. */
function balancing(service: Service): string {
  const { spec } = service;
  const words: string[] = [];
  if (spec.get('sessionAffinity').string()?.value === 'ClientIP') {
    const seconds = spec.at('sessionAffinityConfig', 'clientIP', 'timeoutSeconds').number()?.value ?? 10800;
    words.push(`sessionAffinity ClientIP keeps a client at its endpoint for ${seconds} seconds.`);
  } else words.push('Each connection gets an endpoint of its own, at random in the usual mode.');
  if (spec.get('internalTrafficPolicy').string()?.value === 'Local') {
    words.push(
      'internalTrafficPolicy Local: only endpoints on the same node count; without one there, the packet is dropped.',
    );
  }
  const distribution = spec.get('trafficDistribution').string()?.value;
  if (distribution !== undefined) words.push(`trafficDistribution ${distribution}: near endpoints are preferred.`);
  if (service.publishNotReadyAddresses) words.push('publishNotReadyAddresses: pods that are not ready count too.');
  return words.join(' ');
}

/** A Service whose endpoints are written by hand. */
function written(
  { inputs }: Model,
  service: Service,
  own: ServicePort | undefined,
  protocol: Protocol,
  port: number | undefined,
  ends: (title: string, detail: string, given?: Partial<TraceHop>) => Served,
): Served {
  const slices = inputs.endpointSlices.filter(
    (one) => one.namespace.value === service.namespace.value && one.service?.value === service.name.value,
  );
  const addresses = slices.flatMap((slice) => slice.addresses.map(({ address }) => address));
  const name = `Service ${service.name.value}`;
  if (addresses.length === 0) {
    return ends(
      `${name} has no selector, and no endpoints here`,
      'Something else writes its endpoints; these files do not show them.',
      {
        verdict: 'unknown',
      },
    );
  }
  const wanted = own?.name?.value ?? '';
  const ports = slices.flatMap((slice) => slice.ports);
  const target = ports.find((one) => one.name.value === wanted && one.protocol === protocol);
  if (!target && own && ports.length > 0 && !isHeadless(service)) {
    return ends(
      `${name} has no endpoint for port ${own.port.value}`,
      `Its endpoints are written by hand, and none of their ports ${wanted === '' ? 'is without a name' : `is called "${wanted}"`} for ${protocol}: the node joins them by name, so the connection is refused.`,
      { verdict: 'denied', basis: 'files', span: own.name?.span ?? own.port.span },
    );
  }
  const texts = addresses.map(({ value }) => value);
  const to = target?.port?.value ?? port;
  return {
    hops: [
      hop(
        'service',
        `${name}: port ${port} → ${list(texts)}${to === undefined ? '' : ` at ${to}`}`,
        'It has no selector: its endpoints are written by hand.',
        {
          basis: 'files',
          span: addresses[0]!.span,
          resources: [resourceId(service), ...slices.map(resourceId)],
        },
      ),
    ],
    arrivals: [],
    addresses: texts,
    protocol,
    port: to,
  };
}
