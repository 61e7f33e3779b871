import assert from 'node:assert/strict';
import { type LabelSelector, matches, meets, type SelectorOperator, selects } from '../../src/kubernetes/labels.ts';

const labels = new Map([
  ['app', 'web'],
  ['tier', 'front'],
]);
const pairs = (record: Readonly<Record<string, string>>) => new Map(Object.entries(record));

describe('a selector of labels', () => {
  it('holds when all of its pairs are there', () => {
    assert.equal(selects(pairs({}), labels), true);
    assert.equal(selects(pairs({ app: 'web' }), labels), true);
    assert.equal(selects(pairs({ app: 'web', tier: 'back' }), labels), false);
    assert.equal(selects(pairs({ zone: 'a' }), labels), false);
  });

  it('holds when all of its expressions do, too', () => {
    const front = { key: 'tier', operator: 'In', values: ['front'] } as const;
    const zone = { key: 'zone', operator: 'Exists', values: [] } as const;
    const selector = (...matchExpressions: LabelSelector['matchExpressions']) => ({
      matchLabels: pairs({ app: 'web' }),
      matchExpressions,
    });
    assert.equal(matches(selector(), labels), true);
    assert.equal(matches(selector(front), labels), true);
    assert.equal(matches(selector(front, zone), labels), false);
    assert.equal(matches({ ...selector(front), matchLabels: pairs({ app: 'api' }) }, labels), false);
  });

  const holds = (key: string, operator: SelectorOperator, ...values: readonly string[]) =>
    meets({ key, operator, values }, labels);

  it('of a key that is there holds by its value', () => {
    assert.deepEqual([holds('app', 'In', 'api', 'web'), holds('app', 'In', 'api')], [true, false]);
    assert.deepEqual([holds('app', 'NotIn', 'api'), holds('app', 'NotIn', 'web')], [true, false]);
    assert.deepEqual([holds('app', 'Exists'), holds('app', 'DoesNotExist')], [true, false]);
  });

  it('of a key that is not there holds where it must not be, or not be so', () => {
    assert.deepEqual([holds('zone', 'In', 'a'), holds('zone', 'NotIn', 'a')], [false, true]);
    assert.deepEqual([holds('zone', 'Exists'), holds('zone', 'DoesNotExist')], [false, true]);
  });
});
