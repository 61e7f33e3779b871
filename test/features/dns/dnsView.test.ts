import assert from 'node:assert/strict';
import { dnsView } from '../../../src/features/dns/dnsView.ts';
import { layoutGraph } from '../../../src/features/graph/layout/layout.ts';
import { Workspace } from '../../../src/model/workspace.ts';
import { deployment, service } from '../graph/fixture.ts';

const shop = service('web') + deployment('web') + service('pay', '', 'payments') + deployment('pay', '', 'payments');

function asked(name: string, text = shop) {
  const workspace = new Workspace();
  workspace.update([['all.yaml', text]]);
  return dnsView(workspace.scope()!, { workload: 'Deployment/shop/web', name });
}

describe('the way of a question, as a graph', () => {
  it('leads from the pod by its resolver and the DNS to the Service and its pods, from left to right', () => {
    const { graph } = asked('pay.payments');
    const ids = [
      'Deployment/shop/web',
      'Resolver/Deployment/shop/web',
      'DNS/cluster',
      'Service/payments/pay',
      'Deployment/payments/pay/pods',
    ];
    assert.deepEqual(
      graph.edges.map(({ source, target }) => [source, target]),
      ids.slice(1).map((id, index) => [ids[index], id]),
    );
    const { cards } = layoutGraph(graph);
    const lefts = ids.map((id) => cards.get(id)!.x);
    assert.deepEqual(
      lefts,
      [...lefts].sort((a, b) => a - b),
    );
    assert.equal(new Set(lefts).size, ids.length);
  });

  it('says which namespace the ends are in', () => {
    const subtitles = new Map(asked('pay.payments').graph.nodes.map(({ id, subtitle }) => [id, subtitle]));
    assert.equal(subtitles.get('Deployment/shop/web'), 'in shop');
    assert.match(subtitles.get('Service/payments/pay')!, /^in payments · /);
  });

  it('names what is asked in the order of the search list, with what came of it', () => {
    const resolver = asked('pay.payments').graph.nodes.find(({ role }) => role === 'resolver')!;
    assert.deepEqual(
      resolver.rows!.map(({ label, value }) => `${label}: ${value}`),
      ['pay.payments.shop.svc.cluster.local: no such name', 'pay.payments.svc.cluster.local: found'],
    );
  });

  it('ends at the DNS where the name is not of the cluster, and goes on outside', () => {
    const { graph, resolution } = asked('example.com');
    assert.deepEqual(
      graph.edges.map(({ target }) => target),
      ['Resolver/Deployment/shop/web', 'DNS/cluster', 'DNS/upstream'],
    );
    assert.equal(resolution!.resolved, 'unknown');
  });

  it('is empty as long as nothing is asked', () => {
    assert.deepEqual(asked('').graph.nodes, []);
  });
});
