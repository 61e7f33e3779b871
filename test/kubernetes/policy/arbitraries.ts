import fc from 'fast-check';
import type { LabelRequirement, LabelSelector } from '../../../src/kubernetes/labels.ts';
import { parseAddress } from '../../../src/kubernetes/policy/addressSet.ts';
import type { AdminNetworkPolicy, AdminPeer, AdminRule } from '../../../src/kubernetes/policy/adminNetworkPolicy.ts';
import type { PodEndpoint } from '../../../src/kubernetes/policy/match.ts';
import type {
  NetworkPolicy,
  NetworkPolicyPeer,
  NetworkPolicyPort,
  NetworkPolicyRule,
} from '../../../src/kubernetes/policy/networkPolicy.ts';
import { protocols } from '../../../src/kubernetes/policy/portSet.ts';
import { pods } from './fixtures.ts';

export const namespaceNames = ['shop', 'tools', 'elsewhere'] as const;
const keys = ['app', 'tier'] as const;
const values = ['a', 'b'] as const;

const labels = fc.dictionary(fc.constantFrom(...keys), fc.constantFrom(...values), { maxKeys: 2 });

const requirement: fc.Arbitrary<LabelRequirement> = fc.record({
  key: fc.constantFrom(...keys),
  operator: fc.constantFrom('In', 'NotIn', 'Exists', 'DoesNotExist'),
  values: fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 2 }),
});

const podSelector: fc.Arbitrary<LabelSelector> = fc.record({
  matchLabels: labels.map((given) => new Map(Object.entries(given))),
  matchExpressions: fc.array(requirement, { maxLength: 1 }),
});

const namespaceSelector: fc.Arbitrary<LabelSelector> = fc.oneof(
  fc.constant({ matchLabels: new Map(), matchExpressions: [] }),
  fc.constantFrom(...namespaceNames).map((name) => ({
    matchLabels: new Map([['kubernetes.io/metadata.name', name]]),
    matchExpressions: [],
  })),
  fc.constantFrom('shop', 'ops').map((team) => ({
    matchLabels: new Map(),
    matchExpressions: [{ key: 'team', operator: 'NotIn' as const, values: [team] }],
  })),
);

const blocks = ['0.0.0.0/0', '10.0.0.0/8', '10.1.0.0/16', '8.8.0.0/16', '2001:db8::/32', '::/0'] as const;

const peer: fc.Arbitrary<NetworkPolicyPeer> = fc.oneof(
  podSelector.map((selector) => ({ podSelector: selector })),
  namespaceSelector.map((selector) => ({ namespaceSelector: selector })),
  fc.record({ podSelector, namespaceSelector }),
  fc
    .constantFrom(...blocks)
    .map((cidr) => ({ ipBlock: { cidr, except: cidr === '10.0.0.0/8' ? ['10.1.0.0/16'] : [] } })),
);

const port: fc.Arbitrary<NetworkPolicyPort> = fc.oneof(
  fc.record({ port: fc.integer({ min: 79, max: 82 }) }),
  fc.record({ protocol: fc.constantFrom(...protocols) }),
  fc.record({ protocol: fc.constantFrom(...protocols), port: fc.constantFrom('http', 'dns') }),
  fc.record({ port: fc.integer({ min: 79, max: 81 }), endPort: fc.integer({ min: 81, max: 84 }) }),
);

export const rule: fc.Arbitrary<NetworkPolicyRule> = fc.record({
  peers: fc.option(fc.array(peer, { maxLength: 2 }), { nil: undefined }),
  ports: fc.option(fc.array(port, { maxLength: 2 }), { nil: undefined }),
});

const rules = fc.option(fc.array(rule, { maxLength: 2 }), { nil: undefined });

/** NetworkPolicies with the ids 0, 1, 2 … */
export const networkPolicies: fc.Arbitrary<readonly NetworkPolicy[]> = fc
  .array(
    fc.record({
      namespace: fc.constantFrom(...namespaceNames),
      podSelector,
      policyTypes: fc.constantFrom(undefined, ['Ingress'], ['Egress'], ['Ingress', 'Egress']),
      ingress: rules,
      egress: rules,
    }),
    { maxLength: 4 },
  )
  .map((all) => all.map((given, id) => ({ ...given, id: String(id) })));

const adminPeer: fc.Arbitrary<AdminPeer> = fc.oneof(
  namespaceSelector.map((namespaces) => ({ namespaces })),
  fc.record({ namespaceSelector, podSelector }).map((given) => ({ pods: given })),
  fc.constantFrom(...blocks).map((network) => ({ networks: [network] })),
);

const adminRule: fc.Arbitrary<AdminRule> = fc.record({
  action: fc.constantFrom('Allow', 'Deny', 'Pass'),
  peers: fc.array(adminPeer, { minLength: 1, maxLength: 2 }),
  ports: fc.option(
    fc.array(
      fc.oneof(
        fc.record({
          portNumber: fc.record({ protocol: fc.constantFrom(...protocols), port: fc.integer({ min: 79, max: 82 }) }),
        }),
        fc.record({ namedPort: fc.constantFrom('http', 'dns') }),
      ),
      { minLength: 1, maxLength: 2 },
    ),
    { nil: undefined },
  ),
});

/** AdminNetworkPolicies of different priorities, with the ids admin0, admin1 … */
export const adminPolicies: fc.Arbitrary<readonly AdminNetworkPolicy[]> = fc
  .array(
    fc.record({
      baseline: fc.boolean(),
      subject: namespaceSelector.map((namespaces) => ({ namespaces })),
      ingress: fc.array(adminRule, { maxLength: 2 }),
      egress: fc.array(adminRule, { maxLength: 2 }),
    }),
    { maxLength: 3 },
  )
  .map((all) => {
    const first = all.findIndex(({ baseline }) => baseline);
    return all
      .filter(({ baseline }, index) => !baseline || index === first)
      .map((given, index) => ({ ...given, id: `admin${index}`, priority: index }));
  });

const namedPorts = fc.constantFrom<PodEndpoint['namedPorts']>(
  [],
  [{ name: 'http', protocol: 'TCP', port: 80 }],
  [
    { name: 'http', protocol: 'TCP', port: 81 },
    { name: 'dns', protocol: 'UDP', port: 79 },
  ],
);

/** Pods with the ids `namespace/0`, `namespace/1` … */
export const workloads: fc.Arbitrary<readonly PodEndpoint[]> = fc
  .array(
    fc.record({
      namespace: fc.constantFrom(...namespaceNames),
      labels,
      namedPorts,
      hostNetwork: fc.boolean().map((value) => value),
      address: fc.constantFrom(undefined, '10.1.0.7', '10.2.0.7', '2001:db8::7'),
    }),
    { minLength: 2, maxLength: 6 },
  )
  .map((all) =>
    all.map(({ namespace, labels: given, namedPorts: ports, hostNetwork, address }, index) =>
      pods(`${namespace}/${index}`, {
        labels: new Map(Object.entries(given)),
        namedPorts: ports,
        hostNetwork,
        addresses: address === undefined ? [] : [parseAddress(address)!],
      }),
    ),
  );
