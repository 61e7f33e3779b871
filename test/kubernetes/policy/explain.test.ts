import assert from 'node:assert/strict';
import { causeInWords } from '../../../src/kubernetes/policy/words.ts';
import { address, ask, pods, policy, selector } from './fixtures.ts';

const web = pods('shop/web');
const db = pods('shop/db');

describe('the explanation of a verdict', () => {
  const deny = policy({ id: 'deny-all', policyTypes: ['Ingress'] });
  const fromWeb = policy({
    id: 'from-web',
    podSelector: selector({ app: 'db' }),
    ingress: [
      { peers: [{ podSelector: selector({ app: 'job' }) }], ports: [{ port: 5432 }] },
      { peers: [{ podSelector: selector({ app: 'web' }) }], ports: [{ port: 6379 }] },
    ],
  });

  it('says that no policy applies', () => {
    const { verdict, egress, ingress } = ask([], web, db);
    assert.equal(verdict, 'allowed');
    assert.equal(egress.cause.kind, 'no-policy');
    assert.equal(ingress.cause.kind, 'no-policy');
  });

  it('says that policies restrict pods, not addresses', () => {
    assert.equal(ask([deny], address('8.8.8.8'), db).egress.cause.kind, 'not-a-pod');
  });

  it('names every rule that allows', () => {
    const { ingress } = ask([deny, fromWeb], web, db, 'TCP 6379');
    assert.deepEqual(ingress.cause, {
      kind: 'allowed-by',
      rules: [{ policy: 'from-web', direction: 'Ingress', index: 1 }],
    });
    assert.deepEqual(ingress.policies, ['deny-all', 'from-web']);
  });

  it('names the policies that isolate, the rules that come near, and what would allow', () => {
    const { verdict, ingress } = ask([deny, fromWeb], web, db, 'TCP 5432');
    assert.equal(verdict, 'denied');
    assert.deepEqual(ingress.cause, { kind: 'isolated', policies: ['deny-all', 'from-web'] });
    assert.deepEqual(
      ingress.misses.map(({ index, peer, port }) => ({ index, peer, port })),
      [
        { index: 0, peer: 'denied', port: true },
        { index: 1, peer: 'allowed', port: false },
      ],
    );
    assert.deepEqual(
      ingress.changes.map(({ kind }) => kind),
      ['add-port', 'add-peer', 'add-rule', 'add-rule'],
    );
  });

  it('can be said in words', () => {
    const words = (...[policies, from, to, port]: Parameters<typeof ask>) =>
      causeInWords(ask(policies, from, to, port).ingress, (id) => `"${id}"`);
    assert.equal(words([], web, db), 'no policy restricts its ingress');
    assert.equal(words([deny, fromWeb], web, db, 'TCP 6379'), 'allowed by ingress rule 2 of "from-web"');
    assert.equal(
      words([deny, fromWeb], web, db, 'TCP 5432'),
      '"deny-all" and "from-web" isolate it for ingress, and no rule allows this',
    );
    const host = pods('shop/agent', { hostNetwork: true });
    assert.match(words([deny], host, db), /^unknown, because shop\/agent uses the network of its node/);
  });
});
