import assert from 'node:assert/strict';
import { graphOfScope } from '../../../src/features/graph/from/graphOf.ts';
import type { Details } from '../../../src/features/graph/views.ts';
import { detailsOfEdge, detailsOfNode } from '../../../src/features/topology/details.ts';
import { lint } from '../../../src/lint/lint.ts';
import { rules } from '../../../src/rules/index.ts';
import { workspaceOf } from '../../support/check.ts';

const shop = `apiVersion: v1
kind: Service
metadata: {name: db, namespace: shop}
spec:
  clusterIP: None
  selector: {app: db}
  ports: [{name: sql, port: 5432}]
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db, namespace: shop}
spec:
  replicas: 3
  serviceName: db
  selector: {matchLabels: {app: db}}
  template:
    metadata: {labels: {app: db}}
    spec: {containers: [{name: sql, image: postgres:17, ports: [{containerPort: 5432}]}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
        - name: web
          image: web
          ports: [{containerPort: 8080}]
          env: [{name: DB, value: 'db:5432'}, {name: CACHE, value: 'http://cache.shop.svc.cluster.local:80'}]
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec:
  type: NodePort
  selector: {app: web}
  ports: [{name: http, port: 80, targetPort: 8080, nodePort: 30080}]
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: edge, namespace: shop}
spec:
  ingressClassName: public
  tls: [{hosts: [shop.example.com], secretName: cert}]
  rules:
    - host: shop.example.com
      http:
        paths:
          - {path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}
          - {path: /old, pathType: Exact, backend: {service: {name: gone, port: {number: 80}}}}
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: gate, namespace: shop}
spec:
  gatewayClassName: envoy
  listeners: [{name: http, port: 80, protocol: HTTP}]
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: canary, namespace: shop}
spec:
  parentRefs: [{name: gate}]
  hostnames: [canary.example.com]
  rules: [{backendRefs: [{name: web, port: 80, weight: 9}, {name: db, port: 5432, weight: 1}]}]
`;

const workspace = workspaceOf({ 'shop.yaml': shop });
const scope = workspace.scope()!;
const context = {
  findings: lint(workspace, rules).findings,
  whyOf: () => 'why',
  placeText: ({ file }: { readonly file: string }) => file,
  lineText: ({ start }: { readonly start: number }) =>
    shop.slice(shop.lastIndexOf('\n', start) + 1, shop.indexOf('\n', start)).trim(),
};

function rowsOf(details: Details | undefined): Record<string, string[]> {
  assert.ok(details);
  return Object.fromEntries(
    details.sections.map(({ title, rows }) => [
      title,
      rows.map(({ label, value, node }) => `${label}: ${value ?? ''}${node === undefined ? '' : ` @${node}`}`),
    ]),
  );
}

const ofNode = (id: string) => detailsOfNode(scope, id, context)?.details;

describe('the details', () => {
  it('of a Service tell what it is, its node ports, and the ways in to it', () => {
    const rows = rowsOf(ofNode('Service/shop/web'));
    assert.deepEqual(rows.About, ['type: NodePort', 'selects: app=web']);
    assert.ok(rows.Addresses?.includes('node port 30080: on every node, for port 80'));
    assert.deepEqual(rows['Ways in'], ['edge: Ingress @Ingress/shop/edge', 'canary: HTTPRoute @HTTPRoute/shop/canary']);
    assert.deepEqual(rowsOf(ofNode('Service/shop/db')).About, ['type: ClusterIP, headless', 'selects: app=db']);
  });

  it('of a StatefulSet tell its pods, and the names that they have of their own', () => {
    const rows = rowsOf(ofNode('StatefulSet/shop/db'));
    assert.deepEqual(rows.About, ['pods: 3', 'sql: postgres:17']);
    assert.deepEqual(rows.Names, ['db-0.db.shop.svc.cluster.local: pod 0', 'db-2.db.shop.svc.cluster.local: pod 2']);
    assert.deepEqual(rows['Needed by'], [
      'web: TCP 5432 @Deployment/shop/web',
      'Ingress controllers and others: TCP 5432',
    ]);
  });

  it('of a workload tell the names that it asks for, and what they mean', () => {
    assert.deepEqual(rowsOf(ofNode('Deployment/shop/web'))['Asks for'], [
      'db: env DB @Service/shop/db',
      'cache.shop.svc.cluster.local: env CACHE: no such Service in these files',
    ]);
  });

  it('of an Ingress tell its class, paths and certificates', () => {
    const rows = rowsOf(ofNode('Ingress/shop/edge'));
    assert.deepEqual(rows.About, ['class: public']);
    assert.deepEqual(rows.Routes, [
      'shop.example.com/: web:80 @Service/shop/web',
      'shop.example.com/old: gone:80 (Exact) @Service/shop/gone',
    ]);
    assert.deepEqual(rows.TLS, ['shop.example.com: Secret cert']);
  });

  it('of a Gateway and a route tell listeners, who takes whom, and the shares of backends', () => {
    const gate = rowsOf(ofNode('Gateway/shop/gate'));
    assert.deepEqual(gate.Listeners, ['http: HTTP 80, every host, routes of its namespace']);
    assert.deepEqual(gate.Routes, ['canary: HTTPRoute @HTTPRoute/shop/canary']);
    const route = rowsOf(ofNode('HTTPRoute/shop/canary'));
    assert.deepEqual(route.Parents, ['gate: taken by http @Gateway/shop/gate']);
    assert.deepEqual(
      route.Routes?.map((row) => row.replace(/^[^:]*: /, '')),
      ['web:80, 90 % @Service/shop/web', 'db:5432, 10 % @Service/shop/db'],
    );
  });

  it('of a Service that is not there tell who names it, and what is wrong there', () => {
    const gone = ofNode('Service/shop/gone');
    assert.equal(gone?.subtitle, 'Service · shop · not in these files');
    assert.deepEqual(rowsOf(gone), { 'Named by': ['edge: Ingress, backend @Ingress/shop/edge'] });
    assert.match(gone?.sources[0]?.text ?? '', /name: gone/);
    assert.ok(gone!.findings.length > 0);
    assert.deepEqual(rowsOf(ofNode('Service/shop/cache')), {
      'Named by': ['web: Deployment, env CACHE @Deployment/shop/web'],
    });
    assert.equal(ofNode('Service/shop/never'), undefined);
    assert.equal(ofNode('Internet'), undefined);
  });

  it('of a line tell its ends, and the text that makes it', () => {
    const { edges } = graphOfScope('routing', scope, []);
    const of = (kind: string, source: string, target: string) => {
      const edge = edges.find((one) => one.kind === kind && one.source === source && one.target === target);
      assert.ok(edge, `${source} > ${target}`);
      return detailsOfEdge(scope, edge, context).details;
    };
    const selects = of('selects', 'Service/shop/web', 'Deployment/shop/web');
    assert.deepEqual(rowsOf(selects).Ends, [
      'from: Service web, http @Service/shop/web',
      'to: Deployment web @Deployment/shop/web',
    ]);
    assert.deepEqual(
      selects.sources.map(({ text }) => text),
      [
        'ports: [{name: http, port: 80, targetPort: 8080, nodePort: 30080}]',
        'selector: {app: web}',
        'metadata: {labels: {app: web}}',
      ],
    );
    const route = of('route', 'Ingress/shop/edge', 'Service/shop/web');
    assert.match(route.sources[0]?.text ?? '', /path: \/, pathType: Prefix/);
    assert.equal(rowsOf(of('route', 'Internet', 'Service/shop/web')).Ends?.[0], 'from: Internet @Internet');
  });
});
