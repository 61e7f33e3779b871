import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parse } from '../../src/yaml/parse.ts';
import { descend, type ScalarTree, scalarAt, spanWithin, stringAt, toPlain } from '../../src/yaml/tree.ts';

const read = (text: string) => parse('a.yaml', text).documents[0]!.tree!;
const scalar = (text: string, ...path: readonly string[]) => descend(read(text), ...path) as ScalarTree;

/** The source text of a part of the value of `a`. */
function within(text: string, part: string): string {
  const value = scalar(text, 'a');
  const from = String(value.value).indexOf(part);
  assert.ok(from >= 0, `"${value.value}" has "${part}"`);
  const { start, end } = spanWithin(value, from, from + part.length);
  return text.slice(start, end);
}

describe('the span of a part of a value', () => {
  for (const [name, text] of [
    ['a plain scalar', 'a: http://web:80/\n'],
    ['a single-quoted scalar', "a: 'http://web:80/'\n"],
    ['a double-quoted scalar', 'a: "http://web:80/"\n'],
    ['a literal block', 'a: |\n  first\n  http://web:80/\n'],
    ['a literal block with an indentation and empty lines', 'a: |2-\n    first\n\n  http://web:80/\n\n'],
    ['a literal block with carriage returns', 'a: |\r\n  first\r\n  http://web:80/\r\n'],
    ['a literal block that ends the file', 'a: |\n  http://web:80/'],
    ['a block in a list', 'b: 1\na: |-\n      http://web:80/\n'],
  ] as const) {
    it(`lies in the source of ${name}`, () => {
      assert.equal(within(text, 'web'), 'web');
    });
  }

  for (const [name, text, part] of [
    ['escapes', 'a: "tab\\tweb"\n', 'web'],
    ['doubled quotes', "a: 'it''s web'\n", 'web'],
    ['folded lines', 'a: one\n  web\n', 'web'],
    ['a folded block', 'a: >\n  one\n  web\n', 'web'],
  ] as const) {
    it(`is the whole value where it has ${name}`, () => {
      const { span } = scalar(text, 'a');
      assert.equal(within(text, part), text.slice(span.start, span.end));
    });
  }

  it('is the whole value where that is an alias, or no string', () => {
    const aliased = scalar('b: &x web\na: *x\n', 'a');
    assert.deepEqual(spanWithin(aliased, 0, 1), aliased.span);
    const port = scalar('a: 8080\n', 'a');
    assert.deepEqual(spanWithin(port, 0, 1), port.span);
  });

  it('is found in any literal block, line by line', () => {
    const line = fc.string({ unit: fc.constantFrom('a', 'b', ' ', ':', '#', '😀'), maxLength: 6 });
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 5 }), fc.constantFrom('\n', '\r\n'), (lines, newline) => {
        const text = `a: |${newline}${['x', ...lines].map((one) => `  ${one}`.trimEnd()).join(newline)}${newline}`;
        const value = scalar(text, 'a');
        for (let at = 0; at < String(value.value).length; at++) {
          const character = String(value.value)[at]!;
          if (character === '\n') continue;
          const { start, end } = spanWithin(value, at, at + 1);
          assert.equal(text.slice(start, end), character);
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe('a tree', () => {
  it('is read by path, the last of equal keys winning', () => {
    const tree = read('a: {b: one, b: two}\n');
    assert.equal(stringAt(tree, 'a', 'b'), 'two');
    assert.equal(stringAt(tree, 'a'), undefined);
    assert.equal(stringAt(tree, 'a', 'b', 'c'), undefined);
    assert.equal(descend(undefined, 'a'), undefined);
  });

  it('has the scalar under a cursor', () => {
    const text = 'a:\n  - one\n  - {b: two}\n';
    const tree = read(text);
    assert.equal(scalarAt(tree, text.indexOf('one') + 1)?.value, 'one');
    assert.equal(scalarAt(tree, text.indexOf('two'))?.value, 'two');
    assert.equal(scalarAt(tree, 0), undefined);
    assert.equal(scalarAt(tree, 999), undefined);
  });

  it('is plain data too, whatever its keys', () => {
    const plain = toPlain(read('__proto__: {a: 1}\nlist: [x, null, 2, true]\n'));
    assert.equal(JSON.stringify(plain), '{"__proto__":{"a":1},"list":["x",null,2,true]}');
  });
});

describe('reading text', () => {
  it('takes its documents one by one, each with its problems', () => {
    const { documents } = parse('a.yaml', 'a: 1\n---\nb: [\n---\nc: 3\n');
    assert.deepEqual(
      documents.map(({ problems }) => problems.length > 0),
      [false, true, false],
    );
    assert.deepEqual(toPlain(documents[2]!.tree!), { c: 3 });
  });

  it('refuses aliases that unfold beyond all measure', () => {
    const levels = Array.from({ length: 12 }, (_, i) => `l${i}: &l${i} [${Array(9).fill(i ? `*l${i - 1}` : 'x')}]`);
    const [document] = parse('a.yaml', `${levels.join('\n')}\n`).documents;
    assert.equal(document!.tree, undefined);
    assert.match(document!.problems[0]!.message, /aliases/);
  });

  it('stays inside the file where a block has no text yet', () => {
    const text = '*a---\n>- a';
    for (const { span } of parse('a.yaml', text).documents) assert.ok(span.end <= text.length);
  });

  it('throws nothing, whatever the text', () => {
    const piece = fc.constantFrom(
      'a',
      ':',
      ' ',
      '\n',
      '- ',
      '[',
      '{',
      '}',
      '"',
      "'",
      '|',
      '>',
      '&a',
      '*a',
      '<<',
      '---\n',
    );
    const text = fc.array(piece, { maxLength: 25 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(text, (written) => {
        for (const { tree, span } of parse('a.yaml', written).documents) {
          assert.ok(span.start >= 0 && span.end <= written.length);
          if (tree) toPlain(tree);
        }
      }),
      { numRuns: 150 },
    );
  });
});
