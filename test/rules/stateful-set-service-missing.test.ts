import assert from 'node:assert/strict';
import rule from '../../src/rules/stateful-set-service-missing.ts';
import { fixed } from '../support/check.ts';
import { manifest, said, service, workload } from './said.ts';

describe('stateful-set-service-missing', () => {
  const set = (serviceName: string, pod = 'containers: [{name: db}]') =>
    workload('StatefulSet', 'db', 'app: db', pod).replace('spec: {', `spec: {serviceName: ${serviceName}, `);
  const db = service('db', 'clusterIP: None, selector: {app: db}');

  it('warns of a near miss, and offers the Service', () => {
    const files = manifest(set('dbs'), db);
    assert.deepEqual(said(rule, files), ['warning: namespace default has no Service "dbs"; it has "db"']);
    assert.deepEqual(said(rule, fixed(rule, files)), []);
  });

  it('warns where the names of the pods are used', () => {
    const client = workload(
      'Pod',
      'client',
      'app: client',
      'containers: [{name: a, env: [{name: DB_HOST, value: db-0.gone.default.svc}]}]',
    );
    assert.match(said(rule, manifest(set('gone'), client)).join(), /^warning: namespace default has no Service "gone"/);
  });

  it('only informs of a Service that may come from elsewhere', () => {
    assert.match(said(rule, set('gone')).join(), /^info: /);
  });

  it('says when the Service selects other pods', () => {
    const other = service('db', 'clusterIP: None, selector: {app: other}');
    assert.deepEqual(said(rule, manifest(set('db'), other)), [
      'info: Service db does not select the pods of StatefulSet db',
    ]);
  });

  it('says nothing where none is named, or where it is filled in later', () => {
    assert.deepEqual(said(rule, manifest(set('""'), db)), []);
    assert.deepEqual(said(rule, manifest(set('"$(NAME)"'), db)), []);
  });
});
