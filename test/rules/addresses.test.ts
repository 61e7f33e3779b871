import assert from 'node:assert/strict';
import { lint } from '../../src/lint/lint.ts';
import { defaultCluster } from '../../src/model/cluster.ts';
import addressNonstandard from '../../src/rules/address-nonstandard.ts';
import cidrHostBits from '../../src/rules/cidr-host-bits.ts';
import cidrInvalid from '../../src/rules/cidr-invalid.ts';
import cidrOverlap from '../../src/rules/cidr-overlap.ts';
import clusterIpTaken from '../../src/rules/cluster-ip-taken.ts';
import nodePortDynamicBand from '../../src/rules/node-port-dynamic-band.ts';
import nodePortOutOfRange from '../../src/rules/node-port-out-of-range.ts';
import { check, findingsOf, fixed, workspaceOf } from '../support/check.ts';
import { manifest, said, service, workload } from './said.ts';

const policy = (cidr: string) => `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: office}
spec:
  podSelector: {}
  ingress: [{from: [{ipBlock: {cidr: ${cidr}}}]}]
`;
const kubeadm = (rest: string) => `
apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
${rest}
`;

describe('cidr-host-bits', () => {
  it('is an error where the server is strict', () => {
    const [old] = findingsOf(cidrHostBits, policy('203.0.113.8/24'));
    const cluster = { ...defaultCluster, kubernetesVersion: '1.36' };
    const [strict] = findingsOf(cidrHostBits, policy('203.0.113.8/24'), { cluster });
    assert.deepEqual([old?.severity, strict?.severity], ['warning', 'error']);
  });

  it('offers the network and the single address, and takes neither by itself', () => {
    const [finding] = findingsOf(cidrHostBits, policy('203.0.113.8/24'));
    assert.deepEqual(
      finding?.fixes?.map(({ title, preferred }) => [title, preferred]),
      [
        ['Use the network 203.0.113.0/24', undefined],
        ['Use the single address 203.0.113.8/32', undefined],
      ],
    );
    assert.match(fixed(cidrHostBits, policy('203.0.113.8/24'), 0, 1)['manifest.yaml']!, /cidr: 203\.0\.113\.8\/32\}/);
  });
});

describe('cidr-invalid', () => {
  it('leaves the nameservers of a pod to dns-config-invalid', () => {
    const pod = (rest: string) => workload('Pod', 'web', 'app: web', `${rest}, containers: [{name: web, image: web}]`);
    assert.deepEqual(said(cidrInvalid, pod('dnsPolicy: None, dnsConfig: {nameservers: [10.96.0]}')), []);
    assert.deepEqual(said(cidrInvalid, pod('hostAliases: [{ip: 10.96.0, hostnames: [db]}]')), [
      'error: "10.96.0" is not an IP address: no parser accepts it',
    ]);
  });

  it('says nothing of text that a tool fills in', () => {
    assert.deepEqual(said(cidrInvalid, policy('$(OFFICE_CIDR)')), []);
  });
});

describe('address-nonstandard', () => {
  it('has fixes that may all be taken, as they keep what Kubernetes reads', () => {
    const [finding] = findingsOf(addressNonstandard, service('web', 'clusterIP: 010.0.0.1, ports: [{port: 80}]'));
    assert.deepEqual(
      finding?.fixes?.map(({ preferred }) => preferred),
      [true],
    );
  });
});

describe('cidr-overlap', () => {
  it('stands at the pod range, once for all nodes', () => {
    check(cidrOverlap, {
      'cluster.yaml': `
apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
networking:
  podSubnet: 10.1.0.0/16
  #          ^^^^^^^^^^^ error: the pod range 10.1.0.0/16 covers the node addresses 10.1.20.11 and 10.1.20.12
`,
      'nodes.yaml': manifest(
        'apiVersion: v1\nkind: Node\nmetadata: {name: a}\nstatus: {addresses: [{type: InternalIP, address: 10.1.20.11}]}',
        'apiVersion: v1\nkind: Node\nmetadata: {name: b}\nstatus: {addresses: [{type: InternalIP, address: 10.1.20.12}]}',
      ),
    });
  });

  it('takes the ends of a range for what they are', () => {
    const ranges = (pods: string) => kubeadm(`networking: {podSubnet: ${pods}, serviceSubnet: 10.96.0.0/12}`);
    assert.equal(said(cidrOverlap, ranges('10.111.0.0/16')).length, 1);
    assert.deepEqual(said(cidrOverlap, ranges('10.112.0.0/16')), []);
  });

  it('never compares IPv4 with IPv6', () => {
    const both = kubeadm('networking: {podSubnet: "::/0", serviceSubnet: 10.96.0.0/12}');
    assert.deepEqual(said(cidrOverlap, both), []);
  });
});

describe('cluster-ip-taken', () => {
  it('knows the address of the API server', () => {
    const cluster = kubeadm('networking: {podSubnet: 10.244.0.0/16, serviceSubnet: 10.96.0.0/16}');
    assert.deepEqual(
      said(clusterIpTaken, manifest(cluster, service('web', 'clusterIP: 10.96.0.1, ports: [{port: 80}]'))),
      ['error: clusterIP 10.96.0.1 belongs to the API server (Service default/kubernetes)'],
    );
  });

  it('says nothing of one Service in two variants', () => {
    const own = service('web', 'clusterIP: 10.96.0.20, ports: [{port: 80}]');
    assert.deepEqual(said(clusterIpTaken, { 'a/web.yaml': own, 'b/web.yaml': own }), []);
  });
});

describe('node ports', () => {
  const nodePort = (port: number) => service('web', `type: NodePort, ports: [{port: 80, nodePort: ${port}}]`);

  it('in the part that is handed out automatically are only reported on demand', () => {
    const { findings } = lint(workspaceOf(nodePort(31000)), [nodePortDynamicBand]);
    assert.deepEqual(findings, []);
    assert.equal(findingsOf(nodePortDynamicBand, nodePort(31000))[0]?.severity, 'hint');
  });

  it('have the range that the API server is told', () => {
    const cluster = kubeadm('apiServer: {extraArgs: [{name: service-node-port-range, value: 8000-9000}]}');
    assert.deepEqual(said(nodePortOutOfRange, manifest(cluster, nodePort(8080))), []);
    assert.deepEqual(said(nodePortOutOfRange, manifest(cluster, nodePort(30080))), [
      'error: node port 30080 is outside of 8000-9000',
    ]);
  });
});
