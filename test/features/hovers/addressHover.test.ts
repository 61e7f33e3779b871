import assert from 'node:assert/strict';
import { hoverAt } from '../../../src/features/hovers/hover.ts';
import { applyEdits } from '../../../src/text/edit.ts';
import { type Files, workspaceOf } from '../../support/check.ts';

const cluster = `apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
networking: {podSubnet: 10.244.0.0/16, serviceSubnet: 10.96.0.0/16}
`;

/** The hover at `$0` of the manifest, and the text that it stands over. */
function hover(manifest: string, others: Readonly<Record<string, string>> = { 'cluster.yaml': cluster }) {
  const offset = manifest.indexOf('$0');
  const text = applyEdits('manifest.yaml', manifest, [
    { span: { file: 'manifest.yaml', start: offset, end: offset + 2 }, text: '' },
  ]);
  const files: Files = { ...others, 'manifest.yaml': text };
  const found = hoverAt(workspaceOf(files), 'manifest.yaml', offset);
  return found && { over: text.slice(found.span.start, found.span.end), markdown: found.markdown };
}

const policy = (cidr: string) => `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: office}
spec:
  podSelector: {}
  egress: [{to: [{ipBlock: {cidr: ${cidr}}}]}]
`;
const service = (ip: string) => `apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec: {clusterIP: ${ip}, selector: {app: web}, ports: [{port: 80}]}
`;

describe('the hover of a range', () => {
  it('says its ends, its size and what it contains', () => {
    assert.deepEqual(hover(policy('10.0.$00.0/8')), {
      over: '10.0.0.0/8',
      markdown: [
        '**`10.0.0.0/8`** · IPv4 · 16,777,216 addresses',
        '`10.0.0.0` to `10.255.255.255`',
        [
          '- contains the pod range `10.244.0.0/16` (kubeadm ClusterConfiguration, in cluster.yaml)',
          '- contains the service range `10.96.0.0/16` (kubeadm ClusterConfiguration, in cluster.yaml)',
        ].join('\n'),
      ].join('\n\n'),
    });
  });

  it('says which range of the cluster it is, and who else declares it', () => {
    const pool =
      'apiVersion: projectcalico.org/v3\nkind: IPPool\nmetadata: {name: default}\nspec: {cidr: 10.2$044.0.0/16}\n';
    const found = hover(pool)?.markdown ?? '';
    assert.match(found, /is the pod range `10\.244\.0\.0\/16` \(kubeadm ClusterConfiguration, in cluster\.yaml\)/);
    assert.match(found, /is the pod range `10\.244\.0\.0\/16` \(Calico IPPool.*, in manifest\.yaml\)/);
  });

  it('says how bits after the prefix length are read', () => {
    assert.match(hover(policy('203.0.113.8/2$04'))?.markdown ?? '', /read as `203\.0\.113\.0\/24`/);
  });

  it('counts IPv6 in powers of two', () => {
    assert.match(hover(policy('"fd00:10:$0244::/56"'))?.markdown ?? '', /IPv6 · 2\^72 addresses/);
  });

  it('knows ranges of pools and lists in annotations', () => {
    const pool =
      'apiVersion: metallb.io/v1beta1\nkind: IPAddressPool\nmetadata: {name: lan}\nspec: {addresses: [192.168.1.240-192.168$0.1.250]}\n';
    assert.match(hover(pool)?.markdown ?? '', /11 addresses[\s\S]*is the load balancer range/);
    const ingress =
      'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: web\n  annotations:\n    nginx.ingress.kubernetes.io/whitelist-source-range: 192.0.2.0/24, 10.9$06.0.0/20\n';
    assert.equal(hover(ingress)?.over, '10.96.0.0/20');
  });
});

describe('the hover of an address', () => {
  it('says whose it is', () => {
    const found = hover(service('10.96.0.2$00'));
    assert.equal(found?.over, '10.96.0.20');
    assert.match(found?.markdown ?? '', /- the clusterIP of Service shop\/web\n- services: 10\.96\.0\.0\/16/);
    assert.match(hover(service('10.96.0.$010'))?.markdown ?? '', /- the cluster's DNS/);
  });

  it('finds addresses inside other text, and whose pod they are', () => {
    const slice =
      'apiVersion: discovery.k8s.io/v1\nkind: EndpointSlice\nmetadata: {name: redis-1, namespace: shop, labels: {kubernetes.io/service-name: redis}}\naddressType: IPv4\nendpoints: [{addresses: [10.244.3.7]}]\n';
    const config =
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c, namespace: shop}\ndata:\n  CACHE: redis://10.244.$03.7:6379/0\n';
    const found = hover(config, { 'cluster.yaml': cluster, 'slice.yaml': slice });
    assert.equal(found?.over, '10.244.3.7');
    assert.match(found?.markdown ?? '', /an endpoint of Service shop\/redis/);
    assert.match(found?.markdown ?? '', /pods: 10\.244\.0\.0\/16/);
  });

  it('says nothing of a version', () => {
    const pod =
      'apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {containers: [{name: web, image: shop/web, env: [{name: VERSION, value: 1.2.$03.4}]}]}\n';
    assert.equal(hover(pod), undefined);
  });

  it('says that nobody knows an address in a field for addresses', () => {
    const found = hover(
      'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {externalIPs: [203.0.11$03.9], ports: [{port: 80}]}\n',
    );
    assert.match(found?.markdown ?? '', /an external IP of Service default\/web/);
    const slice =
      'apiVersion: discovery.k8s.io/v1\nkind: EndpointSlice\nmetadata: {name: x}\naddressType: IPv4\nendpoints: [{addresses: [169.254.169.2$054]}]\n';
    assert.match(hover(slice)?.markdown ?? '', /link-local\n- the metadata address of clouds/);
  });
});
