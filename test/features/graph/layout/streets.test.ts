import assert from 'node:assert/strict';
import { layStreets } from '../../../../src/features/graph/layout/streets.ts';

const box = (x: number, y: number) => ({ x, y, width: 300, height: 200 });

describe('ways between namespaces', () => {
  it('go straight along the street between two columns', () => {
    const trip = { edge: 'e', bundle: 'e', from: { x: 300, y: 50 }, to: { x: 400, y: 150 } };
    const way = layStreets([box(0, 0), box(400, 0)], [trip]).ways.get('e')!;
    assert.deepEqual(
      way.map(({ y }) => y),
      [50, 150],
    );
    assert.ok(way.every(({ x }) => x > 300 && x < 400 && x === way[0]!.x));
  });

  it('pass a column through the gap between two of its namespaces', () => {
    const blocks = [box(0, 0), box(400, 0), box(400, 244), box(800, 0)];
    const trip = { edge: 'e', bundle: 'e', from: { x: 300, y: 100 }, to: { x: 800, y: 100 } };
    const way = layStreets(blocks, [trip]).ways.get('e')!;
    const over = way.filter(({ x }) => x > 300 && x < 800).map(({ y }) => y);
    assert.ok(
      over.some((y) => y > 200 && y < 244),
      JSON.stringify(way),
    );
    assert.ok(way.every(({ y }) => y < 260));
  });

  it('have lanes of their own, and one for those that are one line', () => {
    const at = (edge: string, bundle: string, from: number, to: number) => ({
      edge,
      bundle,
      from: { x: 300, y: from },
      to: { x: 400, y: to },
    });
    const trips = [at('a', '1', 20, 150), at('b', '1', 20, 120), at('c', '2', 60, 180)];
    const { ways } = layStreets([box(0, 0), box(400, 0)], trips);
    const lane = (edge: string) => ways.get(edge)![0]!.x;
    assert.equal(lane('a'), lane('b'));
    assert.ok(Math.abs(lane('a') - lane('c')) >= 8);
  });

  it('say how wide a street that is too narrow would have to be', () => {
    const trips = Array.from({ length: 12 }, (_, index) => ({
      edge: `e${index}`,
      bundle: `e${index}`,
      from: { x: 300, y: 10 + index * 15 },
      to: { x: 360, y: 190 - index * 15 },
    }));
    const { wanted } = layStreets([box(0, 0), box(360, 0)], trips);
    assert.ok(wanted.some(({ left, width }) => left !== undefined && width > 100));
  });
});
