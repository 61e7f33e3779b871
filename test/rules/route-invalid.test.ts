import assert from 'node:assert/strict';
import missingPort from '../../src/rules/route-backend-port-missing.ts';
import rule from '../../src/rules/route-invalid.ts';
import { said } from './said.ts';

const route = (spec: string, kind = 'HTTPRoute') =>
  `apiVersion: gateway.networking.k8s.io/v1\nkind: ${kind}\nmetadata: {name: shop}\nspec: {${spec}}`;
const path = (value: string, type = 'PathPrefix') =>
  said(rule, route(`rules: [{matches: [{path: {type: ${type}, value: "${value}"}}]}]`));
const filters = (list: string, rest = '') => said(rule, route(`rules: [{filters: [${list}]${rest}}]`));
const parents = (...list: readonly string[]) => said(rule, route(`parentRefs: [${list.map((one) => `{${one}}`)}]`));

describe('route-invalid', () => {
  it('accepts paths of a URL, and patterns only as such', () => {
    for (const value of ['/', '/shop', "/abc/123'/a-b-c/d@shop/%0A", '/a.b/']) assert.deepEqual(path(value), [], value);
    assert.deepEqual(path('/(a|b)', 'RegularExpression'), []);
    for (const value of ['shop', '/a//b', '/a/./b', '/a/../b', '/a%2fb', '/a#b', '/a/..', '/a/.', '/[]', '/^', '']) {
      assert.equal(path(value).length, 1, value);
    }
    assert.deepEqual(path('/', 'Prefix'), [
      'error: the type of a path is Exact, PathPrefix or RegularExpression, not "Prefix"',
    ]);
  });

  it('refuses filters that exclude each other, or lack their field', () => {
    const redirect = '{type: RequestRedirect, requestRedirect: {scheme: https}}';
    const rewrite = '{type: URLRewrite, urlRewrite: {hostname: a.example.com}}';
    const mirror = '{type: RequestMirror, requestMirror: {backendRef: {name: a, port: 80}}}';
    assert.deepEqual(filters(redirect), []);
    assert.deepEqual(filters(`${mirror}, ${mirror}`, ', backendRefs: [{name: web, port: 80}]'), []);
    assert.deepEqual(filters(redirect, ', backendRefs: [{name: web, port: 80}]'), [
      'error: a redirect has no backends, and this rule has one',
    ]);
    assert.deepEqual(filters(`${redirect}, ${rewrite}`), ['error: a rule either redirects or rewrites']);
    assert.deepEqual(filters(`${rewrite}, ${rewrite}`), [
      'error: a rule has one filter of type URLRewrite, and this is another',
    ]);
    assert.deepEqual(filters('{type: URLRewrite, requestRedirect: {}}'), [
      'error: a filter of type URLRewrite needs urlRewrite',
    ]);
  });

  it('lets a prefix be replaced only where one is matched', () => {
    const replace = '{type: URLRewrite, urlRewrite: {path: {type: ReplacePrefixMatch, replacePrefixMatch: /}}}';
    assert.deepEqual(filters(replace), []);
    assert.deepEqual(filters(replace, ', matches: [{path: {value: /a}}]'), []);
    assert.equal(filters(replace, ', matches: [{path: {type: Exact, value: /a}}]').length, 1);
    assert.equal(filters(replace, ', matches: [{path: {value: /a}}, {path: {value: /b}}]').length, 1);
  });

  it('refuses two references to the same parent', () => {
    assert.deepEqual(parents('name: a', 'name: b'), []);
    assert.deepEqual(parents('name: a, sectionName: web', 'name: a, sectionName: api'), []);
    assert.deepEqual(parents('name: a', 'name: a'), ['error: Gateway a is named twice as parent']);
    assert.deepEqual(parents('name: a', 'name: a, sectionName: web'), [
      'error: of two references to Gateway a, one has no sectionName or port',
    ]);
  });

  it('leaves text that is filled in later alone', () => {
    assert.deepEqual(said(rule, route("hostnames: ['$(HOST)'], rules: [{matches: [{path: {value: '$(PATH)'}}]}]")), []);
  });
});

describe('route-backend-port-missing', () => {
  const backend = (ref: string) => said(missingPort, route(`rules: [{backendRefs: [{${ref}}]}]`));

  it('asks for a port even where the Service is not known', () => {
    assert.deepEqual(backend('name: web'), ['error: a Service as backend needs a port']);
    assert.deepEqual(backend('name: web, port: "$(PORT)"'), []);
    assert.deepEqual(backend('group: inference.networking.k8s.io, kind: InferencePool, name: web'), []);
  });
});
