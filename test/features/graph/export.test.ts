import assert from 'node:assert/strict';
import { toDot } from '../../../src/features/graph/export/dot.ts';
import { toDrawio } from '../../../src/features/graph/export/drawio.ts';
import { toJson } from '../../../src/features/graph/export/json.ts';
import { toMermaid } from '../../../src/features/graph/export/mermaid.ts';
import { toSvg } from '../../../src/features/graph/export/svg.ts';
import { toText } from '../../../src/features/graph/export/text.ts';
import { edgeId, type Graph, type GraphEdge } from '../../../src/features/graph/graph.ts';
import { layoutGraph } from '../../../src/features/graph/layout/layout.ts';
import { lightPalette } from '../../../src/features/graph/paint/palette.ts';
import { isGraph } from '../../../src/features/graph/shapes.ts';

const edges: Omit<GraphEdge, 'id'>[] = [
  { kind: 'route', source: 'Internet', target: 'Service/shop/web', targetRow: 'http', label: 'node 30080' },
  { kind: 'requires', source: 'Service/shop/web', target: 'Job/shop/<b>', verdict: 'denied' },
];

const graph: Graph = {
  arrangement: 'tiers',
  groups: [{ id: 'Namespace/shop', kind: 'namespace', label: 'shop' }],
  nodes: [
    { id: 'Internet', role: 'internet', kind: 'Internet', name: 'Internet', tier: 'outside' },
    {
      id: 'Service/shop/web',
      role: 'service',
      kind: 'Service',
      name: 'web',
      namespace: 'shop',
      group: 'Namespace/shop',
      tier: 'service',
      rows: [{ id: 'http', label: 'http', value: '80 → 8080' }],
    },
    {
      id: 'Job/shop/<b>',
      role: 'job',
      kind: 'Job',
      name: '<b>&"quoted"',
      namespace: 'shop',
      group: 'Namespace/shop',
      tier: 'workload',
      count: 2,
      problems: [{ severity: 'error', rule: 'some-rule', message: 'it is wrong' }],
    },
  ],
  edges: edges.map((edge) => ({ ...edge, id: edgeId(edge) })),
};

describe('exports', () => {
  it('as text have a line for each edge, and a sign where something has changed', () => {
    assert.equal(
      toText(graph),
      'Internet → Service/shop/web [http] (node 30080)\nService/shop/web → Job/shop/<b>: denied\n',
    );
    const [first, ...rest] = graph.nodes;
    const changed: Graph = {
      ...graph,
      nodes: [{ ...first!, change: 'removed' }, ...rest],
      edges: graph.edges.map((edge) => ({ ...edge, change: 'added' })),
    };
    assert.equal(
      toText(changed),
      '- Internet\n+ Internet → Service/shop/web [http] (node 30080)\n+ Service/shop/web → Job/shop/<b>: denied\n',
    );
  });

  it('as Mermaid have a subgraph for each namespace, rows in the labels, and crosses where something is denied', () => {
    const [head, ...lines] = toMermaid(graph).split('\n');
    assert.equal(head, 'flowchart LR');
    assert.deepEqual(
      lines.filter((line) => !line.includes('class')),
      [
        '  n0(("Internet: Internet"))',
        '  subgraph g0["shop"]',
        '    n1("Service: web<br/>http 80 → 8080")',
        '    n2["Job: #60;b#62;#38;#34;quoted#34; ×2<br/>! it is wrong"]',
        '  end',
        '  n0 -->|"node 30080"| n1',
        '  n1 --x|"× denied"| n2',
        '',
      ],
    );
  });

  it('as DOT end edges at the ports of tables, with everything escaped', () => {
    const text = toDot(graph);
    assert.match(text, /^digraph topology \{\n/);
    assert.match(text, /n0\S* -> n1:p0/);
    assert.match(text, /subgraph cluster_0 \{/);
    assert.ok(text.includes('&lt;b&gt;&amp;&quot;quoted&quot;'));
    assert.ok(!text.includes('<b>&"'));
  });

  it('as draw.io have a cell for each node, frame and edge', () => {
    const text = toDrawio(graph, layoutGraph(graph), lightPalette, 'shop');
    assert.equal(text.match(/<mxCell [^>]*edge="1"/g)?.length, 2);
    assert.ok(!text.includes('<b>&"'));
  });

  it('as SVG are real text without scripts, the same each time', () => {
    const draw = () => toSvg(graph, layoutGraph(graph), lightPalette, 'a < b');
    const text = draw();
    assert.equal(draw(), text);
    assert.match(text, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="[-\d. ]+"/);
    assert.ok(text.includes('<title>a &lt; b</title>'));
    assert.match(text, />80 → 8080<\/text>/);
    assert.match(text, />it is wrong<\/text>/);
    assert.doesNotMatch(text, /<script|foreignObject|NaN|undefined/);
  });

  it('as JSON are the graph again', () => {
    const read: unknown = JSON.parse(toJson(graph));
    assert.ok(isGraph(read));
    assert.deepEqual(read, graph);
    assert.deepEqual(Object.keys(JSON.parse(toJson(graph, layoutGraph(graph))).positions).sort(), [
      'Internet',
      'Job/shop/<b>',
      'Service/shop/web',
    ]);
  });
});

describe('the guard of graphs', () => {
  const [node] = graph.nodes;
  const wrong: Readonly<Record<string, unknown>> = {
    'nothing at all': undefined,
    'a list': [graph],
    'an unknown role': { ...graph, nodes: [{ ...node, role: 'wizard' }] },
    'a number for a name': { ...graph, nodes: [{ ...node, name: 7 }] },
    'a field too many': { ...graph, nodes: [{ ...node, onclick: 'x' }] },
    'an edge without ends': { ...graph, edges: [{ id: 'a', kind: 'route' }] },
    'no groups': { arrangement: 'tiers', nodes: [], edges: [] },
  };
  it('takes what the builders make', () => assert.ok(isGraph(graph)));
  for (const [what, value] of Object.entries(wrong))
    it(`refuses ${what}`, () => {
      assert.equal(isGraph(value), false);
    });
});
