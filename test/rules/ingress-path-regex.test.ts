import assert from 'node:assert/strict';
import rule from '../../src/rules/ingress-path-regex.ts';
import { fixed } from '../support/check.ts';
import { ingress, said } from './said.ts';

describe('ingress-path-regex', () => {
  const of = (path: string, type: string) =>
    ingress(
      'a',
      `rules: [{http: {paths: [{path: "${path}", pathType: ${type}, backend: {service: {name: web, port: {number: 80}}}}]}}]`,
    );

  it('warns of patterns that are taken literally', () => {
    for (const path of ['/api/(.*)', '/api(/|$)(.*)', '/*', '/v[12]']) {
      assert.match(said(rule, of(path, 'Prefix')).join(), /^warning: /, path);
      assert.deepEqual(said(rule, of(path, 'ImplementationSpecific')), []);
    }
  });

  it('offers the type for patterns, or the prefix that is meant', () => {
    assert.match(fixed(rule, of('/api/*', 'Prefix'))['manifest.yaml']!, /pathType: ImplementationSpecific/);
    assert.match(fixed(rule, of('/api/*', 'Prefix'), 0, 1)['manifest.yaml']!, /path: \/api,/);
  });

  it('accepts dots, tildes and pluses', () => {
    assert.deepEqual(said(rule, of('/.well-known/~a+b', 'Exact')), []);
  });
});
