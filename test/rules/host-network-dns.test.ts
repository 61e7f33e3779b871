import assert from 'node:assert/strict';
import rule from '../../src/rules/host-network-dns.ts';
import { fixed } from '../support/check.ts';
import { manifest, said, service, workload } from './said.ts';

describe('host-network-dns', () => {
  const agent = (rest: string) => workload('DaemonSet', 'agent', 'app: agent', `hostNetwork: true, ${rest}`);
  const api = service('api', 'selector: {app: api}, ports: [{port: 80}]');
  const asking = 'containers: [{name: a, env: [{name: API_URL, value: "http://api"}]}]';

  it('warns where the pod uses a name of the cluster', () => {
    for (const policy of ['', 'dnsPolicy: ClusterFirst, ']) {
      const files = manifest(agent(`${policy}${asking}`), api);
      assert.match(said(rule, files).join(), /^warning: .*does not know "api"/);
      const after = fixed(rule, files)['manifest.yaml']!;
      assert.match(after, /dnsPolicy: ClusterFirstWithHostNet/);
      assert.deepEqual(said(rule, after), []);
    }
  });

  it('finds the names in a ConfigMap that the pod reads', () => {
    const config = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: agent}\ndata: {API_URL: "http://api"}';
    const files = manifest(agent('containers: [{name: a, envFrom: [{configMapRef: {name: agent}}]}]'), api, config);
    assert.match(said(rule, files).join(), /^warning: /);
  });

  it('only hints otherwise', () => {
    assert.match(said(rule, agent('containers: [{name: a}]')).join(), /^hint: /);
  });

  it('accepts the other policies, and a pod network', () => {
    for (const policy of ['ClusterFirstWithHostNet', 'Default', 'None']) {
      assert.deepEqual(said(rule, manifest(agent(`dnsPolicy: ${policy}, ${asking}`), api)), []);
    }
    assert.deepEqual(said(rule, manifest(workload('Pod', 'agent', 'app: agent', asking), api)), []);
  });
});
