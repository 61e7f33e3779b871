import assert from 'node:assert/strict';
import { addressesView, addressPlaces } from '../../../src/features/topology/addressesView.ts';
import { workspaceOf } from '../../support/check.ts';

const kubeadm = `apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
networking: {podSubnet: 10.1.0.0/16, serviceSubnet: 10.152.183.0/24}
---
apiVersion: v1
kind: Node
metadata: {name: worker-1}
spec: {podCIDR: 10.1.4.0/24}
status: {addresses: [{type: InternalIP, address: 192.168.7.11}]}
`;
const service = `apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec: {clusterIP: 10.152.183.40, selector: {app: web}, ports: [{port: 80}]}
`;
const pool = (addresses: string) => `apiVersion: metallb.io/v1beta1
kind: IPAddressPool
metadata: {name: edge, namespace: metallb-system}
spec: {addresses: ['${addresses}']}
`;
const cilium = `apiVersion: cilium.io/v2
kind: CiliumLoadBalancerIPPool
metadata: {name: blue}
spec: {blocks: [{cidr: 172.30.0.0/24}, {start: 172.31.0.5, stop: 172.31.0.9}]}
`;
const attachment = `apiVersion: k8s.cni.cncf.io/v1
kind: NetworkAttachmentDefinition
metadata: {name: storage, namespace: shop}
spec:
  config: '{"type": "macvlan", "ipam": {"type": "whereabouts", "range": "10.90.0.0/24"}}'
`;
const policy = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web, namespace: shop}
spec:
  podSelector: {}
  ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8, except: [10.1.4.0/24]}}]}]
  egress: [{to: [{ipBlock: {cidr: 203.0.113.0/24}}]}]
`;

function planOf(...texts: readonly string[]) {
  const scope = workspaceOf(Object.fromEntries(texts.map((text, i) => [`${i}.yaml`, text]))).scope()!;
  return { ...scope.model.get(addressesView).plan, places: scope.model.get(addressPlaces) };
}

describe('the ranges of a cluster', () => {
  it('are those of pods, Services and nodes, with what lies in them', () => {
    const { ranges } = planOf(kubeadm, service);
    assert.deepEqual(
      ranges.map(({ id, source }) => `${id} by ${source}`),
      [
        'pods 10.1.0.0/16 by kubeadm ClusterConfiguration',
        'services 10.152.183.0/24 by kubeadm ClusterConfiguration',
        'nodes 192.168.7.11 by Node worker-1',
      ],
    );
    const [pods, services] = ranges;
    assert.deepEqual(
      pods?.parts?.map(({ kind, label, cidr }) => `${kind} ${label} ${cidr}`),
      ['node worker-1 10.1.4.0/24'],
    );
    assert.deepEqual(
      services?.addresses.map(({ address, label, node }) => `${address} ${label} ${node}`),
      ['10.152.183.10 cluster DNS undefined', '10.152.183.40 Service web Service/shop/web'],
    );
  });

  it('are the pools of load balancers, by CIDR or by first and last address', () => {
    const { ranges } = planOf(service, pool('10.64.0.10-10.64.0.20'), cilium);
    assert.deepEqual(
      ranges.filter(({ use }) => use === 'loadBalancer').map(({ label, cidr, source }) => `${label} ${cidr} ${source}`),
      [
        'Load balancer pool edge 10.64.0.10-10.64.0.20 MetalLB pool',
        'Load balancer pool blue 172.30.0.0/24 Cilium pool',
        'Load balancer pool blue 172.31.0.5-172.31.0.9 Cilium pool',
      ],
    );
    const [edge] = ranges.filter(({ label }) => label.endsWith('edge'));
    assert.equal(BigInt(edge!.last) - BigInt(edge!.first) + 1n, 11n);
  });

  it('are secondary networks and the blocks of policies, with what these leave out and meet', () => {
    const { ranges } = planOf(kubeadm, attachment, policy);
    assert.deepEqual(
      ranges.filter(({ use }) => use === 'secondary').map(({ label, cidr }) => `${label} ${cidr}`),
      ['Network storage 10.90.0.0/24'],
    );
    const [from, to] = ranges.filter(({ use }) => use === 'policy');
    assert.deepEqual(
      [from?.label, from?.meets, from?.parts?.map(({ cidr }) => cidr)],
      [
        'shop/web from',
        ['pods 10.1.0.0/16', 'services 10.152.183.0/24', 'secondary storage 10.90.0.0/24'],
        ['10.1.4.0/24'],
      ],
    );
    assert.deepEqual([to?.label, to?.meets], ['shop/web to', []]);
  });

  it('are named where two meet that may not', () => {
    const { overlaps } = planOf(kubeadm, pool('10.1.240.0/20'));
    const [overlap] = overlaps;
    assert.ok(overlap, 'the pool lies within the pod range');
    assert.deepEqual([...overlap.ranges].sort(), ['loadBalancer edge 10.1.240.0/20', 'pods 10.1.0.0/16']);
  });

  it('lead to their places, but for defaults', () => {
    const { ranges, places } = planOf(kubeadm, attachment);
    assert.ok(ranges.every(({ isDeclared }) => isDeclared));
    assert.equal(places.get('secondary storage 10.90.0.0/24')?.file, '1.yaml');
    const defaults = planOf('apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n');
    assert.deepEqual([defaults.ranges.length, defaults.places.size], [0, 0]);
  });
});
