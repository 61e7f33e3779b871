import assert from 'node:assert/strict';
import rule from '../../src/rules/reference-grant-missing.ts';
import { findingsOf, fixed } from '../support/check.ts';

const route = `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: web, namespace: shop}
spec: {rules: [{backendRefs: [{name: api, namespace: data, port: 80}]}]}
`;
const service =
  'apiVersion: v1\nkind: Service\nmetadata: {name: api, namespace: data}\nspec: {selector: {a: b}, ports: [{port: 80}]}\n';
const found = (...documents: readonly string[]) =>
  findingsOf(rule, documents.join('---\n')).map(({ severity, message }) => `${severity}: ${message}`);
const message = 'namespace data has no ReferenceGrant that lets HTTPRoutes of namespace shop use its Service api';

describe('reference-grant-missing', () => {
  it('is sure where the other namespace is here, and adds a grant behind its Service', () => {
    const text = `${route}---\n${service}`;
    assert.deepEqual(found(text), [`error: ${message}`]);
    const after = fixed(rule, text)['manifest.yaml']!;
    assert.ok(after.startsWith(text.trimEnd()));
    assert.match(after, /kind: ReferenceGrant\nmetadata:\n {2}name: httproutes-of-shop\n {2}namespace: data\n/);
    assert.deepEqual(found(after), []);
  });

  it('is unsure where it is not here, and adds nothing', () => {
    assert.deepEqual(found(route), [`info: ${message}`]);
    assert.deepEqual(findingsOf(rule, route)[0]?.fixes, []);
  });

  it('asks the same for certificates of listeners', () => {
    const gateway = `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: edge, namespace: infra}
spec: {listeners: [{name: a, port: 443, protocol: HTTPS, tls: {certificateRefs: [{name: c, namespace: certs}]}}]}
`;
    assert.deepEqual(found(gateway), [
      'info: namespace certs has no ReferenceGrant that lets Gateways of namespace infra use its Secret c',
    ]);
  });

  it('is content with a grant, also in another scope', () => {
    const grant = `apiVersion: gateway.networking.k8s.io/v1beta1
kind: ReferenceGrant
metadata: {name: a, namespace: data}
spec: {from: [{group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: shop}], to: [{group: "", kind: Service}]}
`;
    assert.deepEqual(found(route, service, grant), []);
    const elsewhere = { 'a/kustomization.yaml': 'resources: [a.yaml]\n', 'a/a.yaml': `${route}---\n${service}` };
    assert.equal(findingsOf(rule, elsewhere).length, 1);
    const granted = { ...elsewhere, 'b/kustomization.yaml': 'resources: [b.yaml]\n', 'b/b.yaml': grant };
    assert.deepEqual(findingsOf(rule, granted), []);
  });

  it('leaves references within a namespace, and what is filled in later', () => {
    assert.deepEqual(found(route.replace('namespace: data', 'namespace: shop')), []);
    assert.deepEqual(found(route.replace('namespace: data', 'namespace: "$(NS)"')), []);
    assert.deepEqual(found(route.replace(', namespace: data', '')), []);
  });
});
