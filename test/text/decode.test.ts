import assert from 'node:assert/strict';
import { decode, encodeAs } from '../../src/text/decode.ts';

const bytes = (...values: readonly number[]) => Uint8Array.from(values);

describe('bytes', () => {
  it('are UTF-8', () => {
    assert.deepEqual(decode(new TextEncoder().encode('naïve: 😀\n')), { text: 'naïve: 😀\n' });
  });

  it('are UTF-8 or UTF-16 behind a byte order mark, which is no text', () => {
    assert.deepEqual(decode(bytes(0xef, 0xbb, 0xbf, 0x61)), { text: 'a' });
    assert.deepEqual(decode(bytes(0xff, 0xfe, 0x61, 0x00)), { text: 'a' });
    assert.deepEqual(decode(bytes(0xfe, 0xff, 0x00, 0x61)), { text: 'a' });
  });

  it('are no text when they are binary or broken', () => {
    assert.deepEqual(decode(bytes(0x61, 0x00, 0x62)), { problem: 'binary' });
    assert.deepEqual(decode(bytes(0x61, 0xc3, 0x28)), { problem: 'not valid UTF-8' });
  });

  it('may be none', () => {
    assert.deepEqual(decode(bytes()), { text: '' });
  });
});

describe('a text that replaces a file', () => {
  for (const [name, mark] of [
    ['UTF-8', []],
    ['UTF-8 with a mark', [0xef, 0xbb, 0xbf]],
    ['UTF-16, the low byte first', [0xff, 0xfe]],
    ['UTF-16, the high byte first', [0xfe, 0xff]],
  ] as const) {
    it(`stays ${name}`, () => {
      const bytes = encodeAs(Uint8Array.from(mark), 'naïve 😀');
      assert.deepEqual([...bytes.subarray(0, mark.length)], mark);
      assert.equal(decode(bytes).text, 'naïve 😀');
    });
  }
});
