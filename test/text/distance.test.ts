import assert from 'node:assert/strict';
import fc from 'fast-check';
import { editDistance, list, nearMisses } from '../../src/text/distance.ts';

describe('the distance of two texts', () => {
  for (const [a, b, distance] of [
    ['web', 'web', 0],
    ['web', 'wb', 1],
    ['web', 'webs', 1],
    ['web', 'wab', 1],
    ['orders', 'odrers', 1],
    ['orders', 'oders', 1],
    ['checkout', 'chekcuot', 2],
    ['', 'ab', 2],
  ] as const) {
    it(`from "${a}" to "${b}" is ${distance}`, () => {
      assert.equal(editDistance(a, b), distance);
    });
  }

  it('is not counted beyond the limit', () => {
    assert.equal(editDistance('alpha', 'omega'), 3);
    assert.equal(editDistance('a', 'abcdef'), 3);
    assert.equal(editDistance('abcd', 'wxyz', 1), 2);
  });

  it('is the same both ways, and 0 only for the same text', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 6 });
    fc.assert(
      fc.property(word, word, (a, b) => {
        assert.equal(editDistance(a, b), editDistance(b, a));
        assert.equal(editDistance(a, b) === 0, a === b);
      }),
    );
  });
});

describe('near misses', () => {
  it('are sorted by their distance, then by name, each once', () => {
    const candidates = ['orderz', 'order', 'odrerz', 'orders', 'users', 'order'];
    assert.deepEqual(nearMisses('orders', candidates), ['order', 'orderz', 'odrerz']);
  });

  it('of a short text are one edit away', () => {
    assert.deepEqual(nearMisses('web', ['wbe', 'wabs', 'api']), ['wbe']);
  });
});

describe('a list in words', () => {
  it('ends with "and"', () => {
    assert.deepEqual(
      [[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map((words) => list(words)),
      ['', 'a', 'a and b', 'a, b and c'],
    );
  });

  it('counts what is too many', () => {
    assert.equal(list(['a', 'b', 'c', 'd', 'e']), 'a, b and 3 more');
    assert.equal(list(['a', 'b', 'c'], 2), 'a and 2 more');
  });
});
