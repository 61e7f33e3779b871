import assert from 'node:assert/strict';
import {
  type AdminNetworkPolicy,
  type AdminRule,
  compileAdminNetworkPolicy,
} from '../../../src/kubernetes/policy/adminNetworkPolicy.ts';
import {
  type ClusterNetworkPolicy,
  type ClusterRule,
  compileClusterNetworkPolicy,
} from '../../../src/kubernetes/policy/clusterNetworkPolicy.ts';
import { address, ask, context, pods, policy, selector } from './fixtures.ts';

const web = pods('shop/web');
const db = pods('shop/db');
const tool = pods('tools/probe');
const fromTools = [{ namespaces: selector({ team: 'ops' }) }];
const everyPod = [{ namespaces: selector() }];

function rule(action: string, peers: AdminRule['peers'], ports?: AdminRule['ports']): AdminRule {
  return { action, peers, ports };
}

/** An admin policy over all pods of the namespace `shop`. */
function admin(given: Partial<AdminNetworkPolicy>) {
  const subject = { namespaces: selector({ team: 'shop' }) };
  return compileAdminNetworkPolicy({
    id: 'admin',
    baseline: false,
    priority: 10,
    subject,
    ingress: [],
    egress: [],
    ...given,
  });
}

const baseline = (given: Partial<AdminNetworkPolicy>) => admin({ id: 'baseline', baseline: true, ...given });

describe('an AdminNetworkPolicy', () => {
  it('isolates nobody by selecting them', () => {
    assert.equal(ask([admin({})], tool, web).verdict, 'allowed');
    assert.equal(ask([admin({ ingress: [rule('Deny', fromTools)] })], db, web).verdict, 'allowed');
  });

  it('decides by the first rule that matches', () => {
    const [allow, deny] = [rule('Allow', fromTools), rule('Deny', everyPod)];
    assert.equal(ask([admin({ ingress: [allow, deny] })], tool, web).verdict, 'allowed');
    assert.equal(ask([admin({ ingress: [allow, deny] })], db, web).verdict, 'denied');
    assert.equal(ask([admin({ ingress: [deny, allow] })], tool, web).verdict, 'denied');
  });

  it('decides each port by itself', () => {
    const ports = [{ portNumber: { port: 80 } }];
    const policies = [admin({ ingress: [rule('Allow', everyPod, ports), rule('Deny', everyPod)] })];
    assert.equal(ask(policies, db, web, 'TCP 80').verdict, 'allowed');
    assert.equal(ask(policies, db, web, 'TCP 81').verdict, 'denied');
    assert.equal(ask(policies, db, web, 'UDP 80').verdict, 'denied');
  });

  it('goes before those of a higher number', () => {
    const low = admin({ id: 'low', priority: 1, ingress: [rule('Deny', everyPod)] });
    const high = admin({ id: 'high', priority: 2, ingress: [rule('Allow', everyPod)] });
    assert.equal(ask([high, low], db, web).verdict, 'denied');
    assert.deepEqual(ask([high, low], db, web).ingress.cause, {
      kind: 'denied-by',
      rule: { policy: 'low', direction: 'Ingress', index: 0 },
    });
  });

  it('cannot be overruled by a NetworkPolicy', () => {
    const isolated = policy({ policyTypes: ['Ingress'] });
    const open = policy({ ingress: [{ peers: undefined, ports: undefined }] });
    assert.equal(ask([isolated, admin({ ingress: [rule('Allow', everyPod)] })], db, web).verdict, 'allowed');
    assert.equal(ask([open, admin({ ingress: [rule('Deny', everyPod)] })], db, web).verdict, 'denied');
  });

  it('passes the whole tier, not only its own rules', () => {
    const pass = admin({ id: 'pass', priority: 1, ingress: [rule('Pass', fromTools)] });
    const deny = admin({ id: 'deny', priority: 2, ingress: [rule('Deny', everyPod)] });
    const { ingress } = ask([pass, deny], tool, web);
    assert.equal(ingress.verdict, 'allowed');
    assert.deepEqual(ingress.passedBy, [{ policy: 'pass', direction: 'Ingress', index: 0 }]);
    assert.equal(ask([pass, deny, policy({ policyTypes: ['Ingress'] })], tool, web).verdict, 'denied');
    assert.equal(ask([pass, deny], db, web).verdict, 'denied');
  });

  it('speaks of addresses only by networks, of pods too', () => {
    const deny = admin({ egress: [rule('Deny', [{ networks: ['0.0.0.0/0'] }])] });
    assert.equal(ask([deny], web, address('8.8.8.8')).verdict, 'denied');
    assert.equal(ask([deny], web, address('2001:db8::1')).verdict, 'allowed');
    assert.equal(ask([deny], web, tool).verdict, 'denied');
    assert.equal(ask([admin({ egress: [rule('Deny', everyPod)] })], web, address('8.8.8.8')).verdict, 'allowed');
  });

  it('takes a named port with the protocol of the container port', () => {
    const dns = pods('tools/dns', { namedPorts: [{ name: 'dns', protocol: 'UDP', port: 53 }] });
    const deny = admin({ egress: [rule('Deny', everyPod, [{ namedPort: 'dns' }])] });
    assert.equal(ask([deny], web, dns, 'UDP 53').verdict, 'denied');
    assert.equal(ask([deny], web, dns, 'TCP 53').verdict, 'allowed');
  });

  it('leaves out pods of the host network', () => {
    const host = pods('shop/agent', { hostNetwork: true });
    assert.equal(ask([admin({ egress: [rule('Deny', everyPod)] })], host, web).egress.verdict, 'allowed');
    assert.equal(ask([admin({ egress: [rule('Deny', everyPod)] })], web, host).egress.verdict, 'allowed');
  });

  it('is unknown by nodes', () => {
    const deny = admin({ egress: [rule('Deny', [{ nodes: selector() }])] });
    assert.equal(ask([deny], web, address('192.0.2.1')).verdict, 'unknown');
    assert.equal(ask([deny], web, db).verdict, 'allowed');
  });
});

describe('a BaselineAdminNetworkPolicy', () => {
  const deny = baseline({ ingress: [rule('Deny', everyPod)] });

  it('holds where no NetworkPolicy selects the pod', () => {
    assert.equal(ask([deny], db, web).verdict, 'denied');
    const open = policy({ podSelector: selector({ app: 'web' }), ingress: [{ peers: undefined, ports: undefined }] });
    assert.equal(ask([deny, open], db, web).verdict, 'allowed');
    assert.equal(ask([deny, open], web, db).verdict, 'denied');
  });

  it('holds for what an admin policy passes', () => {
    assert.equal(ask([deny, admin({ ingress: [rule('Pass', everyPod)] })], db, web).verdict, 'denied');
    assert.equal(ask([deny, admin({ ingress: [rule('Allow', everyPod)] })], db, web).verdict, 'allowed');
  });

  it('is at worst what counts where it is unknown whether a NetworkPolicy selects the pod', () => {
    const host = pods('shop/agent', { hostNetwork: true });
    const open = policy({ egress: [{ peers: undefined, ports: undefined }], policyTypes: ['Egress'] });
    assert.equal(ask([open], host, db).egress.verdict, 'allowed');
  });
});

describe('a ClusterNetworkPolicy', () => {
  function cluster(given: Partial<ClusterNetworkPolicy>) {
    const subject = { namespaces: selector({ team: 'shop' }) };
    return compileClusterNetworkPolicy({
      id: 'cluster',
      tier: 'Admin',
      priority: 10,
      subject,
      ingress: [],
      egress: [],
      ...given,
    });
  }
  const clusterRule = (
    action: string,
    peers: ClusterRule['peers'],
    protocols?: ClusterRule['protocols'],
  ): ClusterRule => ({
    action,
    peers,
    protocols,
  });

  it('accepts, denies and passes in its tier', () => {
    const accept = cluster({ ingress: [clusterRule('Accept', fromTools), clusterRule('Deny', everyPod)] });
    assert.equal(ask([accept], tool, web).verdict, 'allowed');
    assert.equal(ask([accept], db, web).verdict, 'denied');
    const last = cluster({
      tier: 'Baseline',
      ingress: [clusterRule('Pass', fromTools), clusterRule('Deny', everyPod)],
    });
    assert.equal(ask([last], tool, web).verdict, 'allowed');
    assert.equal(ask([last], db, web).verdict, 'denied');
  });

  it('tells ports by protocol', () => {
    const protocols = [
      { udp: { destinationPort: { number: 53 } } },
      { tcp: { destinationPort: { range: { start: 80, end: 90 } } } },
      { sctp: {} },
    ];
    const deny = [cluster({ ingress: [clusterRule('Deny', everyPod, protocols)] })];
    assert.equal(ask(deny, db, web, 'UDP 53').verdict, 'denied');
    assert.equal(ask(deny, db, web, 'TCP 53').verdict, 'allowed');
    assert.equal(ask(deny, db, web, 'TCP 90').verdict, 'denied');
    assert.equal(ask(deny, db, web, 'SCTP 1').verdict, 'denied');
  });

  it('is unknown where another one of the same priority disagrees', () => {
    const accept = cluster({ id: 'a', ingress: [clusterRule('Accept', fromTools)] });
    const deny = cluster({ id: 'b', ingress: [clusterRule('Deny', everyPod)] });
    const { ingress } = ask([accept, deny], tool, web);
    assert.deepEqual(ingress.cause, { kind: 'unknown', reasons: [{ kind: 'equal-priority', policies: ['a', 'b'] }] });
    assert.equal(ask([accept, deny], db, web).verdict, 'denied');
  });

  it('fails closed by a field that is not known', () => {
    assert.equal(
      ask([cluster({ ingress: [clusterRule('Accept', [{}]), clusterRule('Deny', everyPod)] })], db, web).verdict,
      'denied',
    );
    assert.equal(ask([cluster({ ingress: [clusterRule('Pass', [{}])] })], db, web).verdict, 'denied');
  });

  it('counts the addresses of pods whatever the CNI', () => {
    const deny = cluster({
      egress: [clusterRule('Deny', [{ networks: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10'] }])],
    });
    assert.equal(ask([deny], web, db, 'TCP 80', { ...context, blocksMatchPods: 'never' }).verdict, 'denied');
  });
});
