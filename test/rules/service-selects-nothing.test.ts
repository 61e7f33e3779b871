import assert from 'node:assert/strict';
import rule from '../../src/rules/service-selects-nothing.ts';
import { fixed } from '../support/check.ts';
import { manifest, said, service, workload } from './said.ts';

describe('service-selects-nothing', () => {
  const web = workload('Deployment', 'web', 'app: web', 'containers: [{name: web, image: shop/web}]');
  const at = (namespace: string) => `namespace: ${namespace}`;

  it('warns of a slip of the pen, and offers what was meant', () => {
    const files = manifest(service('web', 'selector: {app: wbe}'), web);
    assert.deepEqual(said(rule, files), [
      'warning: no pod has these labels: they differ in `app`: "wbe" here, "web" in Deployment web',
    ]);
    assert.match(fixed(rule, files)['manifest.yaml']!, /selector: \{app: web\}/);
  });

  it('compares the labels of the template, not those of the Deployment', () => {
    const own =
      'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: api, labels: {app: api}}\nspec: {template: {metadata: {labels: {run: api}}, spec: {containers: [{name: api}]}}}';
    assert.deepEqual(said(rule, manifest(service('api', 'selector: {app: api}'), own)), [
      'warning: no pod has the labels `app: api`; those of Deployment api have `run: api`',
    ]);
  });

  it('wants all labels on one pod', () => {
    const files = manifest(
      service('web', 'selector: {app: web, tier: front}'),
      workload('Deployment', 'web', 'app: web, tier: back', 'containers: [{name: web}]'),
      workload('Deployment', 'other', 'app: other, tier: front', 'containers: [{name: web}]'),
    );
    assert.equal(said(rule, files).length, 1);
  });

  it('does not cross namespaces', () => {
    const files = manifest(
      service('web', 'selector: {app: web}', at('front')),
      workload('Deployment', 'web', 'app: web', 'containers: [{name: web}]', at('back')),
    );
    assert.deepEqual(said(rule, files), [
      'warning: no pod of namespace front has these labels, only Deployment web in namespace back',
    ]);
  });

  it('only informs where the namespace is decided later', () => {
    const files = manifest(
      service('web', 'selector: {app: web}'),
      workload('Deployment', 'web', 'app: web', 'containers: [{name: web}]', at('back')),
    );
    assert.match(said(rule, files).join(), /^info: /);
  });

  it('takes no namespace and `default` for one', () => {
    assert.deepEqual(said(rule, manifest(service('web', 'selector: {app: web}', at('default')), web)), []);
  });

  it('knows the labels that controllers add', () => {
    const set = workload('StatefulSet', 'db', 'app: db', 'containers: [{name: db}]');
    const job = workload('Job', 'load', 'app: load', 'containers: [{name: load}]');
    for (const selector of ['statefulset.kubernetes.io/pod-name: db-0', 'job-name: load']) {
      assert.deepEqual(said(rule, manifest(service('one', `selector: {${selector}}`), set, job)), []);
    }
  });

  it('knows bare pods, ReplicaSets, CronJobs and custom workloads', () => {
    for (const kind of ['Pod', 'ReplicaSet', 'CronJob', 'Rollout']) {
      const files = manifest(
        service('web', 'selector: {app: web}'),
        workload(kind, 'web', 'app: web', 'containers: [{name: web}]'),
      );
      assert.deepEqual(said(rule, files), [], kind);
    }
  });

  it('does not count what an operator may make', () => {
    const operator = 'apiVersion: postgresql.example.com/v1\nkind: Cluster\nmetadata: {name: data}';
    assert.match(said(rule, manifest(service('web', 'selector: {app: wbe}'), web, operator)).join(), /^info: /);
  });

  it('says nothing of Services without a selector, of other groups, or filled in later', () => {
    const knative =
      'apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata: {name: fn}\nspec: {selector: {app: no}}';
    const files = manifest(
      service('none', 'ports: [{port: 80}]'),
      service('outside', 'type: ExternalName, externalName: a.example.com, selector: {app: no}'),
      service('later', 'selector: {app: "$(APP)"}'),
      knative,
      web,
    );
    assert.deepEqual(said(rule, files), []);
  });
});
