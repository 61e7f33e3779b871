import assert from 'node:assert/strict';
import { listedName } from '../../src/model/policyEndpoints.ts';
import { requiredConnections, requiredPortText, requiredSourceName } from '../../src/model/required.ts';
import { Workspace } from '../../src/model/workspace.ts';

function required(text: string): string[] {
  const workspace = new Workspace();
  workspace.update([['app.yaml', text]]);
  const found = workspace.scope('.')!.model.get(requiredConnections);
  return found.map(
    (one) =>
      `${requiredSourceName(one.source)} => ${listedName(one.destination)} : ${requiredPortText(one)} (${one.where}) ${one.explanation?.verdict}`,
  );
}

function app(name: string, container = '', more = ''): string {
  return `
apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}, namespace: shop}
spec:
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec: {containers: [{name: c, image: i, ports: [{name: http, containerPort: 8080}]${container}}]${more}}
---`;
}

function service(name: string, more = '', ports = '{port: 80, targetPort: 8080}'): string {
  return `
apiVersion: v1
kind: Service
metadata: {name: ${name}, namespace: shop}
spec: {selector: {app: ${name}}, ports: [${ports}]${more}}
---`;
}

const closed = `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: closed, namespace: shop}
spec: {podSelector: {matchLabels: {app: api}}, ingress: [{from: [{podSelector: {matchLabels: {app: job}}}]}]}
---`;

describe('the connections that manifests ask for', () => {
  it('come from values that name a Service, each with its verdict', () => {
    const web = app('web', ', env: [{name: API_URL, value: "http://api:80/v1"}]');
    assert.deepEqual(required(web + app('api') + service('api')), [
      'shop/web[Deployment] => shop/api[Deployment] : TCP 8080 (env API_URL) allowed',
    ]);
    assert.deepEqual(required(web + app('api') + service('api') + closed), [
      'shop/web[Deployment] => shop/api[Deployment] : TCP 8080 (env API_URL) denied',
    ]);
  });

  it('are judged by the port of the pod, not of the Service', () => {
    const onPort = (port: number) => `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: api, namespace: shop}
spec: {podSelector: {matchLabels: {app: api}}, ingress: [{ports: [{port: ${port}}]}]}
---`;
    const shop = app('web', ', env: [{name: API_URL, value: "http://api:80"}]') + app('api') + service('api');
    assert.match(required(shop + onPort(80))[0]!, /denied$/);
    assert.match(required(shop + onPort(8080))[0]!, /allowed$/);
  });

  it('come from a value under any name, as long as the Service exists and is not the workload’s own', () => {
    const web = app('web', ', env: [{name: BACKEND, value: api}, {name: SELF, value: web}], args: [--cart=cart.other]');
    assert.deepEqual(required(web + app('api') + service('api') + service('web')), [
      'shop/web[Deployment] => shop/api[Deployment] : TCP 8080 (env BACKEND) allowed',
    ]);
  });

  it('come from the ConfigMaps that a workload reads', () => {
    const web = app('web', ', envFrom: [{configMapRef: {name: settings}}]');
    const settings =
      '\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings, namespace: shop}\ndata: {api: "api.shop:80"}\n---';
    assert.deepEqual(required(web + app('api') + service('api') + settings), [
      'shop/web[Deployment] => shop/api[Deployment] : TCP 8080 (key api) allowed',
    ]);
  });

  it('go to the port that is written, and to none where the Service has another', () => {
    const ports = '{name: a, port: 80, targetPort: http}, {name: b, port: 90, targetPort: 9090}';
    const to = (value: string) =>
      required(app('web', `, env: [{name: API_HOST, value: "${value}"}]`) + app('api') + service('api', '', ports));
    assert.deepEqual(to('api:80'), ['shop/web[Deployment] => shop/api[Deployment] : TCP http (env API_HOST) allowed']);
    assert.equal(to('api').length, 2);
    assert.equal(to('api:81').length, 0);
  });

  it('come from anywhere for a Service that is open to the outside, and from the cluster behind an Ingress', () => {
    const ingress = `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web, namespace: shop}
spec: {rules: [{http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: api, port: {number: 80}}}}]}}]}
---`;
    assert.deepEqual(required(app('api') + service('api', ', type: NodePort') + ingress), [
      '{cluster} => shop/api[Deployment] : TCP 8080 (Ingress web) allowed',
      '{anywhere} => shop/api[Deployment] : TCP 8080 (type NodePort) allowed',
    ]);
    assert.match(required(app('api') + service('api', ', type: NodePort') + closed)[0]!, /denied$/);
  });

  it('come from the API server for webhooks', () => {
    const webhook = `
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: {name: check}
webhooks: [{name: check.shop.io, clientConfig: {service: {name: api, namespace: shop, path: /check}}}]
---`;
    assert.deepEqual(required(app('api') + service('api', '', '{port: 443, targetPort: 8080}') + webhook), [
      '{api-server} => shop/api[Deployment] : TCP 8080 (ValidatingWebhookConfiguration check) allowed',
    ]);
  });

  it('come from routes of the Gateway API', () => {
    const route = `
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: web, namespace: shop}
spec: {rules: [{backendRefs: [{name: api, port: 80}]}]}
---`;
    assert.deepEqual(required(app('api') + service('api') + route), [
      '{cluster} => shop/api[Deployment] : TCP 8080 (HTTPRoute web) allowed',
    ]);
  });
});
