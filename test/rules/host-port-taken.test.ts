import assert from 'node:assert/strict';
import rule from '../../src/rules/host-port-taken.ts';
import { manifest, said, workload } from './said.ts';

describe('host-port-taken', () => {
  const pod = (ports: string, rest = '') => `${rest}containers: [{name: a, ports: [${ports}]}]`;

  it('refuses one host port twice in a pod', () => {
    const files = workload(
      'Pod',
      'web',
      'app: web',
      pod('{containerPort: 80, hostPort: 80}, {containerPort: 81, hostPort: 80}'),
    );
    assert.deepEqual(said(rule, files), ['error: container a asks for host port 80/TCP twice']);
  });

  it('tells protocols and addresses apart', () => {
    const files = workload(
      'Pod',
      'web',
      'app: web',
      pod(
        '{containerPort: 80, hostPort: 80}, {containerPort: 80, hostPort: 80, protocol: UDP}, {containerPort: 80, hostPort: 80, hostIP: 192.0.2.1}',
      ),
    );
    assert.deepEqual(said(rule, files), []);
  });

  it('counts the ports of a pod on the network of the host', () => {
    const files = workload(
      'Pod',
      'web',
      'app: web',
      pod('{name: x, containerPort: 80}, {name: y, containerPort: 80}', 'hostNetwork: true, '),
    );
    assert.equal(said(rule, files).length, 1);
  });

  it('lets init containers have the port one after the other', () => {
    const files = workload(
      'Pod',
      'web',
      'app: web',
      'containers: [{name: a, ports: [{containerPort: 80, hostPort: 80}]}], initContainers: [{name: b, ports: [{containerPort: 80, hostPort: 80}]}]',
    );
    assert.deepEqual(said(rule, files), []);
  });

  it('warns of a port that a DaemonSet has on every node', () => {
    const edge = workload('DaemonSet', 'edge', 'app: edge', pod('{containerPort: 80, hostPort: 80}'));
    for (const kind of ['DaemonSet', 'Deployment', 'Pod']) {
      const other = workload(kind, 'other', 'app: other', pod('{containerPort: 8080, hostPort: 80}'));
      assert.deepEqual(said(rule, manifest(edge, other)), [
        'warning: host port 80/TCP is taken on every node by DaemonSet edge',
      ]);
    }
  });

  it('proves nothing where either may have nodes of its own', () => {
    const edge = workload('DaemonSet', 'edge', 'app: edge', pod('{containerPort: 80, hostPort: 80}'));
    const picky = workload(
      'DaemonSet',
      'edge',
      'app: edge',
      pod('{containerPort: 80, hostPort: 80}', 'nodeSelector: {role: edge}, '),
    );
    const linux = workload(
      'DaemonSet',
      'edge',
      'app: edge',
      pod('{containerPort: 80, hostPort: 80}', 'nodeSelector: {kubernetes.io/os: linux}, '),
    );
    const web = workload('Deployment', 'web', 'app: web', pod('{containerPort: 80, hostPort: 80}'));
    const tolerant = workload(
      'Deployment',
      'web',
      'app: web',
      pod('{containerPort: 80, hostPort: 80}', 'tolerations: [{key: a, operator: Exists}], '),
    );
    assert.deepEqual(said(rule, manifest(picky, web)), []);
    assert.deepEqual(said(rule, manifest(edge, tolerant)), []);
    assert.equal(said(rule, manifest(linux, web)).length, 1);
    assert.deepEqual(said(rule, manifest(web, web.replaceAll('web', 'more'))), []);
  });

  it('keeps the nodes of Linux and of Windows apart', () => {
    const on = (name: string, rest: string) =>
      workload('DaemonSet', name, `app: ${name}`, pod('{containerPort: 9100, hostPort: 9100}', `${rest}, `));
    const os = (value: string) => `nodeSelector: {kubernetes.io/os: ${value}}`;
    assert.deepEqual(said(rule, manifest(on('a', os('linux')), on('b', os('windows')))), []);
    assert.deepEqual(
      said(rule, manifest(on('a', os('linux')), on('b', 'nodeSelector: {beta.kubernetes.io/os: windows}'))),
      [],
    );
    assert.equal(said(rule, manifest(on('a', os('linux')), on('b', os('linux')))).length, 1);
    assert.deepEqual(said(rule, manifest(on('a', os('linux')), on('b', 'affinity: {nodeAffinity: {}}'))), []);
  });
});
