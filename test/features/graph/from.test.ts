import assert from 'node:assert/strict';
import { toText } from '../../../src/features/graph/export/text.ts';
import { layoutGraph } from '../../../src/features/graph/layout/layout.ts';
import { reachChanges, reachedFromInternet } from '../../../src/features/graph/reach.ts';
import { deployment, service, viewed } from './fixture.ts';

const ingress = `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: edge, namespace: shop}
spec:
  rules:
  - host: shop.example.com
    http: {paths: [{path: /api, pathType: Prefix, backend: {service: {name: api, port: {name: http}}}}]}
  - http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: gone, port: {number: 80}}}}]}
---
`;

const gateway = (from: string) => `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: edge, namespace: infra}
spec:
  gatewayClassName: cilium
  listeners: [{name: web, port: 80, protocol: HTTP, allowedRoutes: {namespaces: {from: ${from}}}}]
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: web, namespace: shop}
spec:
  parentRefs: [{name: edge, namespace: infra}]
  hostnames: [shop.example.com]
  rules:
  - matches: [{path: {type: PathPrefix, value: /api}}]
    backendRefs: [{name: api, port: 80, weight: 9}, {name: api-next, namespace: canary, port: 80}]
---
`;

describe('the routing view', () => {
  it('leads from an Ingress by its paths to the ports of Services and to their pods', () => {
    const graph = viewed('routing', ingress + service('api') + deployment('api'));
    assert.equal(
      toText(graph),
      `Ingress/shop/edge → Service/shop/api [shop.example.com/api → http]
Ingress/shop/edge → Service/shop/gone [*/]
Internet → Ingress/shop/edge
Service/shop/api → Deployment/shop/api [http]
`,
    );
    assert.equal(graph.nodes.find(({ id }) => id === 'Service/shop/gone')!.role, 'missing');
  });

  it('says of a Service that a Helm release may bring that it is not in the files, and not that it does not exist', () => {
    const release =
      'apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: shop, namespace: shop}\n---\n';
    const gone = viewed('routing', ingress + release).nodes.find(({ id }) => id === 'Service/shop/gone')!;
    assert.equal(gone.role, 'unseen');
    assert.equal(gone.subtitle, 'not in these files');
    assert.equal(gone.badges?.[0]?.detail, 'HelmRelease shop may make more');
  });

  it('shows a finding at the row that it is about', () => {
    const graph = viewed('routing', ingress + service('api') + deployment('api'));
    const edge = graph.nodes.find(({ id }) => id === 'Ingress/shop/edge')!;
    assert.deepEqual(
      edge.rows!.map(({ label, problems }) => [label, problems?.[0]?.rule]),
      [
        ['shop.example.com/api', undefined],
        ['*/', 'ingress-backend-missing'],
      ],
    );
  });

  it('has each port of a Service beside what it leads to', () => {
    const graph = viewed('routing', service('web', ', type: NodePort') + deployment('web'));
    assert.deepEqual(graph.nodes.find(({ id }) => id === 'Service/shop/web')!.rows![0]!.value, '80 → 8080');
    assert.match(toText(graph), /^Internet → Service\/shop\/web \[http\] \(node port\)$/m);
  });

  it('counts the ports of load balancers, external addresses and nodes as ways in', () => {
    const text = toText(
      viewed(
        'routing',
        service('a', ', type: LoadBalancer') +
          service('b', ', externalIPs: [192.0.2.7]') +
          deployment('c', ', hostPort: 8443') +
          deployment('d', ', hostPort: 9443, hostIP: 127.0.0.1'),
      ),
    );
    assert.match(text, /Internet → Service\/shop\/a \[http\] \(load balancer 80\)/);
    assert.match(text, /Internet → Service\/shop\/b \[http\] \(external IP 80\)/);
    assert.match(text, /Internet → Deployment\/shop\/c \(host 8443\)/);
    assert.doesNotMatch(text, /Internet → Deployment\/shop\/d/);
  });

  it('leads from the listeners of a Gateway by its routes to Services, and marks what no grant allows', () => {
    const graph = viewed('routing', gateway('All') + service('api') + service('api-next', '', 'canary'));
    assert.equal(
      toText(graph),
      `Gateway/infra/edge → HTTPRoute/shop/web [web]
HTTPRoute/shop/web → Service/canary/api-next [/api → http] (10 %): denied
HTTPRoute/shop/web → Service/shop/api [/api → http] (90 %)
Internet → Gateway/infra/edge
`,
    );
  });

  it('does not join a route to a listener that refuses its namespace', () => {
    assert.doesNotMatch(toText(viewed('routing', gateway('Same') + service('api'))), /Gateway\/infra\/edge → /);
  });

  it('leads out of the cluster by name', () => {
    const text = toText(
      viewed(
        'routing',
        'apiVersion: v1\nkind: Service\nmetadata: {name: db}\nspec: {type: ExternalName, externalName: db.example.com}\n',
      ),
    );
    assert.equal(text, 'Service/default/db → External/db.example.com (CNAME)\n');
  });
});

describe('the connections view', () => {
  const client = deployment('web').replace('image: web', 'image: web, env: [{name: API, value: "http://api"}]');
  const closed = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: closed, namespace: shop}
spec: {podSelector: {matchLabels: {app: api}}, policyTypes: [Ingress]}
`;

  it('joins who asks to who answers, at the port, with the verdict of the policies', () => {
    const open = toText(viewed('connections', client + service('api') + deployment('api')));
    assert.match(open, /^Deployment\/shop\/web → Deployment\/shop\/api \[TCP 8080\]: allowed$/m);
    const shut = toText(viewed('connections', client + service('api') + deployment('api') + closed));
    assert.match(shut, /^Deployment\/shop\/web → Deployment\/shop\/api \[TCP 8080\]: denied$/m);
  });

  const outward = (policy: string) =>
    toText(
      viewed(
        'connections',
        deployment('web').replace(
          'image: web',
          'image: web, env: [{name: A, value: "https://api.stripe.com/v1"}, {name: B, value: "http://gone.shop"}]',
        ) + policy,
      ),
    );
  const egress = (rules: string) => `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: out, namespace: shop}
spec: {podSelector: {}, policyTypes: [Egress], egress: ${rules}}
`;

  it('leads out of the cluster to the hosts that a workload is told to call, and to no name that may be of the cluster', () => {
    assert.equal(outward(''), 'Deployment/shop/web → External/api.stripe.com [TCP 443]: allowed\n');
  });

  it('knows of a host outside what the policies say of all addresses, and no more', () => {
    const verdict = (rules: string) => /stripe\.com \[TCP 443\]: (\w+)/.exec(outward(egress(rules)))?.[1];
    assert.equal(verdict('[]'), 'denied');
    assert.equal(verdict('[{to: [{ipBlock: {cidr: 0.0.0.0/0}}], ports: [{port: 443}]}]'), 'allowed');
    assert.equal(verdict('[{to: [{ipBlock: {cidr: 0.0.0.0/0}}], ports: [{port: 80}]}]'), 'denied');
    assert.equal(verdict('[{to: [{ipBlock: {cidr: 198.51.100.0/24}}]}]'), 'unknown');
  });

  it('says at the card that no policy is about it, once there are any', () => {
    const badge = (text: string) =>
      viewed('connections', text).nodes.find(({ id }) => id === 'Deployment/shop/web')!.badges?.[0]?.text;
    assert.equal(badge(client), undefined);
    assert.equal(badge(client + closed), 'no policy: open to all');
  });
});

describe('the architecture view', () => {
  const all =
    ingress.replace('name: gone', 'name: api') +
    service('api') +
    deployment('api') +
    deployment('worker') +
    service('pay', '', 'payments') +
    deployment('pay', '', 'payments') +
    deployment('web').replace('image: web', 'image: web, env: [{name: PAY, value: "http://pay.payments"}]') +
    'apiVersion: v1\nkind: Node\nmetadata: {name: n1}\nstatus: {addresses: [{type: InternalIP, address: 10.0.0.11}]}\n';

  it('has the ways in, the namespaces with Services and pods, what they need of each other, DNS, network and nodes', () => {
    const graph = viewed('architecture', all);
    assert.equal(
      toText(graph),
      `CNI
CoreDNS
Ingress controller//no class → Namespace//shop [api]
Internet → Ingress controller//no class
Namespace//shop → Namespace//payments [pay]: allowed
Node//n1
`,
    );
    const shop = graph.nodes.find(({ id }) => id === 'Namespace//shop')!;
    assert.deepEqual(
      shop.rows!.map(({ label, value }) => `${label} ${value}`),
      ['api :80 → 2 pods', 'web 2 pods', 'worker 2 pods'],
    );
    assert.equal(shop.subtitle, '1 Service, 2 other workloads');
  });

  it('tells how many more there are instead of listing all', () => {
    const many = Array.from({ length: 40 }, (_, index) => service(`s${index + 10}`)).join('');
    const card = viewed('architecture', many).nodes.find(({ id }) => id === 'Namespace//shop')!;
    assert.equal(card.rows!.at(-1)!.label, 'and 26 more');
    assert.ok(layoutGraph(viewed('architecture', many)).cards.has('Namespace//shop'));
  });

  const card = (text: string, id: string) => viewed('architecture', text).nodes.find((node) => node.id === id);

  it('has a row for each host outside, from the row of the workload that calls it', () => {
    const web = deployment('web').replace(
      'image: web',
      'image: web, env: [{name: A, value: "https://api.stripe.com/v1"}, {name: B, value: "smtp.example.com:587"}]',
    );
    const graph = viewed('architecture', service('web') + web);
    assert.match(toText(graph), /^Namespace\/\/shop → Outside \[web → api.stripe.com\]: allowed$/m);
    assert.deepEqual(
      graph.nodes.find(({ id }) => id === 'Outside')!.rows!.map(({ label, value }) => `${label} ${value}`),
      ['api.stripe.com 443', 'smtp.example.com 587'],
    );
  });

  it('shows a finding at the row of the Service or workload that it is about, and at the way in', () => {
    const shop = card(service('api', '').replace('{app: api}', '{app: apy}') + deployment('api'), 'Namespace//shop')!;
    const rules = shop.rows!.map(({ id, problems }) => [id, problems?.[0]?.rule]);
    assert.deepEqual(rules[0], ['api', 'service-selects-nothing']);
    assert.equal(
      card(ingress + service('api'), 'Ingress controller//no class')!.problems![0]!.rule,
      'ingress-backend-missing',
    );
  });

  it('names what fills a namespace without being rendered', () => {
    const release =
      'apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: grafana, namespace: monitoring}\n---\n';
    const monitoring = card(release + deployment('web'), 'Namespace//monitoring')!;
    assert.equal(monitoring.subtitle, 'not rendered here');
    assert.deepEqual(monitoring.rows, [{ id: 'HelmRelease', label: 'HelmRelease', value: 'grafana' }]);
  });

  it('says whom the DNS of the cluster asks for other names', () => {
    const corefile = `apiVersion: v1
kind: ConfigMap
metadata: {name: coredns, namespace: kube-system}
data:
  Corefile: |
    .:53 {
      kubernetes cluster.local
      forward . /etc/resolv.conf
    }
    corp.example:53 {
      forward . 10.0.0.53
    }
---
`;
    const rows = card(corefile + deployment('web'), 'CoreDNS')!.rows!.map(({ label, value }) => `${label} ${value}`);
    assert.deepEqual(rows, ['domain cluster.local', 'other names → resolver of the node', 'corp.example → 10.0.0.53']);
  });

  it('is empty where nothing is', () => {
    assert.equal(toText(viewed('architecture', 'apiVersion: v1\nkind: List\nitems: []\n')), '');
  });
});

describe('what the Internet reaches', () => {
  const reached = (text: string) => reachedFromInternet(viewed('routing', text), viewed('connections', text));
  const two =
    'apiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: shop}\nspec: {type: NodePort, selector: {app: web}, ports: [{port: 80, targetPort: 8080}]}\n---\n';

  it('is told in sentences where it has changed', () => {
    const [before, after] = [service('web') + deployment('web'), two + deployment('web')];
    assert.deepEqual(reachChanges(reached(before), reached(after), viewed('routing', after)), [
      'Deployment/shop/web is now reachable from the Internet',
    ]);
    assert.deepEqual(reachChanges(reached(after), reached(before), viewed('routing', before)), [
      'Deployment/shop/web is no longer reachable from the Internet',
    ]);
  });

  it('goes through an Ingress by all its paths, and nowhere without a way in', () => {
    assert.ok(reached(ingress + service('api') + deployment('api')).has('Deployment/shop/api'));
    assert.equal(reached(service('api') + deployment('api')).size, 0);
  });
});
