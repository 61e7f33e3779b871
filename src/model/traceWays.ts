import {
  type AddressRange,
  containsRange,
  everyAddress,
  parseAddress,
  parseBlock,
} from '../kubernetes/policy/addressSet.ts';
import type { Explanation } from '../kubernetes/policy/explain.ts';
import type { Protocol } from '../kubernetes/policy/portSet.ts';
import { addressing } from './addressing.ts';
import type { Model } from './derived.ts';
import type { Service } from './facts/service.ts';
import type { Workload } from './facts/workload.ts';
import { policies } from './policies.ts';
import { clusterClients } from './requiredClients.ts';
import { arriving, betweenPods, egressHop, leaving } from './traceDelivery.ts';
import { decisiveHop, hop, type TraceHop, verdictOf } from './traceHops.ts';
import type { Arrival } from './traceService.ts';

/** Who sends the packet that the pods get. */
export type Sender =
  | { readonly kind: 'workload'; readonly workload: Workload }
  | { readonly kind: 'addresses'; readonly range: AddressRange }
  /** Whatever carries requests from outside within the cluster. */
  | { readonly kind: 'proxy' };

/** A way as far as it was followed. */
export interface Way {
  readonly hops: readonly TraceHop[];
  readonly protocol: Protocol;
  readonly port: number | undefined;
}

/** The range of addresses that a text is, or every address. */
export function rangeOfText(address: string | undefined): AddressRange {
  return (address === undefined ? undefined : parseAddress(address)) ?? everyAddress(4);
}

function judge(model: Model, sender: Sender, { workload, port }: Arrival, protocol: Protocol): Explanation {
  const known = model.get(policies);
  switch (sender.kind) {
    case 'workload':
      return known.explain(sender.workload, workload, protocol, port);
    case 'addresses':
      return known.explain(sender.range, workload, protocol, port);
    case 'proxy':
      return model.get(clusterClients).explain(workload, protocol, port);
  }
}

/**
 * From the sender to each of the endpoints that a packet may go to. Where they fare differently, a last hop says so, and
 * none of the hops before it is the end of the request.
 */
export function deliver(model: Model, sender: Sender, arrivals: readonly Arrival[], protocol: Protocol): TraceHop[] {
  const ways = arrivals.map((arrival) => {
    const explanation = judge(model, sender, arrival, protocol);
    const out =
      sender.kind === 'workload'
        ? [
            egressHop(model, sender.workload, explanation),
            leaving(model, sender.workload),
            betweenPods(model, sender.workload, arrival.workload),
          ]
        : [];
    return [...out, ...arriving(model, arrival.workload, protocol, arrival.port, explanation)];
  });
  return eitherWay(ways);
}

/** The ways to several endpoints as one: what is the same for all is told once, and what differs is not decided. */
export function eitherWay(ways: readonly (readonly TraceHop[])[]): TraceHop[] {
  const verdicts = new Set(ways.map(verdictOf));
  const hops = dedupe(ways.flat());
  if (verdicts.size < 2) return hops;
  // Some endpoints are reached: the request as a whole depends on which one is taken.
  const reached = hops.map((one) => (one.verdict === 'denied' ? { ...one, verdict: 'unknown' as const } : one));
  const failing = decisiveHop(hops);
  return [
    ...reached,
    hop(
      'end',
      'it depends on the endpoint',
      'Some of the endpoints are reached and others not; which one is taken is not known before.',
      {
        verdict: 'unknown',
        span: failing?.span,
      },
    ),
  ];
}

/** Hops that are the same for several endpoints are told once. */
function dedupe(hops: readonly TraceHop[]): TraceHop[] {
  const seen = new Set<string>();
  return hops.filter(({ title, detail }) => {
    const key = `${title}\n${detail}`;
    return !seen.has(key) && seen.add(key);
  });
}

/** From a pod to addresses outside: its egress policy, its node's translation of the source, and the network beyond. */
export function toOutside(
  model: Model,
  source: Workload,
  range: AddressRange,
  name: string,
  protocol: Protocol,
  port: number,
): TraceHop[] {
  const explanation = model.get(policies).explain(source, range, protocol, port);
  const onHost = source.pod.hostNetwork?.value === true;
  const { distribution } = model.get(addressing).plan;
  const keeps = distribution?.podsFromNodeNetwork === true;
  return [
    egressHop(model, source, explanation),
    leaving(model, source),
    hop(
      'node',
      onHost ? 'the node sends it as its own' : "the node puts its own address in place of the pod's (SNAT)",
      onHost
        ? 'The pod uses the network of its node: there is no translation.'
        : `Addresses of pods mean nothing outside, so the node masquerades: the receiver sees the address of the node${keeps ? `, except within the network of the nodes, where ${distribution.name} leaves the address of the pod` : ''}. Behind a NAT gateway it sees that of the gateway.`,
      { basis: onHost ? 'files' : 'assumed', span: source.pod.hostNetwork?.span },
    ),
    hop(
      'internet',
      `${name} at ${protocol} ${port}`,
      'What happens beyond the node is not in the files: routes, firewalls, and whether anything answers.',
      {
        basis: 'assumed',
      },
    ),
  ];
}

/** From outside to a Service that is open to it. Undefined where it is not. */
export function intoService(
  service: Service,
  port: number | undefined,
  address: string | undefined,
): { readonly hops: readonly TraceHop[]; readonly keepsSource: boolean } | undefined {
  const own = service.ports.find(
    (one) => port === undefined || one.port.value === port || one.nodePort?.value === port,
  );
  const resources = [`Service/${service.namespace.value}/${service.name.value}`];
  const type = service.type.value;
  const external = service.externalIPs[0];
  const local = service.spec.get('externalTrafficPolicy');
  const keepsSource = local.string()?.value === 'Local';
  const span = service.type.span;
  const nodePort = own?.nodePort?.value ?? 'assigned when it is created';
  const onNode = hop(
    'node-port',
    `node port ${nodePort}`,
    keepsSource
      ? 'externalTrafficPolicy Local: only nodes with an endpoint take it, and the address of the client stays.'
      : "Every node takes it. The node that does puts its own address in place of the client's (SNAT), so the pods, and policies with an ipBlock, see the address of a node (externalTrafficPolicy Cluster).",
    { basis: 'files', span: own?.nodePort?.span ?? (keepsSource ? local.span : span), resources },
  );
  if (type === 'LoadBalancer') {
    const allowed = service.spec.get('loadBalancerSourceRanges').strings();
    const range = address === undefined ? undefined : parseAddress(address);
    const inside =
      range &&
      allowed.some(({ value }) =>
        containsRange(
          [parseBlock(value.trim())].flatMap((block) => block ?? []),
          range,
        ),
      );
    const verdict = allowed.length === 0 || inside ? 'allowed' : range ? 'denied' : 'unknown';
    const balancer = hop(
      'load-balancer',
      `load balancer of Service ${service.name.value}${own ? `, port ${own.port.value}` : ''}`,
      verdict === 'allowed'
        ? "The provider's load balancer takes the connection and hands it to a node, or straight to a pod."
        : `loadBalancerSourceRanges lets in ${allowed.map(({ value }) => value).join(', ')} only.`,
      { basis: 'assumed', span: allowed[0]?.span ?? span, resources, verdict },
    );
    const noNodePorts = service.spec.get('allocateLoadBalancerNodePorts').boolean()?.value === false;
    return { hops: noNodePorts ? [balancer] : [balancer, onNode], keepsSource };
  }
  if (type === 'NodePort') return { hops: [onNode], keepsSource };
  if (external) {
    const detail =
      "Packets that arrive at a node for this address are taken as the Service's; how they get there is the network's affair.";
    return {
      hops: [
        hop('node', `external address ${external.value}`, detail, { basis: 'files', span: external.span, resources }),
      ],
      keepsSource,
    };
  }
  return undefined;
}
