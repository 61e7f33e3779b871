import assert from 'node:assert/strict';
import fc from 'fast-check';
import { printObjects, printTree } from '../../src/render/print.ts';
import { parse } from '../../src/yaml/parse.ts';
import { type ScalarTree, type Tree, toPlain } from '../../src/yaml/tree.ts';

const span = { file: 'a.yaml', start: 0, end: 0 };

function read(text: string): Tree {
  return parse('a.yaml', text).documents[0]!.tree!;
}

function textTree(value: string): ScalarTree {
  return { kind: 'scalar', value, text: value, style: 'plain', span };
}

function again(tree: Tree): unknown {
  return toPlain(read(printTree(tree)));
}

describe('printing trees', () => {
  it('writes maps by two, and lists below their key', () => {
    const text = 'spec:\n  ports:\n  - name: http\n    port: 80\n  - - 1\n  empty: {}\n  none: []\n';
    assert.equal(printTree(read(text)), text);
  });

  it('puts a comment above each object, and --- between them', () => {
    const objects = [read('a: 1'), read('b: 2')];
    assert.equal(
      printObjects(objects, { comment: (tree) => `of ${Object.keys(toPlain(tree) as object)[0]}` }),
      '# of a\na: 1\n---\n# of b\nb: 2\n',
    );
  });

  it('sorts keys when asked to', () => {
    assert.equal(printTree(read('b: 1\na: {d: 1, c: 2}'), { sortKeys: true }), 'a:\n  c: 2\n  d: 1\nb: 1\n');
  });

  it('quotes texts that YAML 1.1 would read as something else', () => {
    for (const text of ['yes', 'off', 'y', 'null', '~', '1e3', '0777', '1_000', '2020-01-01', '12:30', '<<', '']) {
      assert.equal(printTree(textTree(text)), `"${text}"\n`.replace('"12:30"', `'12:30'`).replace('"<<"', `'<<'`));
    }
  });

  it('leaves ordinary texts plain', () => {
    for (const text of ['web', 'http://a:80/b', '-jar', 'a b', 'nginx:1.21@sha256:ab', '$(X)', 'é']) {
      assert.equal(printTree(textTree(text)), `${text}\n`);
    }
  });

  it('writes several lines as a block that keeps the line breaks at its end', () => {
    const data = { a: 'x\ny', b: 'x\ny\n', c: 'x\n\n\n' };
    const tree = read(JSON.stringify(data));
    assert.equal(printTree(tree), 'a: |-\n  x\n  y\nb: |\n  x\n  y\nc: |+\n  x\n\n\n');
    assert.deepEqual(again(tree), data);
  });

  it('keeps the digits of large numbers', () => {
    assert.equal(
      printTree(read('a: 12345678901234567890\nb: 0777\nc: 1.50')),
      'a: 12345678901234567890\nb: 511\nc: 1.5\n',
    );
  });

  it('writes any text so that it is read as the same text', () => {
    const words = fc.constantFrom(
      '- ',
      ': ',
      ' #',
      "'",
      '"',
      '\n',
      '\t',
      '\\',
      '%',
      '@',
      '0',
      'yes',
      '...',
      '---',
      '\u0085',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(fc.oneof(words, fc.string()), { maxLength: 6 }).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(text, (value) => {
        fc.pre(!value.includes('\r') && !/\p{Surrogate}/u.test(value));
        const tree: Tree = { kind: 'map', span, entries: [{ key: { value: 'k', span }, value: textTree(value) }] };
        assert.deepEqual(again(tree), { k: value });
        const list: Tree = { kind: 'sequence', span, items: [textTree(value), textTree('end')] };
        assert.deepEqual(again(list), [value, 'end']);
      }),
      { numRuns: 1000 },
    );
  });
});
