import assert from 'node:assert/strict';
import { app, hopOf, object, service, traced, wayOf } from '../support/traced.ts';

const api = app('api');
const ingress = (spec: string) => object('networking.k8s.io/v1', 'Ingress', 'edge', `spec: {${spec}}`);
const toApi = 'http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: api, port: {name: web}}}}]}';
const to = (text: string, destination: string, port?: number, source = 'internet') =>
  traced(text, source, destination, port);

describe('a request from outside to a Service', () => {
  it('is denied where nothing leads in', () => {
    const found = to(api + service('api'), 'Service/shop/api', 80);
    assert.equal(found.verdict, 'denied');
    assert.match(found.because, /of type ClusterIP, without external addresses/);
  });

  it('enters by a node port, where the address of the client is lost', () => {
    const text = api + service('api', ', type: NodePort').replace('port: 80,', 'port: 80, nodePort: 30080,');
    const found = to(text, 'Service/shop/api', 30080);
    assert.equal(found.verdict, 'allowed');
    assert.match(hopOf(found, 'node-port'), /^node port 30080\. Every node takes it\. .*SNAT/);
    assert.match(hopOf(found, 'service'), /On the node that takes it/);
    assert.equal(to(text, '203.0.113.5', 30080).verdict, 'allowed');
    assert.equal(to(text, '203.0.113.5', 30081).verdict, 'unknown');
  });

  it('keeps the address of the client under externalTrafficPolicy Local', () => {
    const found = to(api + service('api', ', type: NodePort, externalTrafficPolicy: Local'), 'Service/shop/api', 80);
    assert.match(hopOf(found, 'node-port'), /assigned when it is created\. externalTrafficPolicy Local: only nodes/);
  });

  it('enters by a load balancer, from the ranges that it lets in', () => {
    const open = api + service('api', ', type: LoadBalancer, loadBalancerIP: 203.0.113.9');
    assert.deepEqual(wayOf(to(open, 'Service/shop/api', 80)).slice(0, 3), ['load-balancer', 'node-port', 'service']);
    assert.equal(to(open, '203.0.113.9', 80).verdict, 'allowed');
    const some =
      api + service('api', ', type: LoadBalancer, loadBalancerSourceRanges: ["198.51.100.0/24", "nonsense"]');
    assert.equal(to(some, 'Service/shop/api', 80, '198.51.100.7').verdict, 'allowed');
    assert.equal(to(some, 'Service/shop/api', 80, '192.0.2.7').verdict, 'denied');
    assert.equal(to(some, 'Service/shop/api', 80).verdict, 'unknown');
  });

  it('passes no node port where a load balancer needs none', () => {
    const text = api + service('api', ', type: LoadBalancer, allocateLoadBalancerNodePorts: false');
    assert.deepEqual(wayOf(to(text, 'Service/shop/api')).slice(0, 2), ['load-balancer', 'service']);
  });

  it('enters by an external address', () => {
    const text = api + service('api', ', externalIPs: [203.0.113.77]');
    assert.match(hopOf(to(text, '203.0.113.77', 80), 'node'), /external address 203\.0\.113\.77/);
  });

  it('enters by an Ingress that leads to it', () => {
    const found = to(api + service('api') + ingress(`rules: [{host: x.org, ${toApi}}]`), 'Service/shop/api');
    assert.deepEqual(wayOf(found).slice(0, 3), ['load-balancer', 'proxy', 'service']);
    assert.match(hopOf(found, 'proxy'), /Ingress edge: host x\.org, path \/ \(Prefix\) → Service api, port web/);
  });
});

describe('a request from outside to pods', () => {
  it('is denied without a Service, and by a Service that is closed', () => {
    assert.match(to(api, 'Deployment/shop/api').because, /No Service leads to these pods|no Service leads/);
    assert.match(to(api + service('api'), 'Deployment/shop/api').because, /[sS]ervice api has no node port/);
  });

  it('goes by the Service that is open', () => {
    const text = api + service('api', ', type: NodePort');
    assert.equal(wayOf(to(text, 'Deployment/shop/api', 8080))[0], 'node-port');
    assert.equal(to(text, 'Deployment/shop/api', 9999).verdict, 'denied');
  });

  it('goes by a port of the node, of the container or of the pod', () => {
    const byHostPort = app('api', '', '{containerPort: 8080, hostPort: 80}');
    assert.match(hopOf(to(byHostPort, 'Deployment/shop/api', 80), 'host-port'), /^port 80 of the node\. hostPort 80/);
    const onHost = app('api', 'hostNetwork: true, ');
    assert.match(hopOf(to(onHost, 'Deployment/shop/api', 8080), 'host-port'), /uses the network of its node/);
    assert.equal(to(onHost, 'Deployment/shop/api', 9090).verdict, 'denied');
  });
});

describe('a request from outside to a name', () => {
  const closed = api + service('api');

  it('goes by the Ingress with its host', () => {
    const text = closed + ingress(`tls: [{hosts: [x.org]}], rules: [{host: x.org, ${toApi}}]`);
    const found = to(text, 'https://x.org/deep?q=1');
    assert.equal(found.port, 443);
    assert.match(hopOf(found, 'proxy'), /The request for x\.org .* TLS ends there/);
    assert.equal(to(text, 'http://y.org/').verdict, 'unknown');
    assert.match(to(text, 'http://y.org/a', undefined, '192.0.2.1').because, /y\.org\/a for 192\.0\.2\.1/);
  });

  it('ends at a Service that the files lack', () => {
    const found = to(ingress(`rules: [{host: x.org, ${toApi}}]`), 'http://x.org/');
    assert.equal(found.verdict, 'denied');
    assert.match(found.because, /no Service api/);
  });

  it('says whose matching it is where the path type leaves it open', () => {
    const text = closed + ingress(`rules: [{${toApi.replace('Prefix', 'ImplementationSpecific')}}]`);
    assert.match(hopOf(to(text, 'http://x.org/'), 'proxy'), /the controller's to decide/);
  });

  it('does not resolve names of the cluster', () => {
    assert.match(to(closed, 'api.shop.svc.cluster.local').because, /Only pods resolve it|only pods resolve it/);
  });

  it('goes by a Gateway', () => {
    const group = 'gateway.networking.k8s.io/v1';
    const text =
      closed +
      object(
        group,
        'Gateway',
        'front',
        'spec: {gatewayClassName: a, listeners: [{name: l, port: 80, protocol: HTTP}]}',
      ) +
      object(
        group,
        'HTTPRoute',
        'r',
        'spec: {parentRefs: [{name: front}], rules: [{backendRefs: [{name: api, port: 80}]}]}',
      );
    const found = to(text, 'http://x.org/');
    assert.match(hopOf(found, 'load-balancer'), /^Gateway front/);
    assert.equal(found.verdict, 'allowed');
    assert.equal(found.port, 80);
  });

  it('enters by the Service of the controller where the files have it', () => {
    const controller =
      app('ingress-nginx').replace('image: i', 'image: registry.k8s.io/ingress-nginx/controller:v1.11.2') +
      service('ingress-nginx', ', type: LoadBalancer');
    const text = closed + controller + ingress(`ingressClassName: nginx, rules: [{${toApi}}]`);
    assert.match(
      hopOf(to(text, 'http://x.org/'), 'load-balancer'),
      /^Service ingress-nginx \(LoadBalancer\) → Deployment/,
    );
  });
});

describe('a request between two ends outside', () => {
  it('does not touch the cluster', () => {
    assert.match(to(api, 'internet').because, /does not touch the cluster/);
    assert.equal(to(api, '192.0.2.200').verdict, 'unknown');
  });
});

describe('a request from an address of some pod', () => {
  const cluster =
    'apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\nnetworking: {podSubnet: 10.244.0.0/16, serviceSubnet: 10.96.0.0/12}\n---\n';

  it('cannot be judged by which pod it is, but is followed', () => {
    const text = cluster + api + service('api');
    const bySource = (destination: string, port?: number) => to(text, destination, port, '10.244.1.2');
    assert.deepEqual(wayOf(bySource('Service/shop/api', 80)).slice(0, 2), ['end unknown', 'service']);
    assert.equal(wayOf(bySource('Deployment/shop/api', 8080)).at(-1), 'container');
    assert.deepEqual(wayOf(bySource('internet')), ['end unknown']);
  });
});
