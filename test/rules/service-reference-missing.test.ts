import assert from 'node:assert/strict';
import rule from '../../src/rules/service-reference-missing.ts';
import { manifest, said, service } from './said.ts';

describe('service-reference-missing', () => {
  it('looks for the port of an OpenShift Route by its name, or by the number of its target', () => {
    const web = service('web', 'selector: {app: web}, ports: [{name: http, port: 80, targetPort: 8080}]');
    const of = (port: string) =>
      said(
        rule,
        manifest(
          `apiVersion: route.openshift.io/v1\nkind: Route\nmetadata: {name: web}\nspec: {to: {kind: Service, name: web}, port: {targetPort: ${port}}}`,
          web,
        ),
      );
    assert.deepEqual(of('htp'), ['warning: Service web has no port called "htp"; it has "http"']);
    assert.deepEqual(of('9090'), ['warning: Service web has no target port 9090; it has 8080']);
    for (const port of ['http', '8080', '80', '"$(PORT)"']) assert.deepEqual(of(port), [], port);
  });
});
