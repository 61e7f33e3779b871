import { parseAddress } from '../kubernetes/addresses/address.ts';
import { rangeHolding } from '../kubernetes/addresses/plan.ts';
import { serviceName } from '../kubernetes/dns/names.ts';
import { everyAddress } from '../kubernetes/policy/addressSet.ts';
import type { Protocol } from '../kubernetes/policy/portSet.ts';
import { list } from '../text/distance.ts';
import { addressing } from './addressing.ts';
import type { Model } from './derived.ts';
import { clusterDomain } from './dns/clusterPlan.ts';
import { writtenAddresses } from './dns/pods.ts';
import { type NameResolution, resolveFrom } from './dns/resolveFrom.ts';
import { resourceId } from './facts/resource.ts';
import type { Service } from './facts/service.ts';
import type { Workload } from './facts/workload.ts';
import { policies } from './policies.ts';
import { asksClusterDns, dnsAccess } from './policiesDns.ts';
import type { TraceRequest } from './trace.ts';
import { named } from './traceDelivery.ts';
import { hop, policyHop, type TraceHop } from './traceHops.ts';
import { throughService } from './traceService.ts';
import { deliver, eitherWay, rangeOfText, toOutside, type Way } from './traceWays.ts';

/** The way of a request that a pod sends. */
export function fromPod(model: Model, source: Workload, request: TraceRequest): Way {
  const { destination, port, protocol } = request;
  switch (destination.kind) {
    case 'workload':
      return toPods(model, source, destination.workload, port, protocol ?? 'TCP');
    case 'service': {
      const { service } = destination;
      const domain = model.get(clusterDomain);
      const name = serviceName(service.name.value, service.namespace.value, domain);
      return byName(model, source, name, port, protocol, service);
    }
    case 'name':
      return byName(model, source, destination.name, port ?? (destination.tls ? 443 : undefined), protocol);
    case 'internet':
      return outside(model, source, undefined, 'the Internet', protocol, port);
    case 'address':
      return toAddress(model, source, destination.address, port, protocol);
  }
}

function toPods(model: Model, source: Workload, to: Workload, port: number | undefined, protocol: Protocol): Way {
  if (port === undefined) {
    const end = hop(
      'end',
      'no port was given',
      `${named(to)} declares no ports, so it is not known which one is meant.`,
      {
        verdict: 'unknown',
        span: to.template,
        resources: [resourceId(to)],
      },
    );
    return { hops: [end], protocol, port };
  }
  const hops = deliver(model, { kind: 'workload', workload: source }, [{ workload: to, port }], protocol);
  return { hops, protocol, port };
}

/** By a name: first the question to the DNS, then what it answers. */
function byName(
  model: Model,
  source: Workload,
  name: string,
  port: number | undefined,
  protocol: Protocol | undefined,
  meant?: Service,
  depth = 0,
): Way {
  const resolution = resolveFrom(model, { kind: 'workload', workload: source }, name);
  const service = resolution.service ?? meant;
  const asking = dnsHops(model, source, name, resolution, service);
  const end = (hops: readonly TraceHop[]): Way => ({ hops: [...asking, ...hops], protocol: protocol ?? 'TCP', port });
  if (resolution.resolved === 'no' && !meant) return end([]);
  const target = service?.externalName?.value;
  if (service && service.type.value === 'ExternalName') {
    const text = target ?? '';
    const cname = hop(
      'dns',
      `CNAME: ${text}`,
      `Service ${service.name.value} is only a name for ${text}. The ports of the Service mean nothing.`,
      {
        basis: 'files',
        span: service.externalName?.span ?? service.type.span,
        resources: [resourceId(service)],
      },
    );
    if (parseAddress(text))
      return end([
        cname,
        hop('end', `${text} is no name`, 'A CNAME to an address leads nowhere.', {
          verdict: 'denied',
          basis: 'files',
          span: service.externalName?.span,
        }),
      ]);
    if (depth < 4 && text !== name) {
      const on = byName(model, source, text.endsWith('.') ? text : `${text}.`, port, protocol, undefined, depth + 1);
      return { ...on, hops: [...asking, cname, ...on.hops] };
    }
  }
  if (!service) {
    const [address] = resolution.resolution.result.addresses;
    if (address !== undefined && parseAddress(address)) {
      const on = toAddress(model, source, address, port, protocol);
      return { ...on, hops: [...asking, ...on.hops] };
    }
    const on = outside(model, source, undefined, name.replace(/\.$/, ''), protocol, port);
    return { ...on, hops: [...asking, ...on.hops] };
  }
  const only = resolution.endpoint === undefined ? undefined : resolution.workloads;
  const on = toService(model, source, service, port, protocol, only);
  return { ...on, hops: [...asking, ...on.hops] };
}

function toService(
  model: Model,
  source: Workload,
  service: Service,
  port: number | undefined,
  protocol: Protocol | undefined,
  only?: readonly Workload[],
): Way {
  const served = throughService(model, service, port, protocol, 'sender', only);
  const { hops, arrivals, addresses } = served;
  const rest =
    addresses.length > 0
      ? eitherWay(addresses.map((one) => toAddress(model, source, one, served.port, served.protocol, true).hops))
      : deliver(model, { kind: 'workload', workload: source }, arrivals, served.protocol);
  return { hops: [...hops, ...rest], protocol: served.protocol, port: port ?? served.port };
}

/** To an address as it is: of a Service, of a pod, of a node, or of something outside. */
function toAddress(
  model: Model,
  source: Workload,
  address: string,
  port: number | undefined,
  protocol: Protocol | undefined,
  isEndpoint = false,
): Way {
  const { services, workloads } = model.inputs;
  const service = isEndpoint
    ? undefined
    : services.find(({ clusterIPs, externalIPs }) =>
        [...clusterIPs, ...externalIPs].some(({ value }) => value === address),
      );
  if (service) return toService(model, source, service, port, protocol);
  const pod = workloads.find((one) => one.kind === 'Pod' && writtenAddresses(one.tree).includes(address));
  if (pod) return toPods(model, source, pod, port, protocol ?? 'TCP');
  const { plan } = model.get(addressing);
  const value = parseAddress(address);
  const held = (ranges: typeof plan.pods) => (value ? rangeHolding(ranges, value) : undefined);
  const services_ = held(plan.services);
  const end = (title: string, detail: string, span: TraceHop['span']): Way => ({
    hops: [hop('end', title, detail, { verdict: 'unknown', basis: 'files', span })],
    protocol: protocol ?? 'TCP',
    port,
  });
  if (services_) {
    return end(
      `${address} is an address for Services`,
      `It lies in ${services_.text} (${services_.by}), and no Service here has it.`,
      services_.at?.span,
    );
  }
  const pods = held(plan.pods);
  if (pods) {
    return end(
      `${address} is an address for pods`,
      `It lies in ${pods.text} (${pods.by}); which pod has it is decided when it starts.`,
      pods.at?.span,
    );
  }
  return outside(model, source, address, address, protocol, port);
}

function outside(
  model: Model,
  source: Workload,
  address: string | undefined,
  name: string,
  protocol: Protocol = 'TCP',
  port = 443,
): Way {
  const range = address === undefined ? everyAddress(4) : rangeOfText(address);
  return { hops: toOutside(model, source, range, name, protocol, port), protocol, port };
}

/** The question, and what becomes of it. */
function dnsHops(
  model: Model,
  source: Workload,
  name: string,
  { resolved, reason, fullName, resolution, assumptions }: NameResolution,
  service: Service | undefined,
): TraceHop[] {
  const hops: TraceHop[] = [];
  if (asksClusterDns(source) && resolution.source === 'dns') {
    const access = model.get(dnsAccess)(source, 'UDP');
    if (access.verdict !== 'allowed') {
      const told = policyHop(
        model.get(policies),
        access.explanation,
        `${named(source)}, to the DNS of the cluster at UDP 53`,
      );
      hops.push(access.verdict === 'denied' ? told : { ...told, verdict: 'unknown' });
    }
  }
  const addresses = resolution.result.addresses;
  const resources = service ? [resourceId(service)] : [];
  const asked = resolution.steps.length;
  const how = resolution.source === 'dns' && asked > 1 ? ` after ${asked} questions (search list, ndots)` : '';
  const rest = assumptions.length > 0 ? ` ${assumptions.join(' ')}` : '';
  if (resolved === 'no' && !service) {
    const why = reason ?? 'no Service and no other record has this name';
    hops.push(
      hop('dns', `DNS: ${name} does not resolve`, `${why.charAt(0).toUpperCase()}${why.slice(1)}.`, {
        verdict: 'denied',
        basis: 'files',
      }),
    );
    return hops;
  }
  const answer =
    addresses.length > 0
      ? list(addresses)
      : service && resolved !== 'no'
        ? `the address of Service ${service.name.value}`
        : 'an address that these files do not show';
  hops.push(
    hop(
      'dns',
      `DNS: ${name.replace(/\.$/, '')} → ${answer}`,
      `${named(source)} asks for ${fullName ?? name}${how}.${rest}`,
      {
        basis: service ? 'files' : 'assumed',
        span: service?.name.span,
        resources,
      },
    ),
  );
  return hops;
}
