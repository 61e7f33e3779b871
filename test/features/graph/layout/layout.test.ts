import assert from 'node:assert/strict';
import fc from 'fast-check';
import { edgeId, type Graph, type GraphNode } from '../../../../src/features/graph/graph.ts';
import { type Layout, layoutGraph } from '../../../../src/features/graph/layout/layout.ts';
import { fitText, textWidth, wrapText } from '../../../../src/features/graph/layout/measure.ts';
import { crossings, orderColumns } from '../../../../src/features/graph/layout/order.ts';
import type { Box } from '../../../../src/features/graph/layout/pack.ts';
import { overlaps } from '../../../../src/features/graph/layout/route.ts';
import { spread } from '../../../../src/features/graph/layout/spread.ts';
import { largeGraph } from '../../../../webview/dev/large.ts';
import { graphs, tier } from './graphs.ts';

/** The graphs are large. */
const few = { numRuns: 40 };

describe('the layout of a graph', () => {
  it('places every card, and none over another', () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const layout = layoutGraph(graph);
        assert.equal(layout.cards.size, graph.nodes.length);
        assertApart([...layout.cards.values()]);
      }),
      few,
    );
  });

  it('keeps each card in the frame of its own namespace, and the frames apart', () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const layout = layoutGraph(graph);
        assertApart([...layout.boxes.values()]);
        for (const node of graph.nodes) {
          if (node.group === undefined) continue;
          const [card, frame] = [layout.cards.get(node.id)!, layout.boxes.get(node.group)!];
          assert.ok(card.x >= frame.x && card.y >= frame.y, `${node.id} begins inside`);
          assert.ok(
            card.x + card.width <= frame.x + frame.width && card.y + card.height <= frame.y + frame.height,
            `${node.id} ends inside`,
          );
        }
      }),
      few,
    );
  });

  it('puts no label of an edge on a card or on another label', () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const layout = layoutGraph(graph);
        const labels = [...layout.edges.values()].flatMap(({ label }) => label ?? []);
        assertApart(labels);
        for (const label of labels)
          for (const card of layout.cards.values())
            assert.ok(!overlaps(label, card), `${label.text} lies on ${card.card.node.id}`);
      }),
      few,
    );
  });

  it('gives every edge a way from the right of its source to the left of its target', () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const layout = layoutGraph(graph);
        for (const edge of graph.edges) {
          const { points } = layout.edges.get(edge.id)!;
          const [source, target] = [layout.cards.get(edge.source)!, layout.cards.get(edge.target)!];
          assert.equal(points[0]!.x, source.x + source.width);
          assert.equal(points.at(-1)!.x, target.x - (edge.targetRow === undefined ? 0 : 3));
          assert.ok(points.length >= 3 && points.every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y)));
        }
      }),
      few,
    );
  });

  it('is the same for the same input, to the byte, and for any order of it', () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const turned = { ...graph, nodes: [...graph.nodes].reverse(), edges: [...graph.edges].reverse() };
        assert.equal(bytes(layoutGraph(graph)), bytes(layoutGraph(structuredClone(graph))));
        assert.equal(bytes(layoutGraph(graph)), bytes(layoutGraph(turned)));
      }),
      few,
    );
  });

  it('moves nothing outside the namespace that changed', () => {
    fc.assert(
      fc.property(
        graphs,
        fc.constantFrom('a', 'b', 'c'),
        fc.array(tier, { maxLength: 8 }),
        (graph, namespace, added) => {
          const before = layoutGraph(graph);
          const group = `Namespace/${namespace}`;
          const nodes = added.map(
            (each, index): GraphNode => ({
              id: `New/${index}`,
              role: 'pod',
              kind: 'Pod',
              name: `new-${index}`,
              tier: each,
              namespace,
              group,
            }),
          );
          const after = layoutGraph({ ...graph, nodes: [...graph.nodes, ...nodes] }, before);
          for (const node of graph.nodes) {
            if (node.group === group || (node.group === undefined && node.tier === 'beyond')) continue;
            const [old, now] = [before.cards.get(node.id)!, after.cards.get(node.id)!];
            assert.deepEqual([now.x, now.y], [old.x, old.y], `${node.id} moved`);
          }
          assertApart([...after.cards.values()]);
          assertApart([...after.boxes.values()]);
        },
      ),
      few,
    );
  });

  it('keeps the very objects of what did not change, also of a graph that came as a copy', () => {
    const graph = largeGraph(300);
    const before = layoutGraph(graph);
    const copy = structuredClone(graph);
    const edited = copy.nodes.find(({ group, kind }) => group === 'Namespace/team-002' && kind === 'Deployment')!;
    const nodes = copy.nodes.map((node) => (node === edited ? { ...node, name: `${node.name}-next` } : node));
    const after = layoutGraph({ ...copy, nodes }, before);
    for (const [id, card] of before.cards)
      if (card.block !== 'Namespace/team-002') assert.equal(after.cards.get(id), card, id);
    for (const { id, source } of graph.edges)
      if (!id.includes('/team-002/')) assert.equal(after.edges.get(id), before.edges.get(id), `${source} ${id}`);
    assert.notEqual(after.cards.get(edited.id), before.cards.get(edited.id));
  });

  it('moves nothing at all when only a problem is new and its card keeps its size', () => {
    const graph = line(['a', 'b', 'c']);
    const before = layoutGraph(graph);
    assert.equal(bytes(layoutGraph(graph, before)), bytes(before));
  });

  it('puts what a node leads to in a column to its right', () => {
    const layout = layoutGraph(line(['a', 'b', 'c']));
    const xs = ['a', 'b', 'c'].map((id) => layout.cards.get(id)!.x);
    assert.ok(xs[0]! < xs[1]! && xs[1]! < xs[2]!);
  });

  it('has nothing to place in an empty graph', () => {
    const layout = layoutGraph({ arrangement: 'tiers', groups: [], nodes: [], edges: [] });
    assert.deepEqual(layout.bounds, { x: 0, y: 0, width: 0, height: 0 });
  });
});

describe('the order within columns', () => {
  it('takes out a crossing that need not be', () => {
    const columns = [
      ['a', 'b'],
      ['x', 'y'],
    ].map((ids, column) => ids.map((id) => ({ id, column })));
    const links = [
      ['a', 'y'],
      ['b', 'x'],
    ].map(([from, to]) => ({ from: from!, to: to!, fromAt: 0.5, toAt: 0.5 }));
    assert.equal(crossings(columns, links), 1);
    assert.equal(crossings(orderColumns(columns, links), links), 0);
  });

  it('never makes more crossings than there were', () => {
    const pairs = fc.array(fc.tuple(fc.nat(5), fc.nat(5)), { maxLength: 20 });
    fc.assert(
      fc.property(pairs, (ends) => {
        const columns = ['l', 'r'].map((side, column) =>
          Array.from({ length: 6 }, (_, index) => ({ id: side + index, column })),
        );
        const links = ends.map(([from, to]) => ({ from: `l${from}`, to: `r${to}`, fromAt: 0.5, toAt: 0.5 }));
        assert.ok(crossings(orderColumns(columns, links), links) <= crossings(columns, links));
      }),
    );
  });
});

describe('spreading along a line', () => {
  it('keeps the order and the room, and the wishes where there is room', () => {
    assert.deepEqual(
      spread([
        { at: 0, length: 10, weight: 1 },
        { at: 50, length: 10, weight: 1 },
      ]),
      [0, 50],
    );
    assert.deepEqual(
      spread([
        { at: 10, length: 10, weight: 1 },
        { at: 10, length: 10, weight: 1 },
      ]),
      [5, 15],
    );
  });
});

describe('texts in a given width', () => {
  it('are cut to fit, and wrapped at blanks', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 20, max: 300 }), (text, width) =>
        assert.ok(textWidth(fitText(text, width, 12), 12) <= width),
      ),
    );
    assert.deepEqual(wrapText('one two three', 40, 10, 2), ['one two', 'three']);
    assert.equal(wrapText('one two three four five', 40, 10, 2).length, 2);
  });
});

function line(ids: readonly string[]): Graph {
  const nodes = ids.map(
    (id): GraphNode => ({
      id,
      role: 'workload',
      kind: 'Deployment',
      name: id,
      namespace: 'a',
      group: 'Namespace/a',
      tier: 'workload',
    }),
  );
  const edges = ids.slice(1).map((target, index) => {
    const edge = { kind: 'requires' as const, source: ids[index]!, target };
    return { ...edge, id: edgeId(edge) };
  });
  return { arrangement: 'flow', groups: [{ id: 'Namespace/a', kind: 'namespace', label: 'a' }], nodes, edges };
}

function assertApart(boxes: readonly Box[]): void {
  for (const [index, a] of boxes.entries())
    for (const b of boxes.slice(index + 1)) assert.ok(!overlaps(a, b), `${JSON.stringify(a)} ${JSON.stringify(b)}`);
}

function bytes(layout: Layout): string {
  const places = (map: ReadonlyMap<string, Box>) =>
    [...map].map(([id, { x, y, width, height }]) => [id, x, y, width, height]).sort();
  return JSON.stringify([
    places(layout.cards),
    places(layout.boxes),
    [...layout.edges].sort(([a], [b]) => (a < b ? -1 : 1)),
  ]);
}
