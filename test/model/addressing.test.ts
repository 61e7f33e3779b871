import assert from 'node:assert/strict';
import { addressing } from '../../src/model/addressing.ts';
import { defaultCluster } from '../../src/model/cluster.ts';
import { type Files, workspaceOf } from '../support/check.ts';

const kubeadm = `apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
networking: {podSubnet: 10.50.0.0/16, serviceSubnet: 10.60.0.0/16}
`;
const kind = `kind: Cluster
apiVersion: kind.x-k8s.io/v1alpha4
networking: {podSubnet: 10.70.0.0/16, serviceSubnet: 10.80.0.0/16}
`;
const service = (ip: string) => `apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec: {selector: {app: web}, clusterIP: ${ip}, ports: [{port: 80}]}
`;
const overlay = { 'overlay/kustomization.yaml': 'resources: [web.yaml]\n', 'overlay/web.yaml': service('10.99.0.5') };

function addressesIn(files: Files, scope?: string) {
  const found = workspaceOf(files).scope(scope);
  assert.ok(found);
  return found.model.get(addressing);
}

const said = (files: Files, scope?: string) =>
  addressesIn(files, scope).findings.map(({ code, resource }) => `${code} ${resource}`);

describe('the addresses of a scope', () => {
  it('follow from the file that describes its cluster', () => {
    const files = { 'kubeadm.yaml': kubeadm, 'web.yaml': service('10.99.0.5') };
    assert.deepEqual(said(files), ['clusterip-outside-service-cidr Service/shop/web']);
  });

  it('follow from a file elsewhere where the scope has none', () => {
    const files = { 'cluster/kubeadm.yaml': kubeadm, ...overlay };
    assert.deepEqual(said(files, 'overlay'), ['clusterip-outside-service-cidr Service/shop/web']);
  });

  it('do not follow from the cluster of the tests elsewhere', () => {
    assert.deepEqual(said({ 'hack/kind.yaml': kind, ...overlay }, 'overlay'), []);
  });

  it('do not follow from several clusters elsewhere', () => {
    const other = kubeadm.replace('10.60', '10.99');
    assert.deepEqual(said({ 'a/kubeadm.yaml': kubeadm, 'b/kubeadm.yaml': other, ...overlay }, 'overlay'), []);
  });

  it('are unknown where the scope describes several clusters, each of which is still checked', () => {
    const broken = kind.replace('10.80.0.0/16', '10.70.0.0/20');
    const files = { 'kubeadm.yaml': kubeadm, 'kind.yaml': broken, 'web.yaml': service('10.99.0.5') };
    assert.deepEqual(addressesIn(files).plan.services, []);
    assert.deepEqual(said(files), ['pod-service-overlap Cluster//']);
  });

  it('take what the settings say, and leave out what stands at its default', () => {
    const cluster = { ...defaultCluster, serviceCIDRs: ['10.99.0.0/16'], nodePortRange: [20000, 22767] as const };
    const { plan } = workspaceOf({ 'web.yaml': service('10.99.0.5') }, { cluster }).scopes[0]!.model.get(addressing);
    assert.deepEqual(
      plan.services.map(({ text, by }) => `${text} by ${by}`),
      ['10.99.0.0/16 by settings'],
    );
    assert.deepEqual([plan.nodePorts.first, plan.domain.tier], [20000, 'default']);
  });

  it('stay the same object while other scopes change', () => {
    const workspace = workspaceOf({ ...overlay, 'plain/web.yaml': service('10.1.1.1') });
    const before = workspace.scope('overlay')!.model.get(addressing);
    workspace.update([['plain/web.yaml', service('10.1.1.2')]]);
    assert.equal(workspace.scope('overlay')!.model.get(addressing), before);
  });

  it('name the object of a value that a patch of another file says', () => {
    const files = {
      'kustomization.yaml': 'resources: [web.yaml]\npatches: [{path: patch.yaml}]\n',
      'web.yaml': service('None'),
      'patch.yaml':
        'apiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: shop}\nspec: {externalIPs: [127.0.0.1]}\n',
    };
    const [finding] = addressesIn(files).findings;
    assert.deepEqual([finding?.resource, finding?.span.file], ['Service/shop/web', 'patch.yaml']);
  });

  it('are read from the configuration files of installers that have no kind', () => {
    const distributionOf = (files: Files) => addressesIn(files).plan.distribution?.id;
    assert.equal(distributionOf({ 'a.yaml': 'node-ip: 10.0.0.5\nkubelet-arg+: [max-pods=200]\n' }), 'k3s');
    assert.equal(distributionOf({ 'a.yaml': 'extraKubeletArgs: {--cluster-dns: 10.152.183.10}\n' }), 'microk8s');
    assert.equal(
      distributionOf({ 'install-config.yaml': 'apiVersion: v1\nbaseDomain: example.com\nmetadata: {name: shop}\n' }),
      'openshift',
    );
  });
});
