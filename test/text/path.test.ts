import assert from 'node:assert/strict';
import { baseName, directoryOf, joinPath } from '../../src/text/path.ts';

describe('a path', () => {
  it('has a directory and a name', () => {
    assert.deepEqual([directoryOf('a/b/c.yaml'), baseName('a/b/c.yaml')], ['a/b', 'c.yaml']);
    assert.deepEqual([directoryOf('c.yaml'), baseName('c.yaml')], ['.', 'c.yaml']);
  });

  it('is joined to a directory, with its dots resolved', () => {
    assert.equal(joinPath('a/b', '../c/./d.yaml'), 'a/c/d.yaml');
    assert.equal(joinPath('.', 'd.yaml'), 'd.yaml');
    assert.equal(joinPath('a', './/b'), 'a/b');
    assert.equal(joinPath('a', '..'), '.');
  });

  it('does not leave the workspace', () => {
    assert.equal(joinPath('a', '../../b'), undefined);
    assert.equal(joinPath('.', '..'), undefined);
    assert.equal(joinPath('a', '/etc/passwd'), undefined);
  });
});
