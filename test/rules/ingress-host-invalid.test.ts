import assert from 'node:assert/strict';
import rule from '../../src/rules/ingress-host-invalid.ts';
import { fixed } from '../support/check.ts';
import { ingress, said } from './said.ts';

describe('ingress-host-invalid', () => {
  const rules = (host: string) => ingress('a', `rules: [{host: "${host}"}]`);
  const tls = (host: string) => ingress('a', `tls: [{hosts: ["${host}"]}], rules: [{http: {paths: []}}]`);

  it('wants a name and nothing else, and offers it', () => {
    for (const host of [
      'https://shop.example.com',
      'shop.example.com:443',
      'shop.example.com/cart',
      'Shop.Example.com',
      'shop.example.com.',
    ]) {
      assert.equal(said(rule, rules(host)).length, 1, host);
      assert.match(fixed(rule, rules(host))['manifest.yaml']!, /host: shop\.example\.com\}/);
      assert.equal(said(rule, tls(host)).length, 1, host);
    }
  });

  it('accepts a wildcard for the first label only', () => {
    assert.deepEqual(said(rule, rules('*.example.com')), []);
    for (const host of ['*', '*.*.example.com', 'a.*.example.com', '*example.com']) {
      assert.equal(said(rule, rules(host)).length, 1, host);
    }
  });

  it('refuses addresses in rules', () => {
    assert.deepEqual(said(rule, rules('192.0.2.1')), ['error: "192.0.2.1" is no host: it is an address']);
    assert.equal(said(rule, rules('fd00::1')).length, 1);
  });

  it('accepts none, and what is filled in later', () => {
    assert.deepEqual(said(rule, rules('')), []);
    assert.deepEqual(said(rule, rules('<host>')), []);
  });
});
