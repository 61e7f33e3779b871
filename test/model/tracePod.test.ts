import assert from 'node:assert/strict';
import { app, faultOf, hopOf, object, service, traced, wayOf } from '../support/traced.ts';

const web = app('web');
const api = app('api');
const cluster =
  'apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\nnetworking: {podSubnet: 10.244.0.0/16, serviceSubnet: 10.96.0.0/12}\n---\n';
const from = (text: string, destination: string, port?: number) =>
  traced(text, 'Deployment/shop/web', destination, port);
const policy = (spec: string) => object('networking.k8s.io/v1', 'NetworkPolicy', 'rule', `spec: {${spec}}`);
const externalName = (target: string, name = 'db') =>
  object('v1', 'Service', name, `spec: {type: ExternalName, externalName: ${target}}`);

describe('a request of a pod to pods', () => {
  it('takes the port that they declare, and needs one', () => {
    assert.equal(from(web + api, 'Deployment/shop/api').port, 8080);
    const silent = from(web + app('api', '', ''), 'Deployment/shop/api');
    assert.equal(silent.verdict, 'unknown');
    assert.match(silent.because, /declares no ports/);
  });

  it('says where no container declares the port', () => {
    assert.match(hopOf(from(web + api, 'Deployment/shop/api', 9999), 'container'), /which no container declares/);
  });

  it('has the address of the node from a pod on the network of its node', () => {
    const found = from(app('web', 'hostNetwork: true, ') + api, 'Deployment/shop/api', 8080);
    assert.match(hopOf(found, 'network'), /api sees the address of the node/);
  });

  it('is denied by the policy of either side', () => {
    const out = 'podSelector: {matchLabels: {app: web}}, policyTypes: [Egress]';
    assert.equal(from(web + api + policy(out), 'Deployment/shop/api', 8080).verdict, 'denied');
    const into = 'podSelector: {matchLabels: {app: api}}, policyTypes: [Ingress]';
    assert.equal(from(web + api + policy(into), 'Deployment/shop/api', 8080).verdict, 'denied');
  });
});

describe('a request of a pod to a name', () => {
  it('leads to the Service of that name, also after the search list', () => {
    const found = from(web + api + service('api'), 'api.shop', 80);
    assert.equal(found.verdict, 'allowed');
    assert.match(
      hopOf(found, 'dns'),
      /asks for api\.shop\.svc\.cluster\.local after \d questions \(search list, ndots\)/,
    );
  });

  it('goes to each of several endpoints that were written by hand', () => {
    const hand =
      service('ext', '').replace(/selector: \{[^}]*\}, /, '') +
      object(
        'v1',
        'Endpoints',
        'ext',
        'subsets: [{addresses: [{ip: 192.0.2.1}, {ip: 192.0.2.2}], ports: [{name: web, port: 8080}]}]',
      );
    assert.equal(from(web + hand, 'Service/shop/ext', 80).verdict, 'allowed');
    const to = (cidr: string) =>
      policy(
        `podSelector: {matchLabels: {app: web}}, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: ${cidr}}}]}, {ports: [{port: 53, protocol: UDP}]}]`,
      );
    assert.equal(from(web + hand + to('192.0.2.0/24'), 'Service/shop/ext', 80).verdict, 'allowed');
    assert.equal(from(web + hand + to('192.0.2.2/32'), 'Service/shop/ext', 80).verdict, 'unknown');
    assert.equal(from(web + hand + to('192.0.2.3/32'), 'Service/shop/ext', 80).verdict, 'denied');
  });

  it('ends where it does not resolve', () => {
    const found = from(web, 'nothing.shop.svc.cluster.local', 80);
    assert.equal(found.verdict, 'denied');
    assert.match(found.because, /does not resolve/);
  });

  it('leads outside for other names, at 443 for https', () => {
    const found = from(web, 'https://example.com/a');
    assert.deepEqual(wayOf(found), ['dns', 'policy', 'interface', 'node', 'internet']);
    assert.equal(found.port, 443);
    assert.match(hopOf(found, 'internet'), /^example\.com at TCP 443/);
  });

  it('follows an ExternalName, to a name outside or to another Service', () => {
    const found = from(web + externalName('db.example.com'), 'Service/shop/db', 5432);
    assert.equal(found.hops.filter(({ kind }) => kind === 'dns').length, 3);
    assert.match(hopOf(found, 'internet'), /^db\.example\.com at TCP 5432/);
    const inside = web + api + service('api') + externalName('api.shop.svc.cluster.local');
    assert.equal(from(inside, 'db.shop.svc.cluster.local', 80).hops.at(-1)!.kind, 'container');
  });

  it('goes nowhere by an ExternalName that is an address', () => {
    const found = from(web + externalName('"192.0.2.1"'), 'Service/shop/db', 5432);
    assert.match(found.because, /192\.0\.2\.1 is no name/);
  });

  it('ends after a few ExternalNames that lead to each other', () => {
    const text = web + externalName('b.shop.svc.cluster.local', 'a') + externalName('a.shop.svc.cluster.local', 'b');
    assert.notEqual(from(text, 'Service/shop/a', 80).verdict, 'allowed');
  });

  it('is asked of the DNS of the node under dnsPolicy Default', () => {
    const found = from(app('web', 'dnsPolicy: Default, ') + api + service('api'), 'api.shop.svc.cluster.local', 80);
    assert.notEqual(found.verdict, 'allowed');
  });

  it('is answered by the hosts file of the pod', () => {
    const aliases = 'hostAliases: [{ip: 192.0.2.9, hostnames: [db.example.com]}], ';
    assert.match(hopOf(from(app('web', aliases), 'db.example.com', 80), 'internet'), /^192\.0\.2\.9 at TCP 80/);
  });
});

describe('a request of a pod to an address', () => {
  const withAddresses = web + api + service('api', ', clusterIP: 10.96.0.20, externalIPs: [203.0.113.77]');

  it('leads to the Service that has it', () => {
    assert.equal(hopOf(from(withAddresses, '10.96.0.20', 80), 'service').split(':')[0], 'Service api');
    assert.equal(hopOf(from(withAddresses, '203.0.113.77', 80), 'service').split(':')[0], 'Service api');
  });

  it('is unknown within the ranges of Services and of pods', () => {
    assert.match(from(cluster + web, '10.96.5.5', 80).because, /lies in 10\.96\.0\.0\/12 .* no Service here has it/);
    assert.match(from(cluster + web, '10.244.5.5', 80).because, /lies in 10\.244\.0\.0\/16 .* when it starts/);
  });

  it('leaves by the node for any other, which masquerades', () => {
    assert.match(hopOf(from(web, '192.0.2.1:8443'), 'node'), /SNAT/);
    assert.match(
      hopOf(from(app('web', 'hostNetwork: true, '), '[2001:db8::1]:8443'), 'node'),
      /there is no translation/,
    );
    assert.match(hopOf(from(web, 'internet'), 'internet'), /^the Internet at TCP 443/);
  });

  it('is denied by an egress policy with another block', () => {
    const block = 'podSelector: {}, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 192.0.2.0/24}}]}]';
    assert.equal(from(web + policy(block), '198.51.100.1', 443).verdict, 'denied');
    assert.equal(from(web + policy(block), '192.0.2.1', 443).verdict, 'allowed');
  });
});

describe('an end of a request', () => {
  const text = web + api + service('api');

  it('is found by short kinds and by namespace', () => {
    for (const end of ['deploy/shop/api', 'deploy/api', 'shop/api', 'svc/api'])
      assert.equal(from(text, end, 80).verdict, 'allowed');
    assert.equal(from(text, 'svc/api', 80).to, 'Service/shop/api');
    assert.equal(from(text, 'api:8080').to, 'Deployment/shop/api');
    assert.equal(from(text, 'api:80').to, 'Service/shop/api');
  });

  it('is a name with the port of its scheme', () => {
    assert.equal(from(text, 'postgres://user:secret@db.example.com/shop').port, 5432);
    assert.equal(from(text, 'redis://cache.example.com:7000').port, 7000);
    assert.equal(from(text, 'https://example.com/a?b=c').to, 'example.com/a');
    assert.equal(from(text, 'http://[2001:db8::1]:81/').to, '2001:db8::1');
  });

  it('is a fault with the nearest names where nothing is called so', () => {
    assert.equal(faultOf(text, 'wep', 'api'), 'no workload is called "wep"; did you mean Deployment/shop/web?');
    assert.match(faultOf(text, 'web', 'shop/apo'), /^no workload or Service is called "shop\/apo"; did you mean /);
    assert.equal(faultOf(text, 'web', 'qqqqqqqqq'), 'no workload or Service is called "qqqqqqqqq"');
    assert.match(faultOf(text, 'web', 'no name!'), /^no workload or Service is called/);
  });

  it('is a fault where two are called so', () => {
    const twice = text + api.replace('namespace: shop', 'namespace: other');
    assert.match(faultOf(twice, 'api', 'web'), /^"api" may be Deployment\/shop\/api or Deployment\/other\/api$/);
  });
});
