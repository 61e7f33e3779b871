import assert from 'node:assert/strict';
import rule from '../../src/rules/stateful-set-service-not-headless.ts';
import { fixed } from '../support/check.ts';
import { manifest, said, service, workload } from './said.ts';

describe('stateful-set-service-not-headless', () => {
  const set = workload('StatefulSet', 'db', 'app: db', 'containers: [{name: db}]').replace(
    'spec: {',
    'spec: {serviceName: db, ',
  );
  const client = workload(
    'Pod',
    'client',
    'app: client',
    'containers: [{name: a, env: [{name: DB_HOST, value: db-0.db.default.svc}]}]',
  );

  it('informs of a governing Service with an address', () => {
    assert.deepEqual(said(rule, manifest(set, service('db', 'selector: {app: db}'))), [
      'info: Service db is not headless',
    ]);
  });

  it('warns where the name of a pod is used, and makes the Service headless', () => {
    const files = manifest(set, service('db', 'selector: {app: db}'), client);
    assert.match(said(rule, files).join(), /^warning: .*"db-0\.db\.default\.svc" is the name of a pod/);
    const after = fixed(rule, files)['manifest.yaml']!;
    assert.match(after, /clusterIP: None/);
    assert.deepEqual(said(rule, after), []);
  });

  it('accepts headless Services', () => {
    assert.deepEqual(said(rule, manifest(set, service('db', 'clusterIP: None, selector: {app: db}'), client)), []);
  });
});
