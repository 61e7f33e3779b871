import assert from 'node:assert/strict';
import rule from '../../src/rules/external-name-invalid.ts';
import { fixed } from '../support/check.ts';
import { said, service } from './said.ts';

describe('external-name-invalid', () => {
  const of = (name: string) => service('a', `type: ExternalName, externalName: "${name}"`);

  it('wants a DNS name, and offers the one within', () => {
    for (const name of ['https://api.example.com/v1', 'api.example.com:443', 'API.example.com']) {
      assert.equal(said(rule, of(name)).length, 1, name);
      assert.match(fixed(rule, of(name))['manifest.yaml']!, /externalName: api\.example\.com\}/);
    }
  });

  it('accepts one trailing dot, and wants a name at all', () => {
    assert.deepEqual(said(rule, of('api.example.com.')), []);
    assert.equal(said(rule, of('api.example.com..')).length, 1);
    assert.equal(said(rule, of('')).length, 1);
  });
});
