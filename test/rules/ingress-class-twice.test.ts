import assert from 'node:assert/strict';
import rule from '../../src/rules/ingress-class-twice.ts';
import { findingsOf, fixed } from '../support/check.ts';
import { ingress, said } from './said.ts';

describe('ingress-class-twice', () => {
  const both = (annotation: string, field: string, more = '') =>
    ingress('a', `ingressClassName: ${field}`, `annotations: {${more}kubernetes.io/ingress.class: ${annotation}}`);

  it('removes the annotation, alone or among others', () => {
    for (const files of [both('x', 'x', 'a: b, '), both('x', 'x')]) {
      assert.equal(said(rule, files).length, 1);
      const after = fixed(rule, files)['manifest.yaml']!;
      assert.doesNotMatch(after, /ingress\.class/);
      assert.deepEqual(said(rule, after), []);
    }
  });

  it('prefers that only where both say the same', () => {
    const preferred = (files: string) => findingsOf(rule, files)[0]!.fixes![0]!.preferred;
    assert.equal(preferred(both('x', 'x')), true);
    assert.equal(preferred(both('x', 'z')), undefined);
  });

  it('removes its line in block style, and leaves comments', () => {
    const files = `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: a
  annotations:
    first: a # stays
    kubernetes.io/ingress.class: x
    last: b
spec:
  ingressClassName: x
`;
    assert.equal(fixed(rule, files)['manifest.yaml'], files.replace('    kubernetes.io/ingress.class: x\n', ''));
    const last = files.replace('    last: b\n', '');
    assert.equal(fixed(rule, last)['manifest.yaml'], last.replace('    kubernetes.io/ingress.class: x\n', ''));
  });
});
