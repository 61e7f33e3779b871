import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { LabelSelector } from '../../../src/kubernetes/labels.ts';
import { containsRange, parseAddress } from '../../../src/kubernetes/policy/addressSet.ts';
import { compileAdminNetworkPolicy } from '../../../src/kubernetes/policy/adminNetworkPolicy.ts';
import {
  formatCsv,
  formatMarkdown,
  formatText,
  listAllowed,
  listUnknown,
} from '../../../src/kubernetes/policy/connectionList.ts';
import {
  type ConnectionTable,
  connections,
  ingressControllerName,
} from '../../../src/kubernetes/policy/connections.ts';
import type { PodEndpoint, PolicyContext } from '../../../src/kubernetes/policy/match.ts';
import { compileNetworkPolicy, type NetworkPolicy } from '../../../src/kubernetes/policy/networkPolicy.ts';
import type { Policy } from '../../../src/kubernetes/policy/policy.ts';
import { containsPort, containsPorts, portsOf, protocols } from '../../../src/kubernetes/policy/portSet.ts';
import { adminPolicies, networkPolicies, rule, workloads } from './arbitraries.ts';
import { ask, context, pods, policy, selector } from './fixtures.ts';

function table(
  listed: readonly PodEndpoint[],
  policies: readonly Policy[],
  among: PolicyContext = context,
): ConnectionTable {
  return connections({
    listed: listed.map((entry) => ({ name: entry.id, pods: entry })),
    policies: { policies, others: [] },
    context: among,
  });
}

const text = (of: ConnectionTable) => formatText(listAllowed(of.rows()));

describe('the list of connections', () => {
  const [web, db] = [pods('shop/web'), pods('shop/db')];

  it('has every pair without policies, sorted, and nobody with themselves', () => {
    assert.equal(
      text(table([web, db], [])),
      [
        '0.0.0.0-255.255.255.255[External] => shop/db : All Connections',
        '0.0.0.0-255.255.255.255[External] => shop/web : All Connections',
        'shop/db => 0.0.0.0-255.255.255.255[External] : All Connections',
        'shop/db => shop/web : All Connections',
        'shop/web => 0.0.0.0-255.255.255.255[External] : All Connections',
        'shop/web => shop/db : All Connections',
        '',
      ].join('\n'),
    );
  });

  it('cuts sources by blocks of ingress rules only, and does not join what touches', () => {
    const from = policy({
      podSelector: selector({ app: 'db' }),
      ingress: [{ peers: [{ ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } }], ports: [{ port: 80 }] }],
    });
    const rows = text(table([web, db], [from], { ...context, blocksMatchPods: 'never' })).split('\n');
    assert.deepEqual(
      rows.filter((row) => /External\] => shop\/db/.test(row)),
      ['10.0.0.0-10.0.255.255[External] => shop/db : TCP 80', '10.2.0.0-10.255.255.255[External] => shop/db : TCP 80'],
    );
    assert.equal(rows.filter((row) => /External\] => shop\/web : All/.test(row)).length, 5);
    assert.ok(rows.includes('shop/db => 0.0.0.0-255.255.255.255[External] : All Connections'));
  });

  it('cuts by the blocks of a direction that the policy types leave out, too, as np-guard does', () => {
    const out = policy({
      policyTypes: ['Egress'],
      ingress: [{ peers: [{ ipBlock: { cidr: '128.0.0.0/1', except: [] } }], ports: undefined }],
    });
    assert.deepEqual(table([web], [out]).sources, [
      '0.0.0.0-127.255.255.255[External]',
      '128.0.0.0-255.255.255.255[External]',
    ]);
  });

  it('has addresses of IPv6 where a policy speaks of them', () => {
    const six = policy({
      ingress: [{ peers: [{ ipBlock: { cidr: '2001:db8::/32', except: [] } }], ports: undefined }],
    });
    const rows = text(table([web], [six]));
    assert.match(
      rows,
      /^2001:db8::-2001:db8:ffff:ffff:ffff:ffff:ffff:ffff\[External\] => shop\/web : All Connections$/m,
    );
  });

  it('leaves out what is unknown, which has a list of its own', () => {
    const fromOps = policy({
      ingress: [{ peers: [{ namespaceSelector: selector({ team: 'x' }) }], ports: undefined }],
    });
    const of = table([web, pods('elsewhere/job')], [fromOps]);
    assert.doesNotMatch(text(of), /job => shop\/web/);
    assert.deepEqual(listUnknown(of.rows()), [{ src: 'elsewhere/job', dst: 'shop/web', conn: 'All Connections' }]);
  });

  it('is one of pods that share a name', () => {
    const replica = (name: string, port: number) =>
      pods('shop/web', { id: name, namedPorts: [{ name: 'http', protocol: 'TCP', port }] });
    const named = policy({
      podSelector: selector({ app: 'web' }),
      ingress: [{ peers: undefined, ports: [{ port: 'http' }] }],
    });
    const listed = [replica('web', 80), replica('web', 81), db].map((entry) => ({ name: entry.id, pods: entry }));
    const of = connections({ listed, policies: { policies: [named], others: [] }, context });
    assert.ok(text(of).includes('shop/db => web : TCP 80-81\n'));
  });

  it('has what the ingress controller forwards, as far as the policies let it', () => {
    const open = policy({
      podSelector: selector({ app: 'web' }),
      ingress: [{ peers: undefined, ports: [{ port: 80 }] }],
    });
    const closed = policy({ id: 'closed', podSelector: selector({ app: 'db' }), policyTypes: ['Ingress'] });
    const of = connections({
      listed: [web, db].map((entry) => ({ name: entry.id, pods: entry })),
      policies: { policies: [open, closed], others: [] },
      context,
      controller: {
        pods: pods('ingress-controller-ns/x', { unknownLabelKeys: 'any' }),
        forwards: [
          { destination: 'shop/web', ports: portsOf('TCP', 80, 81) },
          { destination: 'shop/db', ports: portsOf('TCP', 5432, 5432) },
        ],
      },
    });
    const rows = listAllowed(of.rows()).filter(({ src }) => src === ingressControllerName);
    assert.deepEqual(rows, [{ src: ingressControllerName, dst: 'shop/web', conn: 'TCP 80' }]);
  });

  it('prints as CSV and Markdown', () => {
    const list = [{ src: 'a', dst: 'b', conn: 'TCP 80,443' }];
    assert.equal(formatCsv(list), 'src,dst,conn\na,b,"TCP 80,443"\n');
    assert.match(formatMarkdown(list), /^\| a \| b \| TCP 80,443 \|$/m);
  });
});

/** Contexts in which nothing, or something, is left unknown. */
const contexts = fc.constantFrom<PolicyContext>(
  context,
  { ...context, missingNamespaceLabels: 'none', blocksMatchPods: 'never', hostNetworkPods: 'ordinary' },
  { ...context, blocksMatchPods: 'by-address' },
);

const ports = protocols.flatMap((protocol) => [78, 79, 80, 81, 84].map((port) => `${protocol} ${port}` as const));

describe('the connections of any policies', () => {
  it('are, port by port, what one traffic at a time is told', () => {
    fc.assert(
      fc.property(workloads, networkPolicies, adminPolicies, contexts, (listed, own, admin, among) => {
        const policies = [...own.map(compileNetworkPolicy), ...admin.map(compileAdminNetworkPolicy)];
        const of = table(listed, policies, among);
        for (const source of listed) {
          for (const destination of listed) {
            if (source === destination) continue;
            const { allowed, possible } = of.between(source.id, destination.id);
            for (const port of ports) {
              const [protocol, number] = port.split(' ') as ['TCP', string];
              const expected = ask(policies, source, destination, port, among).verdict;
              const found = containsPort(allowed, protocol, Number(number))
                ? 'allowed'
                : containsPort(possible, protocol, Number(number))
                  ? 'unknown'
                  : 'denied';
              assert.equal(found, expected, `${source.id} => ${destination.id} ${port}`);
            }
          }
        }
      }),
      { numRuns: 25 },
    );
  });

  it('are what the words of the API say, where nothing is unknown', () => {
    const known: PolicyContext = {
      ...context,
      namespaces: new Map([...context.namespaces, ['elsewhere', new Map()]]),
      blocksMatchPods: 'never',
      hostNetworkPods: 'ordinary',
    };
    fc.assert(
      fc.property(workloads, networkPolicies, (listed, own) => {
        const of = table(listed, own.map(compileNetworkPolicy), known);
        for (const source of listed) {
          for (const destination of listed) {
            if (source === destination) continue;
            const { allowed, possible } = of.between(source.id, destination.id);
            assert.deepEqual(allowed, possible);
            for (const port of ports) {
              const [protocol, number] = port.split(' ') as ['TCP', string];
              const expected = reads(own, source, destination, protocol, Number(number), known);
              assert.equal(
                containsPort(allowed, protocol, Number(number)),
                expected,
                `${source.id} => ${destination.id} ${port}`,
              );
            }
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  it('lose nothing by one more rule that allows', () => {
    fc.assert(
      fc.property(workloads, networkPolicies, rule, fc.nat(), fc.boolean(), (listed, own, added, at, ingress) => {
        fc.pre(own.length > 0);
        const index = at % own.length;
        const before = own[index]!;
        const types = before.policyTypes ?? (before.egress?.length ? ['Ingress', 'Egress'] : ['Ingress']);
        const widened: NetworkPolicy = {
          ...before,
          policyTypes: types,
          ...(ingress
            ? { ingress: [...(before.ingress ?? []), added] }
            : { egress: [...(before.egress ?? []), added] }),
        };
        const less = table(listed, own.map(compileNetworkPolicy));
        const more = table(
          listed,
          own.map((given, i) => compileNetworkPolicy(i === index ? widened : given)),
        );
        for (const source of listed) {
          for (const destination of listed) {
            const [a, b] = [less.between(source.id, destination.id), more.between(source.id, destination.id)];
            assert.ok(containsPorts(b.allowed, a.allowed));
            assert.ok(containsPorts(b.possible, a.possible));
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  it('stay the same with a policy that selects nothing', () => {
    fc.assert(
      fc.property(workloads, networkPolicies, fc.array(rule, { maxLength: 1 }), (listed, own, rules) => {
        const withoutBlocks = rules.map(({ ports: given }) => ({ peers: undefined, ports: given }));
        const nobody = policy({
          id: 'nobody',
          podSelector: selector({ app: 'nobody' }),
          ingress: withoutBlocks,
          egress: withoutBlocks,
        });
        const policies = own.map(compileNetworkPolicy);
        assert.equal(text(table(listed, [...policies, nobody])), text(table(listed, policies)));
      }),
      { numRuns: 25 },
    );
  });

  it('stay the same when all labels are renamed', () => {
    const rename = (given: LabelSelector): LabelSelector => ({
      matchLabels: new Map([...given.matchLabels].map(([key, value]) => [`x-${key}`, `${value}-x`])),
      matchExpressions: given.matchExpressions.map(({ key, operator, values }) => ({
        key: `x-${key}`,
        operator,
        values: values.map((value) => `${value}-x`),
      })),
    });
    const renameRules = (rules: NetworkPolicy['ingress']) =>
      rules?.map(({ peers, ports: given }) => ({
        ports: given,
        peers: peers?.map((peer) => ({ ...peer, podSelector: peer.podSelector && rename(peer.podSelector) })),
      }));
    fc.assert(
      fc.property(workloads, networkPolicies, (listed, own) => {
        const renamed = own.map((given) => ({
          ...given,
          podSelector: rename(given.podSelector!),
          ingress: renameRules(given.ingress),
          egress: renameRules(given.egress),
        }));
        const relabelled = listed.map((entry) => ({
          ...entry,
          labels: new Map([...entry.labels].map(([key, value]) => [`x-${key}`, `${value}-x`])),
        }));
        assert.equal(
          text(table(relabelled, renamed.map(compileNetworkPolicy))),
          text(table(listed, own.map(compileNetworkPolicy))),
        );
      }),
      { numRuns: 25 },
    );
  });

  it('do not depend on the order of pods and policies', () => {
    fc.assert(
      fc.property(workloads, networkPolicies, adminPolicies, (listed, own, admin) => {
        const policies = [...own.map(compileNetworkPolicy), ...admin.map(compileAdminNetworkPolicy)];
        assert.equal(text(table([...listed].reverse(), [...policies].reverse())), text(table(listed, policies)));
      }),
      { numRuns: 40 },
    );
  });

  it('are the same for every address of a range', () => {
    const addresses = ['8.8.8.8', '10.0.0.1', '10.1.0.1', '1.1.1.1'].map((of) => parseAddress(of)!);
    fc.assert(
      fc.property(workloads, networkPolicies, (listed, own) => {
        const policies = own.map(compileNetworkPolicy);
        const of = table(listed, policies);
        for (const range of addresses) {
          const name = of.sources.find((source) => {
            const [first, last] = source
              .replace('[External]', '')
              .split('-')
              .map((part) => parseAddress(part)!);
            return first && last && containsRange([{ ...first, last: last.last }], range);
          })!;
          for (const destination of listed) {
            const { verdict } = ask(policies, { kind: 'addresses', range }, destination, 'TCP 80');
            assert.equal(containsPort(of.between(name, destination.id).allowed, 'TCP', 80), verdict === 'allowed');
          }
        }
      }),
      { numRuns: 25 },
    );
  });
});

/** The rule of the API read word by word, for pods, one port at a time; written without any of the code under test. */
function reads(
  policies: readonly NetworkPolicy[],
  source: PodEndpoint,
  destination: PodEndpoint,
  protocol: string,
  port: number,
  { namespaces }: PolicyContext,
): boolean {
  const labelsOf = (namespace: string): ReadonlyMap<string, string> =>
    new Map([...(namespaces.get(namespace) ?? []), ['kubernetes.io/metadata.name', namespace]]);
  const holds = (given: LabelSelector, labels: ReadonlyMap<string, string>): boolean =>
    [...given.matchLabels].every(([key, value]) => labels.get(key) === value) &&
    given.matchExpressions.every(({ key, operator, values }) => {
      const value = labels.get(key);
      if (operator === 'Exists') return value !== undefined;
      if (operator === 'DoesNotExist') return value === undefined;
      return (value !== undefined && values.includes(value)) === (operator === 'In');
    });
  const side = (direction: 'Ingress' | 'Egress', subject: PodEndpoint, other: PodEndpoint): boolean => {
    const isolating = policies.filter((given) => {
      const types = given.policyTypes ?? ['Ingress', ...(given.egress && given.egress.length > 0 ? ['Egress'] : [])];
      return (
        types.includes(direction) && given.namespace === subject.namespace && holds(given.podSelector!, subject.labels)
      );
    });
    if (isolating.length === 0) return true;
    return isolating.some((given) =>
      ((direction === 'Ingress' ? given.ingress : given.egress) ?? []).some(({ peers, ports: entries }) => {
        const peerHolds =
          !peers?.length ||
          peers.some((peer) => {
            if (peer.ipBlock) return false;
            const inNamespace = peer.namespaceSelector
              ? holds(peer.namespaceSelector, labelsOf(other.namespace))
              : other.namespace === given.namespace;
            return inNamespace && (!peer.podSelector || holds(peer.podSelector, other.labels));
          });
        const portHolds =
          !entries?.length ||
          entries.some((entry) => {
            if ((entry.protocol ?? 'TCP') !== protocol) return false;
            if (entry.port === undefined) return true;
            if (typeof entry.port === 'number') return entry.port <= port && port <= (entry.endPort ?? entry.port);
            return destination.namedPorts.some(
              (named) => named.name === entry.port && named.protocol === protocol && named.port === port,
            );
          });
        return peerHolds && portHolds;
      }),
    );
  };
  return side('Egress', source, destination) && side('Ingress', destination, source);
}
