import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const manifest = JSON.parse(readFileSync(`${root}/package.json`, 'utf8'));
const texts = JSON.parse(readFileSync(`${root}/package.nls.json`, 'utf8'));

describe('the manifest of the extension', () => {
  it('has a text for every key, and a key for every text', () => {
    const used = [...JSON.stringify(manifest).matchAll(/"%([\w.]+)%"/g)].map(([, key]) => key);
    assert.deepEqual([...new Set(used)].sort(), Object.keys(texts).sort());
  });

  it('describes every setting, with a default', () => {
    for (const { properties } of manifest.contributes.configuration) {
      for (const [name, setting] of Object.entries<Record<string, unknown>>(properties)) {
        assert.match(name, /^podpath\./);
        assert.ok('default' in setting, `${name} has no default`);
        assert.ok(setting.markdownDescription, `${name} has no description`);
      }
    }
  });

  it('has all commands in one category, under its own name', () => {
    for (const { command, category } of manifest.contributes.commands) {
      assert.match(command, /^podpath\./);
      assert.equal(texts[category.slice(1, -1)], 'Kubernetes Network');
    }
  });
});
