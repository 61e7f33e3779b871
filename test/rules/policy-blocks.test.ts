import assert from 'node:assert/strict';
import connection from '../../src/rules/policy-blocks-connection.ts';
import dns from '../../src/rules/policy-blocks-dns.ts';
import service from '../../src/rules/policy-blocks-service.ts';
import { findingsOf, fixed } from '../support/check.ts';

function app(name: string, env = '', more = ''): string {
  return `
apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}, namespace: shop}
spec:
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec: {${more}containers: [{name: main, image: i, ports: [{name: http, containerPort: 8080}]${env}}]}
---
apiVersion: v1
kind: Service
metadata: {name: ${name}, namespace: shop}
spec: {selector: {app: ${name}}, ports: [{port: 80, targetPort: http}]}
---`;
}

function policy(name: string, spec: string): string {
  return `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: ${name}, namespace: shop}
spec:
${spec.replace(/^/gm, '  ')}
---`;
}

const web = app('web', ', env: [{name: API, value: "http://api"}]');
const job = app('job', ', env: [{name: API, value: "http://api.shop.svc.cluster.local:80"}]');
const dnsOnly = `podSelector: {}
policyTypes: [Egress]
egress:
  - ports: [{port: 53, protocol: UDP}, {port: 53, protocol: TCP}]`;

function said(rule: typeof dns, text: string): string[] {
  return findingsOf(rule, text).map(({ severity, message }) => `${severity}: ${message}`);
}

describe('policy-blocks-connection', () => {
  const closed = policy('closed', 'podSelector: {matchLabels: {app: api}}\npolicyTypes: [Ingress]');

  it('reports a port once, for all who ask for it', () => {
    assert.deepEqual(said(connection, web + job + app('api') + closed), [
      'warning: Deployment web and Deployment job ask for Service api (env API), but TCP 8080 of Deployment api is denied: NetworkPolicy closed isolates it for ingress, and no rule allows this',
    ]);
  });

  it('admits them all with its fix', () => {
    const text = web + job + app('api') + closed;
    const after = fixed(connection, text)['manifest.yaml']!;
    assert.deepEqual(said(connection, after), []);
    assert.match(after, /ingress:\n\s+- from:\n/);
  });

  it('reports egress and ingress apart, and each fix mends its own', () => {
    const text = web + app('api') + closed + policy('dns', dnsOnly);
    assert.equal(said(connection, text).length, 2);
    const once = fixed(connection, text)['manifest.yaml']!;
    assert.equal(said(connection, once).length, 1);
    assert.equal(said(connection, fixed(connection, once)['manifest.yaml']!).length, 0);
  });

  it('adds the port to a rule that already has the peer', () => {
    const rule =
      'podSelector: {matchLabels: {app: api}}\ningress:\n  - from: [{podSelector: {}}]\n    ports:\n      - port: 9090';
    const after = fixed(connection, web + app('api') + policy('api', rule))['manifest.yaml']!;
    assert.match(after, /- port: 9090\n\s+- port: 8080/);
  });

  it('only informs where a policy of the namespace may be elsewhere', () => {
    const release = `
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: base, namespace: argocd}
spec: {source: {repoURL: "https://example.com/base.git"}, destination: {namespace: shop}}
---`;
    assert.match(said(connection, web + app('api') + closed + release)[0]!, /^info/);
  });

  it('leaves alone what the policies of several are needed for together', () => {
    const text = web + app('api') + closed + policy('open', 'podSelector: {}\ningress: [{ports: [{port: http}]}]');
    assert.deepEqual(said(connection, text), []);
  });
});

describe('policy-blocks-service', () => {
  const open = (type: string) => app('api').replace('spec: {selector', `spec: {type: ${type}, selector`);
  const inside = policy('inside', 'podSelector: {}\ningress: [{from: [{podSelector: {}}]}]');

  it('reports a Service that is open to the outside and admits only pods', () => {
    assert.match(
      said(service, open('NodePort') + inside)[0]!,
      /^warning: Service api of type NodePort leads to TCP 8080/,
    );
    assert.deepEqual(said(service, app('api') + inside), []);
  });

  it('leaves alone blocks that hold some of the addresses outside', () => {
    const block = policy('block', 'podSelector: {}\ningress: [{from: [{ipBlock: {cidr: 203.0.113.0/24}}]}]');
    assert.deepEqual(said(service, open('LoadBalancer') + block), []);
  });

  const ingress = `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: site, namespace: shop}
spec: {defaultBackend: {service: {name: api, port: {number: 80}}}}
---`;

  it('only informs where a controller beside the pods would be admitted', () => {
    assert.match(said(service, app('api') + ingress + inside)[0]!, /^info/);
  });

  it('judges the controller that is among the files', () => {
    const controller = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: controller, namespace: edge}
spec:
  selector: {matchLabels: {app: controller}}
  template:
    metadata: {labels: {app: controller}}
    spec: {containers: [{name: c, image: "registry.k8s.io/ingress-nginx/controller:v1.12.0"}]}
---`;
    const to = (name: string) =>
      policy(
        'edge',
        `podSelector: {}\ningress: [{from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: ${name}}}}]}]`,
      );
    assert.deepEqual(said(service, app('api') + ingress + controller + to('edge')), []);
    assert.match(said(service, app('api') + ingress + controller + to('ingress'))[0]!, /^warning: Ingress site leads/);
  });
});

describe('policy-blocks-dns', () => {
  const toApi =
    'podSelector: {matchLabels: {app: web}}\npolicyTypes: [Egress]\negress:\n  - to: [{podSelector: {matchLabels: {app: api}}}]';

  it('is united over all policies of the pods', () => {
    assert.equal(said(dns, web + app('api') + policy('web', toApi)).length, 1);
    assert.deepEqual(said(dns, web + app('api') + policy('web', toApi) + policy('dns', dnsOnly)), []);
  });

  it('recognises the ways to admit the DNS of a cluster', () => {
    for (const to of [
      'to: [{namespaceSelector: {}}]\n    ports: [{port: 53, protocol: UDP}, {port: 53}]',
      'to: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}}]',
      'to: [{namespaceSelector: {}, podSelector: {matchLabels: {k8s-app: kube-dns}}}]',
      'to: [{ipBlock: {cidr: 169.254.20.10/32}}]\n    ports: [{port: 53, protocol: UDP}, {port: 53}]',
      'to: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: openshift-dns}}}]\n    ports: [{port: 5353, protocol: UDP}, {port: 5353}]',
    ]) {
      const text = web + app('api') + policy('web', `${toApi}\n  - ${to}`);
      assert.deepEqual(said(dns, text), [], to);
    }
  });

  it('knows that a port without a protocol is TCP', () => {
    const text = web + app('api') + policy('web', `${toApi}\n  - ports:\n      - port: 53`);
    assert.match(
      said(dns, text)[0]!,
      /^warning: Deployment web may ask DNS over TCP only.* a port without a protocol is TCP/,
    );
    assert.deepEqual(said(dns, fixed(dns, text)['manifest.yaml']!), []);
  });

  it('hints at TCP where only UDP is admitted', () => {
    const text = web + app('api') + policy('web', `${toApi}\n  - ports:\n      - {port: 53, protocol: UDP}`);
    assert.match(said(dns, text)[0]!, /^hint/);
  });

  it('leaves alone pods that do not ask it', () => {
    const own = app('web', ', env: [{name: API, value: "http://api"}]', 'dnsPolicy: Default, ');
    assert.deepEqual(said(dns, own + app('api') + policy('web', toApi)), []);
  });
});
