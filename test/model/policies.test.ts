import assert from 'node:assert/strict';
import { parseAddress } from '../../src/kubernetes/policy/addressSet.ts';
import { type Policies, policies } from '../../src/model/policies.ts';
import { Workspace } from '../../src/model/workspace.ts';

function read(text: string): {
  readonly policies: Policies;
  readonly workload: (name: string) => never;
  readonly text: string;
} {
  const workspace = new Workspace();
  workspace.update([['app.yaml', text]]);
  const { model } = workspace.scope('.')!;
  return {
    policies: model.get(policies),
    workload: (name) => model.inputs.workloads.find((row) => row.name.value === name) as never,
    text,
  };
}

function deployment(name: string, more = ''): string {
  return `
apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}, namespace: shop}
spec:
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec: {${more}containers: [{name: c, image: i, ports: [{name: http, containerPort: 8080}]}]}
---`;
}

const fromWeb = `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: from-web, namespace: shop}
spec:
  podSelector: {matchLabels: {app: api}}
  ingress:
    - from:
        - podSelector: {matchLabels: {app: web}}
        - namespaceSelector: {matchLabels: {team: ops}}
      ports: [{port: http}]
---`;

describe('the policies of a scope', () => {
  const shop = read(deployment('web') + deployment('api') + fromWeb);
  const [row] = shop.policies.rows;

  it('select workloads, and are found from them', () => {
    assert.deepEqual(
      shop.policies.selectedBy(row!).map(({ workload }) => workload.name.value),
      ['api'],
    );
    const [selecting] = shop.policies.selecting(shop.workload('api'));
    assert.equal(selecting?.row, row);
    assert.deepEqual(selecting?.directions, ['Ingress']);
    assert.deepEqual(shop.policies.selecting(shop.workload('web')), []);
  });

  it('admit workloads by rule and by peer', () => {
    const names = (peer?: number) =>
      shop.policies.peersOf(row!, 'Ingress', 0, peer).map(({ workload }) => workload.name.value);
    assert.deepEqual(names(0), ['web']);
    assert.deepEqual(names(1), ['web', 'api']);
    const [unsure] = shop.policies.peersOf(row!, 'Ingress', 0, 1);
    assert.deepEqual(unsure?.selects, [{ kind: 'namespace-labels', namespace: 'shop' }]);
  });

  it('say which rule decides, and where it is written', () => {
    const { verdict, ingress } = shop.policies.explain(shop.workload('web'), shop.workload('api'), 'TCP', 8080);
    assert.equal(verdict, 'allowed');
    assert.ok(ingress.cause.kind === 'allowed-by');
    const span = shop.policies.spanOf(ingress.cause.rules[0]!)!;
    assert.equal(shop.text.slice(span.start, span.end), 'from');
  });

  it('speak of addresses too', () => {
    const { verdict } = shop.policies.explain(parseAddress('8.8.8.8')!, shop.workload('api'), 'TCP', 8080);
    assert.equal(verdict, 'denied');
  });

  it('keep their identity while nothing of theirs changes', () => {
    const workspace = new Workspace();
    const service = (port: number) =>
      `apiVersion: v1\nkind: Service\nmetadata: {name: api, namespace: shop}\nspec: {ports: [{port: ${port}}]}\n`;
    workspace.update([
      ['app.yaml', deployment('api') + fromWeb],
      ['service.yaml', service(80)],
    ]);
    const before = workspace.scope('.')!.model.get(policies);
    workspace.update([['service.yaml', service(81)]]);
    assert.equal(workspace.scope('.')!.model.get(policies), before);
  });
});

describe('policies that cannot be told from the manifests', () => {
  it('leave the verdict unknown where a selector is templated', () => {
    const shop = read(deployment('web') + deployment('api') + fromWeb.replace('{app: web}', '{app: "$(WEB)"}'));
    const { verdict, ingress } = shop.policies.explain(shop.workload('web'), shop.workload('api'), 'TCP', 8080);
    assert.equal(verdict, 'unknown');
    assert.ok(ingress.cause.kind === 'unknown');
    assert.ok(ingress.cause.reasons.some(({ kind }) => kind === 'unreadable'));
  });

  it('leave it unknown where a network plugin has policies of its own, for the pods that they may select', () => {
    const cilium = `
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: {name: l7, namespace: shop}
spec: {endpointSelector: {matchLabels: {app: api}}, ingress: [{}]}
---`;
    const shop = read(deployment('web') + deployment('api') + cilium);
    assert.equal(shop.policies.cni?.name, 'Cilium');
    assert.equal(shop.policies.explain(shop.workload('web'), shop.workload('api'), 'TCP', 80).verdict, 'unknown');
    assert.equal(shop.policies.explain(shop.workload('api'), shop.workload('web'), 'TCP', 80).verdict, 'allowed');
  });
});

describe('the network plugin', () => {
  const daemon = (image: string) => `
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: ${image.replaceAll(/\W/g, '-')}, namespace: kube-system}
spec:
  template:
    spec: {hostNetwork: true, containers: [{name: c, image: "${image}"}]}
---`;

  it('is known by its image', () => {
    const found = (...images: string[]) => read(images.map(daemon).join('')).policies.cni;
    assert.equal(found('docker.io/calico/node:v3.29.1')?.name, 'Calico');
    assert.equal(found('quay.io/cilium/cilium:v1.16.0@sha256:abc')?.blocksMatchPods, 'never');
    assert.equal(found('docker.io/flannel/flannel:v0.26.0')?.enforces, false);
    assert.equal(found('docker.io/flannel/flannel:v0.26.0', 'docker.io/calico/node:v3.29.1')?.name, 'Canal');
    assert.equal(found('nginx:1.27'), undefined);
  });
});
