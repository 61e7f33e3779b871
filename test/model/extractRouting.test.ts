import assert from 'node:assert/strict';
import { extract } from '../../src/model/extract/extract.ts';
import { backendsOf } from '../../src/model/facts/ingress.ts';
import { parse } from '../../src/yaml/parse.ts';

const factsOf = (text: string) => extract(parse('a.yaml', text).documents[0]!.tree!);
const gatewayApi = (kind: string, spec: string) =>
  factsOf(
    `apiVersion: gateway.networking.k8s.io/v1\nkind: ${kind}\nmetadata: {name: a, namespace: shop}\nspec: ${spec}\n`,
  );

describe('an Ingress', () => {
  const text = `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: a}
spec:
  ingressClassName: nginx
  defaultBackend: {service: {name: other, port: {name: http}}}
  tls: [{hosts: [a.example.com, b.example.com], secretName: cert}]
  rules:
    - host: a.example.com
      http:
        paths:
          - path: /
            pathType: Prefix
            backend: {service: {name: web, port: {number: 80}}}
          - backend: {resource: {kind: Bucket}}
    - http:
`;
  const [ingress] = factsOf(text).ingresses!;

  it('has rules, paths and backends', () => {
    assert.equal(ingress!.className?.value, 'nginx');
    assert.deepEqual(
      ingress!.rules.map(({ host, paths }) => [
        host?.value,
        paths.map(({ path, pathType }) => [path?.value, pathType?.value]),
      ]),
      [
        [
          'a.example.com',
          [
            ['/', 'Prefix'],
            [undefined, undefined],
          ],
        ],
        [undefined, []],
      ],
    );
    assert.deepEqual(
      ingress!.tls.map(({ hosts, secretName }) => [hosts.map(({ value }) => value), secretName?.value]),
      [[['a.example.com', 'b.example.com'], 'cert']],
    );
  });

  it('has all backends, the default one first', () => {
    assert.deepEqual(
      backendsOf(ingress!).map(({ service, port, resource }) => [service?.value, port?.value, resource]),
      [
        ['other', 'http', false],
        ['web', 80, false],
        [undefined, undefined, true],
      ],
    );
  });

  it('of an older version has its backends by name, and its class in an annotation', () => {
    const [old] = factsOf(`apiVersion: extensions/v1beta1
kind: Ingress
metadata: {name: a, annotations: {kubernetes.io/ingress.class: nginx}}
spec:
  backend: {serviceName: web, servicePort: http}
`).ingresses!;
    assert.deepEqual(
      [old!.className?.value, old!.defaultBackend?.service?.value, old!.defaultBackend?.port?.value],
      ['nginx', 'web', 'http'],
    );
  });

  it('may have a class that is the default one', () => {
    const classOf = (value: string) =>
      factsOf(
        `apiVersion: networking.k8s.io/v1\nkind: IngressClass\nmetadata: {name: a, annotations: {ingressclass.kubernetes.io/is-default-class: ${value}}}\nspec: {controller: k8s.io/ingress-nginx}\n`,
      ).ingressClasses![0]!;
    assert.deepEqual(
      [classOf('"true"').isDefault, classOf('"false"').isDefault, classOf('true').isDefault],
      [true, false, false],
    );
    assert.equal(classOf('""').controller?.value, 'k8s.io/ingress-nginx');
  });
});

describe('a Gateway', () => {
  it('has listeners, which take routes of their own namespace where they do not say', () => {
    const [gateway] = gatewayApi(
      'Gateway',
      '{gatewayClassName: envoy, listeners: [{name: web, port: 443, protocol: HTTPS, hostname: "*.example.com", tls: {mode: Terminate, certificateRefs: [{name: cert}], options: {a: b}}}, {}]}',
    ).gateways!;
    const [web, empty] = gateway!.listeners;
    assert.deepEqual(
      [web!.name.value, web!.port?.value, web!.protocol?.value, web!.hostname?.value, web!.allowedNamespaces.value],
      ['web', 443, 'HTTPS', '*.example.com', 'Same'],
    );
    assert.deepEqual(
      [
        web!.tls?.mode?.value,
        web!.tls?.hasOptions,
        web!.tls?.certificates.map(({ group, kind, name }) => [group, kind, name.value]),
      ],
      ['Terminate', true, [['', 'Secret', 'cert']]],
    );
    assert.deepEqual([empty!.name.value, empty!.tls, empty!.allowedKinds], ['', undefined, undefined]);
  });

  it('says which routes it takes', () => {
    const [gateway] = gatewayApi(
      'Gateway',
      '{listeners: [{allowedRoutes: {kinds: [{kind: TLSRoute}], namespaces: {from: Selector, selector: {matchLabels: {team: a}}}}}]}',
    ).gateways!;
    const [listener] = gateway!.listeners;
    assert.deepEqual(
      [listener!.allowedNamespaces.value, listener!.allowedKinds, listener!.namespaceSelector?.matchLabels.get('team')],
      ['Selector', ['TLSRoute'], 'a'],
    );
  });
});

describe('a route', () => {
  for (const kind of ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute']) {
    it(`of kind ${kind} refers to Gateways and Services where it does not say`, () => {
      const [route] = gatewayApi(
        kind,
        '{hostnames: [a.example.com], parentRefs: [{name: edge}, {kind: Service, group: "", name: web}, {}], rules: [{backendRefs: [{name: web, port: 80}, {kind: Bucket, group: x.org, name: b, namespace: c, weight: 0}, {port: 1}]}]}',
      ).routes!;
      assert.deepEqual(
        route!.parents.map(({ group, name, ...parent }) => [group, parent.kind, name.value]),
        [
          ['gateway.networking.k8s.io', 'Gateway', 'edge'],
          ['', 'Service', 'web'],
        ],
      );
      assert.deepEqual(
        route!.rules[0]!.backends.map(({ group, name, namespace, port, weight, ...backend }) => [
          group,
          backend.kind,
          name.value,
          namespace?.value,
          port?.value,
          weight,
        ]),
        [
          ['', 'Service', 'web', undefined, 80, 1],
          ['x.org', 'Bucket', 'b', 'c', undefined, 0],
        ],
      );
    });
  }

  it('has paths, prefixes where they do not say, and filters', () => {
    const [route] = gatewayApi(
      'HTTPRoute',
      '{rules: [{matches: [{path: {value: /a}}, {path: {type: Exact, value: /b}}, {method: GET}], filters: [{type: RequestRedirect}, {}]}]}',
    ).routes!;
    const [rule] = route!.rules;
    assert.deepEqual(
      rule!.paths.map(({ type, value }) => [type, value.value]),
      [
        ['PathPrefix', '/a'],
        ['Exact', '/b'],
      ],
    );
    assert.deepEqual(
      rule!.filters.map(({ value }) => value),
      ['RequestRedirect'],
    );
  });

  it('of OpenShift leads to Services', () => {
    const [route] = factsOf(`apiVersion: route.openshift.io/v1
kind: Route
metadata: {name: a}
spec:
  host: a.example.com
  port: {targetPort: http}
  to: {kind: Service, name: web}
  alternateBackends: [{name: canary}, {kind: Bucket, name: b}]
`).openShiftRoutes!;
    assert.deepEqual(
      [route!.host?.value, route!.targetPort?.value, route!.services.map(({ value }) => value)],
      ['a.example.com', 'http', ['web', 'canary']],
    );
  });
});

describe('a ReferenceGrant', () => {
  it('is from kinds of namespaces, to kinds or single objects', () => {
    const [grant] = gatewayApi(
      'ReferenceGrant',
      '{from: [{group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: web}, {kind: HTTPRoute}], to: [{kind: Service}, {group: "", kind: Secret, name: cert}]}',
    ).referenceGrants!;
    assert.deepEqual(
      grant!.from.map(({ group, kind, namespace }) => [group, kind, namespace.value]),
      [['gateway.networking.k8s.io', 'HTTPRoute', 'web']],
    );
    assert.deepEqual(
      grant!.to.map(({ group, kind, name }) => [group, kind, name?.value]),
      [
        ['', 'Service', undefined],
        ['', 'Secret', 'cert'],
      ],
    );
  });
});
