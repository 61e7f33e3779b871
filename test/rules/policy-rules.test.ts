import assert from 'node:assert/strict';
import type { Rule } from '../../src/lint/rule.ts';
import exceptDefeated from '../../src/rules/policy-except-defeated.ts';
import peerInvalid from '../../src/rules/policy-peer-invalid.ts';
import portName from '../../src/rules/policy-port-name-unknown.ts';
import portOfService from '../../src/rules/policy-port-of-service.ts';
import portUndeclared from '../../src/rules/policy-port-undeclared.ts';
import rulesIgnored from '../../src/rules/policy-rules-ignored.ts';
import { findingsOf, fixed } from '../support/check.ts';

function policy(spec: string): string {
  return `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: p}
spec: ${spec}
---`;
}

const web = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: main, image: i, ports: [{name: http, containerPort: 8080}]}]}
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{port: 80, targetPort: http}]}
---`;

function said(rule: Rule, text: string): string[] {
  return findingsOf(rule, text).map(({ severity, message }) => `${severity}: ${message}`);
}

describe('policy-rules-ignored', () => {
  it('follows the defaults of policyTypes', () => {
    assert.deepEqual(said(rulesIgnored, policy('{podSelector: {}, egress: [{}]}')), []);
    assert.deepEqual(said(rulesIgnored, policy('{podSelector: {}, policyTypes: [], ingress: [{}], egress: [{}]}')), []);
    assert.equal(said(rulesIgnored, policy('{podSelector: {}, policyTypes: [Egress], ingress: [{}]}')).length, 1);
  });

  it('names both types where there were none', () => {
    const text = policy('{podSelector: {}, egress: []}');
    assert.match(fixed(rulesIgnored, text)['manifest.yaml']!, /policyTypes: \[Ingress, Egress\]/);
  });
});

describe('policy-except-defeated', () => {
  const egress = (rules: string) => policy(`{podSelector: {}, policyTypes: [Egress], egress: [${rules}]}`);
  const most = '{ipBlock: {cidr: 0.0.0.0/0, except: [10.0.0.0/8]}}';

  it('reports only what is admitted again for the same ports', () => {
    const again = (ports: string) =>
      egress(`{to: [${most}], ports: [{port: 443}]}, {to: [{ipBlock: {cidr: 10.0.0.0/7}}]${ports}}`);
    assert.equal(said(exceptDefeated, again('')).length, 1);
    assert.equal(said(exceptDefeated, again(', ports: [{port: 400, endPort: 500}]')).length, 1);
    assert.deepEqual(said(exceptDefeated, again(', ports: [{port: 80}]')), []);
  });

  it('leaves alone a part of the exception that is opened on purpose', () => {
    assert.deepEqual(said(exceptDefeated, egress(`{to: [${most}, {ipBlock: {cidr: 10.1.0.0/16}}]}`)), []);
  });

  it('leaves alone the other direction', () => {
    assert.deepEqual(
      said(
        exceptDefeated,
        policy(`{podSelector: {}, egress: [{to: [${most}]}], ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8}}]}]}`),
      ),
      [],
    );
  });
});

describe('policy-peer-invalid', () => {
  it('makes the block a peer of its own', () => {
    const text = policy(`
  podSelector: {}
  egress:
    - to:
        - podSelector: {}
          ipBlock: {cidr: 10.0.0.0/8}`);
    assert.deepEqual(said(peerInvalid, fixed(peerInvalid, text)['manifest.yaml']!), []);
  });

  it('reports peers under the key of the other direction, which is no field', () => {
    assert.deepEqual(said(peerInvalid, policy('{podSelector: {}, ingress: [{to: [{podSelector: {}}]}]}')), [
      'error: the peers of an ingress rule are in `from`: `to` is no field of it, so this rule admits everybody',
    ]);
    assert.deepEqual(said(peerInvalid, policy('{podSelector: {}, egress: [{to: [{podSelector: {}}], from: []}]}')), [
      'error: the peers of an egress rule are in `to`: `from` is no field of it',
    ]);
  });

  it('leaves alone the empty selectors', () => {
    assert.deepEqual(
      said(peerInvalid, policy('{podSelector: {}, ingress: [{from: [{podSelector: {}}, {namespaceSelector: {}}]}]}')),
      [],
    );
  });
});

describe('ports of policies', () => {
  const onPort = (port: string) =>
    web + policy(`{podSelector: {matchLabels: {app: web}}, ingress: [{ports: [${port}]}]}`);

  it('are those of pods, not of Services', () => {
    assert.match(said(portOfService, onPort('{port: 80}'))[0]!, /^warning: 80 is the port of Service web; .* at 8080/);
    assert.deepEqual(said(portOfService, onPort('{port: 80}, {port: http}')), []);
    assert.deepEqual(said(portOfService, onPort('{port: 8080}')), []);
    assert.match(fixed(portOfService, onPort('{port: 80}'))['manifest.yaml']!, /ports: \[\{port: 8080\}\]/);
  });

  it('are those of the peers for egress', () => {
    const to = policy(
      '{podSelector: {}, policyTypes: [Egress], egress: [{to: [{podSelector: {matchLabels: {app: web}}}], ports: [{port: 80}]}]}',
    );
    assert.equal(said(portOfService, web + to).length, 1);
    const anywhere = policy('{podSelector: {}, policyTypes: [Egress], egress: [{ports: [{port: 80}]}]}');
    assert.deepEqual(said(portOfService, web + anywhere), []);
  });

  it('are looked up by name and protocol', () => {
    assert.match(
      said(portName, onPort('{port: web}'))[0]!,
      /^warning: Deployment web has no TCP port "web", only "http"/,
    );
    assert.match(said(portName, onPort('{port: http, protocol: UDP}'))[0]!, /is TCP, not UDP/);
    assert.deepEqual(said(portName, onPort('{port: http}')), []);
  });

  it('may be ranges that hold what is declared', () => {
    assert.deepEqual(said(portUndeclared, onPort('{port: 8000, endPort: 9000}')), []);
    assert.match(
      said(portUndeclared, onPort('{port: 9000, endPort: 9001}'))[0]!,
      /^info: Deployment web declares no TCP port 9000/,
    );
  });
});
