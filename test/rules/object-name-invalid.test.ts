import assert from 'node:assert/strict';
import rule from '../../src/rules/object-name-invalid.ts';
import { fixed } from '../support/check.ts';
import { said } from './said.ts';

describe('object-name-invalid', () => {
  const of = (kind: string, name: string, api = 'v1', rest = '') =>
    said(rule, `apiVersion: ${api}\nkind: ${kind}\nmetadata: {name: ${name}${rest}}`);

  it('wants lower case, and offers it', () => {
    const files = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: My_Config}';
    assert.equal(said(rule, files).length, 1);
    assert.match(fixed(rule, files)['manifest.yaml']!, /name: my-config/);
  });

  it('lets most have dots and digits in front, but Services and namespaces not', () => {
    assert.deepEqual(of('ConfigMap', '1.web'), []);
    assert.equal(of('Service', '1web').length, 1);
    assert.equal(of('Service', 'web.shop').length, 1);
    assert.equal(of('Namespace', 'a.b').length, 1);
    assert.deepEqual(of('Namespace', '1a'), []);
  });

  it('checks the namespace', () => {
    assert.match(of('ConfigMap', 'a', 'v1', ', namespace: Shop').join(), /"Shop" is no namespace/);
  });

  it('leaves other groups and placeholders alone', () => {
    assert.deepEqual(of('ClusterRole', 'system:reader', 'rbac.authorization.k8s.io/v1'), []);
    assert.deepEqual(of('ConfigMap', '"$(NAME)_x"'), []);
  });
});
