import assert from 'node:assert/strict';
import rule from '../../src/rules/container-port-duplicate.ts';
import { said, workload } from './said.ts';

describe('container-port-duplicate', () => {
  const of = (pod: string) => said(rule, workload('Pod', 'web', 'app: web', pod));

  it('warns of two containers that listen on one port', () => {
    assert.deepEqual(
      of('containers: [{name: a, ports: [{containerPort: 80}]}, {name: b, ports: [{containerPort: 80}]}]'),
      ['warning: container a says that it listens on TCP port 80 too'],
    );
  });

  it('only hints within one container, and accepts two host ports for one port', () => {
    assert.deepEqual(
      of('containers: [{name: a, ports: [{name: x, containerPort: 80}, {name: y, containerPort: 80}]}]'),
      ['hint: container a lists TCP port 80 twice'],
    );
    assert.deepEqual(
      of('containers: [{name: a, ports: [{containerPort: 80, hostPort: 80}, {containerPort: 80, hostPort: 81}]}]'),
      [],
    );
  });

  it('keeps protocols apart, and leaves init containers out', () => {
    assert.deepEqual(
      of(
        'containers: [{name: a, ports: [{containerPort: 53}]}, {name: b, ports: [{containerPort: 53, protocol: UDP}]}]',
      ),
      [],
    );
    assert.deepEqual(
      of(
        'containers: [{name: a, ports: [{containerPort: 53}]}], initContainers: [{name: b, ports: [{containerPort: 53}]}]',
      ),
      [],
    );
  });
});
