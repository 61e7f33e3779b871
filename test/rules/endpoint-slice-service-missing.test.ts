import assert from 'node:assert/strict';
import rule from '../../src/rules/endpoint-slice-service-missing.ts';
import { fixed } from '../support/check.ts';
import { manifest, said, service } from './said.ts';

describe('endpoint-slice-service-missing', () => {
  const slice = (service: string, metadata = '') =>
    `apiVersion: discovery.k8s.io/v1\nkind: EndpointSlice\nmetadata: {name: a, labels: {kubernetes.io/service-name: ${service}}${metadata}}\naddressType: IPv4\nendpoints: [{addresses: [192.0.2.1]}]`;

  it('warns of a near miss, and offers the Service', () => {
    const files = manifest(service('legacy', 'ports: [{port: 80}]'), slice('legcay'));
    assert.deepEqual(said(rule, files), ['warning: namespace default has no Service "legcay"; it has "legacy"']);
    assert.deepEqual(said(rule, fixed(rule, files)), []);
  });

  it('warns of a Service in another namespace', () => {
    const files = manifest(service('legacy', 'ports: [{port: 80}]', 'namespace: b'), slice('legacy', ', namespace: a'));
    assert.match(said(rule, files).join(), /^warning: .*one is in namespace b/);
  });

  it('only informs where nothing is near', () => {
    assert.match(said(rule, slice('elsewhere')).join(), /^info: /);
  });

  it('takes the name of an Endpoints object, once for all its subsets', () => {
    const endpoints =
      'apiVersion: v1\nkind: Endpoints\nmetadata: {name: legcay}\nsubsets: [{addresses: [{ip: 192.0.2.1}]}, {addresses: [{ip: 192.0.2.2}]}]';
    assert.equal(said(rule, manifest(service('legacy', 'ports: [{port: 80}]'), endpoints)).length, 1);
  });

  it('informs of a slice without the label', () => {
    const loose = 'apiVersion: discovery.k8s.io/v1\nkind: EndpointSlice\nmetadata: {name: a}\naddressType: IPv4';
    assert.match(said(rule, loose).join(), /^info: belongs to no Service/);
  });
});
