import assert from 'node:assert/strict';
import { assignLanes, type Net } from '../../../../src/features/graph/layout/lanes.ts';

const net = (before: readonly number[], after: readonly number[]): Net => ({
  low: Math.min(...before, ...after),
  high: Math.max(...before, ...after),
  before,
  after,
});
const indices = (nets: readonly Net[]) => assignLanes(nets).map(({ index }) => index);

describe('the lanes of a gutter', () => {
  it('are one for lines that do not run beside each other', () => {
    assert.deepEqual(indices([net([0], [50]), net([100], [150])]), [0, 0]);
  });

  it('put the lower of two lines that go down first, so that they do not cross', () => {
    assert.deepEqual(indices([net([0], [100]), net([10], [110])]), [1, 0]);
  });

  it('put the upper of two lines that go up first, so that they do not cross', () => {
    assert.deepEqual(indices([net([100], [0]), net([110], [10])]), [0, 1]);
  });

  it('never let a line leave over the beginning of another', () => {
    // The first ends at the height at which the second begins.
    const [first, second] = assignLanes([net([0], [60, 100]), net([60], [20])]);
    assert.ok(first!.index > second!.index);
    assert.deepEqual(first!.clashes, []);
  });

  it('say where that cannot be helped', () => {
    const lanes = assignLanes([net([0], [60]), net([60], [0])]);
    assert.equal(lanes.flatMap(({ clashes }) => clashes).length, 1);
  });

  it('are counted for those that stand beside each other', () => {
    const lanes = assignLanes([net([0], [100]), net([20], [80]), net([400], [500])]);
    assert.deepEqual(
      lanes.map(({ count }) => count),
      [2, 2, 1],
    );
    assert.equal(lanes[0]!.cluster, lanes[1]!.cluster);
    assert.notEqual(lanes[0]!.cluster, lanes[2]!.cluster);
  });
});
