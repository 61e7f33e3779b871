import assert from 'node:assert/strict';
import rule from '../../src/rules/ingress-path-invalid.ts';
import { fixed } from '../support/check.ts';
import { ingress, said } from './said.ts';

describe('ingress-path-invalid', () => {
  const of = (path: string, type = 'Prefix') =>
    said(
      rule,
      ingress(
        'a',
        `rules: [{http: {paths: [{${path}pathType: ${type}, backend: {service: {name: web, port: {number: 80}}}}]}}]`,
      ),
    );

  it('wants a slash in front, of every type', () => {
    for (const type of ['Prefix', 'Exact', 'ImplementationSpecific']) {
      assert.deepEqual(of('path: api, ', type), ['error: "api" is no path: it must begin with /']);
    }
  });

  it('refuses what may be read in two ways, but for ImplementationSpecific', () => {
    for (const path of ['/a//b', '/a/./b', '/a/../b', '/a%2fb', '/a/..', '/a/.']) {
      assert.equal(of(`path: ${path}, `).length, 1, path);
      assert.equal(of(`path: ${path}, `, 'ImplementationSpecific').length, 0, path);
    }
  });

  it('wants a path at all, but for ImplementationSpecific', () => {
    assert.equal(of('').length, 1);
    assert.deepEqual(of('', 'ImplementationSpecific'), []);
  });

  it('offers the path with its slash', () => {
    const files = ingress(
      'a',
      'rules: [{http: {paths: [{path: api//v1, pathType: Exact, backend: {service: {name: web, port: {number: 80}}}}]}}]',
    );
    assert.match(fixed(rule, files)['manifest.yaml']!, /path: \/api\/v1,/);
  });
});
