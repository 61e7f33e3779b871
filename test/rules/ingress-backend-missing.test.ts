import assert from 'node:assert/strict';
import rule from '../../src/rules/ingress-backend-missing.ts';
import { fixed } from '../support/check.ts';
import { ingress, manifest, said, service } from './said.ts';

describe('ingress-backend-missing', () => {
  const site = (backend: string, metadata = '') => ingress('site', `defaultBackend: {${backend}}`, metadata);
  const to = (name: string) => `service: {name: ${name}, port: {number: 80}}`;
  const web = service('web', 'ports: [{port: 80}]');

  it('warns of a near miss in a default backend and in paths', () => {
    assert.equal(said(rule, manifest(site(to('wbe')), web)).length, 1);
    const paths = ingress('site', `rules: [{http: {paths: [{path: /, pathType: Prefix, backend: {${to('wbe')}}}]}}]`);
    const files = manifest(paths, web);
    assert.match(said(rule, files).join(), /^warning: /);
    assert.deepEqual(said(rule, fixed(rule, files)), []);
  });

  it('does not cross namespaces', () => {
    const files = manifest(
      site(to('web'), 'namespace: edge'),
      service('web', 'ports: [{port: 80}]', 'namespace: shop'),
    );
    assert.match(said(rule, files).join(), /^warning: .*backends do not cross namespaces/);
  });

  it('knows serviceName of the old versions', () => {
    const old = site('serviceName: wbe, servicePort: 80').replace('networking.k8s.io/v1', 'extensions/v1beta1');
    assert.equal(said(rule, manifest(old.replace('defaultBackend', 'backend'), web)).length, 1);
  });

  it('leaves resources, annotations of the AWS controller, and ExternalNames alone', () => {
    const outside = service('far', 'type: ExternalName, externalName: a.example.com');
    for (const backend of [
      'resource: {kind: A, name: b}',
      'service: {name: action, port: {name: use-annotation}}',
      to('far'),
    ]) {
      assert.deepEqual(said(rule, manifest(site(backend), web, outside)), []);
    }
  });

  it('only informs where the namespace shows no Service at all', () => {
    assert.match(said(rule, site(to('web'))).join(), /^info: /);
  });
});
