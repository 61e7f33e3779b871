import assert from 'node:assert/strict';
import { extract } from '../../src/model/extract/extract.ts';
import type { AdminPolicyPort } from '../../src/model/facts/policies.ts';
import { parse } from '../../src/yaml/parse.ts';

const factsOf = (text: string) => extract(parse('a.yaml', text).documents[0]!.tree!);
const policyOf = (spec: string) => {
  const text = `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: a}\nspec:\n${spec}`;
  return { text, policy: factsOf(text).networkPolicies![0]! };
};

describe('a NetworkPolicy', () => {
  it('tells an absent direction from an empty one', () => {
    const { policy } = policyOf('  podSelector: {}\n  ingress: []\n');
    assert.deepEqual([policy.ingress, policy.egress, policy.policyTypes], [[], undefined, undefined]);
    assert.deepEqual([policy.ingressKey !== undefined, policy.egressKey], [true, undefined]);
  });

  it('tells the empty selector, which selects all, from none', () => {
    const selector = (spec: string) => policyOf(spec).policy.podSelector;
    assert.deepEqual(selector('  podSelector: {}\n')?.selector, { matchLabels: new Map(), matchExpressions: [] });
    assert.equal(selector('  podSelector:\n'), undefined);
    assert.equal(selector('  policyTypes: [Ingress]\n'), undefined);
  });

  it('has a selector that is not known where a part of it is not', () => {
    for (const selector of [
      '{matchLabels: {app: "{{ .Values.app }}"}}',
      '{matchLabels: {app: 1}}',
      '{matchExpressions: [{key: app, operator: Near}]}',
      '{matchExpressions: [{operator: Exists}]}',
      '{matchExpressions: [{key: app, operator: In, values: ["$(APP)"]}]}',
      'all',
    ]) {
      assert.equal(policyOf(`  podSelector: ${selector}\n`).policy.podSelector?.selector, undefined, selector);
    }
  });

  it('has rules with peers and ports, and the places of their keys', () => {
    const { policy, text } = policyOf(`  podSelector: {matchLabels: {app: web}}
  policyTypes: [Ingress, Egress]
  ingress:
    - from:
        - podSelector: {matchExpressions: [{key: app, operator: Exists}]}
          namespaceSelector: {}
        - ipBlock: {cidr: 10.0.0.0/8, except: [10.1.0.0/16]}
      ports:
        - {port: 80, endPort: 90}
        - {protocol: UDP, port: dns}
        - {}
  egress:
    - {}
`);
    const [rule] = policy.ingress!;
    const written = (span: { start: number; end: number } | undefined) => span && text.slice(span.start, span.end);
    assert.deepEqual(
      [written(rule!.peersKey), written(rule!.portsKey), written(rule!.span)],
      ['from', 'ports', 'from'],
    );
    const [pods, block] = rule!.peers;
    assert.deepEqual(
      [
        pods!.podSelector?.expressions.map(({ key, operator }) => [key.value, operator.value]),
        pods!.namespaceSelector?.selector !== undefined,
      ],
      [[['app', 'Exists']], true],
    );
    assert.deepEqual(
      [block!.ipBlock?.cidr.value, block!.ipBlock?.except.map(({ value }) => value), pods!.ipBlock],
      ['10.0.0.0/8', ['10.1.0.0/16'], undefined],
    );
    assert.deepEqual(
      rule!.ports.map(({ protocol, port, endPort }) => [protocol.value, protocol.derived, port?.value, endPort?.value]),
      [
        ['TCP', true, 80, 90],
        ['UDP', undefined, 'dns', undefined],
        ['TCP', true, undefined, undefined],
      ],
    );
    assert.deepEqual([policy.egress![0]!.peersKey, policy.egress![0]!.peers], [undefined, []]);
  });

  it('points at an ipBlock without a cidr', () => {
    const { policy, text } = policyOf(
      '  podSelector: {}\n  egress:\n    - to:\n        - ipBlock:\n            except: []\n',
    );
    const { cidr } = policy.egress![0]!.peers[0]!.ipBlock!;
    assert.deepEqual([cidr.value, cidr.derived, text.slice(cidr.span.start, cidr.span.end)], ['', true, 'ipBlock']);
  });
});

describe('an administrator policy', () => {
  const adminPolicy = (kind: string, spec: string) =>
    factsOf(`apiVersion: policy.networking.k8s.io/v1alpha1\nkind: ${kind}\nmetadata: {name: a}\nspec: ${spec}\n`)
      .adminPolicies![0]!;
  const ports = (rows: readonly AdminPolicyPort[] | undefined) =>
    rows?.map(({ protocol, first, last, name }) => [protocol?.value, first?.value, last?.value, name?.value]);

  it('is of a tier by its kind, or by its field', () => {
    assert.equal(adminPolicy('AdminNetworkPolicy', '{priority: 7}').tier.value, 'Admin');
    assert.equal(adminPolicy('AdminNetworkPolicy', '{priority: 7}').priority?.value, 7);
    assert.equal(adminPolicy('BaselineAdminNetworkPolicy', '{}').tier.value, 'Baseline');
    assert.equal(adminPolicy('ClusterNetworkPolicy', '{tier: Baseline}').tier.value, 'Baseline');
    assert.equal(adminPolicy('AdminNetworkPolicy', '{tier: Baseline}').tier.value, 'Admin');
  });

  it('is about namespaces, or pods of them', () => {
    const { subject } = adminPolicy('AdminNetworkPolicy', '{subject: {namespaces: {matchLabels: {a: b}}}}');
    assert.equal(subject?.namespaces?.labels.get('a')?.value, 'b');
    const pods = adminPolicy('AdminNetworkPolicy', '{subject: {pods: {namespaceSelector: {}, podSelector: {}}}}');
    assert.ok(pods.subject?.pods?.podSelector && pods.subject.pods.namespaceSelector);
    assert.equal(adminPolicy('AdminNetworkPolicy', '{}').subject, undefined);
  });

  it('has rules with actions, peers and ports', () => {
    const { egress, ingress } = adminPolicy(
      'AdminNetworkPolicy',
      '{egress: [{name: out, action: Deny, to: [{networks: [10.0.0.0/8]}, {nodes: {}}, {domainNames: ["*.example.com"]}], ports: [{portNumber: {port: 53, protocol: UDP}}, {portRange: {start: 1, end: 9}}, {namedPort: http}]}], ingress: [{action: Allow, from: []}]}',
    );
    const [out] = egress;
    assert.deepEqual([out!.name?.value, out!.action?.value, ingress[0]!.ports], ['out', 'Deny', undefined]);
    assert.deepEqual(
      out!.peers.map(({ networks, nodes, domainNames }) => [
        networks?.map(({ value }) => value),
        nodes !== undefined,
        domainNames?.map(({ value }) => value),
      ]),
      [
        [['10.0.0.0/8'], false, undefined],
        [undefined, true, undefined],
        [undefined, false, ['*.example.com']],
      ],
    );
    assert.deepEqual(ports(out!.ports), [
      ['UDP', 53, 53, undefined],
      ['TCP', 1, 9, undefined],
      [undefined, undefined, undefined, 'http'],
    ]);
  });

  it('of the newer version has protocols in the place of ports', () => {
    const { ingress } = adminPolicy(
      'ClusterNetworkPolicy',
      '{ingress: [{protocols: [{tcp: {destinationPort: {number: 80}}}, {udp: {destinationPort: {range: {start: 1, end: 2}}}}, {sctp: {}}, {destinationNamedPort: http}]}]}',
    );
    assert.deepEqual(ports(ingress[0]!.ports), [
      ['TCP', 80, 80, undefined],
      ['UDP', 1, 2, undefined],
      // `sctp: {}` is all of it.
      ['SCTP', undefined, undefined, undefined],
      [undefined, undefined, undefined, 'http'],
    ]);
  });
});

describe('a policy of a network plugin', () => {
  const other = (apiVersion: string, kind: string, spec: string) =>
    factsOf(`apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: a}\nspec: ${spec}\n`).otherPolicies![0]!;

  it('may be for all namespaces', () => {
    assert.equal(other('projectcalico.org/v3', 'GlobalNetworkPolicy', '{}').everywhere, true);
    assert.equal(other('crd.projectcalico.org/v1', 'NetworkPolicy', '{}').everywhere, false);
    assert.equal(other('cilium.io/v2', 'CiliumClusterwideNetworkPolicy', '{}').everywhere, true);
  });

  it('of Cilium isolates in the directions that it has rules for', () => {
    const directions = (spec: string) => other('cilium.io/v2', 'CiliumNetworkPolicy', spec).directions;
    assert.deepEqual(directions('{ingress: [{}]}'), ['Ingress']);
    assert.deepEqual(directions('{egressDeny: [{}]}'), ['Egress']);
    assert.deepEqual(directions('{endpointSelector: {}}'), []);
  });

  it('of Cilium selects pods by plain labels, or by labels of its own', () => {
    const selector = (labels: string) =>
      other('cilium.io/v2', 'CiliumNetworkPolicy', `{endpointSelector: {matchLabels: {${labels}}}}`).selector;
    assert.equal(selector('app: web')?.labels.get('app')?.value, 'web');
    assert.equal(selector('"k8s:app": web'), undefined);
  });
});

describe('other objects', () => {
  it('are Namespaces with the label that the API server adds', () => {
    const [namespace] = factsOf('apiVersion: v1\nkind: Namespace\nmetadata: {name: a, labels: {t: x}}\n').namespaces!;
    assert.deepEqual(
      [...namespace!.namespaceLabels],
      [
        ['t', 'x'],
        ['kubernetes.io/metadata.name', 'a'],
      ],
    );
  });

  it('are ConfigMaps with their texts, and Nodes with their ranges', () => {
    const [map] = factsOf('apiVersion: v1\nkind: ConfigMap\ndata: {a: x, b: 1}\n').configMaps!;
    assert.deepEqual([...map!.data.keys()], ['a']);
    const nodeOf = (spec: string) => factsOf(`apiVersion: v1\nkind: Node\n${spec}`).nodes![0]!;
    const one = nodeOf('spec: {podCIDR: 10.244.0.0/24}\nstatus: {addresses: [{address: 192.0.2.1}, {}]}\n');
    assert.deepEqual(
      [one.podCIDRs, one.addresses].map((list) => list.map(({ value }) => value)),
      [['10.244.0.0/24'], ['192.0.2.1']],
    );
    assert.deepEqual(
      nodeOf('spec: {podCIDR: a, podCIDRs: [b, c]}\n').podCIDRs.map(({ value }) => value),
      ['b', 'c'],
    );
    assert.deepEqual(nodeOf('').podCIDRs, []);
  });

  it('may make what is not here, each in its namespaces', () => {
    const targets = (apiVersion: string, kind: string, spec: string) =>
      factsOf(`apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: a, namespace: own}\nspec: ${spec}\n`)
        .producers?.[0]?.targets;
    assert.deepEqual(targets('helm.toolkit.fluxcd.io/v2', 'HelmRelease', '{}'), ['own']);
    assert.deepEqual(targets('helm.toolkit.fluxcd.io/v2', 'HelmRelease', '{targetNamespace: b}'), ['b']);
    assert.deepEqual(targets('argoproj.io/v1alpha1', 'Application', '{destination: {namespace: b}}'), ['b']);
    assert.deepEqual(targets('argoproj.io/v1alpha1', 'Application', '{}'), ['*']);
    assert.deepEqual(targets('argoproj.io/v1alpha1', 'ApplicationSet', '{}'), ['*']);
    assert.deepEqual(targets('kustomize.toolkit.fluxcd.io/v1', 'Kustomization', '{}'), ['*']);
    assert.deepEqual(targets('postgresql.cnpg.io/v1', 'Cluster', '{}'), ['own']);
    for (const [apiVersion, kind] of [
      ['cert-manager.io/v1', 'Certificate'],
      ['monitoring.coreos.com/v1', 'ServiceMonitor'],
      ['argoproj.io/v1alpha1', 'Rollout'],
      ['storage.k8s.io/v1', 'StorageClass'],
      ['apps/v1', 'Deployment'],
    ] as const) {
      assert.equal(targets(apiVersion, kind, '{}'), undefined, `${kind} makes nothing`);
    }
  });
});
