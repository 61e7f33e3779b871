import assert from 'node:assert/strict';
import fc from 'fast-check';
import { applyEdits, type Edit } from '../../src/text/edit.ts';

const edit = (start: number, end: number, text: string, file = 'a.yaml'): Edit => ({
  span: { file, start, end },
  text,
});
const apply = (text: string, ...edits: readonly Edit[]) => applyEdits('a.yaml', text, edits);

describe('edits', () => {
  it('replace, insert and delete', () => {
    assert.equal(apply('name: web', edit(6, 9, 'api')), 'name: api');
    assert.equal(apply('name: web', edit(9, 9, '-1')), 'name: web-1');
    assert.equal(apply('name: web', edit(4, 9, '')), 'name');
  });

  it('count offsets of the text before, in any order', () => {
    assert.equal(apply('abc', edit(2, 3, 'CCC'), edit(0, 1, '')), 'bCCC');
  });

  it('of other files are left out', () => {
    assert.equal(apply('abc', edit(0, 1, 'x', 'b.yaml')), 'abc');
  });

  it('that overlap an earlier one are dropped', () => {
    assert.equal(apply('abcdef', edit(1, 4, 'X'), edit(3, 5, 'Y')), 'aXef');
  });

  it('that touch are all applied', () => {
    assert.equal(apply('abcdef', edit(0, 2, 'X'), edit(2, 4, 'Y')), 'XYef');
  });

  it('asked for twice are applied once', () => {
    assert.equal(apply('abc', edit(1, 1, '+'), edit(1, 1, '+')), 'a+bc');
  });

  it('that insert different texts at one place are both applied', () => {
    assert.equal(apply('abc', edit(1, 1, '+'), edit(1, 1, '-')), 'a+-bc');
  });

  it('keep all the text that none of them touches', () => {
    const parts = fc.array(fc.record({ kept: fc.string(), cut: fc.string(), put: fc.string() }), { maxLength: 8 });
    fc.assert(
      fc.property(parts, (list) => {
        let text = '';
        const edits = list.map(({ kept, cut, put }) => {
          // A character between any two edits, so that no insertion meets another.
          text += `|${kept}`;
          const start = text.length;
          text += cut;
          return edit(start, text.length, put);
        });
        const expected = list.map(({ kept, put }) => `|${kept}${put}`).join('');
        assert.equal(applyEdits('a.yaml', text, edits.toReversed()), expected);
      }),
      { numRuns: 50 },
    );
  });
});
