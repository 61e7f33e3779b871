import assert from 'node:assert/strict';
import rule from '../../src/rules/pod-unisolated.ts';
import { manifest, said, workload } from './said.ts';

describe('pod-unisolated', () => {
  const policy = (selector: string, namespace = 'default') =>
    `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: p, namespace: ${namespace}}\nspec: {podSelector: ${selector}}`;
  const web = workload('Deployment', 'web', 'app: web', 'containers: [{name: a}]');

  it('is off by default, and wants a policy of the namespace that selects the pods', () => {
    assert.equal(rule.off, true);
    assert.deepEqual(said(rule, manifest(web, policy('{}'))), []);
    assert.deepEqual(said(rule, manifest(web, policy('{matchExpressions: [{key: app, operator: Exists}]}'))), []);
    assert.equal(said(rule, manifest(web, policy('{matchLabels: {app: x}}'))).length, 1);
    assert.equal(said(rule, manifest(web, policy('{}', 'other'))).length, 1);
  });

  it('leaves out pods that no policy reaches', () => {
    assert.deepEqual(said(rule, workload('Pod', 'a', 'app: a', 'hostNetwork: true, containers: [{name: a}]')), []);
  });
});
