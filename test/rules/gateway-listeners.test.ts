import assert from 'node:assert/strict';
import conflict from '../../src/rules/gateway-listener-conflict.ts';
import invalid from '../../src/rules/gateway-listener-invalid.ts';
import missing from '../../src/rules/gateway-listener-missing.ts';
import { findingsOf, fixed } from '../support/check.ts';

const gateway = (...listeners: readonly string[]) => `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: edge, namespace: shop}
spec:
  gatewayClassName: a
  listeners:
${listeners.map((listener) => `    - {${listener}}\n`).join('')}`;
const route = (parent: string) => `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: web, namespace: shop}
spec:
  parentRefs:
    - {name: edge${parent}}
`;
const messages = (rule: typeof conflict, text: string) => findingsOf(rule, text).map(({ message }) => message);

describe('gateway-listener-conflict', () => {
  const conflicts = (...listeners: readonly string[]) => messages(conflict, gateway(...listeners));

  it('reports two listeners of one name', () => {
    assert.deepEqual(conflicts('name: a, port: 80, protocol: HTTP', 'name: a, port: 81, protocol: HTTP'), [
      'two listeners of Gateway edge are called "a"',
    ]);
  });

  it('reports two listeners of one port, protocol and hostname, whatever their case', () => {
    const listener = (name: string, host: string) => `name: ${name}, port: 80, protocol: HTTP, hostname: ${host}`;
    assert.deepEqual(conflicts(listener('a', 'a.example.com'), listener('b', 'A.example.com')), [
      'listeners "a" and "b" both are HTTP on port 80 for "A.example.com"',
    ]);
    assert.deepEqual(conflicts(listener('a', 'a.example.com'), listener('b', 'b.example.com')), []);
  });

  it('accepts listeners that differ in port or protocol, or whose port is not known', () => {
    assert.deepEqual(conflicts('name: a, port: 80, protocol: HTTP', 'name: b, port: 81, protocol: HTTP'), []);
    assert.deepEqual(conflicts('name: a, port: 53, protocol: TCP', 'name: b, port: 53, protocol: UDP'), []);
    assert.deepEqual(conflicts('name: a, protocol: HTTP', 'name: b, protocol: HTTP'), []);
    assert.deepEqual(conflicts('port: 80, protocol: HTTP', 'port: 81, protocol: HTTP'), []);
  });
});

describe('gateway-listener-invalid', () => {
  const faults = (listener: string) => messages(invalid, gateway(`name: a, port: 1, ${listener}`));
  const certificate = 'tls: {certificateRefs: [{name: c}]}';

  for (const [listener, fault] of [
    [`protocol: UDP, ${certificate}`, 'a listener that speaks UDP has no tls'],
    ['protocol: UDP, hostname: a.example.com', 'a listener that speaks UDP has no hostname'],
    [
      'protocol: HTTPS, tls: {mode: Passthrough}',
      'a listener that speaks HTTPS terminates tls, and its mode is not Passthrough',
    ],
    ['protocol: TLS', 'listener "a" speaks TLS and has no tls'],
    ['protocol: HTTPS', 'listener "a" speaks HTTPS and has no tls'],
    ['protocol: HTTPS, tls: {}', 'tls that is terminated needs certificateRefs, or options'],
    ['protocol: TLS, tls: {mode: Terminate}', 'tls that is terminated needs certificateRefs, or options'],
    ['protocol: HTTP, hostname: 192.0.2.1', '"192.0.2.1" is no hostname: it is an address'],
    [
      'protocol: HTTP, hostname: A.example.com',
      '"A.example.com" is no hostname: it must be a DNS name in lower case, with at most a leading `*.`',
    ],
    [
      'protocol: HTTP, hostname: a.*.com',
      '"a.*.com" is no hostname: it must be a DNS name in lower case, with at most a leading `*.`',
    ],
  ] as const) {
    it(`reports {${listener}}`, () => assert.deepEqual(faults(listener), [fault]));
  }

  for (const listener of [
    'protocol: HTTP',
    'protocol: HTTP, hostname: "*.example.com"',
    'protocol: HTTP, hostname: ""',
    'protocol: HTTP, hostname: "$(HOST)"',
    `protocol: HTTPS, ${certificate}`,
    'protocol: HTTPS, tls: {options: {example.org/certificate: c}}',
    'protocol: TLS, tls: {mode: Passthrough}',
    'protocol: TCP',
    `protocol: example.org/mine, hostname: a.example.com, ${certificate}`,
  ]) {
    it(`accepts {${listener}}`, () => assert.deepEqual(faults(listener), []));
  }
});

describe('gateway-listener-missing', () => {
  const two = gateway('name: http, port: 80, protocol: HTTP', 'name: https, port: 443, protocol: HTTPS');
  const missed = (parent: string, text = two) => messages(missing, `${route(parent)}---\n${text}`);

  it('reports a listener that is not there, and offers those that are', () => {
    assert.deepEqual(missed(', sectionName: web'), ['Gateway edge has no listener "web"; it has "http" and "https"']);
    const [finding] = findingsOf(missing, `${route(', sectionName: htttp')}---\n${two}`);
    assert.deepEqual(
      finding?.fixes?.map(({ title, preferred }) => [title, preferred]),
      [
        ['Use the listener "http"', undefined],
        ['Use the listener "https"', undefined],
      ],
    );
  });

  it('reports a port that no listener has, or not the one that is named', () => {
    assert.deepEqual(missed(', port: 8080'), ['no listener of Gateway edge is on port 8080; they are on 80 and 443']);
    assert.deepEqual(missed(', sectionName: http, port: 443'), [
      'listener "http" of Gateway edge is not on port 443; it is on 80',
    ]);
    const text = `${route(', sectionName: http, port: 443')}---\n${two}`;
    assert.equal(fixed(missing, text)['manifest.yaml'], text.replace('port: 443}', 'port: 80}'));
  });

  it('accepts what is there, and what is not known', () => {
    for (const parent of ['', ', sectionName: http', ', port: 443', ', sectionName: "$(LISTENER)"']) {
      assert.deepEqual(missed(parent), [], parent);
    }
    assert.deepEqual(missed(', sectionName: a', gateway('name: "$(NAME)", port: 80, protocol: HTTP')), []);
    assert.deepEqual(missed(', port: 80', gateway('name: a, protocol: HTTP')), []);
  });
});
