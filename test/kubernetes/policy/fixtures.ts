import type { LabelRequirement, LabelSelector } from '../../../src/kubernetes/labels.ts';
import { parseAddress } from '../../../src/kubernetes/policy/addressSet.ts';
import type { PolicySet } from '../../../src/kubernetes/policy/decide.ts';
import { type Explanation, explain } from '../../../src/kubernetes/policy/explain.ts';
import {
  type Endpoint,
  type PodEndpoint,
  type PolicyContext,
  privateAddresses,
} from '../../../src/kubernetes/policy/match.ts';
import { compileNetworkPolicy, type NetworkPolicy } from '../../../src/kubernetes/policy/networkPolicy.ts';
import type { Policy } from '../../../src/kubernetes/policy/policy.ts';
import type { Protocol } from '../../../src/kubernetes/policy/portSet.ts';

/** A selector by `matchLabels`, with further requirements. */
export function selector(
  labels: Readonly<Record<string, string>> = {},
  ...matchExpressions: LabelRequirement[]
): LabelSelector {
  return { matchLabels: new Map(Object.entries(labels)), matchExpressions };
}

/** Pods `namespace/app`, with the label `app`. */
export function pods(name: string, more: Partial<PodEndpoint> = {}): PodEndpoint {
  const [namespace, app] = name.split('/') as [string, string];
  return {
    kind: 'pod',
    id: name,
    namespace,
    labels: new Map([['app', app]]),
    unknownLabelKeys: [],
    namedPorts: [],
    hostNetwork: false,
    addresses: [],
    nodeAddresses: [],
    ...more,
  };
}

export function address(text: string): Endpoint {
  return { kind: 'addresses', range: parseAddress(text)! };
}

/** Namespaces `shop` and `tools`, both with their labels known. */
export const context: PolicyContext = {
  namespaces: new Map([
    ['shop', new Map([['team', 'shop']])],
    ['tools', new Map([['team', 'ops']])],
  ]),
  missingNamespaceLabels: 'unknown',
  blocksMatchPods: 'unknown',
  hostNetworkPods: 'undefined',
  podAddresses: privateAddresses,
};

/** A NetworkPolicy of the namespace `shop` that selects every pod, but for what is given. */
export function policy(given: Partial<NetworkPolicy>): Policy {
  return compileNetworkPolicy({
    id: 'policy',
    namespace: 'shop',
    podSelector: selector(),
    policyTypes: undefined,
    ingress: undefined,
    egress: undefined,
    ...given,
  });
}

/** How `source` reaches a port of `destination`; `TCP 80` unless another is given. */
export function ask(
  policies: readonly Policy[] | PolicySet,
  source: Endpoint,
  destination: Endpoint,
  port: `${Protocol} ${number}` = 'TCP 80',
  among: PolicyContext = context,
): Explanation {
  const [protocol, number] = port.split(' ') as [Protocol, string];
  const set = 'others' in policies ? policies : { policies, others: [] };
  return explain(set, { source, destination, protocol, port: Number(number) }, among);
}
