import assert from 'node:assert/strict';
import missing from '../../src/rules/route-backend-missing.ts';
import port from '../../src/rules/route-backend-port-missing.ts';
import { findingsOf, fixed } from '../support/check.ts';

const route = (backend: string, namespace = 'shop') => `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: web${namespace && `, namespace: ${namespace}`}}
spec:
  rules:
    - backendRefs:
        - {${backend}}
`;
const service = (name: string, ports: string, namespace = 'shop') =>
  `apiVersion: v1\nkind: Service\nmetadata: {name: ${name}, namespace: ${namespace}}\nspec: {selector: {app: web}, ports: [${ports}]}\n`;
const found = (rule: typeof missing, ...documents: readonly string[]) =>
  findingsOf(rule, documents.join('---\n')).map(({ severity, message }) => `${severity}: ${message}`);

describe('route-backend-missing', () => {
  it('reports a Service that was meant by a slip, and mends it', () => {
    const text = `${route('name: wbe, port: 80')}---\n${service('web', '{port: 80}')}`;
    assert.deepEqual(found(missing, text), ['warning: namespace shop has no Service "wbe"; it has "web"']);
    assert.equal(fixed(missing, text)['manifest.yaml'], text.replace('wbe', 'web'));
  });

  it('reports a Service of another namespace', () => {
    assert.deepEqual(found(missing, route('name: web, port: 80'), service('web', '{port: 80}', 'dev')), [
      'warning: namespace shop has no Service "web"; one is in namespace dev',
    ]);
  });

  it('is unsure where nothing is near, or the namespace is decided later', () => {
    assert.deepEqual(found(missing, route('name: api, port: 80')), ['info: namespace shop has no Service "api"']);
    assert.deepEqual(found(missing, route('name: web, port: 80', ''), service('web', '{port: 80}', 'dev')), [
      'info: namespace default has no Service "web"; one is in namespace dev',
    ]);
  });

  it('is unsure where an operator may make it', () => {
    const operator = 'apiVersion: postgresql.cnpg.io/v1\nkind: Cluster\nmetadata: {name: db, namespace: shop}\n';
    const text = [route('name: wbe, port: 80'), service('web', '{port: 80}'), operator] as const;
    assert.deepEqual(found(missing, ...text), ['info: namespace shop has no Service "wbe"; it has "web"']);
  });

  it('leaves other kinds, and what is filled in later', () => {
    for (const backend of ['name: a, kind: Bucket, group: x.org', 'name: "$(NAME)"', 'name: a, namespace: "$(NS)"']) {
      assert.deepEqual(found(missing, route(backend)), [], backend);
    }
  });
});

describe('route-backend-port-missing', () => {
  it('reports a port that the Service does not have, and offers those that it has', () => {
    const text = `${route('name: web, port: 8080')}---\n${service('web', '{name: a, port: 80}, {name: b, port: 81}')}`;
    assert.deepEqual(found(port, text), ['error: Service web has no port 8080; it has 80 and 81']);
    assert.deepEqual(
      findingsOf(port, text)[0]?.fixes?.map(({ preferred }) => preferred),
      [undefined, undefined],
    );
    assert.equal(fixed(port, text, 0, 1)['manifest.yaml'], text.replace('port: 8080', 'port: 81'));
  });

  it('knows the port whose target was written in its place', () => {
    const ports = '{name: a, port: 80, targetPort: 8080}, {name: b, port: 81}';
    const text = `${route('name: web, port: 8080')}---\n${service('web', ports)}`;
    assert.deepEqual(found(port, text), [
      'error: Service web has no port 8080, which is its targetPort; it has 80 and 81',
    ]);
    assert.equal(findingsOf(port, text)[0]?.fixes?.[0]?.preferred, true);
  });

  it('reports a Service without a port, and adds it', () => {
    const text = `${route('name: web')}---\n${service('web', '{port: 80}')}`;
    assert.deepEqual(found(port, text), ['error: a Service as backend needs a port; web has 80']);
    assert.equal(fixed(port, text)['manifest.yaml'], text.replace('{name: web}\n---', '{name: web, port: 80}\n---'));
  });

  it('accepts a port that is there, and a Service that shows none', () => {
    assert.deepEqual(found(port, route('name: web, port: 80'), service('web', '{port: 80}')), []);
    assert.deepEqual(found(port, route('name: web, port: 80'), service('web', '')), []);
  });
});
