import assert from 'node:assert/strict';
import { chooseColumns, keepPlaces, ledBackTo, placeColumns } from '../../../../src/features/graph/layout/pack.ts';

const size = (id: string, width = 600, height = 500) => ({ id, width, height });
const leads = (from: string | undefined, to: string | undefined) => ({ from, to, weight: 1 });

describe('the columns of namespaces', () => {
  it('put what leads to others to their left, whatever they are called', () => {
    const columns = chooseColumns([size('default'), size('kube-system')], [leads('kube-system', 'default')], 84);
    assert.deepEqual(columns, [['kube-system'], ['default']]);
  });

  it('fill up with what stands alone', () => {
    const sizes = [size('default', 600, 500), size('gateways', 600, 300), size('monitoring', 400, 200)];
    const columns = chooseColumns(sizes, [leads('gateways', 'default')], 84);
    assert.deepEqual(columns, [['gateways', 'monitoring'], ['default']]);
  });

  it('break a circle where the fewest lines lead back', () => {
    const relations = [
      { from: 'a', to: 'b', weight: 1 },
      { from: 'b', to: 'a', weight: 5 },
    ];
    assert.deepEqual(chooseColumns([size('a'), size('b')], relations, 84), [['b'], ['a']]);
  });

  it('are about as wide as a screen where many stand alone', () => {
    const sizes = Array.from({ length: 40 }, (_, index) => size(`team-${index}`));
    const of = new Map(sizes.map((each) => [each.id, each]));
    const columns = chooseColumns(sizes, [], 84);
    const boxes = [...placeColumns(columns, of, { before: () => 84, above: () => 44 }).values()];
    const aspect =
      Math.max(...boxes.map((box) => box.x + box.width)) / Math.max(...boxes.map((box) => box.y + box.height));
    assert.ok(aspect > 1 && aspect < 2.2, `${aspect}`);
  });

  it('let a namespace that is led back to stand at the right, where the way is shorter', () => {
    const columns = [['shop', 'payments']];
    const right = ledBackTo(columns, [leads('shop', 'payments'), leads(undefined, 'shop')]);
    assert.deepEqual([...right], ['payments']);
    const of = new Map([size('shop', 900), size('payments', 500)].map((each) => [each.id, each]));
    const boxes = placeColumns(columns, of, { before: () => 84, above: () => 44 }, right);
    assert.equal(boxes.get('shop')!.x, 0);
    assert.equal(boxes.get('payments')!.x, 400);
  });

  it('stay where they were, but for one that has outgrown its place', () => {
    const before = new Map([
      ['a', { x: 0, y: 0, width: 600, height: 500 }],
      ['b', { x: 0, y: 544, width: 600, height: 500 }],
      ['c', { x: 684, y: 0, width: 600, height: 500 }],
    ]);
    const after = keepPlaces([size('a', 600, 700), size('b'), size('c')], 84, before);
    assert.deepEqual([after.get('b')!.y, after.get('c')!.x], [544, 684]);
    assert.deepEqual([after.get('a')!.x, after.get('a')!.y], [0, 1088]);
  });
});
