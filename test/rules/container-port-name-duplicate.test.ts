import assert from 'node:assert/strict';
import rule from '../../src/rules/container-port-name-duplicate.ts';
import { fixed } from '../support/check.ts';
import { said, workload } from './said.ts';

describe('container-port-name-duplicate', () => {
  const of = (ports: string) => workload('Pod', 'web', 'app: web', `containers: [{name: web, ports: [${ports}]}]`);

  it('refuses one name twice, whatever the protocol', () => {
    const files = of('{name: dns, containerPort: 53}, {name: dns, containerPort: 53, protocol: UDP}');
    assert.deepEqual(said(rule, files), ['error: two ports of container web are called "dns"']);
    assert.match(fixed(rule, files)['manifest.yaml']!, /name: dns-udp/);
  });

  it('makes a name that is free and short enough', () => {
    const files = of(
      '{name: a-long-web-name, containerPort: 80}, {name: a-long-web-name, containerPort: 8080}, {name: a-long-web-8080, containerPort: 1}',
    );
    assert.match(fixed(rule, files)['manifest.yaml']!, /name: a-long-we-80802/);
  });

  it('accepts the name in another container, and ports without names', () => {
    const two =
      'containers: [{name: a, ports: [{name: http, containerPort: 80}]}, {name: b, ports: [{name: http, containerPort: 81}]}]';
    assert.deepEqual(said(rule, workload('Pod', 'web', 'app: web', two)), []);
    assert.deepEqual(said(rule, of('{containerPort: 80}, {containerPort: 81}')), []);
  });
});
