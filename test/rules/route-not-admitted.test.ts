import assert from 'node:assert/strict';
import rule from '../../src/rules/route-not-admitted.ts';
import { findingsOf } from '../support/check.ts';

const messages = (listeners: string, kind = 'HTTPRoute', spec = '', namespace = 'shop') =>
  findingsOf(
    rule,
    `apiVersion: gateway.networking.k8s.io/v1
kind: ${kind}
metadata: {name: web, namespace: ${namespace}}
spec: {parentRefs: [{name: edge, namespace: infra}]${spec}}
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: edge, namespace: infra}
spec: {gatewayClassName: a, listeners: [${listeners}]}
`,
  ).map(({ message }) => message);
const from = (namespaces: string, more = '') =>
  `{name: web, port: 80, protocol: HTTP, allowedRoutes: {namespaces: {from: ${namespaces}}}${more}}`;

describe('route-not-admitted', () => {
  it('reports a route of a namespace that no listener takes', () => {
    assert.deepEqual(messages(from('Same')), [
      'Gateway edge admits no routes of namespace shop: its listener "web" takes those of namespace infra only',
    ]);
    assert.deepEqual(messages(from('None')), [
      'Gateway edge admits no routes of namespace shop: its listener "web" takes those of none',
    ]);
  });

  it('reports a kind that no listener speaks', () => {
    assert.deepEqual(messages(from('All'), 'TCPRoute'), [
      'Gateway edge admits no TCPRoute: its listener "web" speaks HTTP',
    ]);
  });

  it('reports hostnames that no listener serves, at the first of them', () => {
    const listener = from('All', ', hostname: "*.example.com"');
    assert.deepEqual(messages(listener, 'HTTPRoute', ', hostnames: [a.example.org, example.com]'), [
      'Gateway edge serves none of the hostnames: its listeners serve "*.example.com"',
    ]);
    assert.deepEqual(messages(listener, 'HTTPRoute', ', hostnames: [a.example.org, a.example.com]'), []);
  });

  it('is content with one listener that takes the route, or may', () => {
    assert.deepEqual(messages(`${from('Same')}, ${from('All').replace('web', 'b').replace('80', '81')}`), []);
    assert.deepEqual(messages(from('Selector, selector: {matchLabels: {team: a}}')), []);
    assert.deepEqual(messages(from('Same'), 'HTTPRoute', '', 'infra'), []);
  });
});
