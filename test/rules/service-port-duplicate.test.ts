import assert from 'node:assert/strict';
import rule from '../../src/rules/service-port-duplicate.ts';
import { said, service } from './said.ts';

describe('service-port-duplicate', () => {
  it('compares names, and numbers by protocol', () => {
    assert.equal(said(rule, service('a', 'ports: [{name: a, port: 1}, {name: a, port: 2}]')).length, 1);
    assert.equal(said(rule, service('a', 'ports: [{name: a, port: 1}, {name: b, port: 1}]')).length, 1);
    assert.deepEqual(said(rule, service('a', 'ports: [{name: a, port: 1}, {name: b, port: 1, protocol: UDP}]')), []);
  });
});
