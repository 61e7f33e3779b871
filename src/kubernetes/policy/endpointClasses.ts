import type { LabelSelector } from '../labels.ts';
import { everyAddress, formatRange, partition } from './addressSet.ts';
import type { PolicySet } from './decide.ts';
import type { AddressEndpoint, PodEndpoint, PolicyContext } from './match.ts';
import type { Direction, PodSelection, Rule } from './policy.ts';

/** Pods that no policy can tell apart are one class: what holds for one of them holds for all. */
export interface EndpointClasses {
  /** One pod of each class. */
  readonly representatives: readonly PodEndpoint[];
  /** The class of each of the given pods, in their order. */
  readonly classOf: readonly number[];
}

/** The classes of the pods, by what the policies ask of a pod and nothing else. */
export function endpointClasses(pods: readonly PodEndpoint[], set: PolicySet, context: PolicyContext): EndpointClasses {
  const asked = askedOf(set, context);
  const classes = new Map<string, number>();
  const representatives: PodEndpoint[] = [];
  const classOf = pods.map((pod) => {
    const key = classKey(pod, asked);
    let index = classes.get(key);
    if (index === undefined) {
      index = representatives.push(pod) - 1;
      classes.set(key, index);
    }
    return index;
  });
  return { representatives, classOf };
}

/** What the policies ask of a pod beside its namespace. */
interface Asked {
  readonly labels: readonly string[];
  readonly ports: ReadonlySet<string>;
  readonly addresses: boolean;
}

function askedOf({ policies, others }: PolicySet, context: PolicyContext): Asked {
  const labels = new Set<string>();
  const ports = new Set<string>();
  let addresses = false;
  const addSelector = (selector: LabelSelector | undefined) => {
    for (const key of selector?.matchLabels.keys() ?? []) labels.add(key);
    for (const { key } of selector?.matchExpressions ?? []) labels.add(key);
  };
  for (const other of others) addSelector(other.podSelector);
  for (const policy of policies) addSelector(policy.subject?.podSelector);
  for (const rule of policies.flatMap(allRules)) {
    for (const peer of rule.peers === 'everyone' ? [] : rule.peers) {
      if (peer.kind === 'pods') addSelector(peer.pods.podSelector);
      else if (peer.kind === 'block') addresses ||= peer.matchesPods || context.blocksMatchPods !== 'never';
    }
    for (const port of rule.ports === 'all' ? [] : rule.ports) if (port.kind === 'named') ports.add(port.name);
  }
  return { labels: [...labels].sort(), ports, addresses };
}

function allRules(policy: {
  ingress: readonly Rule[] | undefined;
  egress: readonly Rule[] | undefined;
}): readonly Rule[] {
  return [...(policy.ingress ?? []), ...(policy.egress ?? [])];
}

function classKey(pod: PodEndpoint, asked: Asked): string {
  const unknown =
    pod.unknownLabelKeys === 'any' ? 'any' : pod.unknownLabelKeys.filter((key) => asked.labels.includes(key));
  return JSON.stringify([
    pod.namespace,
    asked.labels.map((key) => pod.labels.get(key) ?? null),
    unknown,
    pod.hostNetwork,
    portsKey(pod, asked.ports),
    asked.addresses ? [...pod.addresses, ...(pod.hostNetwork ? pod.nodeAddresses : [])].map(formatRange) : [],
  ]);
}

/** The named ports of a pod as a text: equal for pods at which the names of policies mean the same. */
export function portsKey(pod: PodEndpoint, asked: ReadonlySet<string>): string {
  if (asked.size === 0) return '';
  const own = pod.namedPorts.filter(({ name }) => asked.has(name));
  return own
    .map(({ name, protocol, port }) => `${name}/${protocol}/${port}`)
    .sort()
    .join(',');
}

/**
 * The addresses outside of the cluster, cut where the policies of a direction tell them apart: all of IPv4, and of
 * IPv6 where a policy mentions it. Ranges that touch stay apart even if the answer is the same for both, as in
 * np-guard's lists.
 */
export function externalRanges({ policies }: PolicySet, direction: Direction): readonly AddressEndpoint[] {
  const ranges = [everyAddress(4), ...policies.flatMap(({ blocks }) => blocks[direction])];
  if (ranges.some(({ family }) => family === 6)) ranges.push(everyAddress(6));
  return partition(ranges).map((range) => ({ kind: 'addresses', range }));
}

/** Whether the selection can be told from others by nothing but its own fields: the same text, the same pods. */
export function selectionKey({ namespace, namespaceSelector, podSelector, excludesHostNetwork }: PodSelection): string {
  return JSON.stringify([namespace, selectorKey(namespaceSelector), selectorKey(podSelector), excludesHostNetwork]);
}

function selectorKey(selector: LabelSelector | undefined): unknown {
  return selector && [[...selector.matchLabels], selector.matchExpressions];
}
