import assert from 'node:assert/strict';
import rule from '../../src/rules/load-balancer-service.ts';
import { said, service } from './said.ts';

describe('load-balancer-service', () => {
  it('is off by default, and says so of each such Service', () => {
    assert.equal(rule.off, true);
    assert.deepEqual(said(rule, service('web', 'type: LoadBalancer')), ['info: Service web asks for a load balancer']);
    assert.deepEqual(said(rule, service('web', 'type: NodePort')), []);
  });
});
