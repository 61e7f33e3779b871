import assert from 'node:assert/strict';
import rule from '../../src/rules/number-quoted.ts';
import { fixed } from '../support/check.ts';
import { ingress, said, service, workload } from './said.ts';

describe('number-quoted', () => {
  it('takes the quotes off a number', () => {
    const files = service('a', 'ports: [{port: "80", nodePort: "30080"}]');
    assert.deepEqual(said(rule, files), [
      'error: port is a number, and "80" is text',
      'error: nodePort is a number, and "30080" is text',
    ]);
    assert.match(fixed(rule, files)['manifest.yaml']!, /port: 80,/);
  });

  it('looks at containers, grpc probes and backends', () => {
    const pod = workload(
      'Pod',
      'a',
      'app: a',
      'containers: [{name: a, ports: [{containerPort: "80"}], livenessProbe: {grpc: {port: grpc}}}]',
    );
    assert.equal(said(rule, pod).length, 2);
    assert.equal(said(rule, ingress('a', 'defaultBackend: {service: {name: a, port: {number: "80"}}}')).length, 1);
  });

  it('leaves names and placeholders alone', () => {
    assert.deepEqual(said(rule, service('a', 'ports: [{port: "$(PORT)", targetPort: "8080"}]')), []);
  });
});
