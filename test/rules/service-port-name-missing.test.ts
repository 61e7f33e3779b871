import assert from 'node:assert/strict';
import rule from '../../src/rules/service-port-name-missing.ts';
import { fixed } from '../support/check.ts';
import { said, service } from './said.ts';

describe('service-port-name-missing', () => {
  it('names the port after its target, or its number', () => {
    const files = service('a', 'ports: [{name: x, port: 1}, {port: 2, targetPort: admin}, {port: 3}]');
    assert.equal(said(rule, files).length, 2);
    assert.match(fixed(rule, files)['manifest.yaml']!, /targetPort: admin, name: admin\}/);
    assert.match(fixed(rule, files, 1)['manifest.yaml']!, /port: 3, name: tcp-3\}/);
  });

  it('leaves a single port alone', () => {
    assert.deepEqual(said(rule, service('a', 'ports: [{port: 1}]')), []);
  });
});
