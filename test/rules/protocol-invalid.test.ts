import assert from 'node:assert/strict';
import rule from '../../src/rules/protocol-invalid.ts';
import { fixed } from '../support/check.ts';
import { said, service, workload } from './said.ts';

describe('protocol-invalid', () => {
  it('wants capitals, and knows what stands above TCP', () => {
    const files = service('web', 'ports: [{name: a, port: 1, protocol: udp}, {name: b, port: 2, protocol: HTTP}]');
    assert.deepEqual(said(rule, files), [
      'error: a protocol is TCP, UDP or SCTP, not "udp"',
      'error: a protocol is TCP, UDP or SCTP, not "HTTP"',
    ]);
    assert.match(fixed(rule, files)['manifest.yaml']!, /protocol: UDP/);
    assert.match(fixed(rule, files, 1)['manifest.yaml']!, /protocol: TCP/);
  });

  it('looks at containers, and accepts what there is', () => {
    assert.equal(
      said(rule, workload('Pod', 'a', 'app: a', 'containers: [{name: a, ports: [{containerPort: 1, protocol: tcp}]}]'))
        .length,
      1,
    );
    assert.deepEqual(said(rule, service('web', 'ports: [{port: 1, protocol: SCTP}]')), []);
  });
});
