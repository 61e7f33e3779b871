import assert from 'node:assert/strict';
import { app, hopOf, object, service, traced } from '../support/traced.ts';

const pods = app('web') + app('api');
const from = (text: string, port?: number) => traced(pods + text, 'Deployment/shop/web', 'Service/shop/api', port);
const bare = (spec: string) => object('v1', 'Service', 'api', `spec: {${spec}}`);
const slice = (ports: string, endpoints: string) =>
  `apiVersion: discovery.k8s.io/v1\nkind: EndpointSlice\nmetadata: {name: api-1, namespace: shop, labels: {kubernetes.io/service-name: api}}\naddressType: IPv4\nports: ${ports}\nendpoints: ${endpoints}\n---\n`;

describe('how a Service passes a request on', () => {
  it('is to any endpoint, by kube-proxy', () => {
    const said = hopOf(from(service('api'), 80), 'service');
    assert.match(said, /port 80 → 8080\. On the sender's node, kube-proxy replaces/);
    assert.match(said, /Each connection gets an endpoint of its own/);
  });

  it('is to the same endpoint for a client by session affinity, three hours unless it says otherwise', () => {
    assert.match(hopOf(from(service('api', ', sessionAffinity: ClientIP'), 80), 'service'), /for 10800 seconds/);
    const short = ', sessionAffinity: ClientIP, sessionAffinityConfig: {clientIP: {timeoutSeconds: 60}}';
    assert.match(hopOf(from(service('api', short), 80), 'service'), /for 60 seconds/);
  });

  it('is within the node or near it where the Service says so', () => {
    const fields = ', internalTrafficPolicy: Local, trafficDistribution: PreferClose, publishNotReadyAddresses: true';
    const said = hopOf(from(service('api', fields), 80), 'service');
    assert.match(said, /internalTrafficPolicy Local: only endpoints on the same node/);
    assert.match(said, /trafficDistribution PreferClose/);
    assert.match(said, /publishNotReadyAddresses/);
  });

  it('is by no address in between where it is headless', () => {
    const found = from(service('api', ', clusterIP: None'), 8080);
    assert.match(hopOf(found, 'service'), /headless: straight to a pod.* at 8080/);
  });
});

describe('the port of a Service', () => {
  it('is the first where none is asked for', () => {
    assert.equal(from(service('api')).port, 80);
  });

  it('is refused where it has none of that number, or none at all', () => {
    assert.match(from(service('api'), 81).because, /Its ports are 80 \(web\)|its ports are 80 \(web\)/);
    assert.match(from(bare('selector: {app: api}'), 80).because, /[wW]ithout ports, nothing answers/);
    assert.match(from(bare('selector: {app: api}, ports: [{port: 1}]'), 80).because, /ts ports are 1\./);
  });

  it('is refused where no pod has the name that it targets', () => {
    const found = from(bare('selector: {app: api}, ports: [{port: 80, targetPort: grpc}]'), 80);
    assert.match(found.because, /no pod has a port named "grpc"/);
  });

  it('has the protocol of the Service', () => {
    assert.equal(from(bare('selector: {app: api}, ports: [{port: 53, protocol: UDP}]')).protocol, 'UDP');
  });
});

describe('a Service without a selector', () => {
  it('leads to the addresses of its EndpointSlices, at their port', () => {
    const text =
      bare('ports: [{name: web, port: 80}]') +
      slice('[{name: web, port: 9000, protocol: TCP}]', '[{addresses: [192.0.2.50]}, {addresses: [192.0.2.51]}]');
    const found = from(text, 80);
    assert.match(hopOf(found, 'service'), /port 80 → 192\.0\.2\.50 and 192\.0\.2\.51 at 9000/);
    assert.match(hopOf(found, 'internet'), /^192\.0\.2\.50 at TCP 9000/);
  });

  it('leads nowhere where the slices have no port of that name, but for a headless one', () => {
    const other = slice('[{name: other, port: 9000}]', '[{addresses: [192.0.2.50]}]');
    const found = from(bare('ports: [{port: 80}]') + other, 80);
    assert.equal(found.verdict, 'denied');
    assert.match(found.because, /has no endpoint for port 80/);
    assert.notEqual(from(bare('clusterIP: None, ports: [{port: 80}]') + other, 80).verdict, 'denied');
    assert.match(
      hopOf(from(bare('ports: [{port: 80}]') + slice('[]', '[{addresses: [192.0.2.50]}]'), 80), 'service'),
      /→ 192\.0\.2\.50 at 80/,
    );
  });

  it('is unknown where the files have no endpoints of it', () => {
    const found = from(bare('ports: [{port: 80}]'), 80);
    assert.equal(found.verdict, 'unknown');
    assert.match(found.because, /no selector, and no endpoints here/);
  });
});
