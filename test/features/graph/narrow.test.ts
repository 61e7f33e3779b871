import assert from 'node:assert/strict';
import { toText } from '../../../src/features/graph/export/text.ts';
import { edgeId, type Graph, type GraphEdge, type GraphNode } from '../../../src/features/graph/graph.ts';
import { collapsePeers } from '../../../src/features/graph/narrow/collapse.ts';
import { blockingFilter, filterGraph, noFilters } from '../../../src/features/graph/narrow/filter.ts';
import { focusGraph } from '../../../src/features/graph/narrow/focus.ts';
import { overviewOf, summarisedGroup } from '../../../src/features/graph/narrow/overview.ts';

const problem = { severity: 'error' as const, rule: 'some-rule', message: 'it is wrong' };

/** `Kind/namespace/name` for each node; `a > b` for each edge. */
function graphOf(ids: readonly string[], links: readonly string[], more: Readonly<Record<string, Partial<GraphNode>>>) {
  const nodes = ids.map((id): GraphNode => {
    const [kind = '', namespace, name] = id.split('/');
    const service = kind === 'Service';
    return {
      id,
      role: service ? 'service' : 'workload',
      kind,
      name: name ?? id,
      tier: namespace === undefined ? 'outside' : service ? 'service' : 'workload',
      ...(namespace !== undefined && { namespace, group: `Namespace/${namespace}` }),
      ...more[id],
    };
  });
  const edges = links.map((link): GraphEdge => {
    const [source = '', target = ''] = link.split(' > ');
    const edge = { kind: 'selects' as const, source, target };
    return { ...edge, id: edgeId(edge) };
  });
  const names = [...new Set(nodes.flatMap(({ namespace }) => namespace ?? []))];
  const groups = names.map((name) => ({ id: `Namespace/${name}`, kind: 'namespace' as const, label: name }));
  return { arrangement: 'tiers' as const, groups, nodes, edges } satisfies Graph;
}

const shop = graphOf(
  ['Internet', 'Service/shop/web', 'Deployment/shop/web', 'Service/pay/card', 'Deployment/pay/card'],
  [
    'Internet > Service/shop/web',
    'Service/shop/web > Deployment/shop/web',
    'Service/pay/card > Deployment/pay/card',
    'Deployment/shop/web > Service/pay/card',
  ],
  { 'Deployment/pay/card': { problems: [problem], labels: { app: 'card' } } },
);
const ids = ({ nodes }: Graph) => nodes.map(({ id }) => id);

describe('filters', () => {
  it('change nothing when there are none', () => {
    assert.equal(filterGraph(shop, noFilters), shop);
  });

  it('by namespace keep what has no namespace while something is joined to it', () => {
    assert.deepEqual(ids(filterGraph(shop, { ...noFilters, namespaces: ['shop'] })), [
      'Internet',
      'Service/shop/web',
      'Deployment/shop/web',
    ]);
    assert.deepEqual(ids(filterGraph(shop, { ...noFilters, namespaces: ['pay'] })), [
      'Service/pay/card',
      'Deployment/pay/card',
    ]);
  });

  it('by kind, label and problem', () => {
    assert.ok(!ids(filterGraph(shop, { ...noFilters, hiddenKinds: ['Service'] })).includes('Service/shop/web'));
    assert.deepEqual(ids(filterGraph(shop, { ...noFilters, label: 'app=card' })), ['Deployment/pay/card']);
    assert.deepEqual(ids(filterGraph(shop, { ...noFilters, problemsOnly: true })), [
      'Service/pay/card',
      'Deployment/pay/card',
    ]);
  });

  it('say which of them hides a node', () => {
    const node = shop.nodes[1]!;
    assert.equal(blockingFilter(node, noFilters), undefined);
    assert.equal(blockingFilter(node, { ...noFilters, namespaces: ['pay'] }), 'namespaces');
    assert.equal(blockingFilter(node, { ...noFilters, problemsOnly: true }), 'problemsOnly');
  });
});

describe('the focus', () => {
  it('keeps what is reached in so many steps, forwards and backwards', () => {
    assert.deepEqual(ids(focusGraph(shop, 'Service/shop/web', 1)), [
      'Internet',
      'Service/shop/web',
      'Deployment/shop/web',
    ]);
    assert.equal(ids(focusGraph(shop, 'Service/shop/web', 3)).length, 5);
  });

  it('does not go through the way in to everything else', () => {
    const two = graphOf(
      ['Internet', 'Service/a/a', 'Service/b/b'],
      ['Internet > Service/a/a', 'Internet > Service/b/b'],
      {},
    );
    assert.deepEqual(ids(focusGraph(two, 'Service/a/a', 5)), ['Internet', 'Service/a/a']);
  });

  it('changes nothing for a node that is not there', () => {
    assert.equal(focusGraph(shop, 'Service/x/y', 1), shop);
  });
});

describe('equal peers', () => {
  const workers = Array.from({ length: 5 }, (_, index) => `Deployment/shop/worker-${index}`);
  const links = workers.map((id) => `Service/shop/web > ${id}`);

  it('become one card with their number', () => {
    const graph = collapsePeers(graphOf(['Service/shop/web', ...workers], links, {}), 4, new Set(), new Set());
    assert.equal(toText(graph), 'Service/shop/web → Peers/Deployment/shop/worker-0 ×5\n');
    const card = graph.nodes.find(({ members }) => members)!;
    assert.deepEqual([card.name, card.count, card.members], ['worker-…', 5, workers]);
  });

  it('stay apart when they are few, opened, kept, in trouble or joined otherwise', () => {
    const apart = (graph: Graph, expanded: readonly string[] = [], keep: readonly string[] = []) =>
      collapsePeers(graph, 4, new Set(expanded), new Set(keep)).nodes.filter(({ members }) => !members).length;
    const all = graphOf(['Service/shop/web', ...workers], links, {});
    assert.equal(apart(all), 1);
    assert.equal(apart(graphOf(['Service/shop/web', ...workers.slice(2)], links.slice(2), {})), 4);
    assert.equal(apart(all, ['Peers/Deployment/shop/worker-0']), 6);
    assert.equal(apart(all, [], [workers[0]!]), 2);
    assert.equal(
      apart(graphOf(['Service/shop/web', ...workers], links, { [workers[1]!]: { problems: [problem] } })),
      2,
    );
    assert.equal(apart(graphOf(['Service/shop/web', ...workers], links.slice(1), {})), 2);
  });
});

describe('the overview', () => {
  const many = graphOf(
    ['a', 'b'].flatMap((namespace) => Array.from({ length: 20 }, (_, index) => `Service/${namespace}/s${index}`)),
    ['Service/a/s1 > Service/b/s1', 'Service/a/s2 > Service/b/s2', 'Service/a/s3 > Service/a/s4'],
    { 'Service/a/s7': { problems: [problem] } },
  );

  it('is the graph itself while it is small enough', () => {
    assert.equal(overviewOf(many, 40, new Set(), new Set()).graph, many);
  });

  it('has a card for each namespace, and what is in trouble or kept beside it', () => {
    const { graph, shown, total } = overviewOf(many, 10, new Set(), new Set(['Service/b/s9']));
    assert.deepEqual(ids(graph).sort(), [
      'Overview/Namespace/a',
      'Overview/Namespace/b',
      'Service/a/s7',
      'Service/b/s9',
    ]);
    assert.deepEqual([shown, total], [2, 40]);
    assert.deepEqual(
      graph.edges.map(({ source, target, count }) => [source, target, count]),
      [['Overview/Namespace/a', 'Overview/Namespace/b', 2]],
    );
  });

  it('opens a namespace', () => {
    const { graph } = overviewOf(many, 10, new Set(['Namespace/b']), new Set());
    assert.equal(graph.nodes.filter(({ namespace }) => namespace === 'b').length, 20);
    assert.deepEqual(
      graph.nodes.flatMap((node) => summarisedGroup(node) ?? []),
      ['Namespace/a'],
    );
  });
});
