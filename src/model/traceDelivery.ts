import { cnis } from '../kubernetes/policy/cni.ts';
import type { Explanation } from '../kubernetes/policy/explain.ts';
import type { Protocol } from '../kubernetes/policy/portSet.ts';
import type { Model } from './derived.ts';
import { resourceId } from './facts/resource.ts';
import { lastingContainers, type Workload } from './facts/workload.ts';
import { policies } from './policies.ts';
import { hop, policyHop, type TraceHop } from './traceHops.ts';

/** `pods of Deployment web`. */
export function podsNamed({ kind, name }: Workload): string {
  return kind === 'Pod' ? `Pod ${name.value}` : `pods of ${kind} ${name.value}`;
}

/** `Deployment web`. */
export function named({ kind, name }: Pick<Workload, 'kind' | 'name'>): string {
  return `${kind} ${name.value}`;
}

/** The packet leaves a pod for its node. */
export function leaving(model: Model, workload: Workload): TraceHop {
  const { title, detail, given } = interfaceOf(model, workload);
  return hop('interface', `out: ${title}`, detail, given);
}

/** The last part of every way: the policy of the pods, their interface, and the container. */
export function arriving(
  model: Model,
  destination: Workload,
  protocol: Protocol,
  port: number,
  explanation: Explanation,
): TraceHop[] {
  const { title, detail, given } = interfaceOf(model, destination);
  return [
    policyHop(model.get(policies), explanation.ingress, named(destination)),
    hop('interface', `in: ${title}`, given.basis === 'assumed' ? 'The same pair as on the other side.' : detail, given),
    containerHop(destination, protocol, port),
  ];
}

/** Between two pods: the addresses stay as they are. */
export function betweenPods(model: Model, source: Workload, destination: Workload): TraceHop {
  const { cni } = model.get(policies);
  const how = cni ? `${cni.name} carries it` : 'the network plugin carries it';
  const onHost = source.pod.hostNetwork?.value === true;
  return hop(
    'network',
    onHost ? 'the sender has the address of its node' : 'no NAT between pods',
    `${onHost ? `${named(source)} uses the network of its node, so ${named(destination)} sees the address of the node` : `${named(destination)} sees the address of the sender's pod`}. Where the pods are on two nodes, ${how} from node to node, routed or in a tunnel.`,
    { resources: [resourceId(source), resourceId(destination)] },
  );
}

/** The egress policy of a pod. */
export function egressHop(model: Model, source: Workload, explanation: Explanation): TraceHop {
  return policyHop(model.get(policies), explanation.egress, named(source));
}

function interfaceOf(model: Model, workload: Workload): { title: string; detail: string; given: Partial<TraceHop> } {
  const resources = [resourceId(workload)];
  if (workload.pod.hostNetwork?.value) {
    return {
      title: `${named(workload)} uses the network of its node`,
      detail: 'There is no interface in between, and network plugins apply no policy to such pods, as a rule.',
      given: { basis: 'files', span: workload.pod.hostNetwork.span, resources },
    };
  }
  const { cni } = model.get(policies);
  const prefix = cni?.podInterface ?? 'veth';
  const others = [...new Set(Object.values(cnis).map((one) => one.podInterface))].filter(
    (one) => one && one !== prefix,
  );
  return {
    title: `eth0 of the pod, ${prefix}… of the node`,
    detail: cni
      ? `A pair of virtual interfaces joins the pod to its node; ${cni.name} calls the node's end ${prefix}….`
      : `A pair of virtual interfaces joins the pod to its node. The name of the node's end depends on the network plugin, which these files do not show: ${prefix}…, ${others.map((one) => `${one}…`).join(', ')}.`,
    given: { basis: cni ? 'files' : 'assumed', resources },
  };
}

function containerHop(workload: Workload, protocol: Protocol, port: number): TraceHop {
  const resources = [resourceId(workload)];
  for (const container of lastingContainers(workload.pod)) {
    const declared = container.ports.find(
      ({ containerPort, protocol: own }) => containerPort.value === port && own.value === protocol,
    );
    if (!declared) continue;
    const name = declared.name ? ` (${declared.name.value})` : '';
    return hop(
      'container',
      `container ${container.name.value}: ${protocol} ${port}${name}`,
      `The program in container ${container.name.value} answers, if it listens on ${port}.`,
      { basis: 'files', span: declared.containerPort.span, resources },
    );
  }
  return hop(
    'container',
    `${named(workload)}: ${protocol} ${port}, which no container declares`,
    'A port need not be declared: the connection succeeds if a program listens there, and is refused otherwise.',
    { basis: 'assumed', span: workload.template, resources },
  );
}
