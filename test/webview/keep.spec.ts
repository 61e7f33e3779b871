import assert from 'node:assert/strict';
import type { Graph } from '../../src/features/graph/graph.ts';
import { largeGraph } from '../../webview/dev/large.ts';
import { isEqual, keepGraph } from '../../webview/keep.ts';

const again = (graph: Graph): Graph => structuredClone(graph);
const graph = largeGraph(60);

describe('what stays of a graph when it comes again', () => {
  it('is all of it when it says the same', () => {
    assert.equal(keepGraph(graph, again(graph)), graph);
  });

  it('is every node and edge but the one that changed', () => {
    const next = again(graph);
    const nodes = next.nodes.map((node, index) => (index === 7 ? { ...node, subtitle: 'NodePort' } : node));
    const kept = keepGraph(graph, { ...next, nodes });
    assert.deepEqual(
      kept.nodes.flatMap((node, index) => (node === graph.nodes[index] ? [] : [index])),
      [7],
    );
    assert.equal(kept.nodes[7]!.subtitle, 'NodePort');
    assert.equal(kept.edges, graph.edges);
    assert.equal(kept.groups, graph.groups);
  });

  it('is found wherever it stands now', () => {
    const next = again(graph);
    const kept = keepGraph(graph, { ...next, nodes: next.nodes.slice(3) });
    assert.deepEqual(kept.nodes, graph.nodes.slice(3));
    assert.ok(kept.nodes.every((node) => graph.nodes.includes(node)));
    assert.notEqual(kept.nodes, graph.nodes);
  });

  it('is not the graph of before when something is gone, or arranged otherwise', () => {
    const fewer = keepGraph(graph, { ...again(graph), edges: graph.edges.slice(1) });
    assert.equal(fewer.edges.length, graph.edges.length - 1);
    assert.equal(keepGraph(graph, { ...again(graph), arrangement: 'flow' }).arrangement, 'flow');
  });

  it('is told by what is written, in any order of the keys', () => {
    assert.ok(isEqual({ a: 1, b: [{ c: 'x' }] }, { b: [{ c: 'x' }], a: 1 }));
    for (const [a, b] of [
      [{ a: 1 }, { a: 2 }],
      [{ a: undefined }, { b: undefined }],
      [[1, 2], [1]],
      [[], {}],
      [null, {}],
    ])
      assert.ok(!isEqual(a, b), JSON.stringify([a, b]));
  });
});
