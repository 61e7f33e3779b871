import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { parse } from '../../src/yaml/parse.ts';
import { child, toPlain } from '../../src/yaml/tree.ts';

interface FileCase {
  readonly name: string;
  readonly text: string;
  /** The `data` of each object. */
  readonly data?: readonly unknown[];
  readonly refused?: true;
}

const { files } = JSON.parse(readFileSync(new URL('documents.json', import.meta.url), 'utf8')) as {
  readonly files: readonly FileCase[];
};

describe('a file, as kubectl reads it', () => {
  for (const { name, text, data, refused } of files) {
    it(name, () => {
      const { documents } = parse('file.yaml', text);
      const problems = documents.flatMap((document) => document.problems);
      if (refused) {
        assert.notEqual(problems.length, 0);
        return;
      }
      assert.deepEqual(problems, []);
      const read = documents
        .map(({ tree }) => child(tree, 'data'))
        .filter((tree) => tree !== undefined)
        .map(toPlain);
      assert.deepEqual(read, data);
    });
  }
});

describe('a quote that is open while typing', () => {
  it('leaves the other documents whole', () => {
    const { documents } = parse('file.yaml', 'a: "b\n---\nc: d\n');
    assert.equal(documents.length, 2);
    assert.deepEqual(documents[1]?.problems, []);
    assert.deepEqual(toPlain(documents[1]!.tree!), { c: 'd' });
  });
});
