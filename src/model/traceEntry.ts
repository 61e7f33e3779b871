import { parseAddress } from '../kubernetes/addresses/address.ts';
import { rangeHolding } from '../kubernetes/addresses/plan.ts';
import { parseClusterName } from '../kubernetes/dns/names.ts';
import type { Protocol } from '../kubernetes/policy/portSet.ts';
import { list } from '../text/distance.ts';
import { addressing } from './addressing.ts';
import type { Model } from './derived.ts';
import { clusterDomain } from './dns/clusterPlan.ts';
import { endpoints, targetIn } from './endpoints.ts';
import { resourceId } from './facts/resource.ts';
import type { Service } from './facts/service.ts';
import { lastingContainers, type Workload } from './facts/workload.ts';
import { clusterClients } from './requiredClients.ts';
import type { TraceRequest } from './trace.ts';
import { named } from './traceDelivery.ts';
import type { TraceEnd } from './traceEnds.ts';
import { hop, type TraceHop } from './traceHops.ts';
import { type RoutedRequest, routeFor, routesTo } from './traceRouting.ts';
import { throughService } from './traceService.ts';
import { deliver, intoService, rangeOfText, type Way } from './traceWays.ts';

/** The way of a request that comes from an address outside, or from anywhere. */
export function fromOutside(model: Model, source: TraceEnd, request: TraceRequest): Way {
  const { destination, port, protocol } = request;
  const address = source.kind === 'address' ? source.address : undefined;
  if (address !== undefined && isPodAddress(model, address)) return fromUnknownPod(model, address, request);
  switch (destination.kind) {
    case 'workload':
      return intoPods(model, address, destination.workload, port, protocol);
    case 'service':
      return intoAny(model, address, destination.service, port, protocol);
    case 'name':
      return intoHost(model, address, destination.name, destination.path, port);
    case 'address': {
      const service = model.inputs.services.find((one) =>
        [...one.externalIPs.map(({ value }) => value), one.spec.get('loadBalancerIP').string()?.value].includes(
          destination.address,
        ),
      );
      if (service) return intoAny(model, address, service, port, protocol);
      const byNodePort = model.inputs.services.find(({ ports }) =>
        ports.some(({ nodePort }) => nodePort?.value === port),
      );
      if (byNodePort && port !== undefined) return intoAny(model, address, byNodePort, port, protocol);
      return ends(
        `${destination.address} leads to nothing in these files`,
        'No Service has this address, and none this node port.',
        'unknown',
        protocol,
        port,
      );
    }
    case 'internet':
      return ends('both ends are outside', 'The request does not touch the cluster.', 'unknown', protocol, port);
  }
}

function ends(
  title: string,
  detail: string,
  verdict: 'denied' | 'unknown',
  protocol: Protocol | undefined,
  port: number | undefined,
  span?: TraceHop['span'],
): Way {
  return { hops: [hop('end', title, detail, { verdict, basis: 'files', span })], protocol: protocol ?? 'TCP', port };
}

/** A pod by its address: of some pod, of which nothing else is known. */
function fromUnknownPod(model: Model, address: string, { destination, port, protocol }: TraceRequest): Way {
  const sender = { kind: 'addresses' as const, range: rangeOfText(address) };
  const note = hop(
    'end',
    `${address} is an address of a pod`,
    'Which pod has it is not known, so policies that select pods cannot be judged.',
    {
      verdict: 'unknown',
      basis: 'files',
    },
  );
  if (destination.kind === 'service') {
    const served = throughService(model, destination.service, port, protocol, 'sender');
    const rest = deliver(model, sender, served.arrivals, served.protocol);
    return { hops: [note, ...served.hops, ...rest], protocol: served.protocol, port: port ?? served.port };
  }
  if (destination.kind === 'workload' && port !== undefined) {
    const rest = deliver(model, sender, [{ workload: destination.workload, port }], protocol ?? 'TCP');
    return { hops: [note, ...rest], protocol: protocol ?? 'TCP', port };
  }
  return { hops: [note], protocol: protocol ?? 'TCP', port };
}

function isPodAddress(model: Model, text: string): boolean {
  const value = parseAddress(text);
  const { plan } = model.get(addressing);
  // A distribution's default range says nothing about an address that somebody asks for.
  const declared = plan.pods.filter(({ tier }) => tier !== 'default');
  return value !== undefined && rangeHolding(declared, value) !== undefined;
}

/** To pods, from outside: by a Service that leads to them, else by a port of the node. */
function intoPods(
  model: Model,
  address: string | undefined,
  workload: Workload,
  port: number | undefined,
  protocol: Protocol | undefined,
): Way {
  const leads = ({ ports }: Service) =>
    port === undefined || ports.some((own) => own.port.value === port || targetIn(own, workload).port === port);
  const services = model.get(endpoints).servicesOf(workload).filter(leads);
  for (const service of services) {
    const own =
      service.ports.find((one) => one.port.value === port || targetIn(one, workload).port === port) ?? service.ports[0];
    if (routesTo(model, service).length > 0 || intoService(service, own?.port.value, address)) {
      return intoAny(model, address, service, own?.port.value, protocol);
    }
  }
  const onNode = lastingContainers(workload.pod)
    .flatMap(({ ports }) => ports)
    .find(
      ({ hostPort, containerPort }) =>
        (hostPort !== undefined || workload.pod.hostNetwork?.value === true) &&
        (port === undefined || containerPort.value === port || hostPort?.value === port),
    );
  if (onNode) {
    const at = onNode.hostPort?.value ?? onNode.containerPort.value;
    const first = hop(
      'host-port',
      `port ${at} of the node`,
      onNode.hostPort
        ? `hostPort ${at}: the node hands what arrives there to the pod that it runs.`
        : 'The pod uses the network of its node, and listens on its addresses.',
      {
        basis: 'files',
        span: (onNode.hostPort ?? workload.pod.hostNetwork ?? onNode.containerPort).span,
        resources: [resourceId(workload)],
      },
    );
    const to = { workload, port: onNode.containerPort.value };
    const rest = deliver(model, { kind: 'addresses', range: rangeOfText(address) }, [to], protocol ?? 'TCP');
    return { hops: [first, ...rest], protocol: protocol ?? 'TCP', port: port ?? at };
  }
  return ends(
    `nothing leads from outside to ${named(workload)}`,
    `${services.length > 0 ? `${list(services.map(({ name }) => `Service ${name.value}`))} has no node port and no load balancer, and no Ingress or route leads to it` : 'No Service leads to these pods'}; addresses of pods are not routed outside of the cluster.`,
    'denied',
    protocol,
    port,
    services[0]?.type.span ?? workload.template,
  );
}

/** To a Service, from outside: by an Ingress or route, else by its own door. */
function intoAny(
  model: Model,
  address: string | undefined,
  service: Service,
  port: number | undefined,
  protocol: Protocol | undefined,
): Way {
  const door = intoService(service, port, address);
  if (door) {
    const own = service.ports.find((one) => one.port.value === port || one.nodePort?.value === port);
    const served = throughService(model, service, own?.port.value ?? port, protocol, 'node');
    const rest = deliver(model, { kind: 'addresses', range: rangeOfText(address) }, served.arrivals, served.protocol);
    return { hops: [...door.hops, ...served.hops, ...rest], protocol: served.protocol, port: port ?? served.port };
  }
  const routed = routesTo(model, service)[0];
  if (routed) return byProxy(model, routed, undefined, port);
  return ends(
    `nothing leads from outside to Service ${service.name.value}`,
    `It is of type ${service.type.value}, without external addresses, and no Ingress or route leads to it.`,
    'denied',
    protocol,
    port,
    service.type.span,
  );
}

/** To a host and path: by what serves it. */
function intoHost(
  model: Model,
  address: string | undefined,
  host: string,
  path: string,
  port: number | undefined,
): Way {
  const routed = routeFor(model, host.replace(/\.$/, ''), path);
  if (routed) return byProxy(model, routed, host, port);
  const name = parseClusterName(host, model.get(clusterDomain));
  if (name) {
    return ends(
      `${host} is a name of the cluster`,
      'Only pods resolve it: the DNS of the cluster does not answer outside.',
      'denied',
      'TCP',
      port,
    );
  }
  const bySource = address === undefined ? '' : ` for ${address}`;
  return ends(
    `nothing here serves ${host}${path === '/' ? '' : path}${bySource}`,
    'No Ingress and no route has this host, and none serves any host.',
    'unknown',
    'TCP',
    port,
  );
}

function byProxy(model: Model, routed: RoutedRequest, host: string | undefined, port: number | undefined): Way {
  const { controllers } = model.get(clusterClients);
  const { from, gateway, how, span, service, serviceName, tls, implementation } = routed;
  const what = `${from.kind} ${from.name.value}`;
  const doors = controllers
    .flatMap((controller) => model.get(endpoints).servicesOf(controller))
    .filter(({ type }) => type.value === 'LoadBalancer' || type.value === 'NodePort');
  const [door] = doors;
  const hops: TraceHop[] = [
    door
      ? hop(
          'load-balancer',
          `Service ${door.name.value} (${door.type.value}) → ${list(controllers.map(named))}`,
          'What serves the requests is reached by its own Service.',
          {
            basis: 'files',
            span: door.type.span,
            resources: [resourceId(door), ...controllers.map(resourceId)],
          },
        )
      : hop(
          'load-balancer',
          gateway ? `Gateway ${gateway.name.value}` : 'the ingress controller',
          'What serves the requests is not among these files: it is reached by a load balancer or a port of the nodes of its own.',
          {
            basis: 'assumed',
            span: gateway?.name.span,
            resources: gateway ? [resourceId(gateway)] : [],
          },
        ),
    hop(
      'proxy',
      `${what}: ${how} → Service ${serviceName}${routed.port === undefined ? '' : `, port ${routed.port}`}`,
      `${host === undefined ? 'The request' : `The request for ${host}`} is matched by host, then by the longest path${implementation ? "; how this path type matches is the controller's to decide" : ''}. ${tls ? 'TLS ends there. ' : ''}The controller opens a connection of its own, usually straight to an endpoint and not to the address of the Service: the pods see the address of the controller, and the client's only in a header.`,
      {
        basis: 'files',
        span,
        resources: [resourceId(from), ...(gateway ? [resourceId(gateway)] : [])],
      },
    ),
  ];
  if (!service) {
    hops.push(
      hop(
        'service',
        `no Service ${serviceName}`,
        `Namespace ${from.namespace.value} has no Service of this name; the answer is an error such as 503.`,
        { verdict: 'denied', basis: 'files', span },
      ),
    );
    return { hops, protocol: 'TCP', port };
  }
  const served = throughService(model, service, routed.port, undefined, 'proxy');
  const rest = deliver(model, { kind: 'proxy' }, served.arrivals, served.protocol);
  return { hops: [...hops, ...served.hops, ...rest], protocol: served.protocol, port: port ?? (tls ? 443 : 80) };
}
