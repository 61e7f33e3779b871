import assert from 'node:assert/strict';
import rule from '../../src/rules/container-port-name-ambiguous.ts';
import { fixed } from '../support/check.ts';
import { manifest, said, service, workload } from './said.ts';

describe('container-port-name-ambiguous', () => {
  const two = (a: string, b: string) =>
    workload('Deployment', 'web', 'app: web', `containers: [{name: a, ports: [${a}]}, {name: b, ports: [${b}]}]`);
  const front = service('web', 'selector: {app: web}, ports: [{port: 80, targetPort: http}]');

  it('warns where a Service uses the name', () => {
    const files = manifest(two('{name: http, containerPort: 80}', '{name: http, containerPort: 81}'), front);
    assert.deepEqual(said(rule, files), ['warning: container a has a port "http" too, 80, and Services take that one']);
    assert.deepEqual(said(rule, fixed(rule, files)), []);
  });

  it('only informs where none does, or the protocols differ', () => {
    assert.match(
      said(rule, two('{name: http, containerPort: 80}', '{name: http, containerPort: 81}')).join(),
      /^info: /,
    );
    const files = manifest(
      two('{name: http, containerPort: 80}', '{name: http, containerPort: 81, protocol: UDP}'),
      front,
    );
    assert.match(said(rule, files).join(), /^info: /);
  });

  it('looks at native sidecars, and not at init containers', () => {
    const pod = (restart: string) =>
      workload(
        'Pod',
        'web',
        'app: web',
        `containers: [{name: a, ports: [{name: http, containerPort: 80}]}], initContainers: [{name: b, ${restart}ports: [{name: http, containerPort: 81}]}]`,
      );
    assert.equal(said(rule, pod('restartPolicy: Always, ')).length, 1);
    assert.deepEqual(said(rule, pod('')), []);
  });
});
