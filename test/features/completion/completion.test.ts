import assert from 'node:assert/strict';
import { completeAt } from '../../../src/features/completion/completion.ts';
import type { Completion } from '../../../src/features/completion/item.ts';
import { applyEdits } from '../../../src/text/edit.ts';
import { workspaceOf } from '../../support/check.ts';

/** A shop with a headless database in a namespace of its own. */
const shop = `
apiVersion: v1
kind: Namespace
metadata: {name: shop, labels: {team: web}}
---
apiVersion: v1
kind: Service
metadata: {name: api, namespace: shop}
spec:
  selector: {app: api}
  ports:
    - {name: http, port: 80, targetPort: web}
    - {name: metrics, port: 9090}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: api, namespace: shop}
spec:
  template:
    metadata: {labels: {app: api, tier: backend}}
    spec:
      containers:
        - name: api
          ports: [{name: web, containerPort: 8080}, {name: metrics, containerPort: 9090}]
---
apiVersion: v1
kind: Service
metadata: {name: db, namespace: data}
spec: {clusterIP: None, selector: {app: db}, ports: [{port: 5432}]}
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db, namespace: data}
spec:
  replicas: 2
  serviceName: db
  template:
    metadata: {labels: {app: db}}
    spec: {containers: [{name: db, ports: [{containerPort: 5432}]}]}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: settings, namespace: shop}
data: {LOG_LEVEL: info, PAGE_SIZE: "20"}
---
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata: {name: nginx}
`;

/** What is offered at \`$0\` of a file beside the shop. */
function at(text: string): readonly Completion[] {
  const offset = text.indexOf('$0');
  assert.ok(offset >= 0);
  const file = text.replace('$0', '');
  return completeAt(workspaceOf({ 'shop.yaml': shop, 'new.yaml': file }), 'new.yaml', offset).items;
}

function labels(text: string): readonly string[] {
  return at(text).map(({ label }) => label);
}

/** The file after the completion of that label is taken. */
function taken(text: string, label: string): string {
  const item = at(text).find((one) => one.label === label);
  assert.ok(item, `${label} is offered`);
  return applyEdits('new.yaml', text.replace('$0', ''), [item]);
}

const deployment = (env: string) => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: shop
spec:
  template:
    spec:
      containers:
        - name: web
          env:
${env}
`;

describe('completion of names in texts', () => {
  it('offers the forms of each Service that work from the namespace, the shortest of its own first', () => {
    assert.deepEqual(labels(deployment('            - name: API_HOST\n              value: $0')), [
      'api',
      'db.data',
      'api.shop',
      'db.data.svc.cluster.local',
      'api.shop.svc.cluster.local',
    ]);
  });

  it('completes the host of a URL and leaves the rest of it', () => {
    const text = deployment('            - name: API_URL\n              value: http://ap$0/v1');
    assert.match(taken(text, 'api'), /value: http:\/\/api\/v1\n/);
  });

  it('completes the host behind the user of a connection string', () => {
    const text = deployment('            - name: DSN\n              value: postgres://app:secret@d$0');
    assert.deepEqual(labels(text).slice(0, 2), ['db.data', 'db.data.svc.cluster.local']);
  });

  it('offers the pods of a StatefulSet by name', () => {
    const text = deployment('            - name: DB_HOST\n              value: db-$0');
    assert.deepEqual(labels(text), [
      'db-0.db.data',
      'db-1.db.data',
      'db-0.db.data.svc.cluster.local',
      'db-1.db.data.svc.cluster.local',
    ]);
  });

  it('offers the ports of the Service behind a host', () => {
    const text = deployment('            - name: API_URL\n              value: http://api:$0');
    assert.deepEqual(labels(text), ['80', '9090']);
  });

  it('offers nothing in values that are called otherwise', () => {
    assert.deepEqual(labels(deployment('            - name: LOG_LEVEL\n              value: $0')), []);
  });

  it('works in flow style', () => {
    const text = deployment('            - {name: API_HOST, value: a$0}');
    assert.deepEqual(labels(text), ['api', 'api.shop', 'api.shop.svc.cluster.local']);
  });

  it('works in the lines of a block of a ConfigMap', () => {
    const text = `apiVersion: v1
kind: ConfigMap
metadata: {name: more, namespace: shop}
data:
  app.properties: |
    level=info
    db.url=jdbc:postgresql://db$0
`;
    assert.deepEqual(labels(text).slice(0, 2), ['db.data', 'db.data.svc.cluster.local']);
  });

  it('works behind a flag', () => {
    const text = `apiVersion: v1
kind: Pod
metadata:
  name: one
  namespace: data
spec:
  containers:
    - name: one
      args:
        - --db-host=d$0
`;
    assert.deepEqual(labels(text).slice(0, 1), ['db']);
  });
});

describe('completion of fields', () => {
  const service = (spec: string) => `apiVersion: v1
kind: Service
metadata:
  name: front
  namespace: shop
spec:
${spec}
`;

  it('offers the names and numbers of container ports as targetPort', () => {
    const text = service('  selector:\n    app: api\n  ports:\n    - port: 80\n      targetPort: $0');
    assert.deepEqual(labels(text), ['metrics', 'web', '8080', '9090']);
  });

  it('offers the labels of pods for a selector: keys, then values', () => {
    assert.deepEqual(labels(service('  selector:\n    $0')), ['app', 'tier']);
    assert.deepEqual(labels(service('  selector:\n    tier: $0')), ['backend']);
  });

  it('offers namespaces', () => {
    const text = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n  namespace: s$0\n';
    assert.deepEqual(labels(text), ['shop']);
  });

  const ingress = (backend: string) => `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: edge
  namespace: shop
spec:
  ingressClassName: nginx
  rules:
    - http:
        paths:
          - path: /
            pathType: Prefix
            backend:
              service:
${backend}
`;

  it('offers the Services of the namespace as backends', () => {
    assert.deepEqual(labels(ingress('                name: $0')), ['api']);
  });

  it('offers the ports of the backend by number and by name', () => {
    const base = '                name: api\n                port:\n                  ';
    assert.deepEqual(labels(ingress(`${base}number: $0`)), ['80', '9090']);
    assert.deepEqual(labels(ingress(`${base}name: $0`)), ['http', 'metrics']);
    assert.deepEqual(labels(ingress('                name: api\n                port: {number: $0}')), ['80', '9090']);
  });

  it('offers Ingress classes', () => {
    const text = ingress('                name: api').replace('nginx', '$0');
    assert.deepEqual(labels(text), ['nginx']);
  });

  it('offers ConfigMaps and their keys', () => {
    const reference = (value: string) =>
      deployment(`            - name: LEVEL\n              valueFrom:\n                configMapKeyRef:\n${value}`);
    assert.deepEqual(labels(reference('                  name: $0')), ['settings']);
    assert.deepEqual(labels(reference('                  name: settings\n                  key: $0')), [
      'LOG_LEVEL',
      'PAGE_SIZE',
    ]);
  });

  it('offers the labels of namespaces and pods in a policy', () => {
    const policy = (peer: string) => `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: data
  namespace: data
spec:
  podSelector: {}
  ingress:
    - from:
        - ${peer}
`;
    assert.deepEqual(labels(policy('namespaceSelector:\n            matchLabels:\n              team: $0')), ['web']);
    assert.deepEqual(labels(policy('podSelector:\n            matchLabels:\n              app: $0')), ['api', 'db']);
  });

  it('says nothing in comments', () => {
    assert.deepEqual(labels('apiVersion: v1\nkind: Service\n# namespace: $0\n'), []);
  });
});
