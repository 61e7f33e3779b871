import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  type AddressRange,
  containsRange,
  everyAddress,
  formatRange,
  overlapsRange,
  parseAddress,
  parseBlock,
  partition,
  subtractAddresses,
  uniteAddresses,
} from '../../../src/kubernetes/policy/addressSet.ts';

const show = (ranges: readonly AddressRange[]) => ranges.map(formatRange);
const block = (text: string) => parseBlock(text)!;

describe('a set of addresses', () => {
  it('drops the host bits of a block', () => {
    assert.equal(formatRange(block('10.1.2.3/8')), '10.0.0.0-10.255.255.255');
    assert.equal(formatRange(block('2001:db8::5/126')), '2001:db8::4-2001:db8::7');
  });

  it('reads no block from what is none', () => {
    for (const text of ['10.0.0.0', '10.0.0.0/33', '10.0.0/8', 'fd00::/129', '/8', '10.0.0.0/-1', '']) {
      assert.equal(parseBlock(text), undefined, text);
    }
    assert.equal(parseAddress('fe80::1%eth0'), undefined);
  });

  it('cuts exceptions out of a block', () => {
    const rest = subtractAddresses([block('10.0.0.0/8')], [block('10.1.0.0/16'), block('10.255.255.255/32')]);
    assert.deepEqual(show(rest), ['10.0.0.0-10.0.255.255', '10.2.0.0-10.255.255.254']);
  });

  it('keeps the families apart', () => {
    assert.deepEqual(show(subtractAddresses([block('0.0.0.0/0')], [block('::/0')])), ['0.0.0.0-255.255.255.255']);
    assert.ok(!overlapsRange([everyAddress(4)], block('::/0')));
  });

  it('cuts all ranges at the ends of each', () => {
    const pieces = partition([everyAddress(4), block('10.0.0.0/8'), block('10.1.0.0/16')]);
    assert.deepEqual(show(pieces), [
      '0.0.0.0-9.255.255.255',
      '10.0.0.0-10.0.255.255',
      '10.1.0.0-10.1.255.255',
      '10.2.0.0-10.255.255.255',
      '11.0.0.0-255.255.255.255',
    ]);
  });

  const ranges = fc.array(
    fc
      .tuple(fc.constantFrom<4 | 6>(4, 6), fc.integer({ min: 0, max: 50 }), fc.integer({ min: 0, max: 20 }))
      .map(([family, first, size]): AddressRange => ({ family, first: BigInt(first), last: BigInt(first + size) })),
    { maxLength: 6 },
  );

  it('is cut into pieces that together are the same, and of which each range is a union', () => {
    fc.assert(
      fc.property(ranges, (given) => {
        const pieces = partition(given);
        assert.deepEqual(uniteAddresses(pieces), uniteAddresses(given));
        for (const piece of pieces) {
          for (const range of given) assert.equal(containsRange([range], piece), overlapsRange([range], piece));
        }
      }),
    );
  });

  it('gives back what was taken away', () => {
    fc.assert(
      fc.property(ranges, ranges, (from, cuts) => {
        const rest = subtractAddresses(from, cuts);
        assert.ok(rest.every((range) => !overlapsRange(uniteAddresses(cuts), range)));
        assert.deepEqual(uniteAddresses([...rest, ...cuts]), uniteAddresses([...from, ...cuts]));
      }),
    );
  });
});
