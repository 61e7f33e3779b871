import assert from 'node:assert/strict';
import rule from '../../src/rules/target-port-not-exposed.ts';
import { fixed } from '../support/check.ts';
import { manifest, said, service, workload } from './said.ts';

describe('target-port-not-exposed', () => {
  const pod = (ports: string, rest = '') =>
    workload('Deployment', 'web', 'app: web', `containers: [{name: a, ports: [${ports}]}]${rest}`);
  const to = (target: string, rest = '') =>
    service('web', `selector: {app: web}, ports: [{port: 80, targetPort: ${target}${rest}}]`);

  it('wants the protocol as well as the name', () => {
    const files = manifest(to('dns'), pod('{name: dns, containerPort: 53, protocol: UDP}'));
    assert.match(
      said(rule, files).join(),
      /no pod of Deployment web has a TCP port named "dns"; it is a UDP port there/,
    );
    assert.deepEqual(
      said(rule, manifest(to('dns', ', protocol: UDP'), pod('{name: dns, containerPort: 53, protocol: UDP}'))),
      [],
    );
  });

  it('does not take the name of the Service port for that of the target', () => {
    const files = manifest(
      service('web', 'selector: {app: web}, ports: [{name: web, port: 80, targetPort: web}]'),
      pod('{name: http, containerPort: 80}'),
    );
    assert.equal(said(rule, files).length, 1);
    assert.deepEqual(said(rule, fixed(rule, files)), []);
  });

  it('looks at native sidecars, and not at init containers', () => {
    const with_ = (restart: string) =>
      pod('', `, initContainers: [{name: s, ${restart}ports: [{name: http, containerPort: 80}]}]`);
    assert.deepEqual(said(rule, manifest(to('http'), with_('restartPolicy: Always, '))), []);
    assert.match(said(rule, manifest(to('http'), with_(''))).join(), /only the init container s has one/);
  });

  it('is content with one workload that has it', () => {
    const other = workload(
      'Deployment',
      'other',
      'app: web',
      'containers: [{name: a, ports: [{name: http, containerPort: 1}]}]',
    );
    assert.deepEqual(said(rule, manifest(to('http'), pod(''), other)), []);
  });

  it('only warns where the Service is headless, and says nothing without pods', () => {
    const headless = service('web', 'clusterIP: None, selector: {app: web}, ports: [{port: 80, targetPort: gone}]');
    assert.match(said(rule, manifest(headless, pod('{name: http, containerPort: 80}'))).join(), /^warning: /);
    assert.deepEqual(said(rule, to('http')), []);
  });
});
