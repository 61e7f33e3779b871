import assert from 'node:assert/strict';
import type { AddressSettings } from '../../../src/kubernetes/addresses/plan.ts';
import { fixed, read, report } from './support.ts';

const kubeadm = (networking: string, more = '') =>
  `apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\nnetworking: {${networking}}\n${more}`;
const service = (spec: string, name = 'web') =>
  `---\napiVersion: v1\nkind: Service\nmetadata: {name: ${name}, namespace: shop}\nspec: {${spec}}\n`;
const policy = (block: string, direction = 'egress', peer = 'to') =>
  `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: p}\nspec:\n  ${direction}:\n  - ${peer}:\n    - ipBlock: {${block}}\n`;
const node = (name: string, range: string) =>
  `---\napiVersion: v1\nkind: Node\nmetadata: {name: ${name}}\nspec: {podCIDR: ${range}, podCIDRs: [${range}]}\n`;
const calico = (name: string, spec: string) =>
  `---\napiVersion: projectcalico.org/v3\nkind: IPPool\nmetadata: {name: ${name}}\nspec: {${spec}}\n`;
const metalLb = (name: string, ...addresses: string[]) =>
  `---\napiVersion: metallb.io/v1beta1\nkind: IPAddressPool\nmetadata: {name: ${name}}\nspec: {addresses: ${JSON.stringify(addresses)}}\n`;
const attachment = (ipam: string) =>
  `apiVersion: k8s.cni.cncf.io/v1\nkind: NetworkAttachmentDefinition\nmetadata: {name: lan}\nspec:\n  config: '{"plugins":[{"type":"macvlan","ipam":{"type":"whereabouts",${ipam}}}]}'\n`;
const kubelet = (fields: string) =>
  `---\napiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\n${fields}\n`;

const microk8s = { distribution: 'microk8s' };
const services = { serviceCIDRs: ['10.96.0.0/12'] };

/** Each line: what is read, under which settings, and what is reported. */
const cases: readonly (readonly [name: string, text: string, settings: AddressSettings, ...expected: string[]])[] = [
  ['an ipBlock that is no CIDR', policy('cidr: 300.1.1.0/24'), {}, 'error cidr-invalid 300.1.1.0/24'],
  ['a templated CIDR', policy('cidr: "$(POD_CIDR)"'), {}],
  ['host bits before 1.36', policy('cidr: 10.9.0.1/16'), {}, 'warning cidr-host-bits 10.9.0.1/16'],
  [
    'two warnings at once',
    policy('cidr: 010.001.2.3/8'),
    { kubernetesVersion: '1.35' },
    'warning ip-nonstandard 010.001.2.3/8',
    'warning cidr-host-bits 010.001.2.3/8',
  ],
  [
    'one error of a strict server',
    policy('cidr: 010.001.2.3/8'),
    { kubernetesVersion: '1.36' },
    'error ip-nonstandard 010.001.2.3/8',
  ],
  [
    'IPv6 in capitals',
    policy('cidr: "2001:DB8::/32"'),
    { kubernetesVersion: '1.36' },
    'warning ipv6-noncanonical 2001:DB8::/32',
  ],
  ['host bits in a pool of Calico', calico('a', 'cidr: 10.48.1.0/16'), {}, 'error cidr-host-bits 10.48.1.0/16'],
  ['host bits that kubeadm drops', kubeadm('podSubnet: 10.244.1.0/16'), {}, 'warning cidr-host-bits 10.244.1.0/16'],
  [
    'blanks that kubeadm does not trim',
    kubeadm('podSubnet: "10.244.0.0/16, fd00::/48"'),
    {},
    'error cidr-invalid  fd00::/48',
  ],
  [
    'an address with leading zeros',
    service('clusterIP: 10.152.183.012'),
    microk8s,
    'warning ip-nonstandard 10.152.183.012',
  ],
  [
    'a name server that is no address',
    'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {dnsConfig: {nameservers: [dns.lan]}, hostAliases: [{ip: 1.2.3}]}\n',
    {},
    'error ip-invalid 1.2.3',
    'error ip-invalid dns.lan',
  ],
  [
    'an allow list of Traefik',
    'apiVersion: traefik.io/v1alpha1\nkind: Middleware\nmetadata: {name: a}\nspec: {ipAllowList: {sourceRange: [10.0.0.1, 10.0.0.0/33]}}\n',
    {},
    'error cidr-invalid 10.0.0.0/33',
  ],
  ['pods over services', kubeadm('podSubnet: 10.100.0.0/16'), {}, 'error pod-service-overlap 10.100.0.0/16'],
  [
    'pods over a node',
    kubeadm('podSubnet: 10.1.0.0/16'),
    { nodeNetworks: ['10.1.2.0/24'] },
    'error pod-node-overlap 10.1.0.0/16',
  ],
  [
    'the address of a node in its InitConfiguration',
    'apiVersion: kubeadm.k8s.io/v1beta4\nkind: InitConfiguration\nlocalAPIEndpoint: {advertiseAddress: 10.96.3.4}\n',
    services,
    'error service-node-overlap 10.96.3.4',
  ],
  [
    'a VPC over the services',
    'apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nvpc: {cidr: 10.100.0.0/16}\nkubernetesNetworkConfig: {serviceIPv4CIDR: 10.100.0.0/20}\n',
    {},
    'error service-node-overlap 10.100.0.0/20',
  ],
  ['docker0', kubeadm('podSubnet: 172.17.0.0/16'), {}, 'warning docker0-overlap 172.17.0.0/16'],
  ['docker0 where no Docker is', 'cluster-cidr: 172.17.0.0/16\n', {}],
  ['link-local pods', kubeadm('podSubnet: 169.254.0.0/16'), {}, 'error reserved-range 169.254.0.0/16'],
  [
    'what Azure forbids',
    kubeadm('serviceSubnet: 172.30.0.0/16'),
    { distribution: 'aks' },
    'error reserved-range 172.30.0.0/16',
  ],
  ['public pods', kubeadm('podSubnet: 11.0.0.0/16'), {}, 'warning public-range 11.0.0.0/16'],
  ['shared address space', kubeadm('podSubnet: 100.64.0.0/16'), {}],
  [
    'the transit range of OVN-Kubernetes',
    'apiVersion: config.openshift.io/v1\nkind: Network\nspec: {serviceNetwork: [100.88.0.0/16]}\n',
    {},
    'error ovn-internal-overlap 100.88.0.0/16',
  ],
  [
    'three ranges',
    kubeadm('serviceSubnet: "10.96.0.0/16,fd00::/112,10.97.0.0/16"'),
    {},
    'error cidr-count 10.97.0.0/16',
  ],
  [
    'two ranges of one family',
    kubeadm('podSubnet: "10.244.0.0/16,10.245.0.0/16"'),
    {},
    'error cidr-same-family 10.245.0.0/16',
  ],
  [
    'several ranges of OpenShift',
    'apiVersion: config.openshift.io/v1\nkind: Network\nspec: {clusterNetwork: [{cidr: 10.128.0.0/15, hostPrefix: 23}, {cidr: 10.130.0.0/15, hostPrefix: 23}]}\n',
    {},
  ],
  ['too few services', kubeadm('serviceSubnet: 10.96.0.0/29'), {}, 'error service-cidr-size 10.96.0.0/29'],
  ['too many services', kubeadm('serviceSubnet: "fd00:1::/64"'), {}, 'error service-cidr-size fd00:1::/64'],
  ['pods in less than one node needs', kubeadm('podSubnet: 10.244.0.0/25'), {}, 'error node-mask 10.244.0.0/25'],
  [
    'a hostPrefix wider than its range',
    'apiVersion: config.openshift.io/v1\nkind: Network\nspec: {clusterNetwork: [{cidr: 10.128.0.0/24, hostPrefix: 23}]}\n',
    {},
    'error node-mask 23',
  ],
  [
    'maxPods by an argument of k3s',
    'cluster-cidr: 10.42.0.0/16\nkubelet-arg: [max-pods=300]\n',
    {},
    'warning maxpods-exceed-node-cidr 300',
  ],
  ['maxPods where Calico hands out addresses', kubelet('maxPods: 500'), microk8s],
  [
    'two nodes with one range',
    node('a', '10.244.1.0/24') + node('b', '10.244.1.0/24'),
    {},
    'error node-podcidr-overlap 10.244.1.0/24',
  ],
  [
    'a node outside the pod range',
    node('a', '10.9.1.0/24'),
    { podCIDRs: ['10.244.0.0/16'] },
    'warning node-podcidr-outside 10.9.1.0/24',
  ],
  [
    'flannel beside the pod range',
    'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: kube-flannel-cfg}\ndata:\n  net-conf.json: \'{"Network": "10.244.0.0/16"}\'\n',
    { podCIDRs: ['10.42.0.0/16'] },
    'error flannel-network-mismatch 10.244.0.0/16',
  ],
  [
    'a pool outside the pod range',
    calico('a', 'cidr: 192.168.0.0/16'),
    { podCIDRs: ['10.42.0.0/16'] },
    'warning ippool-outside-pod-cidr 192.168.0.0/16',
  ],
  [
    'a pool of an Installation and its IPPool',
    `${calico('default-ipv4-ippool', 'cidr: 10.48.0.0/16')}---\napiVersion: operator.tigera.io/v1\nkind: Installation\nmetadata: {name: default}\nspec: {calicoNetwork: {ipPools: [{cidr: 10.48.0.0/16}]}}\n`,
    {},
  ],
  [
    'pools that overlap',
    calico('a', 'cidr: 10.48.0.0/16') + calico('b', 'cidr: 10.48.9.0/24'),
    {},
    'error ippool-overlap 10.48.9.0/24',
  ],
  [
    'kube-proxy of another range',
    'apiVersion: kubeproxy.config.k8s.io/v1alpha1\nkind: KubeProxyConfiguration\nclusterCIDR: 10.244.0.0/16\n',
    { podCIDRs: ['10.42.0.0/16'] },
    'warning kube-proxy-cidr-mismatch 10.244.0.0/16',
  ],
  [
    'a secondary network over the services',
    attachment('"range":"10.96.4.0/24"'),
    services,
    'warning secondary-network-overlap 10.96.4.0/24',
  ],
  [
    'an end outside its range',
    attachment('"range":"192.168.2.0/24","range_start":"192.168.2.9","range_end":"192.168.3.9"'),
    {},
    'error whereabouts-range 192.168.3.9',
  ],
  ['host bits that whereabouts drops', attachment('"range":"192.168.2.225/28"'), {}],
  [
    'a DNS address that no Service can have',
    kubelet('clusterDNS: [10.43.0.10]'),
    services,
    'error dns-ip-outside-service-cidr 10.43.0.10',
  ],
  [
    'a DNS address that is not that of kube-dns',
    `${kubelet('clusterDNS: [10.96.0.11]')}---\napiVersion: v1\nkind: Service\nmetadata: {name: kube-dns, namespace: kube-system}\nspec: {clusterIP: 10.96.0.10}\n`,
    services,
    'error dns-ip-mismatch 10.96.0.11',
  ],
  [
    'two domains',
    `${kubeadm('dnsDomain: a.lan')}${kubelet('clusterDomain: b.lan')}`,
    {},
    'error cluster-domain-mismatch b.lan',
  ],
  [
    'an except outside its block',
    policy('cidr: 10.9.0.0/16, except: [10.8.0.0/24]'),
    {},
    'error except-not-subset 10.8.0.0/24',
  ],
  [
    'an except of the other family',
    policy('cidr: 10.9.0.0/16, except: ["fd00::/64"]'),
    {},
    'error except-not-subset fd00::/64',
  ],
  ['a single pod by address', policy('cidr: 10.1.4.5/32'), microk8s, 'warning ipblock-pod-range 10.1.4.5/32'],
  [
    'a block around the pods',
    policy('cidr: 10.0.0.0/8', 'ingress', 'from'),
    microk8s,
    'info ipblock-covers-pod-range 10.0.0.0/8',
  ],
  ['a block around the pods that leaves them out', policy('cidr: 10.0.0.0/8, except: [10.1.0.0/16]'), microk8s],
  [
    'the block of a Service',
    policy('cidr: 10.152.183.7/32'),
    microk8s,
    'warning ipblock-service-range 10.152.183.7/32',
  ],
  [
    'the metadata address on a cloud',
    policy('cidr: 0.0.0.0/0'),
    { distribution: 'gke' },
    'info metadata-reachable 0.0.0.0/0',
  ],
  [
    'the metadata address as an except',
    policy('cidr: 0.0.0.0/0, except: [169.254.169.254/32]'),
    { distribution: 'eks' },
  ],
  ['the metadata address for ingress', policy('cidr: 0.0.0.0/0', 'ingress', 'from'), { distribution: 'eks' }],
  [
    'an except of all link-local addresses',
    policy('cidr: 0.0.0.0/0, except: [169.254.0.0/16]'),
    { distribution: 'eks' },
    'warning except-blocks-node-local-dns 169.254.0.0/16',
  ],
  ['a clusterIP outside', service('clusterIP: 10.96.0.7'), microk8s, 'error clusterip-outside-service-cidr 10.96.0.7'],
  [
    'one clusterIP for two',
    service('clusterIP: 10.152.183.5') + service('clusterIP: 10.152.183.5', 'api'),
    microk8s,
    'error clusterip-duplicate 10.152.183.5',
  ],
  ['the broadcast address', service('clusterIP: 10.152.183.255'), microk8s, 'error clusterip-unusable 10.152.183.255'],
  ['the address of the DNS', service('clusterIP: 10.152.183.10'), microk8s, 'error clusterip-reserved 10.152.183.10'],
  ['the dynamic band', service('clusterIP: 10.152.183.17'), microk8s, 'info clusterip-dynamic-band 10.152.183.17'],
  ['a headless Service', service('clusterIP: None'), microk8s],
  [
    'IPv4 where IPv6 is wanted',
    service('clusterIP: 10.152.183.5, ipFamilies: [IPv6]'),
    microk8s,
    'error clusterip-family 10.152.183.5',
  ],
  [
    'the first dynamic node port',
    service('type: NodePort, ports: [{port: 80, nodePort: 30086}, {port: 81, nodePort: 30085}]'),
    {},
    'info nodeport-dynamic-band 30086',
  ],
  [
    'a node port outside its range',
    service('type: NodePort, ports: [{port: 80, nodePort: 30001}]'),
    { nodePortRange: '31000-32000' },
    'error nodeport-range 30001',
  ],
  [
    'a node port shared by TCP and UDP of one port',
    service('type: NodePort, ports: [{port: 53, nodePort: 30053}, {port: 53, protocol: UDP, nodePort: 30053}]'),
    {},
  ],
  [
    'a node port shared by two ports',
    service('type: NodePort, ports: [{port: 53, nodePort: 30053}, {port: 54, protocol: UDP, nodePort: 30053}]'),
    {},
    'error nodeport-duplicate 30053',
  ],
  [
    'a health check on a node port of another',
    service('type: NodePort, ports: [{port: 80, nodePort: 30009}]') +
      service('type: LoadBalancer, healthCheckNodePort: 30009', 'b'),
    {},
    'error nodeport-duplicate 30009',
  ],
  [
    'an external IP of a pod',
    service('externalIPs: [10.1.2.3]'),
    microk8s,
    'warning externalip-cluster-range 10.1.2.3',
  ],
  ['a loopback external IP', service('externalIPs: [127.0.0.1]'), {}, 'error special-ip 127.0.0.1'],
  [
    'source ranges without a load balancer',
    service('loadBalancerSourceRanges: [203.0.113.0/24]'),
    {},
    'error source-ranges-type [203.0.113.0/24]',
  ],
  [
    'a Service as an endpoint',
    'apiVersion: v1\nkind: Endpoints\nmetadata: {name: a}\nsubsets: [{addresses: [{ip: 10.152.183.9}]}]\n',
    microk8s,
    'warning endpoint-service-ip 10.152.183.9',
  ],
  [
    'a link-local endpoint',
    'apiVersion: discovery.k8s.io/v1\nkind: EndpointSlice\nmetadata: {name: a}\naddressType: IPv4\nendpoints: [{addresses: [169.254.1.1]}]\n',
    {},
    'error special-ip 169.254.1.1',
  ],
  [
    'pools that meet',
    metalLb('a', '192.168.1.0/24') + metalLb('b', '192.168.1.240-192.168.2.9'),
    {},
    'error lb-pool-overlap 192.168.1.240-192.168.2.9',
  ],
  ['a range backwards', metalLb('a', '192.168.1.9-192.168.1.2'), {}, 'error lb-pool-reversed 192.168.1.9-192.168.1.2'],
  [
    'a block backwards',
    'apiVersion: cilium.io/v2\nkind: CiliumLoadBalancerIPPool\nmetadata: {name: a}\nspec: {blocks: [{start: 192.168.1.9, stop: 192.168.1.2}]}\n',
    {},
    'error lb-pool-reversed 192.168.1.9',
  ],
  [
    'a pool of the old ConfigMap in the services',
    'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: config, namespace: metallb-system}\ndata:\n  config: |\n    address-pools:\n    - name: lan\n      addresses:\n      - 10.152.183.200-10.152.183.220\n',
    microk8s,
    'warning lb-pool-cluster-range 10.152.183.200-10.152.183.220',
  ],
  [
    'an address of no pool',
    metalLb('a', '192.168.1.0/28') + service('type: LoadBalancer, loadBalancerIP: 192.168.1.99'),
    {},
    'error lb-ip-outside-pools 192.168.1.99',
  ],
  [
    'a ServiceEntry in the services',
    'apiVersion: networking.istio.io/v1\nkind: ServiceEntry\nmetadata: {name: a}\nspec: {addresses: [10.152.183.99]}\n',
    microk8s,
    'warning serviceentry-cluster-range 10.152.183.99',
  ],
];

describe('address findings', () => {
  for (const [name, text, settings, ...expected] of cases) {
    it(`${expected.length === 0 ? 'accept' : 'report'} ${name}`, () => {
      assert.deepEqual(report(text, settings), expected);
    });
  }

  it('name the other places', () => {
    const text = `${kubeadm('podSubnet: 10.244.0.0/16')}---\n${calico('a', 'cidr: 192.168.0.0/16')}`;
    const [finding] = read(text).findings;
    assert.deepEqual(
      finding?.related.map(({ span, message }) => `${text.slice(span.start, span.end)}: ${message}`),
      ['10.244.0.0/16: the pod range 10.244.0.0/16, by kubeadm ClusterConfiguration'],
    );
  });
});

describe('fixes of addresses', () => {
  it('offer both readings of host bits, inside the quotes', () => {
    const text = policy('cidr: "203.0.113.8/24"');
    assert.match(fixed(text, 'use the network 203.0.113.0/24'), /cidr: "203\.0\.113\.0\/24"/);
    assert.match(fixed(text, 'use the single address 203.0.113.8/32'), /cidr: "203\.0\.113\.8\/32"/);
  });

  it('remove the finding', () => {
    const all: [string, string, AddressSettings][] = [
      [service('clusterIP: 010.152.183.5'), 'use 10.152.183.5, the decimal reading (libc would read octal)', microk8s],
      [service('clusterIP: "::ffff:10.152.183.5"'), 'use 10.152.183.5', microk8s],
      [service('externalIPs: [203.0.113.5/32]'), 'write 203.0.113.5', {}],
      [service('clusterIP: 10.9.0.1'), 'let the cluster assign an address', microk8s],
      [policy('cidr: 10.1.0.0/16'), 'select all pods of the cluster: namespaceSelector: {}', microk8s],
      [policy('cidr: 0.0.0.0/0'), 'except 169.254.169.254/32', { distribution: 'gke' }],
      [policy('cidr: 203.0.113.9'), 'write 203.0.113.9/32', {}],
      [metalLb('a', '192.168.1.9-192.168.1.2'), 'swap the ends: 192.168.1.2-192.168.1.9', {}],
      [kubelet('clusterDNS: [10.43.0.10]'), 'use 10.96.0.10', services],
    ];
    for (const [text, title, settings] of all)
      assert.deepEqual(report(fixed(text, title, settings), settings), [], title);
  });

  it('keep a block style policy readable', () => {
    const text =
      'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: p}\nspec:\n  egress:\n  - to:\n    - ipBlock:\n        cidr: 0.0.0.0/0\n  - {}\n';
    const settings = { distribution: 'gke' };
    assert.deepEqual(report(fixed(text, 'except 169.254.169.254/32', settings), settings), []);
    const pods = text.replace('0.0.0.0/0', '10.1.0.0/16');
    const after = fixed(pods, 'select all pods of the cluster: namespaceSelector: {}', microk8s);
    assert.match(after, /^ {4}- namespaceSelector: \{\}\n {2}- \{\}\n$/m);
  });
});
