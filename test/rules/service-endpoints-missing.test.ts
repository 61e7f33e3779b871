import assert from 'node:assert/strict';
import rule from '../../src/rules/service-endpoints-missing.ts';
import { manifest, said, service } from './said.ts';

describe('service-endpoints-missing', () => {
  it('hints at a Service that nobody serves', () => {
    assert.deepEqual(said(rule, service('legacy', 'ports: [{port: 80}]')), [
      'hint: Service legacy has no selector, and nothing here has endpoints for it',
    ]);
  });

  it('counts an empty selector as none', () => {
    assert.equal(said(rule, service('legacy', 'selector: {}, ports: [{port: 80}]')).length, 1);
  });

  it('accepts Endpoints of its name, even empty ones', () => {
    for (const subsets of ['subsets: [{addresses: [{ip: 192.0.2.1}], ports: [{port: 80}]}]', 'subsets: []']) {
      const endpoints = `apiVersion: v1\nkind: Endpoints\nmetadata: {name: legacy}\n${subsets}`;
      assert.deepEqual(said(rule, manifest(service('legacy', 'ports: [{port: 80}]'), endpoints)), []);
    }
  });

  it('says nothing of ExternalName Services, the API server, or a selector that is refused', () => {
    const files = manifest(
      service('outside', 'type: ExternalName, externalName: a.example.com'),
      service('kubernetes', 'ports: [{port: 443}]', 'namespace: default'),
      service('numbered', 'selector: {version: 2}, ports: [{port: 80}]'),
    );
    assert.deepEqual(said(rule, files), []);
  });
});
