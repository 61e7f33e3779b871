import assert from 'node:assert/strict';
import rule from '../../src/rules/ingress-class-defaults.ts';
import { fixed } from '../support/check.ts';
import { manifest, said } from './said.ts';

describe('ingress-class-defaults', () => {
  const of = (name: string, value: string) =>
    `apiVersion: networking.k8s.io/v1\nkind: IngressClass\nmetadata: {name: ${name}, annotations: {ingressclass.kubernetes.io/is-default-class: "${value}"}}`;

  it('warns of the second one, and leaves it to the first', () => {
    const files = manifest(of('a', 'true'), of('b', 'true'));
    assert.deepEqual(said(rule, files), ['warning: IngressClass a is the default too']);
    assert.deepEqual(said(rule, fixed(rule, files)), []);
  });

  it('accepts one', () => {
    assert.deepEqual(said(rule, manifest(of('a', 'true'), of('b', 'false'))), []);
  });
});
