import assert from 'node:assert/strict';
import rule from '../../src/rules/name-of-pod-missing.ts';
import { check, fixed } from '../support/check.ts';

const text = (host: string, mark: string, more: string) => `apiVersion: v1
kind: ConfigMap
metadata: {name: settings, namespace: data}
data:
  PEER: http://${host}:80
${mark}---
apiVersion: v1
kind: Service
metadata: {name: db, namespace: data}
spec: {clusterIP: None, selector: {app: db}, ports: [{port: 80}]}
---
${more}`;

const set = (spec: string) => `apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db, namespace: data}
spec:
${spec}
  template:
    metadata: {labels: {app: db}}
    spec: {containers: [{name: db, image: postgres}]}
`;

describe('name-of-pod-missing', () => {
  it('counts from the first ordinal', () => {
    const more = set('  serviceName: db\n  replicas: 2\n  ordinals: {start: 3}');
    check(
      rule,
      text(
        'db-0.db',
        '  #            ^^^^^^^ warning: StatefulSet db has no pod db-0: its 2 replicas are db-3 and db-4 [fixable]\n',
        more,
      ),
    );
    check(rule, text('db-4.db', '', more));
  });

  it('points to the Service below which the names are', () => {
    const files = text(
      'db-0.db',
      '  #            ^^^^^^^ warning: the pods of StatefulSet db have their names below Service db-headless, not db [fixable]\n',
      set('  serviceName: db-headless'),
    );
    check(rule, files);
    assert.match(fixed(rule, files)['manifest.yaml']!, /http:\/\/db-0\.db-headless:80/);
  });

  it('knows that pods of a Deployment have no names', () => {
    check(
      rule,
      text(
        'db-0.db',
        '  #            ^^^^^^^ warning: no pod of Service db has a name of its own, so "db-0" is none\n',
        set('  replicas: 1').replace('StatefulSet', 'Deployment'),
      ),
    );
  });

  it('says nothing where an autoscaler decides how many pods there are', () => {
    const scaler = `---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: db, namespace: data}
spec: {maxReplicas: 5, scaleTargetRef: {apiVersion: apps/v1, kind: StatefulSet, name: db}}
`;
    check(rule, text('db-4.db', '', set('  serviceName: db\n  replicas: 1') + scaler));
  });

  it('says nothing of names made of addresses', () => {
    check(rule, text('10-0-0-7.db', '', set('  serviceName: db')));
  });
});
