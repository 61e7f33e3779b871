import assert from 'node:assert/strict';
import rule from '../../src/rules/host-network.ts';
import { said, workload } from './said.ts';

describe('host-network', () => {
  it('is off by default, and says so of each such workload', () => {
    assert.equal(rule.off, true);
    assert.equal(said(rule, workload('Pod', 'a', 'app: a', 'hostNetwork: true, containers: [{name: a}]')).length, 1);
    assert.deepEqual(said(rule, workload('Pod', 'a', 'app: a', 'hostNetwork: false, containers: [{name: a}]')), []);
  });
});
