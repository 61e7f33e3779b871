import assert from 'node:assert/strict';
import rule from '../../src/rules/target-port-undeclared.ts';
import { fixed } from '../support/check.ts';
import { manifest, said, service, workload } from './said.ts';

describe('target-port-undeclared', () => {
  const pod = (container: string, name = 'web') =>
    workload('Deployment', name, 'app: web', `containers: [{name: a, ${container}}]`);
  const front = service('web', 'selector: {app: web}, ports: [{port: 80, targetPort: 8080}]');

  it('says nothing of pods that declare no port at all', () => {
    assert.deepEqual(said(rule, manifest(front, pod('image: shop/web'))), []);
  });

  it('informs of another number, and counts the protocol', () => {
    assert.match(said(rule, manifest(front, pod('ports: [{containerPort: 3000}]'))).join(), /^info: .*only 3000/);
    const both = pod('ports: [{containerPort: 3000}, {containerPort: 8080, protocol: UDP}]');
    assert.match(said(rule, manifest(front, both)).join(), /^info: /);
  });

  it('believes arguments, variables, probes and ConfigMaps', () => {
    for (const rest of [
      'args: ["--listen=:8080"]',
      'env: [{name: PORT, value: "8080"}]',
      'livenessProbe: {httpGet: {port: 8080}}',
      'envFrom: [{configMapRef: {name: elsewhere}}]',
    ]) {
      assert.deepEqual(said(rule, manifest(front, pod(`ports: [{containerPort: 3000}], ${rest}`))), [], rest);
    }
  });

  it('warns where others of the Service do declare it', () => {
    const files = manifest(
      front,
      pod('ports: [{containerPort: 8080}]'),
      pod('ports: [{containerPort: 9000}]', 'operator'),
    );
    assert.match(said(rule, files).join(), /^warning: also selects Deployment operator/);
  });

  it('offers the ports that are declared', () => {
    const files = manifest(front, pod('ports: [{containerPort: 3000}]'));
    assert.match(fixed(rule, files)['manifest.yaml']!, /targetPort: 3000/);
  });

  it('informs of a number that is declared for another protocol', () => {
    const dns = service('web', 'selector: {app: web}, ports: [{port: 53, protocol: UDP}]');
    assert.deepEqual(said(rule, manifest(dns, pod('ports: [{containerPort: 53}]'))), [
      'info: Deployment web declares port 53 for TCP only, and not for UDP',
    ]);
    assert.deepEqual(said(rule, manifest(dns, pod('ports: [{containerPort: 80}]'))), []);
  });
});
