import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { documentation } from '../scripts/documentation.ts';

describe('the documentation made from the rules', () => {
  for (const { path, text } of documentation()) {
    it(`is current in ${path}; else run \`npm run docs\``, () => {
      assert.equal(readFileSync(new URL(`../${path}`, import.meta.url), 'utf8'), text);
    });
  }
});
