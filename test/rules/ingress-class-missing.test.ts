import assert from 'node:assert/strict';
import rule from '../../src/rules/ingress-class-missing.ts';
import { fixed } from '../support/check.ts';
import { ingress, manifest, said } from './said.ts';

describe('ingress-class-missing', () => {
  const site = (name: string) =>
    ingress('a', `ingressClassName: ${name}, defaultBackend: {service: {name: web, port: {number: 80}}}`);
  const of = (name: string) => `apiVersion: networking.k8s.io/v1\nkind: IngressClass\nmetadata: {name: ${name}}`;

  it('says nothing where no class is defined: they come with their controllers', () => {
    assert.deepEqual(said(rule, site('public')), []);
  });

  it('warns of a near miss, also by annotation', () => {
    const files = manifest(of('public'), site('publik'));
    assert.match(said(rule, files).join(), /^warning: /);
    assert.deepEqual(said(rule, fixed(rule, files)), []);
    const old = ingress(
      'a',
      'defaultBackend: {service: {name: web, port: {number: 80}}}',
      'annotations: {kubernetes.io/ingress.class: publik}',
    );
    assert.match(said(rule, manifest(of('public'), old)).join(), /^warning: /);
  });

  it('only informs of other names, and of those of well-known controllers', () => {
    assert.match(said(rule, manifest(of('public'), site('internal'))).join(), /^info: /);
    assert.match(said(rule, manifest(of('nginx2'), site('nginx'))).join(), /^info: /);
  });

  it('knows the classes of other scopes', () => {
    const files = { 'a/class.yaml': of('public'), 'a/web.yaml': site('public'), 'b/web.yaml': site('public') };
    assert.deepEqual(said(rule, files), []);
  });
});
