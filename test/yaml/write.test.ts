import assert from 'node:assert/strict';
import fc from 'fast-check';
import { applyEdits } from '../../src/text/edit.ts';
import { parse } from '../../src/yaml/parse.ts';
import { descend, type MapTree, toPlain } from '../../src/yaml/tree.ts';
import { addItem, addKey, type Plain, scalarText } from '../../src/yaml/write.ts';

const read = (text: string) => {
  const [document] = parse('a.yaml', text).documents;
  assert.deepEqual(document!.problems, []);
  return document!.tree!;
};

/** The text after a key is added to the map at a path. */
function withKey(text: string, path: readonly string[], key: string, value: Plain): string {
  const edit = addKey(descend(read(text), ...path), key, value);
  assert.ok(edit, 'something can be added');
  return applyEdits('a.yaml', text, [edit]);
}

function withItem(text: string, path: readonly string[], value: Plain): string {
  const edit = addItem(descend(read(text), ...path), value);
  assert.ok(edit, 'something can be added');
  return applyEdits('a.yaml', text, [edit]);
}

describe('a key that is added to a map', () => {
  it('stands on a line of its own at the end of a block', () => {
    assert.equal(
      withKey('spec:\n  type: NodePort # public\nkind: Service\n', ['spec'], 'clusterIP', 'None'),
      'spec:\n  type: NodePort # public\n  clusterIP: None\nkind: Service\n',
    );
  });

  it('stands in the braces of a flow', () => {
    assert.equal(withKey('spec: {a: 1}\n', ['spec'], 'b', 2), 'spec: {a: 1, b: 2}\n');
    assert.equal(withKey('spec: {}\n', ['spec'], 'b', 2), 'spec: {b: 2}\n');
  });

  it('begins its map or list below it', () => {
    assert.equal(
      withKey('spec:\n  a: 1\n', ['spec'], 'ports', [{ name: 'http', port: 80 }]),
      'spec:\n  a: 1\n  ports:\n    - name: http\n      port: 80\n',
    );
    assert.equal(withKey('a: 1\n', [], 'selector', { app: 'web' }), 'a: 1\nselector:\n  app: web\n');
    assert.equal(withKey('a: 1\n', [], 'selector', {}), 'a: 1\nselector: {}\n');
  });

  it('keeps the comments and the block scalar before it', () => {
    assert.equal(withKey('a: |\n  text\n# end\n', [], 'b', 1), 'a: |\n  text\nb: 1\n# end\n');
  });

  it('needs text that it can be added to', () => {
    assert.equal(addKey(descend(read('b: &x {c: 1}\na: *x\n'), 'a'), 'd', 1), undefined);
    assert.equal(addKey(descend(read('a: 1\n'), 'a'), 'd', 1), undefined);
    assert.equal(addKey(undefined, 'd', 1), undefined);
    assert.equal(addItem(descend(read('a: 1\n'), 'a'), 1), undefined);
  });
});

describe('an item that is added to a list', () => {
  it('stands on a line of its own at the end of a block', () => {
    assert.equal(withItem('a:\n- b # one\nc: 1\n', ['a'], 'd'), 'a:\n- b # one\n- d\nc: 1\n');
    assert.equal(withItem('a:\n  - b\n', ['a'], { c: 1, d: [2] }), 'a:\n  - b\n  - c: 1\n    d:\n      - 2\n');
  });

  it('stands in the brackets of a flow', () => {
    assert.equal(withItem('a: [b]\n', ['a'], 'c'), 'a: [b, c]\n');
    assert.equal(withItem('a: []\n', ['a'], { b: 'c' }), 'a: [{b: c}]\n');
  });
});

describe('what is added', () => {
  /** Maps and lists, written in all ways, with the path of the one that is added to. */
  const places: readonly (readonly [name: string, text: string, path: readonly string[]])[] = [
    ['a block', 'a:\n  b: 1\n', ['a']],
    ['a block at the end of the file', 'a:\n  b: 1', ['a']],
    ['a block with a comment behind', 'a:\n  b: 1 # why\n  # more\nc: 2\n', ['a']],
    ['a block that ends in a block scalar', 'a:\n  b: |\n    text\nc: 2\n', ['a']],
    ['a block that ends in a kept block scalar', 'a:\n  b: |+\n    text\n\nc: 2\n', ['a']],
    ['a block that ends in a flow', 'a:\n  b: {x: [1]} # why\nc: 2\n', ['a']],
    ['a block that ends in an empty value', 'a:\n  b:\nc: 2\n', ['a']],
    ['a block with carriage returns', 'a:\r\n  b: 1\r\nc: 2\r\n', ['a']],
    ['a block behind a dash', 'x:\n  - b: 1\n', []],
    ['a flow', 'a: {b: 1}\nc: 2\n', ['a']],
    ['a flow over lines', 'a: {\n  b: 1\n}\nc: 2\n', ['a']],
    ['a flow with a comma at its end', 'a: {b: 1,}\n', ['a']],
    ['a flow with a comment at its end', 'a: {\n  b: 1 # why\n}\n', ['a']],
    ['an empty flow', 'a: {}\n', ['a']],
    ['JSON', '{"a": {"b": 1}}\n', ['a']],
  ];
  const value: fc.Arbitrary<Plain> = fc.letrec<{ value: Plain; leaf: Plain }>((tie) => ({
    leaf: fc.oneof(
      fc.constantFrom('web', 'yes', '80', 'a: b', '# no', '', '- x', '*', 'null', '1e3', "it's", 'two\nlines'),
      fc.integer(),
      fc.boolean(),
    ),
    value: fc.oneof(
      { maxDepth: 2 },
      tie('leaf'),
      fc.array(tie('value'), { maxLength: 2 }),
      fc.dictionary(fc.constantFrom('name', 'port', 'matchLabels'), tie('value'), {
        maxKeys: 2,
        noNullPrototype: true,
      }),
    ),
  })).value;

  for (const [name, text, path] of places) {
    it(`to ${name} is read back, and all other text stays`, () => {
      fc.assert(
        fc.property(value, (added) => {
          const map = descend(read(text), ...path) as MapTree;
          const edit = addKey(map, 'added', added)!;
          assert.equal(edit.span.start, edit.span.end);
          const after = read(applyEdits('a.yaml', text, [edit]));
          const before = toPlain(map) as object;
          assert.deepEqual(toPlain(descend(after, ...path)!), { ...before, added });
        }),
        { numRuns: 15 },
      );
    });
  }

  it('to a JSON file is JSON', () => {
    const text = '{"a": {"b": [1]}}';
    fc.assert(
      fc.property(value, (added) => {
        const { tree } = parse('a.json', text).documents[0]!;
        const edits = [addKey(descend(tree, 'a'), 'added', added)!, addItem(descend(tree, 'a', 'b'), added)!];
        assert.deepEqual(JSON.parse(applyEdits('a.json', text, edits)), { a: { b: [1, added], added } });
      }),
      { numRuns: 30 },
    );
  });

  it('has the line ends of the file', () => {
    assert.equal(withKey('a: 1\r\n', [], 'b', [1]), 'a: 1\r\nb:\r\n  - 1\r\n');
  });
});

describe('the text of a scalar', () => {
  it('is quoted where Kubernetes would read something else', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.constantFrom('y', 'No', 'on', '0x1', '~', 'a:', 'a b', '.5', '-')),
        (text) => {
          assert.equal(toPlain(descend(read(`a: ${scalarText(text)}\n`), 'a')!), text);
          assert.equal(toPlain(descend(read(`a: {b: ${scalarText(text)}}\n`), 'a', 'b')!), text);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('is plain where it can be', () => {
    assert.deepEqual(['web', 'a/b', '80', true, 8].map(scalarText), ['web', 'a/b', '"80"', 'true', '8']);
  });
});
