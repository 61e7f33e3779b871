import assert from 'node:assert/strict';
import rule from '../../src/rules/pod-subdomain-unserved.ts';
import { fixed } from '../support/check.ts';
import { manifest, said, service, workload } from './said.ts';

describe('pod-subdomain-unserved', () => {
  const pod = (subdomain: string) =>
    workload('Pod', 'one', 'app: db', `hostname: one, subdomain: ${subdomain}, containers: [{name: db}]`);

  it('warns where a Service that selects the pod is called otherwise', () => {
    const files = manifest(pod('peers'), service('db', 'clusterIP: None, selector: {app: db}'));
    assert.deepEqual(said(rule, files), ['warning: namespace default has no Service "peers"; it has "db"']);
    assert.deepEqual(said(rule, fixed(rule, files)), []);
  });

  it('informs of a Service with an address, or that selects others', () => {
    assert.deepEqual(said(rule, manifest(pod('db'), service('db', 'selector: {app: db}'))), [
      'info: Service db is not headless',
    ]);
    assert.deepEqual(said(rule, manifest(pod('db'), service('db', 'clusterIP: None, selector: {app: x}'))), [
      'info: Service db does not select this pod',
    ]);
  });

  it('warns where the name is used', () => {
    const client = workload(
      'Pod',
      'client',
      'app: c',
      'containers: [{name: a, env: [{name: DB_HOST, value: one.db.default.svc}]}]',
    );
    assert.match(said(rule, manifest(pod('db'), service('db', 'selector: {app: db}'), client)).join(), /^warning: /);
  });

  it('accepts a headless Service of that name', () => {
    assert.deepEqual(said(rule, manifest(pod('db'), service('db', 'clusterIP: None, selector: {app: db}'))), []);
  });
});
