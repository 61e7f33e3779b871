import assert from 'node:assert/strict';
import rule from '../../src/rules/value-unquoted.ts';
import { fixed } from '../support/check.ts';
import { said, workload } from './said.ts';

describe('value-unquoted', () => {
  it('quotes labels, annotations, selectors and names as they were written', () => {
    const files = `apiVersion: v1
kind: Service
metadata: {name: 12, labels: {mesh: yes}, annotations: {on: 0777}}
spec: {selector: {version: 1.10}, ports: [{name: on, port: 80}]}`;
    assert.deepEqual(said(rule, files), [
      'error: the name is the number 12, where text is needed',
      'error: the value of label `mesh` is the truth value yes, where text is needed',
      'error: the value of annotation `true` is the number 0777, where text is needed',
      'error: the value of label `version` is the number 1.10, where text is needed',
      'error: the name of a port is the truth value on, where text is needed',
    ]);
    assert.match(fixed(rule, files, 3)['manifest.yaml']!, /version: "1\.10"/);
  });

  it('looks into pods: variables, arguments, labels of the template', () => {
    const files = workload(
      'CronJob',
      'a',
      'app: a, v: 2',
      'containers: [{name: a, args: [-p, 80], env: [{name: PORT, value: 80}]}]',
    );
    assert.deepEqual(said(rule, files).length, 3);
  });

  it('looks at the data of ConfigMaps', () => {
    const files = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {DEBUG: off, PORT: "80", NONE: null}';
    assert.deepEqual(said(rule, files), [
      'error: the value of key `DEBUG` is the truth value off, where text is needed',
    ]);
  });

  it('knows only the metadata of other groups', () => {
    const files = 'apiVersion: example.com/v1\nkind: ConfigMap\nmetadata: {name: a, labels: {v: 1}}\ndata: {PORT: 80}';
    assert.equal(said(rule, files).length, 1);
  });
});
