import assert from 'node:assert/strict';
import { openReasons } from '../../src/model/closedWorld.ts';
import { type Files, workspaceOf } from '../support/check.ts';

const reasons = (files: Files, namespace: string) => workspaceOf(files).scopes[0]!.model.get(openReasons)(namespace);
const object = (apiVersion: string, kind: string, name: string, namespace: string, spec = '{}') =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: ${name}, namespace: ${namespace}}\nspec: ${spec}\n`;

describe('a namespace', () => {
  const web = object('v1', 'Service', 'web', 'shop', '{ports: [{port: 80}]}');

  it('is shown by the files where nothing says otherwise', () => {
    assert.deepEqual(reasons(web, 'shop'), []);
  });

  it('may have more where an operator works', () => {
    const cluster = object('postgresql.cnpg.io/v1', 'Cluster', 'db', 'shop');
    assert.deepEqual(reasons(`${web}---\n${cluster}---\n${cluster}`, 'shop').length, 2);
    assert.deepEqual(reasons(`${web}---\n${cluster}`, 'shop'), ['Cluster db may make more']);
    assert.deepEqual(reasons(`${web}---\n${cluster}`, 'dev'), []);
  });

  it('may have more where something installs into any', () => {
    const application = object('argoproj.io/v1alpha1', 'Application', 'all', 'argocd');
    assert.deepEqual(reasons(`${web}---\n${application}`, 'shop'), ['Application all may make more']);
    const release = object(
      'helm.toolkit.fluxcd.io/v2',
      'HelmRelease',
      'a',
      'flux',
      '{targetNamespace: "$(NAMESPACE)"}',
    );
    assert.deepEqual(reasons(`${web}---\n${release}`, 'shop'), ['HelmRelease a may make more']);
  });

  it('is not known where a name in it is filled in later', () => {
    const later = object('v1', 'Service', '"$(NAME)"', 'shop', '{ports: [{port: 80}]}');
    assert.deepEqual(reasons(later, 'shop'), ['the name of Service $(NAME) is filled in later']);
    const labels = object(
      'apps/v1',
      'Deployment',
      'web',
      'shop',
      '{template: {metadata: {labels: {app: "$(APP)"}}, spec: {containers: [{name: a}]}}}',
    );
    assert.deepEqual(reasons(labels, 'shop'), ['the labels of Deployment web are filled in later']);
    assert.deepEqual(reasons(labels, 'dev'), []);
  });

  it('of the system is never shown whole', () => {
    for (const namespace of ['kube-system', 'openshift-dns', 'istio-system', 'cert-manager']) {
      assert.deepEqual(reasons(web, namespace), [`the cluster itself fills ${namespace}`]);
    }
    assert.deepEqual(reasons(web, 'my-kube-system'), []);
  });

  it('is not known in a scope with a remote base', () => {
    const files = { 'kustomization.yaml': 'resources: [web.yaml, github.com/example/base]\n', 'web.yaml': web };
    assert.notDeepEqual(reasons(files, 'shop'), []);
  });
});
