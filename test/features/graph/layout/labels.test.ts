import assert from 'node:assert/strict';
import { edgeId, type Graph, type GraphEdge, type GraphNode } from '../../../../src/features/graph/graph.ts';
import { layoutGraph } from '../../../../src/features/graph/layout/layout.ts';

const internet: GraphNode = { id: 'Internet', role: 'internet', kind: 'Internet', name: 'Internet', tier: 'outside' };
const service = (name: string): GraphNode => ({
  id: name,
  role: 'service',
  kind: 'Service',
  name,
  namespace: 'shop',
  group: 'Namespace/shop',
  tier: 'service',
  rows: [{ id: '80', label: '80' }],
});

function graphOf(nodes: readonly GraphNode[], edges: readonly Omit<GraphEdge, 'id'>[]): Graph {
  return {
    arrangement: 'tiers',
    groups: [{ id: 'Namespace/shop', kind: 'namespace', label: 'shop' }],
    nodes,
    edges: edges.map((edge) => ({ ...edge, id: edgeId(edge) })),
  };
}

describe('the words of a line', () => {
  const enter = { kind: 'route' as const, source: 'Internet', target: 'web', targetRow: '80' };

  it('stand inside the frame, on a straight piece with the line to be seen on both sides', () => {
    const graph = graphOf(
      [internet, service('web'), service('api')],
      [
        { ...enter, label: 'load balancer 80' },
        { ...enter, target: 'api', label: 'node 30080' },
      ],
    );
    const layout = layoutGraph(graph);
    const frame = layout.boxes.get('Namespace/shop')!;
    for (const edge of graph.edges) {
      const { label, points } = layout.edges.get(edge.id)!;
      const end = points.at(-1)!;
      const middle = label!.y + label!.height / 2;
      assert.equal(middle, end.y);
      assert.ok(label!.x > frame.x, 'begins inside');
      // The last bend is before the label, and the arrow after it.
      const bend = points.findLast(({ y }) => y !== end.y);
      assert.ok(bend === undefined || bend.x <= label!.x - 8, `${bend?.x} ${label!.x}`);
      assert.ok(label!.x + label!.width <= end.x - 10);
    }
  });

  it('are said once by lines that arrive as one', () => {
    const graph = graphOf(
      [service('a'), service('b'), { ...service('web'), tier: 'workload' }],
      ['a', 'b'].map((source) => ({ kind: 'requires' as const, source, target: 'web', label: 'TCP 80' })),
    );
    const labels = [...layoutGraph(graph).edges.values()].flatMap(({ label }) => label ?? []);
    assert.equal(labels.length, 1);
  });

  it('part the line from others that end at the same row', () => {
    const graph = graphOf(
      [internet, { ...service('gate'), tier: 'entry' }, service('web')],
      [
        { ...enter, label: 'node 30080' },
        { kind: 'route', source: 'gate', target: 'web', targetRow: '80' },
      ],
    );
    const ends = [...layoutGraph(graph).edges.values()].map(({ points }) => points.at(-1)!.y);
    assert.ok(Math.abs(ends[0]! - ends[1]!) >= 8);
  });
});

describe('lines to one row', () => {
  it('are parted where one is denied, and one where all are allowed', () => {
    const ends = (verdict: 'allowed' | 'denied') => {
      const graph = graphOf(
        [service('a'), service('b'), { ...service('web'), tier: 'workload' }],
        [
          { kind: 'requires', source: 'a', target: 'web', targetRow: '80', verdict: 'allowed' },
          { kind: 'requires', source: 'b', target: 'web', targetRow: '80', verdict },
        ],
      );
      return new Set([...layoutGraph(graph).edges.values()].map(({ points }) => points.at(-1)!.y)).size;
    };
    assert.equal(ends('allowed'), 1);
    assert.equal(ends('denied'), 2);
  });
});
