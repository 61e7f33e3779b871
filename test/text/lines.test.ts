import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Lines } from '../../src/text/lines.ts';

describe('lines', () => {
  it('end with a line feed, a carriage return, or both', () => {
    const lines = new Lines('a\nb\r\nc\rd');
    assert.deepEqual(
      [0, 2, 5, 7].map((offset) => lines.position(offset)),
      [0, 1, 2, 3].map((line) => ({ line, character: 0 })),
    );
  });

  it('count UTF-16 units, as the Language Server Protocol does', () => {
    assert.deepEqual(new Lines('😀x').position(2), { line: 0, character: 2 });
  });

  it('have an empty one after the last line break', () => {
    assert.deepEqual(new Lines('a\n').position(2), { line: 1, character: 0 });
  });

  it('take an offset or a place beyond the text for its end', () => {
    const lines = new Lines('ab\ncd');
    assert.deepEqual(lines.position(99), { line: 1, character: 2 });
    assert.deepEqual(lines.position(-1), { line: 0, character: 0 });
    assert.equal(lines.offset({ line: 9, character: 0 }), 5);
    assert.equal(lines.offset({ line: 1, character: 9 }), 5);
    assert.equal(lines.start(9), 5);
  });

  it('turn an offset into a place and back', () => {
    const text = fc.array(fc.constantFrom('a', '\n', '\r', '\r\n', '😀')).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, (written) => {
        const lines = new Lines(written);
        for (let offset = 0; offset <= written.length; offset++) {
          const position = lines.position(offset);
          assert.equal(lines.offset(position), offset);
          assert.ok(lines.start(position.line) <= offset);
        }
      }),
      { numRuns: 50 },
    );
  });
});
