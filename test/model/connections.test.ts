import assert from 'node:assert/strict';
import { formatText, listAllowed } from '../../src/kubernetes/policy/connectionList.ts';
import { allowedConnections, npGuardConnections } from '../../src/model/connections.ts';
import { Workspace } from '../../src/model/workspace.ts';

function lists(text: string): { readonly kubernetes: string[]; readonly npGuard: string[] } {
  const workspace = new Workspace();
  workspace.update([['app.yaml', text]]);
  const { model } = workspace.scope('.')!;
  const lines = (of: typeof allowedConnections) =>
    formatText(listAllowed(model.get(of).rows()))
      .split('\n')
      .filter(Boolean);
  return { kubernetes: lines(allowedConnections), npGuard: lines(npGuardConnections) };
}

const pod = (name: string, spec = 'containers: [{name: c, image: i}]', more = '') => `
apiVersion: v1
kind: Pod
metadata: {name: ${name}, namespace: shop, labels: {app: ${name}}${more}}
spec: {${spec}}
---`;

const service = (ports: string) => `
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec: {selector: {app: web}, ports: [${ports}]}
---`;

const ingress = (port: string) => `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web, namespace: shop}
spec: {defaultBackend: {service: {name: web, port: {${port}}}}}
---`;

const fromController = (lines: readonly string[]) => lines.filter((line) => line.startsWith('{ingress-controller}'));

describe('the connections of a scope', () => {
  it('take labels and ports from the template of every kind of workload', () => {
    const { kubernetes } = lists(`
apiVersion: batch/v1
kind: CronJob
metadata: {name: report, namespace: shop, labels: {app: other}}
spec: {schedule: '* * * * *', jobTemplate: {spec: {template: {metadata: {labels: {app: report}}, spec: {containers: [{name: c, image: i}]}}}}}
---${pod('db')}
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: db, namespace: shop}
spec: {podSelector: {matchLabels: {app: db}}, ingress: [{from: [{podSelector: {matchLabels: {app: report}}}], ports: [{port: 5432}]}]}
`);
    assert.ok(kubernetes.includes('shop/report[CronJob] => shop/db[Pod] : TCP 5432'));
    assert.ok(kubernetes.includes('shop/db[Pod] => shop/report[CronJob] : All Connections'));
  });

  it('show the pods of a controller under its name', () => {
    const owned = (name: string) =>
      pod(
        name,
        undefined,
        ', ownerReferences: [{kind: ReplicaSet, name: web-5d, controller: true, apiVersion: apps/v1, uid: a}]',
      );
    const { kubernetes, npGuard } = lists(owned('web-5d-a') + owned('web-5d-b'));
    assert.deepEqual(kubernetes, [
      '0.0.0.0-255.255.255.255[External] => shop/web-5d[ReplicaSet] : All Connections',
      'shop/web-5d[ReplicaSet] => 0.0.0.0-255.255.255.255[External] : All Connections',
    ]);
    assert.deepEqual(npGuard, kubernetes);
  });

  it('have what an Ingress sends to the port of a pod', () => {
    const declared = pod('web', 'containers: [{name: c, image: i, ports: [{name: http, containerPort: 8080}]}]');
    const { kubernetes, npGuard } = lists(declared + service('{port: 80, targetPort: http}') + ingress('number: 80'));
    assert.deepEqual(fromController(kubernetes), ['{ingress-controller} => shop/web[Pod] : TCP 8080']);
    assert.deepEqual(fromController(npGuard), fromController(kubernetes));
  });

  it('have what an Ingress sends to a port that no container declares, but not for np-guard', () => {
    const { kubernetes, npGuard } = lists(pod('web') + service('{port: 80, targetPort: 8080}') + ingress('number: 80'));
    assert.deepEqual(fromController(kubernetes), ['{ingress-controller} => shop/web[Pod] : TCP 8080']);
    assert.deepEqual(fromController(npGuard), []);
  });

  it('have what a Route sends, to all ports where it names none', () => {
    const web = pod('web', 'containers: [{name: c, image: i, ports: [{containerPort: 8080}, {containerPort: 9090}]}]');
    const ports = service('{name: a, port: 80, targetPort: 8080}, {name: b, port: 90, targetPort: 9090}');
    const route = (port: string) => `
apiVersion: route.openshift.io/v1
kind: Route
metadata: {name: web, namespace: shop}
spec: {to: {kind: Service, name: web}${port}}
---`;
    const found = (port: string) => fromController(lists(web + ports + route(port)).kubernetes);
    assert.deepEqual(found(''), ['{ingress-controller} => shop/web[Pod] : TCP 8080,9090']);
    assert.deepEqual(found(', port: {targetPort: b}'), ['{ingress-controller} => shop/web[Pod] : TCP 9090']);
    assert.deepEqual(found(', port: {targetPort: 8080}'), ['{ingress-controller} => shop/web[Pod] : TCP 8080']);
  });

  it('leave it open which pods a controller somewhere else is, unless every pod may come', () => {
    const policy = (peer: string) => `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web, namespace: shop}
spec: {podSelector: {}, ingress: [{from: [${peer}]}]}
---`;
    const web = pod('web') + service('{port: 80}') + ingress('number: 80');
    assert.equal(fromController(lists(web + policy('{namespaceSelector: {}}')).kubernetes).length, 1);
    assert.equal(
      fromController(lists(web + policy('{namespaceSelector: {matchLabels: {name: ingress}}}')).kubernetes).length,
      0,
    );
  });

  it('take an ipBlock for pods whose address is written, but not for np-guard', () => {
    const db = `${pod('db').trimEnd().slice(0, -3)}status: {podIP: 10.244.0.9}\n---`;
    const policy = `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: out, namespace: shop}
spec: {podSelector: {matchLabels: {app: web}}, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 10.244.0.0/16}}]}]}
`;
    const { kubernetes, npGuard } = lists(pod('web') + db + policy);
    const row = 'shop/web[Pod] => shop/db[Pod] : All Connections';
    assert.ok(kubernetes.includes(row));
    assert.ok(!npGuard.includes(row));
  });

  it('follow admin policies by their order, and the baseline after NetworkPolicies', () => {
    const { kubernetes, npGuard } = lists(`${pod('web')}${pod('db')}
apiVersion: v1
kind: Namespace
metadata: {name: shop}
---
apiVersion: policy.networking.k8s.io/v1alpha1
kind: AdminNetworkPolicy
metadata: {name: metrics}
spec:
  priority: 5
  subject: {namespaces: {}}
  ingress:
    - {name: metrics, action: Allow, from: [{namespaces: {}}], ports: [{portNumber: {protocol: TCP, port: 9100}}]}
    - {name: rest, action: Pass, from: [{pods: {namespaceSelector: {}, podSelector: {matchLabels: {app: web}}}}]}
    - {name: no, action: Deny, from: [{namespaces: {}}]}
---
apiVersion: policy.networking.k8s.io/v1alpha1
kind: BaselineAdminNetworkPolicy
metadata: {name: default}
spec:
  subject: {namespaces: {}}
  ingress:
    - {name: udp, action: Deny, from: [{namespaces: {}}], ports: [{portRange: {protocol: UDP, start: 1, end: 65535}}]}
`);
    assert.deepEqual(npGuard, kubernetes);
    assert.ok(kubernetes.includes('shop/db[Pod] => shop/web[Pod] : TCP 9100'));
    assert.ok(kubernetes.includes('shop/web[Pod] => shop/db[Pod] : SCTP 1-65535,TCP 1-65535'));
    assert.ok(kubernetes.includes('0.0.0.0-255.255.255.255[External] => shop/db[Pod] : All Connections'));
  });

  it('read ClusterNetworkPolicies', () => {
    const { kubernetes } = lists(`${pod('web')}${pod('db')}
apiVersion: policy.networking.k8s.io/v1alpha2
kind: ClusterNetworkPolicy
metadata: {name: only-https}
spec:
  tier: Admin
  priority: 5
  subject: {pods: {podSelector: {matchLabels: {app: web}}}}
  ingress:
    - {action: Accept, from: [{namespaces: {}}], protocols: [{tcp: {destinationPort: {number: 443}}}]}
    - {action: Deny, from: [{namespaces: {}}]}
`);
    assert.ok(kubernetes.includes('shop/db[Pod] => shop/web[Pod] : TCP 443'));
  });
});
