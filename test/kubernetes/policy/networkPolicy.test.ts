import assert from 'node:assert/strict';
import { parseAddress } from '../../../src/kubernetes/policy/addressSet.ts';
import { explain } from '../../../src/kubernetes/policy/explain.ts';
import { policyTypes } from '../../../src/kubernetes/policy/networkPolicy.ts';
import { address, ask, context, pods, policy, selector } from './fixtures.ts';

const web = pods('shop/web');
const db = pods('shop/db');
const tool = pods('tools/probe');
const internet = address('8.8.8.8');
const everybody = [{ peers: undefined, ports: undefined }];

describe('the types of a NetworkPolicy', () => {
  it('are Ingress, and Egress with at least one egress rule, where none are written', () => {
    assert.deepEqual(policyTypes({ policyTypes: undefined, egress: undefined }), ['Ingress']);
    assert.deepEqual(policyTypes({ policyTypes: [], egress: [] }), ['Ingress']);
    assert.deepEqual(policyTypes({ policyTypes: undefined, egress: everybody }), ['Ingress', 'Egress']);
  });

  it('leave rules of a direction that is not listed without effect', () => {
    const isolated = policy({ policyTypes: ['Egress'], ingress: [], egress: everybody });
    assert.equal(ask([isolated], tool, web).verdict, 'allowed');
  });

  it('deny no egress by an empty list alone', () => {
    assert.equal(ask([policy({ egress: [], ingress: everybody })], web, tool).verdict, 'allowed');
  });
});

describe('a rule of a NetworkPolicy', () => {
  it('admits everybody without peers, inside and outside', () => {
    const open = policy({ ingress: everybody });
    assert.equal(ask([open], tool, web).verdict, 'allowed');
    assert.equal(ask([open], internet, web).verdict, 'allowed');
  });

  it('that is absent admits nobody, where the type is there', () => {
    assert.equal(ask([policy({ policyTypes: ['Ingress'] })], db, web).verdict, 'denied');
    assert.equal(ask([policy({ ingress: [] })], internet, web).verdict, 'denied');
  });

  it('selects pods of its own namespace by a podSelector alone', () => {
    const own = policy({ ingress: [{ peers: [{ podSelector: selector() }], ports: undefined }] });
    assert.equal(ask([own], db, web).verdict, 'allowed');
    assert.equal(ask([own], tool, web).verdict, 'denied');
    assert.equal(ask([own], internet, web).verdict, 'denied');
  });

  it('takes both selectors of one item together, and either of two items', () => {
    const [team, app] = [{ namespaceSelector: selector({ team: 'ops' }) }, { podSelector: selector({ app: 'db' }) }];
    const both = policy({ ingress: [{ peers: [{ ...team, ...app }], ports: undefined }] });
    const either = policy({ ingress: [{ peers: [team, app], ports: undefined }] });
    assert.equal(ask([both], db, web).verdict, 'denied');
    assert.equal(ask([both], tool, web).verdict, 'denied');
    assert.equal(ask([both], pods('tools/db'), web).verdict, 'allowed');
    assert.equal(ask([either], db, web).verdict, 'allowed');
    assert.equal(ask([either], tool, web).verdict, 'allowed');
  });

  it('never takes addresses for pods of any namespace', () => {
    const anywhere = policy({ ingress: [{ peers: [{ namespaceSelector: selector() }], ports: undefined }] });
    assert.equal(ask([anywhere], tool, web).verdict, 'allowed');
    assert.equal(ask([anywhere], internet, web).verdict, 'denied');
  });

  it('matches absent labels by NotIn and DoesNotExist', () => {
    const expressions = [
      { key: 'tier', operator: 'NotIn', values: ['cache'] },
      { key: 'tier', operator: 'DoesNotExist', values: [] },
    ] as const;
    for (const expression of expressions) {
      const rule = policy({ ingress: [{ peers: [{ podSelector: selector({}, expression) }], ports: undefined }] });
      assert.equal(ask([rule], db, web).verdict, 'allowed', expression.operator);
      const cache = pods('shop/cache', { labels: new Map([['tier', 'cache']]) });
      assert.equal(ask([rule], cache, web).verdict, 'denied', expression.operator);
    }
  });

  it('knows every namespace by its name, with or without a manifest', () => {
    const byName = (name: string) =>
      policy({
        ingress: [
          { peers: [{ namespaceSelector: selector({ 'kubernetes.io/metadata.name': name }) }], ports: undefined },
        ],
      });
    assert.equal(ask([byName('tools')], tool, web).verdict, 'allowed');
    assert.equal(ask([byName('elsewhere')], pods('elsewhere/x'), web).verdict, 'allowed');
    assert.equal(ask([byName('tools')], pods('elsewhere/x'), web).verdict, 'denied');
  });

  it('is added to those of other policies, in both directions of a connection', () => {
    const deny = policy({ id: 'deny', policyTypes: ['Ingress', 'Egress'] });
    const out = policy({
      id: 'out',
      podSelector: selector({ app: 'web' }),
      policyTypes: ['Egress'],
      egress: [{ peers: [{ podSelector: selector({ app: 'db' }) }], ports: undefined }],
    });
    const into = policy({
      id: 'in',
      podSelector: selector({ app: 'db' }),
      ingress: [{ peers: [{ podSelector: selector({ app: 'web' }) }], ports: undefined }],
    });
    assert.equal(ask([deny, out], web, db).verdict, 'denied');
    assert.equal(ask([deny, out], web, db).egress.verdict, 'allowed');
    assert.equal(ask([deny, out, into], web, db).verdict, 'allowed');
    assert.equal(ask([deny, out, into], db, web).verdict, 'denied');
  });
});

describe('the ports of a rule', () => {
  const onPorts = (...ports: { protocol?: string; port?: number | string; endPort?: number }[]) =>
    policy({ ingress: [{ peers: undefined, ports }] });

  it('are of TCP where no protocol is written', () => {
    assert.equal(ask([onPorts({ port: 53 })], db, web, 'TCP 53').verdict, 'allowed');
    assert.equal(ask([onPorts({ port: 53 })], db, web, 'UDP 53').verdict, 'denied');
  });

  it('are all of a protocol where no port is written', () => {
    assert.equal(ask([onPorts({ protocol: 'UDP' })], db, web, 'UDP 65535').verdict, 'allowed');
    assert.equal(ask([onPorts({ protocol: 'UDP' })], db, web, 'TCP 1').verdict, 'denied');
  });

  it('include endPort', () => {
    const range = [onPorts({ protocol: 'SCTP', port: 100, endPort: 110 })];
    assert.equal(ask(range, db, web, 'SCTP 110').verdict, 'allowed');
    assert.equal(ask(range, db, web, 'SCTP 111').verdict, 'denied');
  });

  it('are all ports of all protocols when there are none', () => {
    assert.equal(ask([policy({ ingress: [{ peers: undefined, ports: [] }] })], db, web, 'SCTP 9').verdict, 'allowed');
  });

  it('are looked up by name at the destination, with the same protocol', () => {
    const one = pods('shop/one', { namedPorts: [{ name: 'api', protocol: 'TCP', port: 8080 }] });
    const two = pods('shop/two', { namedPorts: [{ name: 'api', protocol: 'UDP', port: 9090 }] });
    const named = onPorts({ port: 'api' });
    assert.equal(ask([named], db, one, 'TCP 8080').verdict, 'allowed');
    assert.equal(ask([named], db, two, 'UDP 9090').verdict, 'denied');
    assert.equal(ask([named], db, web, 'TCP 8080').verdict, 'denied');
  });

  it('are looked up by name at the destination of egress too, and hold none of an address', () => {
    const out = policy({ egress: [{ peers: undefined, ports: [{ port: 'api' }] }], policyTypes: ['Egress'] });
    const api = pods('tools/api', { namedPorts: [{ name: 'api', protocol: 'TCP', port: 8080 }] });
    assert.equal(ask([out], web, api, 'TCP 8080').verdict, 'allowed');
    assert.equal(ask([out], web, api, 'TCP 80').verdict, 'denied');
    assert.equal(ask([out], web, internet, 'TCP 8080').verdict, 'denied');
  });

  it('are unknown where they cannot be read', () => {
    assert.equal(ask([onPorts({ port: 'api', endPort: 90 })], db, web).verdict, 'unknown');
    assert.equal(ask([onPorts({ port: 90, endPort: 80 })], db, web).verdict, 'unknown');
  });
});

describe('an ipBlock', () => {
  const block = (cidr: string, ...except: string[]) =>
    policy({ ingress: [{ peers: [{ ipBlock: { cidr, except } }], ports: undefined }] });

  it('admits its addresses, but not its exceptions', () => {
    const ops = block('203.0.113.0/24', '203.0.113.128/25');
    assert.equal(ask([ops], address('203.0.113.7'), web).verdict, 'allowed');
    assert.equal(ask([ops], address('203.0.113.200'), web).verdict, 'denied');
    assert.equal(ask([ops], internet, web).verdict, 'denied');
  });

  it('has exceptions that deny nothing which another rule allows', () => {
    const [ops, all] = [block('0.0.0.0/0', '203.0.113.0/24'), block('203.0.113.0/25')];
    assert.equal(ask([ops, all], address('203.0.113.7'), web).verdict, 'allowed');
  });

  it('speaks of one family', () => {
    assert.equal(ask([block('0.0.0.0/0')], address('2001:db8::1'), web).verdict, 'denied');
    assert.equal(ask([block('2001:db8::/32', '2001:db8:1::/48')], address('2001:db8::1'), web).verdict, 'allowed');
    assert.equal(ask([block('2001:db8::/32', '2001:db8:1::/48')], address('2001:db8:1::1'), web).verdict, 'denied');
  });

  it('admits a pod whose address is written, as Kubernetes tests it', () => {
    const known = pods('shop/db', { addresses: [parseAddress('10.244.1.5')!] });
    assert.equal(ask([block('10.244.0.0/16')], known, web).verdict, 'allowed');
    assert.equal(ask([block('10.244.0.0/16', '10.244.1.5/32')], known, web).verdict, 'denied');
  });

  it('leaves it unknown where the pod has no address yet, and depends on the CNI where it holds all pods', () => {
    const reasons = (of: ReturnType<typeof ask>) =>
      of.ingress.cause.kind === 'unknown' ? of.ingress.cause.reasons : [];
    assert.deepEqual(reasons(ask([block('10.244.0.0/16')], db, web)), [{ kind: 'pod-addresses', pod: 'shop/db' }]);
    assert.deepEqual(reasons(ask([block('0.0.0.0/0')], db, web)), [{ kind: 'block-against-pods', pod: 'shop/db' }]);
    assert.equal(
      ask([block('0.0.0.0/0')], db, web, 'TCP 80', { ...context, blocksMatchPods: 'by-address' }).verdict,
      'allowed',
    );
    assert.equal(
      ask([block('0.0.0.0/0')], db, web, 'TCP 80', { ...context, blocksMatchPods: 'never' }).verdict,
      'denied',
    );
  });

  it('of public addresses is no pod', () => {
    assert.equal(
      ask([block('0.0.0.0/0', '10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10')], db, web).verdict,
      'denied',
    );
  });
});

describe('what is not known', () => {
  const fromTeam = policy({ ingress: [{ peers: [{ namespaceSelector: selector({ team: 'x' }) }], ports: undefined }] });

  it('includes the labels of a namespace without a manifest', () => {
    const { verdict, ingress } = ask([fromTeam], pods('elsewhere/x'), web);
    assert.equal(verdict, 'unknown');
    assert.deepEqual(ingress.cause, {
      kind: 'unknown',
      reasons: [{ kind: 'namespace-labels', namespace: 'elsewhere' }],
    });
  });

  it('does not matter where another rule decides', () => {
    assert.equal(
      ask([fromTeam, policy({ id: 'open', ingress: everybody })], pods('elsewhere/x'), web).verdict,
      'allowed',
    );
  });

  it('includes the labels that controllers add', () => {
    const zero = policy({
      podSelector: selector({ 'statefulset.kubernetes.io/pod-name': 'db-0' }),
      policyTypes: ['Ingress'],
    });
    const stateful = pods('shop/db', { unknownLabelKeys: ['statefulset.kubernetes.io/pod-name'] });
    assert.equal(ask([zero], tool, stateful).verdict, 'unknown');
    assert.equal(ask([zero], tool, web).verdict, 'allowed');
  });

  it('includes what a policy does to pods of the host network', () => {
    const host = pods('shop/agent', { hostNetwork: true });
    assert.equal(ask([policy({ policyTypes: ['Ingress'] })], tool, host).verdict, 'unknown');
    assert.equal(ask([policy({ policyTypes: ['Ingress'] })], host, web).verdict, 'unknown');
    assert.equal(ask([policy({ ingress: everybody })], host, web).verdict, 'allowed');
  });

  it('includes policies of kinds that are not analysed, in their namespace', () => {
    const others = [{ id: 'calico', namespace: 'shop', podSelector: undefined, directions: ['Ingress' as const] }];
    assert.equal(ask({ policies: [], others }, tool, web).verdict, 'unknown');
    assert.equal(ask({ policies: [], others }, web, tool).verdict, 'allowed');
  });
});

describe('the selector of a NetworkPolicy', () => {
  it('may have expressions alone', () => {
    const tiered = policy({
      podSelector: selector({}, { key: 'tier', operator: 'Exists', values: [] }),
      policyTypes: ['Ingress'],
    });
    assert.equal(ask([tiered], tool, web).verdict, 'allowed');
    assert.equal(ask([tiered], tool, pods('shop/db', { labels: new Map([['tier', 'back']]) })).verdict, 'denied');
  });

  it('reaches no other namespace', () => {
    assert.equal(ask([policy({ policyTypes: ['Ingress'] })], web, tool).verdict, 'allowed');
  });
});

describe('what policies cannot take away', () => {
  it('is that a pod reaches itself, but not that pods of one workload reach each other', () => {
    const deny = policy({ policyTypes: ['Ingress', 'Egress'] });
    const set = { policies: [deny], others: [] };
    const traffic = { source: web, destination: web, protocol: 'TCP', port: 80 } as const;
    assert.equal(explain(set, { ...traffic, samePod: true }, context).verdict, 'allowed');
    assert.equal(explain(set, traffic, context).verdict, 'denied');
  });

  it('is that a node reaches its pods', () => {
    const placed = pods('shop/web', { nodeAddresses: [parseAddress('192.0.2.10')!] });
    const deny = policy({ policyTypes: ['Ingress'] });
    assert.equal(ask([deny], address('192.0.2.10'), placed).ingress.cause.kind, 'own-node');
    assert.equal(ask([deny], address('192.0.2.11'), placed).verdict, 'denied');
  });
});
