import assert from 'node:assert/strict';
import type { Rule } from '../../src/lint/rule.ts';
import namespaceNothing from '../../src/rules/policy-namespace-selects-nothing.ts';
import peerNothing from '../../src/rules/policy-peer-selects-nothing.ts';
import peerSplit from '../../src/rules/policy-peer-split.ts';
import selectsNothing from '../../src/rules/policy-selects-nothing.ts';
import { findingsOf, fixed } from '../support/check.ts';

function app(name: string, namespace = 'shop', labels = `app: ${name}`): string {
  return `
apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}, namespace: ${namespace}}
spec:
  template:
    metadata: {labels: {${labels}}}
    spec: {containers: [{name: main, image: i}]}
---`;
}

function policy(spec: string): string {
  return `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: p, namespace: shop}
spec: ${spec}
---`;
}

function namespace(name: string, labels = ''): string {
  return `
apiVersion: v1
kind: Namespace
metadata: {name: ${name}, labels: {${labels}}}
---`;
}

function said(rule: Rule, text: string): string[] {
  return findingsOf(rule, text).map(({ severity, message }) => `${severity}: ${message}`);
}

const from = (peers: string) => policy(`{podSelector: {}, ingress: [{from: [${peers}]}]}`);

describe('policy-selects-nothing', () => {
  it('understands every operator', () => {
    for (const expression of [
      '{key: app, operator: In, values: [web, api]}',
      '{key: tier, operator: NotIn, values: [db]}',
      '{key: tier, operator: DoesNotExist}',
      '{key: app, operator: Exists}',
    ]) {
      assert.deepEqual(
        said(selectsNothing, app('web') + policy(`{podSelector: {matchExpressions: [${expression}]}}`)),
        [],
      );
    }
  });

  it('only informs where nothing resembles the selector, as the pods may come from elsewhere', () => {
    assert.deepEqual(said(selectsNothing, app('web') + policy('{podSelector: {matchLabels: {app: cache}}}')), [
      'info: no pod of namespace shop matches `app: cache`',
    ]);
  });

  it('finds a slip in the key', () => {
    const text = app('web') + policy('{podSelector: {matchLabels: {ap: web}}}');
    assert.match(said(selectsNothing, text)[0]!, /^warning: .*the label is called "app"/);
    assert.deepEqual(said(selectsNothing, fixed(selectsNothing, text)['manifest.yaml']!), []);
  });

  it('says where such pods are, in another namespace', () => {
    const text = app('web') + app('cache', 'data') + policy('{podSelector: {matchLabels: {app: cache}}}');
    assert.match(said(selectsNothing, text)[0]!, /^warning: .* only Deployment cache in namespace data/);
  });

  it('leaves alone what is filled in later', () => {
    assert.deepEqual(said(selectsNothing, app('web') + policy(`{podSelector: {matchLabels: {app: "\${APP}"}}}`)), []);
  });
});

describe('policy-peer-selects-nothing', () => {
  it('never reports the empty selector, nor namespaces that show no pods', () => {
    const peers =
      '{podSelector: {}}, {namespaceSelector: {}}, {namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: edge}}, podSelector: {matchLabels: {app: nginx}}}';
    assert.deepEqual(said(peerNothing, from(peers)), []);
  });

  it('looks into the namespaces that the namespaceSelector matches', () => {
    const peer =
      '{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: data}}, podSelector: {matchLabels: {app: chace}}}';
    assert.match(
      said(peerNothing, app('web') + app('cache', 'data') + from(peer))[0]!,
      /^warning: .*Deployment cache has "cache"/,
    );
  });
});

describe('policy-namespace-selects-nothing', () => {
  const byName = (key: string, value: string) => from(`{namespaceSelector: {matchLabels: {${key}: ${value}}}}`);

  it('knows the label that every namespace has', () => {
    const text = namespace('edge') + byName('name', 'edge');
    assert.match(said(namespaceNothing, text)[0]!, /^warning: Namespace edge has no label `name: edge`/);
    assert.match(fixed(namespaceNothing, text)['manifest.yaml']!, /kubernetes\.io\/metadata\.name: edge/);
    assert.match(fixed(namespaceNothing, text, 0, 1)['manifest.yaml']!, /labels: \{name: edge\}/);
    assert.deepEqual(said(namespaceNothing, namespace('edge', 'name: edge') + byName('name', 'edge')), []);
    assert.deepEqual(said(namespaceNothing, namespace('edge') + byName('kubernetes.io/metadata.name', 'edge')), []);
  });

  it('leaves alone namespaces of others', () => {
    assert.deepEqual(
      said(namespaceNothing, namespace('edge') + byName('kubernetes.io/metadata.name', 'monitoring')),
      [],
    );
    assert.deepEqual(said(namespaceNothing, byName('team', 'sre')), []);
  });

  it('finds a slip in the name', () => {
    assert.match(
      said(namespaceNothing, namespace('edge') + byName('kubernetes.io/metadata.name', 'egde'))[0]!,
      /^warning: .*Namespace edge has "edge"/,
    );
  });

  it('only informs of a namespace that these files do not declare', () => {
    assert.match(said(namespaceNothing, byName('name', 'kube-system'))[0]!, /^info/);
  });
});

describe('policy-peer-split', () => {
  const monitoring = '{matchLabels: {kubernetes.io/metadata.name: monitoring}}';
  const both = app('web') + app('prometheus', 'monitoring');

  it('merges the peers in either order and style', () => {
    for (const text of [
      from(`{namespaceSelector: ${monitoring}}, {podSelector: {matchLabels: {app: prometheus}}}`),
      from(`{podSelector: {matchLabels: {app: prometheus}}}, {namespaceSelector: ${monitoring}}`),
      policy(`
  podSelector: {}
  ingress:
    - from:
      - podSelector:
          matchLabels: {app: prometheus}
      # of the other namespace
      - namespaceSelector: ${monitoring}`),
    ]) {
      assert.equal(said(peerSplit, both + text).length, 1, text);
      assert.deepEqual(said(peerSplit, fixed(peerSplit, both + text)['manifest.yaml']!), [], text);
    }
  });

  it('leaves alone peers that both admit something', () => {
    const text = from(`{namespaceSelector: ${monitoring}}, {podSelector: {matchLabels: {app: web}}}`);
    assert.deepEqual(said(peerSplit, both + text), []);
  });
});
