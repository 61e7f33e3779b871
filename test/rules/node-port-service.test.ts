import assert from 'node:assert/strict';
import rule from '../../src/rules/node-port-service.ts';
import { said, service } from './said.ts';

describe('node-port-service', () => {
  it('is off by default, and says so of each such Service', () => {
    assert.equal(rule.off, true);
    assert.deepEqual(said(rule, service('web', 'type: NodePort')), ['info: Service web opens a port on every node']);
    assert.deepEqual(said(rule, service('web', 'type: LoadBalancer')), []);
  });
});
