import assert from 'node:assert/strict';
import rule from '../../src/rules/headless-type-invalid.ts';
import { said, service } from './said.ts';

describe('headless-type-invalid', () => {
  it('refuses both types that need an address', () => {
    for (const type of ['NodePort', 'LoadBalancer']) {
      assert.equal(said(rule, service('a', `type: ${type}, clusterIP: None`)).length, 1);
      assert.equal(said(rule, service('a', `type: ${type}, clusterIPs: [None]`)).length, 1);
    }
    assert.deepEqual(said(rule, service('a', 'clusterIP: None')), []);
  });
});
