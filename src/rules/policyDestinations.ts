import type { NetworkPolicy, NetworkPolicyPort } from '../model/facts/policies.ts';
import type { ServicePort } from '../model/facts/service.ts';
import { type ContainerPort, lastingContainers, type Workload } from '../model/facts/workload.ts';
import type { Policies } from '../model/policies.ts';
import { type PlacedRule, selectsPods } from './policyWords.ts';

/**
 * The pods whose ports a rule is about: of an ingress rule those that the policy selects, of an egress rule its peers.
 * Empty where they are addresses, or everybody.
 */
export function destinationsOf(
  { selectedBy, peersOf }: Policies,
  policy: NetworkPolicy,
  { direction, index, rule }: PlacedRule,
): readonly Workload[] {
  if (direction === 'Ingress') return selectedBy(policy).map(({ workload }) => workload);
  if (rule.peers.length === 0 || !rule.peers.every(selectsPods)) return [];
  return peersOf(policy, direction, index).map(({ workload }) => workload);
}

/** The ports that the lasting containers of a workload declare. */
export function declaredPorts(workload: Workload): ContainerPort[] {
  return lastingContainers(workload.pod).flatMap(({ ports }) => ports);
}

/** Whether a numbered entry of a policy contains a port. */
export function holds({ protocol, port, endPort }: NetworkPolicyPort, number: number, of: string): boolean {
  if (protocol.value !== of || typeof port?.value === 'string') return false;
  return port === undefined || (port.value <= number && number <= (endPort?.value ?? port.value));
}

/** Whether one of the entries is the port of a Service as the pods see it. */
export function admitsTarget(
  ports: readonly NetworkPolicyPort[],
  target: number,
  own: ServicePort,
  to: Workload,
): boolean {
  const names = declaredPorts(to).flatMap(({ name, containerPort, protocol }) =>
    name && containerPort.value === target && protocol.value === own.protocol.value ? [name.value] : [],
  );
  return ports.some(
    (entry) =>
      holds(entry, target, own.protocol.value) ||
      (entry.protocol.value === own.protocol.value && names.includes(String(entry.port?.value))),
  );
}
