import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Graph, GraphEdge } from '../../../../src/features/graph/graph.ts';
import { type Layout, layoutGraph } from '../../../../src/features/graph/layout/layout.ts';
import type { Box } from '../../../../src/features/graph/layout/pack.ts';
import type { Point } from '../../../../src/features/graph/layout/route.ts';
import { type SampleName, sample } from '../../../../webview/dev/samples.ts';
import { graphs } from './graphs.ts';

/** A straight piece of a line. */
interface Piece {
  readonly upright: boolean;
  readonly at: number;
  readonly low: number;
  readonly high: number;
}

const sampleGraphs = (['shop', 'problems', 'connections', 'architecture', 'diff'] as const).map(
  (name) => [name, graphOf(name)] as const,
);

/** The graphs are large. */
const few = { numRuns: 40 };

describe('the lines of a layout', () => {
  for (const [name, graph] of sampleGraphs)
    it(`cross no card, and lie upon no line of other ends, in the sample ${name}`, () => {
      const layout = layoutGraph(graph);
      assert.deepEqual(cardsCrossed(graph, layout), []);
      assert.deepEqual(overlaps(graph, layout), []);
    });

  it('run level and upright', () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        for (const { points } of layoutGraph(graph).edges.values()) piecesOf(points);
      }),
      few,
    );
  });

  it('cross no card', () => {
    fc.assert(
      fc.property(graphs, (graph) => assert.deepEqual(cardsCrossed(graph, layoutGraph(graph)), [])),
      few,
    );
  });

  it('lie upon each other only where they have an end in common', () => {
    fc.assert(
      fc.property(graphs, (graph) => assert.deepEqual(overlaps(graph, layoutGraph(graph)), [])),
      { seed: 7, numRuns: 60 },
    );
  });
});

function graphOf(name: SampleName): Graph {
  const view = sample(name);
  assert.ok('graph' in view);
  return view.graph;
}

/** The straight pieces of a way. Its points lie on them, as do the controls of its round corners. */
function piecesOf(points: readonly Point[]): Piece[] {
  const out: Piece[] = [];
  for (const [index, b] of points.entries()) {
    const a = points[index - 1];
    if (!a || (a.x === b.x && a.y === b.y)) continue;
    const upright = a.x === b.x;
    assert.ok(upright || Math.abs(a.y - b.y) < 0.001, `${JSON.stringify(a)} to ${JSON.stringify(b)} is askew`);
    const [from, to] = upright ? [a.y, b.y] : [a.x, b.x];
    out.push({ upright, at: upright ? a.x : a.y, low: Math.min(from, to), high: Math.max(from, to) });
  }
  return out;
}

function cardsCrossed(graph: Graph, layout: Layout): string[] {
  const inset = 1;
  const crosses = ({ upright, at, low, high }: Piece, box: Box) => {
    const [near, far, start, end] = upright
      ? [box.x, box.x + box.width, box.y, box.y + box.height]
      : [box.y, box.y + box.height, box.x, box.x + box.width];
    return near + inset < at && at < far - inset && low < end - inset && start + inset < high;
  };
  return graph.edges.flatMap((edge) => {
    const pieces = piecesOf(layout.edges.get(edge.id)!.points);
    return [...layout.cards]
      .filter(([, card]) => pieces.some((piece) => crosses(piece, card)))
      .map(([id]) => `${edge.id} crosses ${id}`);
  });
}

/** The round corner with which a line comes to another takes so much. */
const join = 12;

/** Pairs of edges that run along the same line although neither their sources nor their targets are the same. */
function overlaps(graph: Graph, layout: Layout): string[] {
  const all = graph.edges.map((edge) => ({ edge, pieces: piecesOf(layout.edges.get(edge.id)!.points) }));
  const out: string[] = [];
  for (const [index, a] of all.entries())
    for (const b of all.slice(index + 1)) {
      if (meet(a.edge, b.edge)) continue;
      for (const one of a.pieces)
        for (const other of b.pieces) {
          if (one.upright !== other.upright || Math.abs(one.at - other.at) >= 2) continue;
          const length = Math.min(one.high, other.high) - Math.max(one.low, other.low);
          if (length > join) out.push(`${a.edge.id} and ${b.edge.id}: ${length} at ${one.at}`);
        }
    }
  return out;
}

function meet(a: GraphEdge, b: GraphEdge): boolean {
  return (
    (a.source === b.source && a.sourceRow === b.sourceRow) || (a.target === b.target && a.targetRow === b.targetRow)
  );
}
