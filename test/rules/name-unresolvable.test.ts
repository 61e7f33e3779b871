import assert from 'node:assert/strict';
import { defaultCluster as cluster } from '../../src/model/cluster.ts';
import unresolvable from '../../src/rules/name-unresolvable.ts';
import { check, fixed } from '../support/check.ts';

const workload = (value: string, marks = '') => `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
        - name: web
          image: shop/web
          env:
            - name: API_URL
              value: ${value}
${marks}---
apiVersion: v1
kind: Namespace
metadata: {name: data}
---
apiVersion: v1
kind: Service
metadata: {name: db, namespace: data}
spec: {selector: {app: db}, ports: [{port: 5432}]}
---
apiVersion: v1
kind: Service
metadata: {name: payments, namespace: shop}
spec: {selector: {app: payments}, ports: [{port: 80}]}
`;

describe('name-unresolvable', () => {
  it('says when the Service and its namespace are the wrong way round', () => {
    const files = workload(
      'postgres://data.db.svc:5432',
      `              #                 ^^^^^^^^^^^ warning: the Service and its namespace are the wrong way round: Service db is in namespace data [fixable]
`,
    );
    check(unresolvable, files);
    assert.match(fixed(unresolvable, files)['manifest.yaml']!, /postgres:\/\/db\.data\.svc:5432/);
  });

  it('suggests the Service that was probably meant', () => {
    const files = workload(
      'http://paymets',
      `              #             ^^^^^^^ warning: namespace shop has no Service "paymets"; it has "payments" [fixable]
`,
    );
    check(unresolvable, files);
    assert.match(fixed(unresolvable, files)['manifest.yaml']!, /http:\/\/payments\n/);
  });

  it('asks for the namespace behind the name of a pod, too', () => {
    const files = workload(
      'db-0.db:5432',
      `              #      ^^^^^^^ warning: namespace shop has no Service "db"; one is in namespace data [fixable]
`,
    ).replace('spec: {selector: {app: db}', 'spec: {clusterIP: None, selector: {app: db}');
    check(unresolvable, files);
    assert.match(fixed(unresolvable, files)['manifest.yaml']!, /value: db-0\.db\.data:5432\n/);
  });

  it('informs of a Service whose name begins the same, and that has the port', () => {
    check(
      unresolvable,
      workload(
        'payments-master:80',
        `              #      ^^^^^^^^^^^^^^^ info: namespace shop has no Service "payments-master"; it has "payments", with that port [fixable]
`,
      ),
    );
    check(unresolvable, workload('payments-master:81'));
  });

  it('says nothing of a namespace that is not in the files', () => {
    check(unresolvable, workload('http://api.elsewhere.svc.cluster.local'));
  });

  it('says nothing of hosts of the Internet', () => {
    check(unresolvable, workload('https://api.example.com'));
  });

  it('says nothing where the settings say that the Service lives elsewhere', () => {
    const settings = { cluster: { ...cluster, externalServices: ['*.shared'] } };
    check(unresolvable, workload('http://paymets.shared'), settings);
  });

  it('only informs where an operator may make the Service', () => {
    const files = `${workload(
      'http://paymets',
      `              #             ^^^^^^^ info: namespace shop has no Service "paymets"; it has "payments" [fixable]
`,
    )}---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: more, namespace: shop}
`;
    check(unresolvable, files);
  });
});
