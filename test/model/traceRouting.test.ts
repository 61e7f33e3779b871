import assert from 'node:assert/strict';
import { matchesPath, rankHost, routeFor, routesTo } from '../../src/model/traceRouting.ts';
import { workspaceOf } from '../support/check.ts';
import { object, service } from '../support/traced.ts';

const group = 'gateway.networking.k8s.io';
const all = 'allowedRoutes: {namespaces: {from: All}}';
const gateway = (listener = all) =>
  object(
    `${group}/v1`,
    'Gateway',
    'edge',
    `spec: {gatewayClassName: a, listeners: [{name: l, port: 80, ${listener}}]}`,
  );
const route = (name: string, spec: string, kind = 'HTTPRoute') =>
  object(`${group}/v1`, kind, name, `spec: {parentRefs: [{name: edge}], ${spec}}`);
const ingress = (name: string, spec: string) => object('networking.k8s.io/v1', 'Ingress', name, `spec: {${spec}}`);
const backend = (name: string) => `backend: {service: {name: ${name}, port: {number: 80}}}`;
const path = (written: string, type: string, to: string) => `{path: ${written}, pathType: ${type}, ${backend(to)}}`;
const rule = (host: string, ...paths: string[]) =>
  `{${host === '' ? '' : `host: "${host}", `}http: {paths: [${paths.join(', ')}]}}`;

function asked(text: string, host: string | undefined, at = '/') {
  return routeFor(workspaceOf(text).scope('.')!.model, host, at);
}
function served(text: string, host: string | undefined, at = '/'): string | undefined {
  return asked(text, host, at)?.serviceName;
}

describe('what serves a host and path by an Ingress', () => {
  const rules = [
    rule(
      'shop.example.com',
      path('/', 'Prefix', 'root'),
      path('/api', 'Prefix', 'api'),
      path('/api', 'Exact', 'exact'),
    ),
    rule('*.example.com', path('/', 'Prefix', 'wild')),
    rule('', path('/', 'Prefix', 'any')),
  ];
  const text = ingress('all', `rules: [${rules.join(', ')}]`);

  it('is the longest path of the host', () => {
    assert.equal(served(text, 'shop.example.com', '/'), 'root');
    assert.equal(served(text, 'shop.example.com', '/apis'), 'root');
    assert.equal(served(text, 'SHOP.example.com', '/api/v1'), 'api');
  });

  it('is an exact path before a prefix of the same length', () => {
    assert.equal(served(text, 'shop.example.com', '/api'), 'exact');
  });

  it('is an exact host before a wildcard, and a wildcard before any host', () => {
    assert.equal(served(text, 'shop.example.com'), 'root');
    assert.equal(served(text, 'other.example.com'), 'wild');
    assert.equal(served(text, 'a.b.example.com'), 'any');
    assert.equal(served(text, 'example.com'), 'any');
  });

  it('is the default backend where no rule fits, and nothing without one', () => {
    const some = `rules: [${rule('shop.example.com', path('/', 'Prefix', 'root'))}]`;
    assert.equal(
      served(ingress('a', `${some}, defaultBackend: {service: {name: rest, port: {name: web}}}`), 'x.org'),
      'rest',
    );
    assert.equal(served(ingress('a', some), 'x.org'), undefined);
    assert.equal(
      served(ingress('a', `${some}, defaultBackend: {resource: {kind: Bucket, name: b}}`), 'x.org'),
      undefined,
    );
  });

  it("is the controller's to decide where the path type is left to it or missing", () => {
    const typed = ingress('a', `rules: [${rule('', path('/a', 'ImplementationSpecific', 'api'))}]`);
    assert.equal(asked(typed, 'x.org', '/a')?.implementation, true);
    const bare = ingress('a', `rules: [${rule('', `{${backend('api')}}`)}]`);
    assert.equal(asked(bare, 'x.org', '/b')?.how, 'any host, path / (ImplementationSpecific)');
  });

  it('says of TLS, and of a Service that the files lack', () => {
    const secure = ingress('a', `tls: [{secretName: s}], rules: [${rule('', path('/', 'Prefix', 'api'))}]`);
    assert.equal(asked(secure, 'x.org')?.tls, true);
    assert.equal(asked(secure, 'x.org')?.service, undefined);
    assert.equal(asked(secure + service('api'), 'x.org')?.service?.name.value, 'api');
  });
});

describe('what serves a host and path by a route', () => {
  const to = (name: string, weight = '') => `{name: ${name}, port: 80${weight}}`;
  const match = (type: string, value: string, name: string) =>
    `{matches: [{path: {type: ${type}, value: ${value}}}], backendRefs: [${to(name)}]}`;

  it('is the longest path, and Exact first', () => {
    const rules = [
      match('PathPrefix', '/', 'root'),
      match('PathPrefix', '/api', 'api'),
      match('Exact', '/api', 'exact'),
    ];
    const text = gateway() + route('web', `hostnames: [shop.example.com], rules: [${rules.join(', ')}]`);
    assert.equal(served(text, 'shop.example.com', '/x'), 'root');
    assert.equal(served(text, 'shop.example.com', '/api/x'), 'api');
    assert.equal(served(text, 'shop.example.com', '/api'), 'exact');
    assert.equal(served(text, 'other.example.com', '/api'), undefined);
  });

  it('takes a wildcard for one label or more, unlike an Ingress', () => {
    const text = gateway() + route('web', `hostnames: ["*.example.com"], rules: [{backendRefs: [${to('api')}]}]`);
    assert.equal(served(text, 'a.example.com'), 'api');
    assert.equal(served(text, 'a.b.example.com'), 'api');
    assert.equal(served(text, 'example.com'), undefined);
  });

  it('is any path of any host where the route names none, with its Gateway', () => {
    const text = gateway() + route('web', `rules: [{backendRefs: [${to('api')}]}]`) + service('api');
    const found = asked(text, undefined, '/deep/path');
    assert.equal(found?.how, 'any host, path / (PathPrefix)');
    assert.equal(found?.gateway?.name.value, 'edge');
    assert.equal(found?.service?.name.value, 'api');
  });

  it('is the backend of the greatest weight', () => {
    const backends = [to('old', ', weight: 1'), to('new', ', weight: 9'), to('off', ', weight: 0')].join(', ');
    assert.equal(served(gateway() + route('web', `rules: [{backendRefs: [${backends}]}]`), 'x.org'), 'new');
  });

  it('is limited to the hosts of the listeners that take the route', () => {
    const listeners = gateway(
      `${all}, hostname: a.example.com}, {name: m, port: 81, hostname: "*.b.example.com", ${all}`,
    );
    const open = listeners + route('web', `rules: [{backendRefs: [${to('api')}]}]`);
    assert.equal(served(open, 'a.example.com'), 'api');
    assert.equal(served(open, 'x.b.example.com'), 'api');
    assert.equal(served(open, 'c.example.com'), undefined);
    const wild = listeners + route('web', `hostnames: ["*.example.com"], rules: [{backendRefs: [${to('api')}]}]`);
    assert.equal(served(wild, 'a.example.com'), 'api');
    assert.equal(served(wild, 'c.example.com'), undefined);
    assert.match(asked(wild, 'x.b.example.com')!.how, /^host a\.example\.com, \*\.b\.example\.com/);
  });

  it('is nothing without a Gateway in the files, or without a backend', () => {
    assert.equal(served(route('web', `rules: [{backendRefs: [${to('api')}]}]`), 'x.org'), undefined);
    assert.equal(served(gateway() + route('web', 'rules: [{}]'), 'x.org'), undefined);
  });

  it('is by name alone for a TLSRoute', () => {
    const text =
      gateway(`protocol: TLS, tls: {mode: Passthrough}, ${all}`) +
      route('secure', `hostnames: [db.example.com], rules: [{backendRefs: [${to('db')}]}]`, 'TLSRoute');
    assert.equal(served(text, 'db.example.com'), 'db');
    assert.equal(served(text, 'api.example.com'), undefined);
  });

  it('is for the implementation to decide by a regular expression', () => {
    const text = gateway() + route('web', `rules: [${match('RegularExpression', '/api', 'api')}]`);
    assert.equal(asked(text, 'x.org', '/api')?.implementation, true);
  });
});

describe('what leads to a Service', () => {
  it('is also a rule that gives it a share, but none of weight 0', () => {
    const backends =
      '{name: new, port: 80, weight: 9}, {name: old, port: 80, weight: 1}, {name: off, port: 80, weight: 0}';
    const text = gateway() + route('web', `rules: [{backendRefs: [${backends}]}]`) + service('old') + service('off');
    const { model } = workspaceOf(text).scope('.')!;
    const leads = (name: string) =>
      routesTo(model, model.inputs.services.find((one) => one.name.value === name)!).length;
    assert.deepEqual([leads('old'), leads('off')], [1, 0]);
  });

  it('is each path and route with it as backend', () => {
    const text =
      service('api') +
      ingress('a', `rules: [${rule('*.example.com', path('/', 'Prefix', 'api'), path('/x', 'Prefix', 'other'))}]`) +
      ingress('b', 'defaultBackend: {service: {name: api, port: {number: 80}}}') +
      gateway() +
      route('web', 'hostnames: [x.org, "*.x.org"], rules: [{backendRefs: [{name: api, port: 80}]}]');
    const { model } = workspaceOf(text).scope('.')!;
    assert.deepEqual(
      routesTo(model, model.inputs.services[0]!).map(({ how }) => how),
      ['host *.example.com, path / (Prefix)', 'the default backend', 'host x.org, *.x.org, path / (PathPrefix)'],
    );
  });
});

describe('a host and a path of a rule', () => {
  it('ranks exact over wildcard over any', () => {
    assert.deepEqual(
      ['a.example.com', '*.example.com', '', undefined, 'b.example.com'].map((one) => rankHost(one, 'a.example.com')),
      [2, 1, 0, 0, undefined],
    );
    assert.deepEqual([rankHost('*.x.org', undefined), rankHost('x.org', undefined)], [1, 2]);
    assert.equal(rankHost('*.x.org', '.x.org'), undefined);
  });

  it('matches prefixes by whole elements, whatever slash they end in', () => {
    assert.deepEqual(
      ['/foo', '/foo/', '/foo/bar', '/foobar'].map((one) => matchesPath('Prefix', '/foo/', one)),
      [true, true, true, false],
    );
    assert.equal(matchesPath('Exact', '/foo', '/foo/'), false);
  });
});
