import assert from 'node:assert/strict';
import rule from '../../src/rules/traffic-policy-without-node.ts';
import { fixed } from '../support/check.ts';
import { manifest, said, service } from './said.ts';

describe('traffic-policy-without-node', () => {
  const slice = (endpoint: string) =>
    `apiVersion: discovery.k8s.io/v1\nkind: EndpointSlice\nmetadata: {name: a, labels: {kubernetes.io/service-name: legacy}}\naddressType: IPv4\nports: [{port: 80}]\nendpoints: [${endpoint}]`;

  it('warns of Local for endpoints that are on no node', () => {
    for (const policy of ['internalTrafficPolicy: Local', 'type: NodePort, externalTrafficPolicy: Local']) {
      const files = manifest(service('legacy', `${policy}, ports: [{port: 80}]`), slice('{addresses: [192.0.2.1]}'));
      assert.match(said(rule, files).join(), /^warning: no endpoint of Service legacy has a nodeName/);
      assert.deepEqual(said(rule, fixed(rule, files)), []);
    }
  });

  it('accepts endpoints with a node', () => {
    const files = manifest(
      service('legacy', 'internalTrafficPolicy: Local, ports: [{port: 80}]'),
      slice('{addresses: [192.0.2.1], nodeName: node-1}'),
    );
    assert.deepEqual(said(rule, files), []);
  });

  it('leaves Services with a selector alone: where pods run is not known', () => {
    const files = manifest(
      service('legacy', 'internalTrafficPolicy: Local, selector: {app: web}, ports: [{port: 80}]'),
      slice('{addresses: [192.0.2.1]}'),
    );
    assert.deepEqual(said(rule, files), []);
  });
});
