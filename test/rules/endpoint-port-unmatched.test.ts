import assert from 'node:assert/strict';
import rule from '../../src/rules/endpoint-port-unmatched.ts';
import { fixed } from '../support/check.ts';
import { manifest, said, service } from './said.ts';

describe('endpoint-port-unmatched', () => {
  const slice = (ports: string) =>
    `apiVersion: discovery.k8s.io/v1\nkind: EndpointSlice\nmetadata: {name: a, labels: {kubernetes.io/service-name: legacy}}\naddressType: IPv4\nports: [${ports}]\nendpoints: [{addresses: [192.0.2.1]}]`;

  it('joins by name, and offers the name of the Service', () => {
    const files = manifest(service('legacy', 'ports: [{name: http, port: 80}]'), slice('{name: web, port: 80}'));
    assert.deepEqual(said(rule, files), ['warning: Service legacy has no port "web"; it has "http"']);
    assert.deepEqual(said(rule, fixed(rule, files)), []);
  });

  it('counts no name as the empty one', () => {
    assert.deepEqual(said(rule, manifest(service('legacy', 'ports: [{port: 80}]'), slice('{port: 8080}'))), []);
    assert.equal(
      said(rule, manifest(service('legacy', 'ports: [{name: http, port: 80}]'), slice('{port: 80}'))).length,
      1,
    );
  });

  it('compares protocols', () => {
    const files = manifest(service('legacy', 'ports: [{port: 53}]'), slice('{port: 53, protocol: UDP}'));
    assert.match(said(rule, files).join(), /for TCP, not UDP/);
  });

  it('reports a port of the Service that no slice has', () => {
    const files = manifest(
      service('legacy', 'ports: [{name: http, port: 80}, {name: admin, port: 81}]'),
      slice('{name: http, port: 80}'),
    );
    assert.deepEqual(said(rule, files), ['warning: no endpoint of Service legacy has a TCP port "admin"']);
  });

  it('only informs of headless Services, whose names answer without ports', () => {
    const files = manifest(
      service('legacy', 'clusterIP: None, ports: [{name: http, port: 80}]'),
      slice('{name: web, port: 80}'),
    );
    assert.match(said(rule, files).join(), /^info: /);
  });

  it('leaves Services with a selector to their controller', () => {
    const files = manifest(
      service('legacy', 'selector: {app: web}, ports: [{name: http, port: 80}]'),
      slice('{name: web, port: 80}'),
    );
    assert.deepEqual(said(rule, files), []);
  });
});
