import assert from 'node:assert/strict';
import rule from '../../src/rules/ingress-backend-invalid.ts';
import { fixed } from '../support/check.ts';
import { ingress, said } from './said.ts';

describe('ingress-backend-invalid', () => {
  const of = (backend: string) =>
    ingress('a', `rules: [{http: {paths: [{path: /, pathType: Prefix, backend: {${backend}}}]}}]`);

  it('wants a name or a number, not both, and offers to keep either', () => {
    const files = of('service: {name: web, port: {name: http, number: 80}}');
    assert.match(said(rule, files).join(), /not both "http" and 80/);
    assert.match(fixed(rule, files)['manifest.yaml']!, /port: \{name: http\}/);
    assert.match(fixed(rule, files, 0, 1)['manifest.yaml']!, /port: \{number: 80\}/);
  });

  it('wants one of them', () => {
    for (const port of ['', ', port: {}', ', port: {number: 0}']) {
      assert.match(said(rule, of(`service: {name: web${port}}`)).join(), /needs the name or the number/);
    }
  });

  it('wants a Service or a resource, not both', () => {
    assert.match(
      said(rule, of('service: {name: web, port: {number: 80}}, resource: {kind: A, name: b}')).join(),
      /not both/,
    );
    assert.match(said(rule, of('')).join(), /needs a service or a resource/);
    assert.deepEqual(said(rule, of('resource: {kind: A, name: b}')), []);
  });

  it('checks names and numbers', () => {
    assert.match(said(rule, of('service: {name: Web_1, port: {number: 80}}')).join(), /no name of a Service/);
    assert.match(said(rule, of('service: {port: {number: 80}}')).join(), /needs a name/);
    assert.match(said(rule, of('service: {name: web, port: {number: 70000}}')).join(), /70000 is no port/);
    assert.deepEqual(said(rule, of('service: {name: web, port: {name: use-annotation}}')), []);
  });

  it('turns a name that is a number into a number', () => {
    const files = of('service: {name: web, port: {name: "8080"}}');
    assert.match(fixed(rule, files)['manifest.yaml']!, /port: \{number: 8080\}/);
  });

  it('rewrites what v1beta1 said, in flow and in block style', () => {
    assert.match(
      fixed(rule, of('serviceName: web, servicePort: http'))['manifest.yaml']!,
      /backend: \{service: \{name: web, port: \{name: http\}\}\}/,
    );
    const block = `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: a}
spec:
  backend: # all of it
    serviceName: web
    servicePort: "80"
`;
    assert.deepEqual(said(rule, block), ['error: backend is of v1beta1: in v1, it is called defaultBackend']);
    assert.equal(
      fixed(rule, block)['manifest.yaml'],
      block
        .replace('  backend:', '  defaultBackend:')
        .replace(
          'serviceName: web\n    servicePort: "80"',
          'service:\n      name: web\n      port:\n        number: 80',
        ),
    );
  });

  it('wants rules or a default backend, and paths in a rule', () => {
    assert.match(said(rule, ingress('a', 'ingressClassName: x')).join(), /needs rules or a defaultBackend/);
    assert.match(said(rule, ingress('a', 'rules: [{http: {paths: []}}]')).join(), /needs paths/);
    assert.match(
      said(rule, ingress('a', 'rules: [{http: {paths: [{path: /, pathType: Prefix}]}}]')).join(),
      /needs a backend/,
    );
  });
});
