import assert from 'node:assert/strict';
import { definitionsAt } from '../../../src/features/symbols/navigate.ts';
import { fieldReferences } from '../../../src/model/names/fields.ts';
import { nameReferences } from '../../../src/model/names/references.ts';
import { workspaceOf } from '../../support/check.ts';

const services = `---
apiVersion: v1
kind: Namespace
metadata: {name: data}
---
apiVersion: v1
kind: Service
metadata: {name: db, namespace: data}
spec: {selector: {app: db}, ports: [{port: 5432}]}
---
apiVersion: v1
kind: Service
metadata: {name: api, namespace: shop}
spec: {selector: {app: api}, ports: [{port: 80}]}
`;

/** `host:port → target` of each name in some manifests beside the Services. */
function names(text: string): string[] {
  const [scope] = workspaceOf(`${text}${services}`).scopes;
  return scope!.model.get(nameReferences).map(({ host, port, portWritten, target }) => {
    const to =
      target.kind === 'service'
        ? `${target.endpoint === undefined ? '' : `${target.endpoint} of `}${target.service.namespace.value}/${target.service.name.value}`
        : target.kind;
    return `${host.value}${port && portWritten ? `:${port.value}` : ''} → ${to}`;
  });
}

const container = (lines: string) => `apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop}
spec:
  containers:
    - name: web
${lines.replaceAll(/^/gm, '      ')}
`;

const settings = (lines: string) => `apiVersion: v1
kind: ConfigMap
metadata: {name: settings, namespace: shop}
data:
${lines.replaceAll(/^/gm, '  ')}
`;

const env = (name: string, value: string) => container(`env: [{name: ${name}, value: ${JSON.stringify(value)}}]`);

describe('names in texts', () => {
  for (const [text, value, expected] of [
    ['a URL', 'http://api/v1', ['api → shop/api']],
    ['a URL with a port', 'http://api.shop:80', ['api.shop:80 → shop/api']],
    ['a connection string with a user', 'postgres://app:pw@db.data:5432/shop', ['db.data:5432 → data/db']],
    ['JDBC', 'jdbc:postgresql://db.data:5432/shop?ssl=false', ['db.data:5432 → data/db']],
    ['a DSN of Go', 'app:pw@tcp(db.data:5432)/shop', ['db.data:5432 → data/db']],
    ['a list', 'api:80,db.data:5432', ['api:80 → shop/api', 'db.data:5432 → data/db']],
    ['a list within a URL', 'mongodb://db.data:5432,api:80/shop', ['db.data:5432 → data/db', 'api:80 → shop/api']],
    [
      'the name of a pod',
      'http://db-0.db.data.svc.cluster.local',
      ['db-0.db.data.svc.cluster.local → db-0 of data/db'],
    ],
    ['a full name with a dot', 'http://api.shop.svc.cluster.local.', ['api.shop.svc.cluster.local. → shop/api']],
  ] as const) {
    it(`are found in ${text}`, () => assert.deepEqual(names(env('TARGET', value)), expected));
  }

  it('are found as the whole value of what is called a host, with the port beside it', () => {
    const text = container('env: [{name: API_HOST, value: api}, {name: API_PORT, value: "80"}]');
    assert.deepEqual(names(text), ['api:80 → shop/api']);
    assert.deepEqual(names(env('DRIVER', 'api')), []);
  });

  it('are put together from variables of the same container', () => {
    const text = container(`env:
  - {name: HOST, value: api}
  - {name: API_URL, value: "http://$(HOST):80"}
args: ["--upstream=$(API_URL)", "--other=$(UNKNOWN):80"]`);
    assert.deepEqual(names(text), ['api → shop/api', 'api:80 → shop/api', 'api:80 → shop/api']);
  });

  it('are found behind flags', () => {
    const text = container('args: ["--api=http://api", "--db-host", db.data, "--level=info"]');
    assert.deepEqual(names(text), ['api → shop/api', 'db.data → data/db']);
  });

  it('are found in properties, nginx configuration, YAML and JSON within a ConfigMap', () => {
    const text = settings(`app.properties: |
  # http://old.shop.svc.cluster.local
  db.url=jdbc:postgresql://db.data:5432/shop
  api.host=api
nginx.conf: |
  upstream backend { server api:80; }
  location / { proxy_pass http://backend; }
  location /db { proxy_pass http://db.data.svc.cluster.local:5432; }
config.yaml: |
  database:
    host: db.data
    port: 5432
config.json: '{"api": "http://api/v1"}'`);
    assert.deepEqual(names(text), [
      'db.data:5432 → data/db',
      'api → shop/api',
      'api:80 → shop/api',
      'db.data.svc.cluster.local:5432 → data/db',
      'db.data → data/db',
      'api → shop/api',
    ]);
  });

  it('belong to the workloads that read the ConfigMap', () => {
    const text = `${settings('API_URL: http://api')}---\n${container('envFrom: [{configMapRef: {name: settings}}]')}`;
    const [scope] = workspaceOf(`${text}${services}`).scopes;
    const [reference] = scope!.model.get(nameReferences);
    assert.deepEqual(
      reference?.users.map(({ name }) => name.value),
      ['web'],
    );
  });

  it('are not addresses, versions, images, times, files or what is filled in later', () => {
    const text = container(`image: registry.example.com:5000/web:1.2
env:
  - {name: A, value: "10.0.0.1:80"}
  - {name: B, value: "1.2.3"}
  - {name: C, value: "12:30"}
  - {name: D, value: "s3://bucket/key"}
  - {name: E, value: "reflector.go:245"}
  - {name: F, value: "http://\${HOST}:80"}
  - {name: G, value: "http://localhost:8080"}
  - {name: H, value: "spring.datasource.url"}`);
    assert.deepEqual(names(text), []);
  });
});

describe('names in fields', () => {
  it('are found in annotations of an Ingress, as far as they say their namespace', () => {
    const text = `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: edge
  namespace: shop
  annotations:
    nginx.ingress.kubernetes.io/auth-url: http://api.shop.svc.cluster.local/auth
    nginx.ingress.kubernetes.io/mirror-target: http://api/copy
spec: {}
`;
    assert.deepEqual(names(text), ['api.shop.svc.cluster.local → shop/api']);
  });

  it('are found in the routes of Istio, where a name alone is one of the same namespace', () => {
    const text = `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: api, namespace: shop}
spec:
  http: [{route: [{destination: {host: api}}, {destination: {host: db.data.svc.cluster.local}}]}]
`;
    assert.deepEqual(names(text), ['api → shop/api', 'db.data.svc.cluster.local → data/db']);
  });

  it('have the port that a route of Istio writes beside them', () => {
    const text = `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: api, namespace: shop}
spec:
  http: [{route: [{destination: {host: api, port: {number: 8080}}}]}]
`;
    const [reference] = workspaceOf(`${text}${services}`).scopes[0]!.model.get(nameReferences);
    assert.deepEqual([reference!.port?.value, reference!.portWritten], [8080, true]);
  });

  it('are found in shell commands, and behind the flags of clients', () => {
    const pod = (command: string) => `apiVersion: v1
kind: Pod
metadata: {name: p, namespace: shop}
spec: {containers: [{name: a, image: x, command: ${command}}]}
`;
    assert.deepEqual(names(pod('[sh, -c, "until nc -z api 80; do sleep 1; done"]')), ['api:80 → shop/api']);
    assert.deepEqual(names(pod('[pg_dump, -h, db.data, -p, "5432"]')), ['db.data:5432 → data/db']);
    assert.deepEqual(names(pod('[ls, -h, db.data]')), []);
  });

  it('lead from webhooks, aggregated APIs and custom resources to their Services', () => {
    const text = `apiVersion: admissionregistration.k8s.io/v1
kind: MutatingWebhookConfiguration
metadata: {name: hooks}
webhooks: [{name: a.example.com, clientConfig: {service: {name: api, namespace: shop}}}]
---
apiVersion: apiregistration.k8s.io/v1
kind: APIService
metadata: {name: v1.example.com}
spec: {service: {name: api, namespace: shop, port: 80}}
---
apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: {name: web, namespace: shop}
spec: {strategy: {canary: {stableService: api, canaryService: other}}}
`;
    const workspace = workspaceOf(`${text}${services}`);
    const found = workspace.scopes[0]!.model.get(fieldReferences);
    assert.deepEqual(
      found.map(
        ({ from, name, port, service }) => `${from.kind} ${name.value}:${port?.value} ${service !== undefined}`,
      ),
      [
        'MutatingWebhookConfiguration api:443 true',
        'APIService api:80 true',
        'Rollout other:undefined false',
        'Rollout api:undefined true',
      ],
    );
    const [definition] = definitionsAt(workspace, 'manifest.yaml', text.indexOf('name: api, namespace') + 7);
    assert.equal(definition?.file, 'manifest.yaml');
  });
});
