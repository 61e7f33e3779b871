import assert from 'node:assert/strict';
import { compareSpans, covers, derivedFrom, located, sameSpan } from '../../src/text/span.ts';

const span = (file: string, start: number, end: number) => ({ file, start, end });

describe('a span', () => {
  it('covers its text and the cursor behind it', () => {
    const web = span('a.yaml', 6, 9);
    assert.deepEqual(
      [5, 6, 9, 10].map((offset) => covers(web, 'a.yaml', offset)),
      [false, true, true, false],
    );
    assert.equal(covers(web, 'b.yaml', 7), false);
  });

  it('is the same when file, start and end are', () => {
    const web = span('a.yaml', 6, 9);
    assert.equal(sameSpan(web, { ...web }), true);
    for (const other of [span('b.yaml', 6, 9), span('a.yaml', 5, 9), span('a.yaml', 6, 8)]) {
      assert.equal(sameSpan(web, other), false);
    }
  });

  it('comes after those of files before, then by start and end', () => {
    const sorted = [span('a', 1, 2), span('a', 1, 3), span('a', 2, 2), span('b', 0, 1)];
    assert.deepEqual(sorted.toReversed().sort(compareSpans), sorted);
  });
});

describe('a located value', () => {
  it('is marked where the text is not the value itself', () => {
    const port = located(80, span('a.yaml', 0, 2));
    assert.equal('derived' in port, false);
    assert.deepEqual(derivedFrom('TCP', port), { value: 'TCP', span: port.span, derived: true });
    assert.equal(located(80, port.span, true).derived, true);
  });
});
