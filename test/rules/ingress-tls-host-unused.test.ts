import assert from 'node:assert/strict';
import rule from '../../src/rules/ingress-tls-host-unused.ts';
import { fixed } from '../support/check.ts';
import { ingress, said } from './said.ts';

describe('ingress-tls-host-unused', () => {
  const of = (tls: string, host: string, metadata = '') =>
    ingress('a', `tls: [{secretName: s, hosts: [${tls}]}], rules: [{host: ${host}}]`, metadata);

  it('warns where the rule that was meant has no certificate', () => {
    const files = of('shop.example.org', 'shop.example.com');
    assert.match(said(rule, files).join(), /^warning: no rule has the host "shop\.example\.org"/);
    assert.deepEqual(said(rule, fixed(rule, files)), []);
  });

  it('matches wildcards of either side for one label', () => {
    assert.deepEqual(said(rule, of('"*.example.com"', 'shop.example.com')), []);
    assert.deepEqual(said(rule, of('shop.example.com', '"*.example.com"')), []);
    assert.equal(said(rule, of('"*.example.com"', 'a.b.example.com')).length, 1);
  });

  it('only informs of a name too many', () => {
    assert.match(said(rule, of('a.example.com, b.example.com', 'a.example.com')).join(), /^info: /);
  });

  it('knows redirects, aliases, and rules without a host', () => {
    const redirect = 'annotations: {nginx.ingress.kubernetes.io/from-to-www-redirect: "true"}';
    assert.deepEqual(said(rule, of('www.example.com, example.com', 'example.com', redirect)), []);
    const alias = 'annotations: {nginx.ingress.kubernetes.io/server-alias: "b.example.com, c.example.com"}';
    assert.deepEqual(said(rule, of('a.example.com, b.example.com', 'a.example.com', alias)), []);
    assert.deepEqual(said(rule, ingress('a', 'tls: [{hosts: [x.example.com]}], rules: [{http: {paths: []}}]')), []);
  });
});
