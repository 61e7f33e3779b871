import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolvePlainKey, resolvePlainScalar, resolveTagged } from '../../src/yaml/scalar.ts';

interface Dialect {
  readonly plain: readonly { readonly text: string; readonly value?: unknown; readonly refused?: true }[];
  readonly tagged: readonly {
    readonly tag: string;
    readonly text: string;
    readonly value?: unknown;
    readonly refused?: true;
  }[];
  readonly keys: readonly { readonly text: string; readonly key?: string; readonly refused?: true }[];
}

const dialect = JSON.parse(readFileSync(new URL('dialect.json', import.meta.url), 'utf8')) as Dialect;

describe('a scalar, as kubectl reads it', () => {
  it('has the value of a plain text', () => {
    const read = dialect.plain.map(({ text }) => {
      const value = resolvePlainScalar(text);
      return typeof value === 'number' && !Number.isFinite(value) ? { text, refused: true } : { text, value };
    });
    assert.deepEqual(read, dialect.plain);
  });

  it('has the value that its tag makes it, or its text where the tag is refused', () => {
    const read = dialect.tagged.map(({ tag, text }) => ({ tag, text, value: resolveTagged(tag, text) }));
    const expected = dialect.tagged.map(({ tag, text, value, refused }) => ({
      tag,
      text,
      value: refused ? text : value,
    }));
    assert.deepEqual(read, expected);
  });

  it('has the text of a plain key', () => {
    const read = dialect.keys.map(({ text }) => ({ text, key: resolvePlainKey(text) }));
    const expected = dialect.keys.map(({ text, key }) => ({ text, key }));
    assert.deepEqual(read, expected);
  });

  it('accepts a tag in its long form', () => {
    assert.equal(resolveTagged('tag:yaml.org,2002:str', 'yes'), 'yes');
    assert.equal(resolveTagged('tag:yaml.org,2002:bool', 'yes'), true);
  });

  it('leaves alone what YAML 1.1 would read to the base of 60 or as a date', () => {
    for (const text of ['12:30', '190:20:30', '2001-12-14', '2001-12-14T21:59:43Z']) {
      assert.equal(resolvePlainScalar(text), text);
    }
  });
});
