import assert from 'node:assert/strict';
import rule from '../../src/rules/ingress-path-duplicate.ts';
import { ingress, manifest, said } from './said.ts';

describe('ingress-path-duplicate', () => {
  const site = (name: string, path: string, rest = '', metadata = '', backend = 'web') =>
    ingress(
      name,
      `${rest}rules: [{host: shop.example.com, http: {paths: [{${path}, backend: {service: {name: ${backend}, port: {number: 80}}}}]}}]`,
      metadata,
    );
  const root = 'path: /, pathType: Prefix';

  it('compares the Ingresses of all namespaces', () => {
    const files = manifest(site('a', root, '', 'namespace: a'), site('b', root, '', 'namespace: b'));
    assert.deepEqual(said(rule, files), ['warning: shop.example.com/ is in Ingress a too, of the same class']);
  });

  it('tells classes, hosts, paths and path types apart', () => {
    const first = site('a', root, 'ingressClassName: x, ');
    assert.deepEqual(said(rule, manifest(first, site('b', root, 'ingressClassName: y, '))), []);
    assert.deepEqual(
      said(rule, manifest(site('a', root), site('b', root).replace('shop.', '"*.').replace('.com', '.com"'))),
      [],
    );
    assert.deepEqual(said(rule, manifest(site('a', root), site('b', 'path: /b, pathType: Prefix'))), []);
    assert.deepEqual(said(rule, manifest(site('a', root), site('b', 'path: /, pathType: Exact'))), []);
  });

  it('reads the class from the annotation, and takes the default one for none', () => {
    const field = site('a', root, 'ingressClassName: x, ');
    const annotated = site('b', root, '', 'annotations: {kubernetes.io/ingress.class: x}');
    const fallback =
      'apiVersion: networking.k8s.io/v1\nkind: IngressClass\nmetadata: {name: x, annotations: {ingressclass.kubernetes.io/is-default-class: "true"}}';
    assert.equal(said(rule, manifest(field, annotated)).length, 1);
    assert.equal(said(rule, manifest(field, site('b', root), fallback)).length, 1);
    assert.equal(said(rule, manifest(field, site('b', root))).length, 0);
  });

  it('leaves canaries and other conditions of a controller alone', () => {
    for (const annotation of [
      'nginx.ingress.kubernetes.io/canary: true',
      'traefik.ingress.kubernetes.io/router.entrypoints: websecure',
      'alb.ingress.kubernetes.io/conditions.web: "[]"',
      'zalando.org/skipper-predicate: Header("a", "b")',
    ]) {
      const files = manifest(
        site('a', root),
        site('b', root, '', `annotations: {'${annotation.replace(': ', "': '")}'}`),
      );
      assert.deepEqual(said(rule, files), [], annotation);
    }
  });

  it('counts an absent path as the root, and an absent host as every host', () => {
    const all = (name: string, path: string) =>
      ingress(
        name,
        `rules: [{http: {paths: [{${path}pathType: ImplementationSpecific, backend: {service: {name: web, port: {number: 80}}}}]}}]`,
      );
    assert.match(said(rule, manifest(all('a', ''), all('b', 'path: /, '))).join(), /every host\/ is in Ingress a too/);
  });

  it('only hints at the same Service said twice in one Ingress', () => {
    const path = '{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}';
    const twice = (second: string) => ingress('a', `rules: [{http: {paths: [${path}, ${second}]}}]`);
    assert.match(said(rule, twice(path)).join(), /^hint: /);
    assert.match(said(rule, twice(path.replace('web', 'other'))).join(), /^warning: /);
  });

  it('lets an action of the AWS controller stand before the path of a Service', () => {
    const path = (name: string, port: string) =>
      `{path: "/*", pathType: ImplementationSpecific, backend: {service: {name: ${name}, port: {${port}}}}}`;
    const paths = [path('redirect', 'name: use-annotation'), path('web', 'number: 80')].join(', ');
    assert.deepEqual(said(rule, ingress('a', `rules: [{http: {paths: [${paths}]}}]`)), []);
  });
});
