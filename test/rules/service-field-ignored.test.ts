import assert from 'node:assert/strict';
import rule from '../../src/rules/service-field-ignored.ts';
import { said, service } from './said.ts';

describe('service-field-ignored', () => {
  it('reports what a headless Service ignores', () => {
    assert.deepEqual(
      said(rule, service('web', 'clusterIP: None, sessionAffinity: ClientIP, externalIPs: [192.0.2.1]')),
      [
        'warning: sessionAffinity has no effect on a headless Service',
        'warning: externalIPs has no effect on a headless Service',
      ],
    );
  });

  it('reports externalName on other types, and a selector on that one', () => {
    assert.deepEqual(said(rule, service('web', 'externalName: a.example.com, selector: {app: web}')), [
      'warning: externalName has no effect on a Service of type ClusterIP',
    ]);
    assert.deepEqual(
      said(rule, service('web', 'type: ExternalName, externalName: a.example.com, selector: {app: web}')),
      ['warning: selector has no effect on a Service of type ExternalName'],
    );
  });

  it('says nothing of what means nothing', () => {
    assert.deepEqual(
      said(rule, service('web', 'clusterIP: None, sessionAffinity: None, externalIPs: [], loadBalancerIP: ""')),
      [],
    );
  });
});
