import assert from 'node:assert/strict';
import rule from '../../src/rules/headless-port-remapped.ts';
import { fixed } from '../support/check.ts';
import { manifest, said, service, workload } from './said.ts';

describe('headless-port-remapped', () => {
  it('reports another number, also behind a name', () => {
    assert.equal(
      said(rule, service('db', 'clusterIP: None, selector: {app: db}, ports: [{port: 80, targetPort: 5432}]')).length,
      1,
    );
    const files = manifest(
      service('db', 'clusterIP: None, selector: {app: db}, ports: [{port: 80, targetPort: pg}]'),
      workload('StatefulSet', 'db', 'app: db', 'containers: [{name: a, ports: [{name: pg, containerPort: 5432}]}]'),
    );
    assert.match(said(rule, files).join(), /whose port is 5432/);
    assert.deepEqual(said(rule, fixed(rule, files)), []);
  });

  it('accepts the same number, and Services with an address', () => {
    assert.deepEqual(said(rule, service('db', 'clusterIP: None, selector: {app: db}, ports: [{port: 5432}]')), []);
    assert.deepEqual(said(rule, service('db', 'selector: {app: db}, ports: [{port: 80, targetPort: 5432}]')), []);
  });
});
