import assert from 'node:assert/strict';
import rule from '../../src/rules/workload-selector-mismatch.ts';
import { fixed } from '../support/check.ts';
import { said } from './said.ts';

describe('workload-selector-mismatch', () => {
  const of = (kind: string, spec: string, api = 'apps/v1') =>
    `apiVersion: ${api}\nkind: ${kind}\nmetadata: {name: web}\nspec: {${spec}}`;
  const template = (labels: string) => `template: {metadata: {labels: {${labels}}}, spec: {containers: [{name: a}]}}`;

  it('reports a label that differs, and offers both ways out', () => {
    for (const kind of ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet']) {
      const files = of(kind, `selector: {matchLabels: {app: web}}, ${template('app: wbe')}`);
      assert.deepEqual(said(rule, files), ['error: the pods of the template have `app: wbe`, not `app: web`']);
      for (const index of [0, 1]) assert.deepEqual(said(rule, fixed(rule, files, 0, index)), []);
    }
  });

  it('gives the pods the label, also where they have none', () => {
    const files = of('Deployment', `selector: {matchLabels: {app: web}}, template: {spec: {containers: [{name: a}]}}`);
    assert.deepEqual(said(rule, files), ['error: the pods of the template have no label `app`']);
    assert.deepEqual(said(rule, fixed(rule, files)), []);
  });

  it('evaluates expressions', () => {
    const files = of(
      'Deployment',
      `selector: {matchExpressions: [{key: app, operator: In, values: [a, b]}]}, ${template('app: web')}`,
    );
    assert.deepEqual(said(rule, files), ['error: the pods of the template do not meet `app In a, b`']);
    const fine = of(
      'Deployment',
      `selector: {matchExpressions: [{key: app, operator: Exists}]}, ${template('app: web')}`,
    );
    assert.deepEqual(said(rule, fine), []);
  });

  it('wants a selector in apps/v1, and writes it', () => {
    const files = of('Deployment', template('app: web'));
    assert.deepEqual(said(rule, files), ['error: a Deployment needs a selector']);
    assert.deepEqual(said(rule, fixed(rule, files)), []);
    assert.match(said(rule, of('Deployment', `selector: {}, ${template('app: web')}`)).join(), /that is not empty/);
    assert.deepEqual(said(rule, of('Deployment', template('app: web'), 'extensions/v1beta1')), []);
  });

  it('knows the plain selector of a ReplicationController, and leaves Jobs alone', () => {
    assert.equal(
      said(rule, of('ReplicationController', `selector: {app: web}, ${template('app: wbe')}`, 'v1')).length,
      1,
    );
    assert.deepEqual(
      said(rule, of('Job', `selector: {matchLabels: {app: web}}, ${template('app: wbe')}`, 'batch/v1')),
      [],
    );
  });

  it('only warns of kinds that another controller checks', () => {
    const files = of('Rollout', `selector: {matchLabels: {app: web}}, ${template('app: wbe')}`, 'argoproj.io/v1alpha1');
    assert.match(said(rule, files).join(), /^warning: /);
  });

  it('leaves labels without quotes to the rule that quotes them', () => {
    assert.deepEqual(said(rule, of('Deployment', `selector: {matchLabels: {v: "1"}}, ${template('v: 1')}`)), []);
  });
});
