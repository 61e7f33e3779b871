import assert from 'node:assert/strict';
import rule from '../../src/rules/ingress-backend-port-missing.ts';
import { fixed } from '../support/check.ts';
import { ingress, manifest, said, service } from './said.ts';

describe('ingress-backend-port-missing', () => {
  const site = (port: string, spec: string) =>
    manifest(ingress('site', `defaultBackend: {service: {name: web, port: {${port}}}}`), service('web', spec));

  it('does not take a number for any port without a name', () => {
    assert.match(said(rule, site('number: 8081', 'ports: [{port: 80}]')).join(), /has no port 8081; it has 80/);
  });

  it('says when the number is that of the pods', () => {
    const files = site('number: 8080', 'ports: [{port: 80, targetPort: 8080}]');
    assert.match(said(rule, files).join(), /no port 8080, which is its targetPort/);
    assert.match(fixed(rule, files)['manifest.yaml']!, /number: 80\}/);
  });

  it('looks a name up among the names of the Service, not of its targets', () => {
    assert.equal(said(rule, site('name: web', 'ports: [{name: http, port: 80, targetPort: web}]')).length, 1);
    assert.deepEqual(said(rule, site('name: http', 'ports: [{name: http, port: 80, targetPort: web}]')), []);
  });

  it('leaves an ExternalName alone', () => {
    assert.deepEqual(
      said(rule, site('number: 9', 'type: ExternalName, externalName: a.example.com, ports: [{port: 80}]')),
      [],
    );
  });
});
