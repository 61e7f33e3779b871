import assert from 'node:assert/strict';
import { changedSection, changesBetween } from '../../../src/features/topology/changes.ts';
import { workspaceOf } from '../../support/check.ts';

const shop = `apiVersion: v1
kind: Service
metadata: {name: payments, namespace: shop}
spec:
  selector: {app: payments}
  ports: [{name: http, port: 80, targetPort: 8080}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: payments, namespace: shop}
spec:
  replicas: 3
  selector: {matchLabels: {app: payments}}
  template:
    metadata: {labels: {app: payments}}
    spec: {containers: [{name: payments, image: payments, ports: [{containerPort: 8080}]}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: orders, namespace: shop}
spec:
  selector: {matchLabels: {app: orders}}
  template:
    metadata: {labels: {app: orders}}
    spec: {containers: [{name: orders, image: orders, env: [{name: PAYMENTS_URL, value: 'http://payments'}]}]}
`;

const closed = `---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: closed, namespace: shop}
spec: {podSelector: {}, policyTypes: [Ingress]}
`;

const entry = `---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: edge, namespace: shop}
spec:
  rules:
    - host: pay.example.com
      http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: payments, port: {number: 80}}}}]}
`;

const scopeOf = (text: string) => workspaceOf({ 'shop.yaml': text }).scope();
const between = (before: string, after: string) => changesBetween(scopeOf(before), scopeOf(after));

describe('what differs between two states of a scope', () => {
  it('is nothing for the same objects in another order and form', () => {
    const [service = '', ...rest] = shop.split('---\n');
    assert.deepEqual(between(shop, [...rest, service].join('---\n')), []);
    assert.deepEqual(
      between(shop, shop.replace('{name: payments, namespace: shop}', '{namespace: shop, name: payments}')),
      [],
    );
  });

  it('tells whom the Internet reaches now, and no longer', () => {
    const [note] = between(shop, shop + entry);
    assert.deepEqual(note, { kind: 'reach', node: 'Deployment/shop/payments', reached: true });
    const [back] = between(shop + entry, shop);
    assert.deepEqual(back, { kind: 'reach', node: 'Deployment/shop/payments', reached: false });
  });

  it('tells a connection that the policies judge otherwise, and the policy that came', () => {
    const [verdict, policy, ...rest] = between(shop, shop + closed);
    assert.deepEqual(
      { ...verdict, edge: undefined },
      {
        kind: 'verdict',
        edge: undefined,
        source: 'Deployment/shop/orders',
        target: 'Deployment/shop/payments',
        port: 'TCP 8080',
        before: 'allowed',
        now: 'denied',
      },
    );
    assert.deepEqual(policy, { kind: 'resource', change: 'added', node: 'NetworkPolicy/shop/closed', fields: [] });
    assert.deepEqual(rest, []);
  });

  it('tells a connection that is no longer needed', () => {
    const [note] = between(shop, shop.replace('http://payments', 'http://example.com'));
    assert.ok(note?.kind === 'connection');
    assert.deepEqual(
      [note.change, note.source, note.target],
      ['removed', 'Deployment/shop/orders', 'Deployment/shop/payments'],
    );
  });

  it('tells objects and their fields, and not the connections of what came or went', () => {
    const without = shop.slice(0, shop.lastIndexOf('---'));
    assert.deepEqual(between(shop, without), [
      { kind: 'resource', change: 'removed', node: 'Deployment/shop/orders', fields: [] },
    ]);
    const fields = between(shop, shop.replace('replicas: 3', 'replicas: 5').replace('port: 80,', 'port: 81,'));
    assert.deepEqual(
      fields.flatMap((note) => (note.kind === 'resource' ? [`${note.node} ${note.fields.join('; ')}`] : [])),
      ['Deployment/shop/payments spec.replicas: 3 → 5', 'Service/shop/payments spec.ports[http].port: 80 → 81'],
    );
  });

  it('is told of one object in its details', () => {
    const [before, after] = [scopeOf(shop)!, scopeOf(shop.replace('replicas: 3', 'replicas: 5'))!];
    assert.deepEqual(changedSection(before, after, 'Deployment/shop/payments'), {
      title: 'Changes',
      rows: [{ label: 'spec.replicas', value: '3 → 5' }],
    });
    assert.equal(changedSection(before, after, 'Service/shop/payments'), undefined);
    assert.equal(changedSection(before, after, 'Service/shop/none'), undefined);
  });

  it('names the fields of a Secret, and not what they hold', () => {
    const secret = (value: string) =>
      `apiVersion: v1\nkind: Secret\nmetadata: {name: key, namespace: shop}\nstringData: {token: ${value}}\n`;
    const [note] = between(secret('one'), secret('two'));
    assert.deepEqual(note?.kind === 'resource' && note.fields, ['stringData.token']);
  });

  it('is everything where the other state has no such scope', () => {
    assert.deepEqual(
      changesBetween(undefined, scopeOf(shop)).map((note) => note.kind === 'resource' && note.change),
      ['added', 'added', 'added'],
    );
    assert.equal(changesBetween(scopeOf(shop), undefined).length, 3);
    assert.deepEqual(changesBetween(undefined, undefined), []);
  });
});
