import assert from 'node:assert/strict';
import { reachability } from '../../src/features/reachability.ts';
import { traceText } from '../../src/features/trace.ts';
import type { Trace } from '../../src/model/trace.ts';
import { Workspace } from '../../src/model/workspace.ts';

function app(name: string, more = '', pod = ''): string {
  return `
apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}, namespace: shop}
spec:
  replicas: 2
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec: {${pod}containers: [{name: main, image: i, ports: [{name: http, containerPort: 8080}]${more}}]}
---`;
}

function service(name: string, more = ''): string {
  return `
apiVersion: v1
kind: Service
metadata: {name: ${name}, namespace: shop}
spec: {selector: {app: ${name}}, ports: [{name: web, port: 80, targetPort: http}]${more}}
---`;
}

function policy(name: string, spec: string): string {
  return `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: ${name}, namespace: shop}
spec: {${spec}}
---`;
}

const shop = app('web') + app('api') + service('api');

function traced(text: string, source: string, destination: string, port?: number): Trace {
  const workspace = new Workspace();
  workspace.update([['app.yaml', text]]);
  const found = reachability(workspace.scope('.')!, source, destination, port);
  assert.ok(found.kind === 'trace', found.kind === 'fault' ? found.fault : '');
  return found.trace;
}

function fault(text: string, source: string, destination: string): string | undefined {
  const workspace = new Workspace();
  workspace.update([['app.yaml', text]]);
  const found = reachability(workspace.scope('.')!, source, destination);
  return found.kind === 'fault' ? found.fault : undefined;
}

/** The kinds of the hops, with what is not allowed marked. */
function way({ hops }: Trace): string[] {
  return hops.map(({ kind, verdict }) => (verdict === 'allowed' ? kind : `${kind} ${verdict}`));
}

describe('a trace from a pod', () => {
  it('goes by DNS, Service, policies and interfaces to the container', () => {
    const found = traced(shop, 'shop/web', 'Service/shop/api', 80);
    assert.equal(found.verdict, 'allowed');
    assert.deepEqual(way(found), [
      'dns',
      'service',
      'policy',
      'interface',
      'network',
      'policy',
      'interface',
      'container',
    ]);
    assert.equal(found.hops[1]!.title, 'Service api: port 80 → 8080');
    assert.equal(found.hops.at(-1)!.title, 'container main: TCP 8080 (http)');
  });

  it('ends where a policy denies it, at the line of the policy', () => {
    const text = shop + policy('closed', 'podSelector: {matchLabels: {app: api}}');
    const found = traced(text, 'shop/web', 'shop/api', 80);
    assert.equal(found.verdict, 'denied');
    assert.equal(way(found).at(-1), 'policy denied');
    assert.match(found.because, /NetworkPolicy closed isolates it for ingress/);
    const { start, end } = found.decidedBy!;
    assert.equal(text.slice(start, end), 'podSelector');
  });

  it('points at the rule that allows it', () => {
    const rule =
      'podSelector: {matchLabels: {app: api}}, ingress: [{from: [{podSelector: {}}], ports: [{port: http}]}]';
    const text = shop + policy('open', rule);
    const found = traced(text, 'shop/web', 'shop/api', 80);
    assert.equal(found.verdict, 'allowed');
    assert.equal(text.slice(found.decidedBy!.start, found.decidedBy!.end), 'from');
  });

  it('says of both policies where both deny', () => {
    const text =
      shop +
      policy(
        'out',
        'podSelector: {matchLabels: {app: web}}, policyTypes: [Egress], egress: [{ports: [{port: 53, protocol: UDP}]}]',
      ) +
      policy('in', 'podSelector: {matchLabels: {app: api}}');
    assert.deepEqual(way(traced(text, 'shop/web', 'shop/api', 80)), [
      'dns',
      'service',
      'policy denied',
      'policy denied',
    ]);
  });

  it('ends at the DNS where egress to it is denied', () => {
    const text =
      shop +
      policy('out', 'podSelector: {matchLabels: {app: web}}, policyTypes: [Egress], egress: [{ports: [{port: 8080}]}]');
    const found = traced(text, 'shop/web', 'api.shop', 80);
    assert.deepEqual(way(found), ['policy denied']);
    assert.match(found.because, /DNS of the cluster at UDP 53/);
  });

  it('takes the ports of policies as those of the pod', () => {
    const onPort = (port: number) =>
      shop + policy('in', `podSelector: {matchLabels: {app: api}}, ingress: [{ports: [{port: ${port}}]}]`);
    assert.equal(traced(onPort(80), 'shop/web', 'shop/api', 80).verdict, 'denied');
    assert.equal(traced(onPort(8080), 'shop/web', 'shop/api', 80).verdict, 'allowed');
  });

  it('is refused at a port that the Service does not have, and without endpoints', () => {
    assert.match(traced(shop, 'shop/web', 'Service/shop/api', 8080).because, /^Service api has no port 8080/);
    const empty = app('web') + service('api');
    assert.match(traced(empty, 'shop/web', 'Service/shop/api', 80).because, /has no endpoints/);
  });

  it('goes straight to the pods of a headless Service, at the port that was asked for', () => {
    const text = app('web') + app('api') + service('api', ', clusterIP: None');
    const found = traced(text, 'shop/web', 'Service/shop/api', 8080);
    assert.equal(found.verdict, 'allowed');
    assert.match(found.hops.find(({ kind }) => kind === 'service')!.title, /headless/);
    assert.equal(found.hops.at(-1)!.title, 'container main: TCP 8080 (http)');
  });

  it('tells of session affinity and traffic policies', () => {
    const text = app('web') + app('api') + service('api', ', sessionAffinity: ClientIP, internalTrafficPolicy: Local');
    const { detail } = traced(text, 'shop/web', 'Service/shop/api').hops.find(({ kind }) => kind === 'service')!;
    assert.match(detail, /10800 seconds/);
    assert.match(detail, /internalTrafficPolicy Local/);
  });

  it('is unknown where endpoints fare differently', () => {
    const canary = app('canary').replace('labels: {app: canary}', 'labels: {app: api, track: canary}');
    const text = shop + canary + policy('canary', 'podSelector: {matchLabels: {track: canary}}');
    const found = traced(text, 'shop/web', 'shop/api', 80);
    assert.equal(found.verdict, 'unknown');
    assert.match(found.hops.at(-1)!.title, /depends on the endpoint/);
  });

  it('leaves the cluster by the node, with its address', () => {
    const found = traced(shop, 'shop/web', 'https://example.com/x');
    assert.deepEqual(way(found), ['dns', 'policy', 'interface', 'node', 'internet']);
    assert.equal(found.port, 443);
    assert.match(found.hops[3]!.title, /SNAT/);
  });

  it('follows an ExternalName to the outside', () => {
    const text = `${shop}
apiVersion: v1
kind: Service
metadata: {name: pay, namespace: shop}
spec: {type: ExternalName, externalName: pay.example.com}
---`;
    const found = traced(text, 'shop/web', 'Service/shop/pay', 443);
    assert.ok(found.hops.some(({ title }) => title === 'CNAME: pay.example.com'));
    assert.equal(found.hops.at(-1)!.kind, 'internet');
  });

  it('judges an address outside by the blocks of the policies', () => {
    const text =
      shop +
      policy(
        'out',
        'podSelector: {matchLabels: {app: web}}, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 203.0.113.0/24}}]}]',
      );
    assert.equal(traced(text, 'shop/web', '203.0.113.7', 443).verdict, 'allowed');
    assert.equal(traced(text, 'shop/web', '198.51.100.7', 443).verdict, 'denied');
  });

  it('has no translation where the pod uses the network of its node', () => {
    const text = app('web', '', 'hostNetwork: true, ') + app('api') + service('api');
    const titles = traced(text, 'shop/web', '203.0.113.7').hops.map(({ title }) => title);
    assert.ok(titles.includes('the node sends it as its own'));
  });

  it('names the interface after the network plugin that the files install', () => {
    const calico = `
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: calico-node, namespace: kube-system}
spec:
  template:
    metadata: {labels: {k8s-app: calico-node}}
    spec: {containers: [{name: calico-node, image: "docker.io/calico/node:v3.29.0"}]}
---`;
    const find = (text: string) =>
      traced(text, 'shop/web', 'Service/shop/api').hops.find(({ kind }) => kind === 'interface')!;
    assert.match(find(shop + calico).title, /cali…/);
    assert.equal(find(shop + calico).basis, 'files');
    assert.equal(find(shop).basis, 'assumed');
  });
});

const ingress = `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: site, namespace: shop}
spec:
  tls: [{hosts: [shop.example.com]}]
  rules:
    - host: shop.example.com
      http:
        paths:
          - {path: /, pathType: Prefix, backend: {service: {name: web, port: {name: web}}}}
          - {path: /api, pathType: Prefix, backend: {service: {name: api, port: {number: 80}}}}
---`;

describe('a trace from outside', () => {
  const site = shop + service('web') + ingress;

  it('comes by the Ingress that serves the host and the longest path', () => {
    const found = traced(site, 'internet', 'https://shop.example.com/api/carts');
    assert.equal(found.verdict, 'allowed');
    assert.deepEqual(way(found), ['load-balancer', 'proxy', 'service', 'policy', 'interface', 'container']);
    assert.match(found.hops[1]!.title, /path \/api \(Prefix\) → Service api/);
    assert.match(
      traced(site, 'internet', 'https://shop.example.com/apis').hops[1]!.title,
      /path \/ \(Prefix\) → Service web/,
    );
  });

  it('comes to a Service or workload by what leads to it', () => {
    assert.match(traced(site, 'internet', 'Service/shop/api').hops[1]!.title, /Ingress site/);
    assert.match(traced(site, 'internet', 'Deployment/shop/api', 8080).hops[1]!.title, /Ingress site/);
  });

  it('does not come where nothing leads', () => {
    const found = traced(shop, 'internet', 'Service/shop/api', 80);
    assert.equal(found.verdict, 'denied');
    assert.match(found.because, /nothing leads from outside to Service api/);
    assert.equal(traced(shop, 'internet', 'api.shop.svc.cluster.local').verdict, 'denied');
  });

  it('is denied by a policy that does not admit the controller', () => {
    const text = site + policy('closed', 'podSelector: {}');
    assert.equal(traced(text, 'internet', 'https://shop.example.com/').verdict, 'denied');
  });

  it('is not said to be denied where a namespace is admitted in which the controller may run', () => {
    const peer = '{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: ingress-nginx}}}';
    const text = site + policy('edge', `podSelector: {}, ingress: [{from: [${peer}]}]`);
    assert.equal(traced(text, 'internet', 'https://shop.example.com/').verdict, 'allowed');
  });

  it('comes by load balancer and node port, with the address of a node unless externalTrafficPolicy is Local', () => {
    const text = app('api') + service('api', ', type: LoadBalancer');
    const found = traced(text, 'internet', 'Service/shop/api', 80);
    assert.deepEqual(way(found), ['load-balancer', 'node-port', 'service', 'policy', 'interface', 'container']);
    assert.match(found.hops[1]!.detail, /SNAT/);
    const local = app('api') + service('api', ', type: LoadBalancer, externalTrafficPolicy: Local');
    assert.match(traced(local, 'internet', 'Service/shop/api', 80).hops[1]!.detail, /the address of the client stays/);
  });

  it('is kept out by loadBalancerSourceRanges', () => {
    const text = app('api') + service('api', ', type: LoadBalancer, loadBalancerSourceRanges: [198.51.100.0/24]');
    assert.equal(traced(text, '203.0.113.7', 'Service/shop/api', 80).verdict, 'denied');
    assert.equal(traced(text, '198.51.100.7', 'Service/shop/api', 80).verdict, 'allowed');
    assert.equal(traced(text, 'internet', 'Service/shop/api', 80).verdict, 'unknown');
  });

  it('comes by a route of the Gateway API', () => {
    const text = `${shop}
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: edge, namespace: shop}
spec: {gatewayClassName: any, listeners: [{name: http, port: 80, protocol: HTTP}]}
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: api, namespace: shop}
spec:
  parentRefs: [{name: edge}]
  hostnames: [api.example.com]
  rules: [{backendRefs: [{name: api, port: 80}]}]
---`;
    const found = traced(text, 'internet', 'http://api.example.com/');
    assert.match(found.hops[1]!.title, /HTTPRoute api/);
    assert.equal(found.verdict, 'allowed');
  });

  it('comes by a host port', () => {
    const text = app('agent', '').replace('containerPort: 8080', 'containerPort: 8080, hostPort: 9000');
    const found = traced(text, 'internet', 'Deployment/shop/agent', 9000);
    assert.equal(found.hops[0]!.kind, 'host-port');
    assert.equal(found.verdict, 'allowed');
  });
});

describe('the ends of a trace', () => {
  it('are found by name, namespace and kind, with the nearest name for a slip', () => {
    assert.equal(traced(shop, 'web', 'api', 80).to, 'Service/shop/api');
    assert.equal(traced(shop, 'deploy/web', 'svc/api', 80).from, 'Deployment/shop/web');
    assert.equal(
      fault(shop, 'shop/wbe', 'shop/api'),
      'no workload is called "shop/wbe"; did you mean Deployment/shop/web?',
    );
    assert.equal(
      fault(shop, 'shop/web', 'shop/apo'),
      'no workload or Service is called "shop/apo"; did you mean Service/shop/api?',
    );
  });

  it('are a workload where the port is one of its own and not of the Service of its name', () => {
    assert.equal(traced(shop, 'web', 'shop/api', 8080).to, 'Deployment/shop/api');
  });

  it('must be unambiguous', () => {
    const twice = shop + app('api').replace('namespace: shop', 'namespace: test');
    assert.match(fault(twice, 'api', 'web') ?? '', /may be Deployment\/shop\/api or Deployment\/test\/api/);
  });
});

describe('a trace as text', () => {
  it('begins with the verdict and the line that decides', () => {
    const text = shop + policy('closed', 'podSelector: {matchLabels: {app: api}}');
    const lines = traceText(traced(text, 'shop/web', 'shop/api', 80), () => text).split('\n');
    const line = text.slice(0, text.indexOf('name: closed')).split('\n').length + 1;
    assert.equal(lines[0], 'Deployment/shop/web → Service/shop/api, TCP 80: denied');
    assert.ok(lines[1]!.endsWith(`(app.yaml:${line})`), lines[1]);
    assert.ok(lines.some((one) => one.endsWith('[denied]')));
  });
});
