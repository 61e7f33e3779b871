import assert from 'node:assert/strict';
import rule from '../../src/rules/node-port-taken.ts';
import { fixed } from '../support/check.ts';
import { manifest, said, service } from './said.ts';

describe('node-port-taken', () => {
  const node = (name: string, ports: string, metadata = '') =>
    service(name, `type: NodePort, ports: [${ports}]`, metadata);

  it('compares all namespaces and protocols, and offers a free one', () => {
    const files = manifest(
      node('a', '{port: 80, nodePort: 30080}', 'namespace: a'),
      node('b', '{port: 53, nodePort: 30080, protocol: UDP}', 'namespace: b'),
    );
    assert.deepEqual(said(rule, files), ['error: node port 30080 is taken by Service a of namespace a']);
    assert.deepEqual(said(rule, fixed(rule, files)), []);
  });

  it('lets TCP and UDP of one port share it within one Service', () => {
    assert.deepEqual(
      said(
        rule,
        node('a', '{name: a, port: 53, nodePort: 30053}, {name: b, port: 53, nodePort: 30053, protocol: UDP}'),
      ),
      [],
    );
    assert.equal(
      said(rule, node('a', '{name: a, port: 53, nodePort: 30053}, {name: b, port: 54, nodePort: 30053, protocol: UDP}'))
        .length,
      1,
    );
  });

  it('counts the health check port, and neither 0 nor other types', () => {
    const health = service(
      'lb',
      'type: LoadBalancer, externalTrafficPolicy: Local, healthCheckNodePort: 30080, ports: [{port: 80}]',
    );
    assert.equal(said(rule, manifest(node('a', '{port: 80, nodePort: 30080}'), health)).length, 1);
    assert.deepEqual(
      said(rule, manifest(node('a', '{port: 80, nodePort: 0}'), node('b', '{port: 80, nodePort: 0}'))),
      [],
    );
    assert.deepEqual(
      said(
        rule,
        manifest(node('a', '{port: 80, nodePort: 30080}'), service('b', 'ports: [{port: 80, nodePort: 30080}]')),
      ),
      [],
    );
  });

  it('keeps overlays apart', () => {
    const files = {
      'dev/a.yaml': node('a', '{port: 80, nodePort: 30080}'),
      'prod/a.yaml': node('a', '{port: 80, nodePort: 30080}'),
    };
    assert.deepEqual(said(rule, files), []);
  });
});
