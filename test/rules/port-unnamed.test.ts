import assert from 'node:assert/strict';
import rule from '../../src/rules/port-unnamed.ts';
import { manifest, said, service, workload } from './said.ts';

describe('port-unnamed', () => {
  it('is off by default, and leaves several ports to the rule that refuses them', () => {
    assert.equal(rule.off, true);
    assert.deepEqual(
      said(
        rule,
        manifest(
          service('a', 'ports: [{port: 1}]'),
          service('b', 'ports: [{port: 1}, {port: 2}]'),
          workload(
            'Pod',
            'c',
            'app: c',
            'containers: [{name: c, ports: [{containerPort: 3}, {name: d, containerPort: 4}]}]',
          ),
        ),
      ),
      ['hint: port 1 has no name', 'hint: port 3 has no name'],
    );
  });
});
