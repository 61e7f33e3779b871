import assert from 'node:assert/strict';
import rule from '../../src/rules/gateway-parent-missing.ts';
import { check, findingsOf, fixed } from '../support/check.ts';

const gateway = (name: string, namespace: string, allowed = 'All') =>
  `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: ${name}, namespace: ${namespace}}
spec: {gatewayClassName: a, listeners: [{name: http, port: 80, protocol: HTTP, allowedRoutes: {namespaces: {from: ${allowed}}}}]}
`;
const route = (parent: string, namespace = ', namespace: shop') => `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: web${namespace}}
spec:
  parentRefs:
    - ${parent}
`;

describe('gateway-parent-missing', () => {
  it('offers the Gateway that was meant by a slip', () => {
    const text = `${route('name: egde')}---\n${gateway('edge', 'shop')}`;
    check(
      rule,
      `${route('name: egde\n    #       ^^^^ warning: namespace shop has no Gateway "egde"; it has "edge" [fixable]')}---\n${gateway('edge', 'shop')}`,
    );
    assert.equal(fixed(rule, text)['manifest.yaml'], text.replace('egde', 'edge'));
  });

  it('offers every namespace that has such a Gateway, and prefers none of several', () => {
    const text = `${route('name: edge')}---\n${gateway('edge', 'a')}---\n${gateway('edge', 'b')}`;
    const [finding] = findingsOf(rule, text);
    assert.deepEqual(
      finding?.fixes?.map(({ title, preferred }) => [title, preferred]),
      [
        ['Use the Gateway of namespace a', undefined],
        ['Use the Gateway of namespace b', undefined],
      ],
    );
  });

  it('replaces a namespace that is written', () => {
    const text = `${route('{name: edge, namespace: infar}')}---\n${gateway('edge', 'infra')}`;
    assert.equal(fixed(rule, text)['manifest.yaml'], text.replace('infar', 'infra'));
  });

  it('does not prefer a Gateway that takes routes of its own namespace only', () => {
    const [finding] = findingsOf(rule, `${route('name: edge')}---\n${gateway('edge', 'infra', 'Same')}`);
    assert.deepEqual(
      finding?.fixes?.map(({ preferred }) => preferred),
      [undefined],
    );
  });

  it('says nothing where no Gateway is near: it may live elsewhere', () => {
    assert.deepEqual(findingsOf(rule, route('name: edge')), []);
    assert.deepEqual(findingsOf(rule, `${route('name: edge')}---\n${gateway('other', 'infra')}`), []);
  });

  it('is unsure where the namespace is decided when the route is applied', () => {
    const [finding] = findingsOf(rule, `${route('name: edge', '')}---\n${gateway('edge', 'infra')}`);
    assert.equal(finding?.severity, 'info');
  });

  it('leaves parents of other kinds, and those that are filled in later', () => {
    for (const parent of [
      '{name: edge, kind: Service, group: ""}',
      '{name: "$(GATEWAY)"}',
      '{name: edge, namespace: "$(NS)"}',
    ]) {
      assert.deepEqual(findingsOf(rule, `${route(parent)}---\n${gateway('edge', 'infra')}`), [], parent);
    }
  });
});
