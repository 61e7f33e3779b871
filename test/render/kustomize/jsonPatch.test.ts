import assert from 'node:assert/strict';
import { applyOperations, PatchError, readOperations } from '../../../src/render/kustomize/jsonPatch.ts';
import { parse } from '../../../src/yaml/parse.ts';
import { type Tree, toPlain } from '../../../src/yaml/tree.ts';

const read = (text: string): Tree => parse('a.yaml', text).documents[0]!.tree!;
const patched = (target: string, patch: string) => toPlain(applyOperations(read(target), readOperations(read(patch))!));

describe('a JSON patch', () => {
  it('adds to maps and lists, at an index or the end', () => {
    assert.deepEqual(
      patched(
        '{a: [1, 2]}',
        '[{op: add, path: /a/0, value: 0}, {op: add, path: /a/-, value: 3}, {op: add, path: /b~1c~0d, value: {e: f}}]',
      ),
      { a: [0, 1, 2, 3], 'b/c~d': { e: 'f' } },
    );
  });

  it('replaces, even a key that is not there, and counts from the end', () => {
    assert.deepEqual(
      patched('{a: [1, 2]}', '[{op: replace, path: /a/-1, value: 9}, {op: replace, path: /new, value: x}]'),
      { a: [1, 9], new: 'x' },
    );
  });

  it('removes, copies, moves and tests', () => {
    assert.deepEqual(
      patched(
        '{a: {b: 1}, c: [x, z], d: 2}',
        '[{op: test, path: /a, value: {b: 1}}, {op: remove, path: /c/0}, {op: copy, from: /a, path: /e}, {op: move, from: /d, path: /a/d}]',
      ),
      { a: { b: 1, d: 2 }, c: ['z'], e: { b: 1 } },
    );
  });

  it('refuses what does not fit', () => {
    for (const patch of [
      '[{op: remove, path: /x}]',
      '[{op: add, path: /x/b, value: 1}]',
      '[{op: replace, path: /a/7, value: 1}]',
      '[{op: add, path: /a/7, value: 1}]',
      '[{op: test, path: /a, value: [2]}]',
      '[{op: burn, path: /a}]',
    ]) {
      assert.throws(() => patched('{a: [1]}', patch), PatchError, patch);
    }
  });

  it('is a list of operations, and nothing else', () => {
    assert.equal(readOperations(read('kind: Pod')), undefined);
    assert.equal(readOperations(read('[{kind: Pod}]')), undefined);
  });
});
