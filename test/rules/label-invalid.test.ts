import assert from 'node:assert/strict';
import rule from '../../src/rules/label-invalid.ts';
import { fixed } from '../support/check.ts';
import { manifest, said, service, workload } from './said.ts';

describe('label-invalid', () => {
  const of = (labels: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, labels: {${labels}}}`;

  it('checks values and keys', () => {
    assert.match(said(rule, of('a: -x')).join(), /must begin and end/);
    assert.match(said(rule, of(`a: ${'x'.repeat(64)}`)).join(), /64 characters/);
    assert.match(said(rule, of('a/b/c: x')).join(), /at most one \//);
    assert.match(said(rule, of('UPPER.example.com/a: x')).join(), /DNS name/);
    assert.deepEqual(said(rule, of('example.com/a_b.c: X_1.z-9, empty: ""')), []);
  });

  it('offers a value that is accepted', () => {
    const files = of('owner: "the shop/team!"');
    assert.match(fixed(rule, files)['manifest.yaml']!, /owner: the-shop-team/);
  });

  it('looks at selectors and templates, and not at annotations', () => {
    const files = manifest(
      service('web', 'selector: {app: "a b"}', 'annotations: {note: "a b"}'),
      workload('Deployment', 'web', 'app: "a b"', 'containers: [{name: a}]'),
    );
    assert.equal(said(rule, files).length, 3);
  });
});
