import assert from 'node:assert/strict';
import { gateways } from '../../src/model/gateways.ts';
import { workspaceOf } from '../support/check.ts';

const group = 'gateway.networking.k8s.io';
const gateway = (listeners: string, namespace = 'infra') =>
  `apiVersion: ${group}/v1\nkind: Gateway\nmetadata: {name: edge, namespace: ${namespace}}\nspec: {gatewayClassName: a, listeners: ${listeners}}\n`;
const route = (parent: string, more = '', kind = 'HTTPRoute', namespace = 'shop') =>
  `apiVersion: ${group}/v1\nkind: ${kind}\nmetadata: {name: web, namespace: ${namespace}}\nspec: {parentRefs: [{name: edge, namespace: infra${parent}}]${more}}\n`;
const all = 'allowedRoutes: {namespaces: {from: All}}';

function modelOf(...documents: readonly string[]) {
  const { model } = workspaceOf(documents.join('---\n')).scopes[0]!;
  return { ...model.inputs, ...model.get(gateways) };
}
function admissions(...documents: readonly string[]): string[] {
  const { routes, attachmentsOf } = modelOf(...documents);
  return attachmentsOf(routes[0]!)[0]!.listeners.map(({ admission }) => admission);
}

describe('a listener', () => {
  it('admits routes of its own namespace where it does not say', () => {
    const http = gateway('[{name: http, port: 80, protocol: HTTP}]');
    assert.deepEqual(admissions(http, route('', '', 'HTTPRoute', 'infra')), ['admitted']);
    assert.deepEqual(admissions(http, route('')), ['namespace']);
  });

  it('admits routes of all namespaces, of none, or by the labels of theirs', () => {
    const from = (allowed: string) =>
      gateway(`[{name: http, protocol: HTTP, allowedRoutes: {namespaces: {${allowed}}}}]`);
    assert.deepEqual(admissions(from('from: All'), route('')), ['admitted']);
    assert.deepEqual(admissions(from('from: None'), route('')), ['namespace']);
    const labelled = from('from: Selector, selector: {matchLabels: {team: a}}');
    const namespace = (team: string) =>
      `apiVersion: v1\nkind: Namespace\nmetadata: {name: shop, labels: {team: ${team}}}\n`;
    assert.deepEqual(admissions(labelled, route(''), namespace('a')), ['admitted']);
    assert.deepEqual(admissions(labelled, route(''), namespace('b')), ['namespace']);
    assert.deepEqual(admissions(labelled, route('')), ['unknown']);
    assert.deepEqual(admissions(from('from: Some'), route('')), ['unknown']);
  });

  it('is meant by its name and its port', () => {
    const two = gateway(`[{name: a, port: 80, protocol: HTTP, ${all}}, {name: b, port: 81, protocol: HTTP, ${all}}]`);
    assert.deepEqual(admissions(two, route('')), ['admitted', 'admitted']);
    assert.deepEqual(admissions(two, route(', sectionName: b')), ['section', 'admitted']);
    assert.deepEqual(admissions(two, route(', port: 80')), ['admitted', 'port']);
  });

  it('admits the kinds of its protocol, or those that it names', () => {
    const speaks = (protocol: string, kinds = '') =>
      gateway(`[{name: a, protocol: ${protocol}, allowedRoutes: {namespaces: {from: All}${kinds}}}]`);
    for (const [protocol, kind, admission] of [
      ['HTTP', 'HTTPRoute', 'admitted'],
      ['HTTPS', 'GRPCRoute', 'admitted'],
      ['TLS', 'TLSRoute', 'admitted'],
      ['TCP', 'TCPRoute', 'admitted'],
      ['UDP', 'UDPRoute', 'admitted'],
      ['HTTP', 'TCPRoute', 'kind'],
      ['UDP', 'TCPRoute', 'kind'],
      ['example.org/mine', 'TCPRoute', 'unknown'],
    ] as const) {
      assert.deepEqual(admissions(speaks(protocol), route('', '', kind)), [admission], `${protocol} ${kind}`);
    }
    assert.deepEqual(admissions(speaks('HTTP', ', kinds: [{kind: GRPCRoute}]'), route('')), ['kind']);
  });

  it('admits routes that share a hostname with it', () => {
    const serves = (hostname: string) => gateway(`[{name: a, protocol: HTTP, hostname: ${hostname}, ${all}}]`);
    const asks = (...hostnames: readonly string[]) => route('', `, hostnames: [${hostnames.map((one) => `"${one}"`)}]`);
    assert.deepEqual(admissions(serves('"*.example.com"'), asks('a.example.org', 'b.example.com')), ['admitted']);
    assert.deepEqual(admissions(serves('"*.example.com"'), asks('example.com')), ['hostname']);
    assert.deepEqual(admissions(serves('"*.example.com"'), route('')), ['admitted']);
    assert.deepEqual(admissions(serves('""'), asks('a.example.org')), ['admitted']);
    assert.deepEqual(admissions(serves('"$(HOST)"'), asks('a.example.org')), ['unknown']);
  });
});

describe('a route', () => {
  it('is attached to the Gateways that may admit it', () => {
    const model = modelOf(gateway(`[{name: a, protocol: HTTP, ${all}}]`), route(''), route(', sectionName: b'));
    assert.deepEqual(model.routesOf(model.gateways[0]!), [model.routes[0]]);
    assert.deepEqual(model.named('edge'), model.gateways);
    assert.deepEqual(model.named('other'), []);
  });

  it('may have a parent that is not here, and parents of other kinds', () => {
    const { routes, attachmentsOf } = modelOf(route('', '', 'HTTPRoute'), route(', group: "", kind: Service'));
    assert.deepEqual(
      routes.map((one) => attachmentsOf(one).map(({ gateway: found }) => found)),
      [[undefined], []],
    );
  });

  it('leads to the Services of its own namespace, or of the one that it names', () => {
    const service = (namespace: string) =>
      `apiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: ${namespace}}\n`;
    const backends =
      ', rules: [{backendRefs: [{name: web}, {name: web, namespace: dev}, {name: web, kind: Bucket}, {name: api}]}]';
    const { routes, serviceOf } = modelOf(service('shop'), service('dev'), route('', backends));
    assert.deepEqual(
      routes[0]!.rules[0]!.backends.map((backend) => serviceOf(routes[0]!, backend)?.namespace.value),
      ['shop', 'dev', undefined, undefined],
    );
  });
});

describe('a reference into another namespace', () => {
  const isGranted = (grant: string, namespace = 'dev') => {
    const grants = `apiVersion: ${group}/v1beta1\nkind: ReferenceGrant\nmetadata: {name: a, namespace: ${namespace}}\nspec: ${grant}\n`;
    const model = modelOf(grants, route('', ', rules: [{backendRefs: [{name: web, namespace: dev}]}]'));
    return model.isGranted(model.routes[0]!, model.routes[0]!.rules[0]!.backends[0]!);
  };
  const from = `from: [{group: ${group}, kind: HTTPRoute, namespace: shop}]`;

  it('needs a grant in that namespace, for its kind and namespace, to the object', () => {
    assert.equal(isGranted(`{${from}, to: [{group: "", kind: Service}]}`), true);
    assert.equal(isGranted(`{${from}, to: [{group: "", kind: Service, name: web}]}`), true);
    assert.equal(isGranted(`{${from}, to: [{group: "", kind: Service, name: api}]}`), false);
    assert.equal(isGranted(`{${from}, to: [{group: "", kind: Secret}]}`), false);
    assert.equal(isGranted(`{${from.replace('shop', 'x')}, to: [{group: "", kind: Service}]}`), false);
    assert.equal(isGranted(`{${from.replace('HTTPRoute', 'TCPRoute')}, to: [{group: "", kind: Service}]}`), false);
    assert.equal(isGranted(`{${from.replace(group, 'x.org')}, to: [{group: "", kind: Service}]}`), false);
    assert.equal(isGranted(`{${from}, to: [{group: "", kind: Service}]}`, 'shop'), false);
  });

  it('needs none within its own namespace', () => {
    const model = modelOf(route('', ', rules: [{backendRefs: [{name: a}, {name: b, namespace: shop}]}]'));
    for (const backend of model.routes[0]!.rules[0]!.backends) {
      assert.equal(model.isGranted(model.routes[0]!, backend), true);
    }
  });
});
