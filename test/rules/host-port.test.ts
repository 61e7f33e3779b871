import assert from 'node:assert/strict';
import rule from '../../src/rules/host-port.ts';
import { said, workload } from './said.ts';

describe('host-port', () => {
  it('is off by default, and counts no 0', () => {
    assert.equal(rule.off, true);
    assert.deepEqual(
      said(
        rule,
        workload(
          'Pod',
          'a',
          'app: a',
          'containers: [{name: a, ports: [{containerPort: 1, hostPort: 2}, {containerPort: 3, hostPort: 0}]}]',
        ),
      ),
      ['info: container a asks for port 2 of its node'],
    );
  });
});
