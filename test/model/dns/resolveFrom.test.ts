import assert from 'node:assert/strict';
import { defaultCluster } from '../../../src/model/cluster.ts';
import type { Model } from '../../../src/model/derived.ts';
import { askCluster, askFrom } from '../../../src/model/dns/ask.ts';
import { askersNamed } from '../../../src/model/dns/askers.ts';
import { type LookupOptions, type NameResolution, resolveFrom } from '../../../src/model/dns/resolveFrom.ts';
import type { WorkspaceSettings } from '../../../src/model/workspace.ts';
import { type Files, workspaceOf } from '../../support/check.ts';

const shop = `apiVersion: v1
kind: Namespace
metadata: {name: shop}
---
apiVersion: v1
kind: Service
metadata: {name: api, namespace: shop}
spec: {clusterIP: 10.96.0.20, selector: {app: api}, ports: [{name: http, port: 80, targetPort: 8080}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: api, namespace: shop}
spec:
  template:
    metadata: {labels: {app: api}}
    spec: {containers: [{name: api, image: shop/api}]}
---
apiVersion: v1
kind: Service
metadata: {name: db, namespace: data}
spec: {clusterIP: None, selector: {app: db}, ports: [{name: pg, port: 5432}]}
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db, namespace: data}
spec:
  replicas: 2
  serviceName: db
  template:
    metadata: {labels: {app: db}}
    spec: {containers: [{name: db, image: postgres}]}
---
apiVersion: v1
kind: Service
metadata: {name: mail, namespace: shop}
spec: {type: ExternalName, externalName: smtp.example.com}
`;

function modelOf(files: Files = shop, settings: Partial<WorkspaceSettings> = {}): Model {
  return workspaceOf(files, settings).scopes[0]!.model;
}

function from(who: string, name: string, files: Files = shop, options: LookupOptions = {}): NameResolution {
  const model = modelOf(files);
  const [asker] = askersNamed(model, who);
  assert.ok(asker, `${who} is somebody`);
  return resolveFrom(model, asker, name, options);
}

const pod = (spec: string) => `${shop}---
apiVersion: v1
kind: Pod
metadata: {name: client, namespace: shop}
spec:
${spec}
  containers: [{name: client, image: busybox}]
`;

describe('a name asked for from a namespace', () => {
  it('is found with the first search domain where the Service is in the same namespace', () => {
    const { resolved, service, workloads, resolution, plugin } = from('shop', 'api');
    assert.equal(resolved, 'yes');
    assert.equal(service?.name.value, 'api');
    assert.deepEqual(
      workloads.map(({ name }) => name.value),
      ['api'],
    );
    assert.deepEqual(resolution.result.addresses, ['10.96.0.20']);
    assert.equal(resolution.steps.length, 1);
    assert.equal(plugin, 'kubernetes');
  });

  it('is found in another namespace by its second candidate', () => {
    const { resolved, resolution, fullName } = from('shop', 'db.data');
    assert.equal(resolved, 'yes');
    assert.equal(fullName, 'db.data.svc.cluster.local');
    assert.equal(resolution.steps.length, 2);
  });

  it('leads to one pod of a StatefulSet', () => {
    const { endpoint, resolution } = from('data', 'db-1.db');
    assert.equal(endpoint, 'db-1');
    assert.deepEqual(resolution.result.addresses, ['<db-1>']);
  });

  it('does not lead to a pod beyond the replicas', () => {
    const { resolved, reason } = from('data', 'db-2.db');
    assert.equal(resolved, 'no');
    assert.equal(reason, 'Service db has no endpoint called db-2');
  });

  it('does not resolve where the namespace has no such Service', () => {
    assert.equal(from('shop', 'db').resolved, 'no');
    assert.equal(from('shop', 'api.data').resolved, 'no');
    assert.equal(from('shop', 'api.data.svc.cluster.local').resolved, 'no');
  });

  it('is not known where the files do not have the namespace', () => {
    const { resolved, reason } = from('shop', 'api.elsewhere');
    assert.equal(resolved, 'unknown');
    assert.equal(reason, 'namespace elsewhere is not in the files');
  });

  it('is not known where it is asked for outside of the cluster', () => {
    const { resolved, resolution } = from('shop', 'api.example.com');
    assert.equal(resolved, 'unknown');
    assert.equal(resolution.steps.at(-1)?.replies[0]?.plugin, 'forward');
  });

  it('is an alias behind an ExternalName', () => {
    const { resolved, resolution, service } = from('shop', 'mail');
    assert.equal(resolved, 'unknown');
    assert.equal(resolution.result.cname, 'smtp.example.com.');
    assert.equal(service?.name.value, 'mail');
  });

  it('may be that of the API server, at the first address of the Service range', () => {
    const settings = { cluster: { ...defaultCluster, serviceCIDRs: ['10.43.0.0/16'] } };
    const model = modelOf(shop, settings);
    const { resolution } = resolveFrom(model, { kind: 'namespace', namespace: 'shop' }, 'kubernetes.default');
    assert.deepEqual(resolution.result.addresses, ['10.43.0.1']);
    assert.deepEqual(resolution.resolvConf.nameservers, ['10.43.0.10']);
  });
});

describe('the pod that asks', () => {
  it('knows no Services with dnsPolicy Default', () => {
    const { resolved, reason } = from('client', 'api', pod('  dnsPolicy: Default'));
    assert.equal(resolved, 'no');
    assert.equal(reason, 'with dnsPolicy Default the pod asks the resolver of its node, which knows no Services');
  });

  it('knows none on the network of the host either, unless it says so', () => {
    assert.equal(from('client', 'api', pod('  hostNetwork: true')).resolved, 'no');
    const both = pod('  hostNetwork: true\n  dnsPolicy: ClusterFirstWithHostNet');
    assert.equal(from('client', 'api', both).resolved, 'yes');
  });

  it('does not search with musl for names with ndots dots', () => {
    const files = pod('  dnsConfig: {options: [{name: ndots, value: "1"}]}');
    assert.equal(from('client', 'db.data', files, { libc: 'glibc' }).resolved, 'yes');
    assert.equal(from('client', 'db.data', files, { libc: 'musl' }).resolved, 'no');
  });

  it('has names of its own in its hosts file', () => {
    const files = pod('  hostAliases: [{ip: 192.0.2.7, hostnames: [legacy]}]');
    const { resolution } = from('client', 'legacy', files);
    assert.equal(resolution.source, 'hosts');
    assert.deepEqual(resolution.result.addresses, ['192.0.2.7']);
  });
});

describe('the DNS server of the files', () => {
  const corefile = (text: string, name = 'coredns') => `${shop}---
apiVersion: v1
kind: ConfigMap
metadata: {name: ${name}, namespace: kube-system}
data:
  Corefile: |
${text.replaceAll(/^/gm, '    ')}
`;

  it('answers by its own Corefile', () => {
    const files = corefile(`.:53 {
  rewrite name shop.internal api.shop.svc.cluster.local
  kubernetes cluster.local in-addr.arpa ip6.arpa
  forward . 192.0.2.53
}`);
    const { resolved, service, assumptions } = from('shop', 'shop.internal', files);
    assert.equal(resolved, 'yes');
    assert.equal(service?.name.value, 'api');
    assert.ok(!assumptions.some((text) => text.includes('Corefile')));
  });

  it('says which plugin answers', () => {
    const files = corefile(`.:53 {
  hosts {
    192.0.2.9 vault.internal
    fallthrough
  }
  kubernetes cluster.local
}`);
    const { plugin, resolution } = from('shop', 'vault.internal', files);
    assert.equal(plugin, 'hosts');
    assert.deepEqual(resolution.result.addresses, ['192.0.2.9']);
  });

  it('sends stub domains of kube-dns to their servers', () => {
    const files = `${shop}---
apiVersion: v1
kind: ConfigMap
metadata: {name: kube-dns, namespace: kube-system}
data:
  stubDomains: '{"corp.example": ["192.0.2.1"]}'
`;
    const { reply } = askCluster(modelOf(files), 'wiki.corp.example', 'A');
    assert.equal(reply.serverBlock, 'corp.example');
    assert.deepEqual(reply.upstreams, ['192.0.2.1']);
  });

  it('has the domain that the files give the cluster', () => {
    const files = {
      'kubeadm.yaml':
        'apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\nnetworking: {dnsDomain: k8s.example.com}\n',
      'shop.yaml': shop,
    };
    assert.equal(from('shop', 'api.shop.svc.k8s.example.com', files).resolved, 'yes');
    assert.equal(from('shop', 'api', files).fullName, 'api.shop.svc.k8s.example.com');
  });

  it('answers with the endpoints that are written', () => {
    const files = `${shop}---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: db-1, namespace: data, labels: {kubernetes.io/service-name: db}}
addressType: IPv4
ports: [{name: pg, port: 5432}]
endpoints:
  - {addresses: [10.1.4.5], hostname: db-0}
  - {addresses: [10.1.4.6], conditions: {ready: false}}
`;
    assert.deepEqual(from('data', 'db', files).resolution.result.addresses, ['10.1.4.5']);
  });
});

describe('a question of any type', () => {
  it('finds the port of a Service by SRV, with the search list', () => {
    const model = modelOf();
    const { asked } = askFrom(model, { kind: 'namespace', namespace: 'shop' }, '_http._tcp.api', 'SRV');
    const [record] = asked.at(-1)!.reply.answers;
    assert.equal(record?.type === 'SRV' && record.port, 80);
  });

  it('finds the name of an address by PTR', () => {
    const { name, reply } = askCluster(modelOf(), '10.96.0.20', 'PTR');
    assert.equal(name, '20.0.96.10.in-addr.arpa.');
    const [record] = reply.answers;
    assert.equal(record?.type === 'PTR' && record.data, 'api.shop.svc.cluster.local.');
  });
});

describe('who asks', () => {
  it('is found by name, with its namespace or kind, or is a namespace', () => {
    const model = modelOf();
    for (const text of ['db', 'data/db', 'statefulset/db', 'StatefulSet/data/db', 'data/StatefulSet/db']) {
      const [asker] = askersNamed(model, text);
      assert.equal(asker?.kind === 'workload' && asker.workload.kind, 'StatefulSet', text);
    }
    assert.deepEqual(askersNamed(model, 'shop'), [{ kind: 'namespace', namespace: 'shop' }]);
    assert.deepEqual(askersNamed(model, 'ns/other'), [{ kind: 'namespace', namespace: 'other' }]);
    assert.deepEqual(askersNamed(model, 'nobody'), []);
  });
});
