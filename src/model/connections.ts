import { selects } from '../kubernetes/labels.ts';
import type { AddressRange } from '../kubernetes/policy/addressSet.ts';
import {
  type ConnectionTable,
  connections,
  type ForwardedPorts,
  type ListedPods,
} from '../kubernetes/policy/connections.ts';
import type { PodEndpoint, PolicyContext } from '../kubernetes/policy/match.ts';
import type { Peer, Policy } from '../kubernetes/policy/policy.ts';
import { noPorts, type PortSet, portsOf, unitePorts } from '../kubernetes/policy/portSet.ts';
import { derive } from './derived.ts';
import { targetIn } from './endpoints.ts';
import { backendsOf, type Ingress } from './facts/ingress.ts';
import type { OpenShiftRoute } from './facts/openShiftRoute.ts';
import type { Service, ServicePort } from './facts/service.ts';
import type { Workload } from './facts/workload.ts';
import { policies } from './policies.ts';
import { listedName, npGuardEndpointOf, podEndpointOf, runsPods } from './policyEndpoints.ts';

const reads = [
  'networkPolicies',
  'adminPolicies',
  'namespaces',
  'workloads',
  'nodes',
  'otherPolicies',
  'cluster',
  'services',
  'ingresses',
  'openShiftRoutes',
] as const;

/** Every connection that the policies allow, as Kubernetes defines them. */
export const allowedConnections = derive(reads, (view): ConnectionTable => {
  const { set, context } = view.get(policies);
  return connections({
    listed: listed(view.workloads, false),
    policies: set,
    context,
    controller: { pods: controllerPods('any'), forwards: forwards(view, false) },
  });
});

/**
 * The same as np-guard's netpol-analyzer has it, for those who compare: an `ipBlock` is never a pod, pods of the host's
 * network are ordinary, a namespace without a manifest has no labels but its name, policies of other kinds do not count,
 * and an Ingress reaches only ports that the container declares.
 */
export const npGuardConnections = derive(reads, (view): ConnectionTable => {
  const { set, context } = view.get(policies);
  const npGuardContext: PolicyContext = {
    ...context,
    missingNamespaceLabels: 'none',
    blocksMatchPods: 'never',
    hostNetworkPods: 'ordinary',
  };
  return connections({
    listed: listed(view.workloads, true),
    policies: { policies: set.policies.map(asNpGuardReads), others: [] },
    context: npGuardContext,
    controller: { pods: controllerPods([]), forwards: forwards(view, true) },
  });
});

function listed(workloads: readonly Workload[], compatible: boolean): readonly ListedPods[] {
  return workloads
    .filter((workload) => runsPods(workload, compatible))
    .map((workload) => ({
      name: listedName(workload),
      pods: compatible ? npGuardEndpointOf(workload) : podEndpointOf(workload),
    }));
}

/** To np-guard, blocks are of IPv4 and hold no pods, and peers that are neither blocks nor pods match nothing. */
function asNpGuardReads(policy: Policy): Policy {
  const isFour = ({ family }: AddressRange) => family === 4;
  const read = (peer: Peer): readonly Peer[] => {
    if (peer.kind === 'nodes' || peer.kind === 'domainNames') return [];
    if (peer.kind !== 'block') return [peer];
    return [{ ...peer, addresses: peer.addresses.filter(isFour), matchesPods: false }];
  };
  const rules = (all: Policy['ingress']) =>
    all?.map((rule) => ({ ...rule, peers: rule.peers === 'everyone' ? rule.peers : rule.peers.flatMap(read) }));
  const { Ingress, Egress } = policy.blocks;
  const blocks = { Ingress: Ingress.filter(isFour), Egress: Egress.filter(isFour) };
  return { ...policy, ingress: rules(policy.ingress), egress: rules(policy.egress), blocks };
}

/** The pods of an ingress controller that is not among the manifests: in a namespace of their own, of which nothing is known. */
export function controllerPods(unknownLabelKeys: PodEndpoint['unknownLabelKeys']): PodEndpoint {
  return {
    kind: 'pod',
    id: 'ingress-controller',
    namespace: 'ingress-controller-ns',
    labels: new Map(),
    unknownLabelKeys,
    namedPorts: [],
    hostNetwork: false,
    addresses: [],
    nodeAddresses: [],
  };
}

interface Backend {
  readonly namespace: string;
  readonly service: string;
  /** Undefined is every port of the Service. */
  readonly port: number | string | undefined;
  /** Whether the number may be that of the target, as in a Route. */
  readonly byTarget: boolean;
}

interface ForwardInputs {
  readonly workloads: readonly Workload[];
  readonly services: readonly Service[];
  readonly ingresses: readonly Ingress[];
  readonly openShiftRoutes: readonly OpenShiftRoute[];
}

/** What Ingresses and OpenShift Routes send to pods, by way of the Services of their own namespace. */
function forwards(
  { workloads, services, ingresses, openShiftRoutes }: ForwardInputs,
  compatible: boolean,
): ForwardedPorts[] {
  const backends = [...ingresses.flatMap(ingressBackends), ...openShiftRoutes.flatMap(routeBackends)];
  const byName = new Map(services.map((service) => [`${service.namespace.value}/${service.name.value}`, service]));
  const running = workloads.filter((workload) => runsPods(workload, compatible));
  return backends.flatMap(({ namespace, service: name, port, byTarget }) => {
    const service = byName.get(`${namespace}/${name}`);
    if (!service || service.selector.size === 0) return [];
    const selector = new Map([...service.selector].map(([key, { value }]) => [key, value]));
    const ports = service.ports.filter((own) => port === undefined || isPort(own, port, compatible || byTarget));
    return running
      .filter((workload) => workload.namespace.value === namespace && selects(selector, workload.podLabels))
      .map((workload) => ({
        destination: listedName(workload),
        ports: ports.reduce((set, own) => unitePorts(set, targetPorts(own, workload, compatible)), noPorts),
      }));
  });
}

function ingressBackends(ingress: Ingress): Backend[] {
  return backendsOf(ingress).flatMap(({ service, port }) =>
    service ? [{ namespace: ingress.namespace.value, service: service.value, port: port?.value, byTarget: false }] : [],
  );
}

function routeBackends({ namespace, services, targetPort }: OpenShiftRoute): Backend[] {
  return services.map(({ value }) => ({
    namespace: namespace.value,
    service: value,
    port: targetPort?.value,
    byTarget: true,
  }));
}

/** An Ingress names a port of the Service by number or name; a Route, and to np-guard an Ingress too, also by its target. */
function isPort({ port, name, targetPort }: ServicePort, wanted: number | string, byTarget: boolean): boolean {
  return port.value === wanted || name?.value === wanted || (byTarget && targetPort.value === wanted);
}

/** The ports of the pods that a port of a Service leads to over TCP. */
function targetPorts(port: ServicePort, workload: Workload, compatible: boolean): PortSet {
  if (!compatible) {
    const target = port.protocol.value === 'TCP' ? targetIn(port, workload).port : undefined;
    return target === undefined ? noPorts : portsOf('TCP', target, target);
  }
  const declared = workload.pod.containers.filter(({ role }) => role === 'container').flatMap(({ ports }) => ports);
  const wanted = port.targetPort.value;
  const found = declared.find(({ name, containerPort, protocol }) =>
    typeof wanted === 'number' ? containerPort.value === wanted : name?.value === wanted && protocol.value === 'TCP',
  );
  return found ? portsOf('TCP', found.containerPort.value, found.containerPort.value) : noPorts;
}
