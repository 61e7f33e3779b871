import assert from 'node:assert/strict';
import rule from '../../src/rules/host-network-port-mismatch.ts';
import { fixed } from '../support/check.ts';
import { said, workload } from './said.ts';

describe('host-network-port-mismatch', () => {
  const of = (pod: string) => workload('Pod', 'edge', 'app: edge', pod);

  it('refuses another hostPort, and offers both ways out', () => {
    const files = of('hostNetwork: true, containers: [{name: a, ports: [{containerPort: 8080, hostPort: 80}]}]');
    assert.match(said(rule, files).join(), /^error: hostPort 80 is not containerPort 8080/);
    for (const index of [0, 1]) assert.deepEqual(said(rule, fixed(rule, files, 0, index)), []);
  });

  it('accepts none, 0, the same, and a pod network', () => {
    assert.deepEqual(
      said(
        rule,
        of(
          'hostNetwork: true, containers: [{name: a, ports: [{containerPort: 1}, {containerPort: 2, hostPort: 0}, {containerPort: 3, hostPort: 3}]}]',
        ),
      ),
      [],
    );
    assert.deepEqual(said(rule, of('containers: [{name: a, ports: [{containerPort: 8080, hostPort: 80}]}]')), []);
  });
});
