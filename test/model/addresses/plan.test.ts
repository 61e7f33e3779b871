import assert from 'node:assert/strict';
import { plan, read } from './support.ts';

const kubeadm = 'apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\n';

describe('address plan', () => {
  it('knows nothing without files and settings', () => {
    const none = { distribution: undefined, pods: [], services: [], nodes: [], dns: [] };
    assert.deepEqual(plan(''), { ...none, domain: 'cluster.local', nodePorts: '30000-32767' });
  });

  it('takes the defaults of the distribution that is set', () => {
    const { pods, services, dns } = plan('', { distribution: 'microk8s' });
    assert.deepEqual([pods, services, dns], [['10.1.0.0/16'], ['10.152.183.0/24'], ['10.152.183.10']]);
  });

  it('adds settings to what files declare, and lets files win over the defaults', () => {
    const text = `${kubeadm}networking: {podSubnet: 10.7.0.0/16}\n`;
    assert.deepEqual(plan(text, { podCIDRs: ['10.8.0.0/16'], distribution: 'k3s' }).pods, [
      '10.8.0.0/16',
      '10.7.0.0/16',
    ]);
  });

  it('reads kubeadm with arguments as a map and as a list', () => {
    const list = `${kubeadm}networking: {dnsDomain: corp.lan}\napiServer:\n  extraArgs:\n  - {name: service-node-port-range, value: 31000-31999}\n`;
    const map = `${kubeadm.replace('beta4', 'beta3')}apiServer: {extraArgs: {service-node-port-range: 31000-31999}}\n`;
    assert.deepEqual(
      [plan(list).nodePorts, plan(list).domain, plan(map).nodePorts],
      ['31000-31999', 'corp.lan', '31000-31999'],
    );
  });

  it('reads the patches inside a Cluster of kind', () => {
    const text =
      'kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\nnetworking: {ipFamily: ipv6}\nnodes:\n- role: control-plane\n  kubeadmConfigPatches:\n  - |\n    kind: ClusterConfiguration\n    networking:\n      dnsDomain: kind.lan\n';
    assert.deepEqual(plan(text).services, ['fd00:10:96::/112']);
    assert.deepEqual(plan(text).dns, ['fd00:10:96::a']);
    assert.equal(plan(text).domain, 'kind.lan');
  });

  it('merges the files of config.yaml.d as k3s does', () => {
    const files = {
      'etc/rancher/k3s/config.yaml': 'cluster-cidr: 10.50.0.0/16\nservice-cidr: 10.60.0.0/16\n',
      'etc/rancher/k3s/config.yaml.d/10-six.yaml':
        'cluster-cidr+: fd50::/56\nservice-cidr: 10.61.0.0/16\ncluster-domain: edge.lan\n',
    };
    assert.deepEqual(plan(files).pods, ['10.50.0.0/16', 'fd50::/56']);
    assert.deepEqual(plan(files).services, ['10.61.0.0/16']);
    assert.equal(plan(files).domain, 'edge.lan');
    assert.equal(plan(files).distribution, 'k3s');
  });

  it('reads the launch configuration of MicroK8s', () => {
    const text =
      'version: 0.1.0\nextraCNIEnv:\n  IPv4_CLUSTER_CIDR: 10.3.0.0/16\n  IPv4_SERVICE_CIDR: 10.153.183.0/24\nextraKubeAPIServerArgs:\n  --service-cluster-ip-range: 10.153.183.0/24\nextraKubeletArgs:\n  --cluster-domain: lab.local\n  --cluster-dns: 10.153.183.10\n';
    assert.deepEqual(plan(text).pods, ['10.3.0.0/16']);
    assert.deepEqual(
      [plan(text).dns, plan(text).domain, plan(text).distribution],
      [['10.153.183.10'], 'lab.local', 'microk8s'],
    );
    assert.deepEqual(read(text).findings, []);
  });

  it("reads both forms of Talos' configuration", () => {
    const old = 'version: v1alpha1\nmachine: {type: worker}\ncluster: {network: {podSubnets: [10.12.0.0/16]}}\n';
    const young = 'apiVersion: v1alpha1\nkind: KubeNetworkConfig\npodSubnets: [10.14.0.0/16]\ndnsDomain: t.lan\n';
    assert.deepEqual(
      [plan(old).pods, plan(young).pods, plan(young).domain],
      [['10.12.0.0/16'], ['10.14.0.0/16'], 't.lan'],
    );
    assert.equal(plan(young).distribution, 'talos');
  });

  it('divides the nonMasqueradeCIDR of kOps', () => {
    const text =
      'apiVersion: kops.k8s.io/v1alpha2\nkind: Cluster\nspec: {networkCIDR: 172.20.0.0/16, nonMasqueradeCIDR: 100.64.0.0/10}\n';
    assert.deepEqual(plan(text).pods, ['100.96.0.0/11']);
    assert.deepEqual(plan(text).services, ['100.64.0.0/13']);
    assert.deepEqual(plan(text).nodes, ['172.20.0.0/16']);
  });

  it('reads k0s with two families', () => {
    const text =
      'apiVersion: k0s.k0sproject.io/v1beta1\nkind: ClusterConfig\nspec:\n  network:\n    podCIDR: 10.9.0.0/16\n    clusterDomain: k0s.lan\n    dualStack: {enabled: true, IPv6podCIDR: "fd09::/108", IPv6serviceCIDR: "fd19::/112"}\n';
    assert.deepEqual(plan(text).pods, ['10.9.0.0/16', 'fd09::/108']);
    assert.equal(plan(text).domain, 'k0s.lan');
  });

  it('takes the service range of EKS that is clear of the VPC', () => {
    const of = (cidr: string) => `apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nvpc: {cidr: ${cidr}}\n`;
    assert.deepEqual(plan(of('10.100.0.0/16')).services, ['172.20.0.0/16']);
    assert.deepEqual(plan(of('192.168.0.0/16')).dns, ['10.100.0.10']);
  });

  it('reads Cluster API and OpenShift', () => {
    const capi =
      'apiVersion: cluster.x-k8s.io/v1beta1\nkind: Cluster\nspec:\n  clusterNetwork:\n    pods: {cidrBlocks: [10.20.0.0/16]}\n    services: {cidrBlocks: [10.30.0.0/16]}\n    serviceDomain: capi.lan\n';
    const openshift =
      'apiVersion: config.openshift.io/v1\nkind: Network\nspec:\n  clusterNetwork: [{cidr: 10.132.0.0/14, hostPrefix: 23}]\n  serviceNetwork: [172.31.0.0/16]\n';
    assert.deepEqual(
      [plan(capi).pods, plan(capi).services, plan(capi).domain],
      [['10.20.0.0/16'], ['10.30.0.0/16'], 'capi.lan'],
    );
    assert.deepEqual([plan(openshift).pods, plan(openshift).dns], [['10.132.0.0/14'], ['172.31.0.10']]);
  });

  it('prefers the installer to the pool of the CNI, and takes the pool where there is no installer', () => {
    const pool =
      'apiVersion: crd.projectcalico.org/v1\nkind: IPPool\nmetadata: {name: a}\nspec: {cidr: 10.244.128.0/17}\n';
    assert.deepEqual(plan(`${kubeadm}networking: {podSubnet: 10.244.0.0/16}\n---\n${pool}`).pods, ['10.244.0.0/16']);
    assert.deepEqual(plan(pool).pods, ['10.244.128.0/17']);
  });

  it('leaves out pools that are no pod ranges', () => {
    const pool = (rest: string) =>
      `apiVersion: projectcalico.org/v3\nkind: IPPool\nmetadata: {name: a}\nspec: {cidr: 10.9.0.0/16, ${rest}}\n`;
    assert.deepEqual(plan(pool('allowedUses: [LoadBalancer]')).pods, []);
    assert.deepEqual(plan(pool('disabled: true')).pods, []);
    assert.deepEqual(plan(pool('allowedUses: [Workload, Tunnel]')).pods, ['10.9.0.0/16']);
  });

  it('reads the pools of Cilium, separated by blanks, and its default', () => {
    const config = (data: string) =>
      `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: cilium-config, namespace: kube-system}\ndata:\n${data}`;
    assert.deepEqual(plan(config('  ipam: cluster-pool\n  cluster-pool-ipv4-cidr: "10.6.0.0/16 10.7.0.0/16"\n')).pods, [
      '10.6.0.0/16',
      '10.7.0.0/16',
    ]);
    assert.deepEqual(plan(config('  ipam: cluster-pool\n')).pods, ['10.0.0.0/8']);
    const multi =
      'apiVersion: cilium.io/v2alpha1\nkind: CiliumPodIPPool\nmetadata: {name: a}\nspec: {ipv4: {cidrs: [10.8.0.0/16], maskSize: 27}}\n';
    assert.deepEqual(plan(multi).pods, ['10.8.0.0/16']);
  });

  it('reads flannel, the Corefile and ServiceCIDRs', () => {
    const flannel =
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: kube-flannel-cfg, namespace: kube-flannel}\ndata:\n  net-conf.json: |\n    {\n      "Network": "10.240.0.0/16"\n    }\n';
    const corefile =
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: coredns, namespace: kube-system}\ndata:\n  Corefile: |\n    .:53 {\n        kubernetes corp.lan in-addr.arpa ip6.arpa {\n        }\n    }\n';
    const cidr =
      'apiVersion: networking.k8s.io/v1\nkind: ServiceCIDR\nmetadata: {name: more}\nspec: {cidrs: [10.55.0.0/24]}\n';
    assert.deepEqual(plan(flannel).pods, ['10.240.0.0/16']);
    assert.equal(plan(corefile).domain, 'corp.lan');
    assert.deepEqual(plan(cidr, { distribution: 'microk8s' }).services, ['10.152.183.0/24', '10.55.0.0/24']);
    assert.deepEqual(read(cidr, { distribution: 'microk8s' }).findings, []);
  });

  it('offers hints, and does not assume them', () => {
    const text =
      'apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {clusterIP: 10.152.183.20, ports: [{port: 80}]}\n---\napiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: a}\nspec: {ingressClassName: alb}\n';
    const { evidence, distribution } = read(text).plan;
    assert.equal(distribution, undefined);
    assert.deepEqual(
      evidence.map(({ id, because }) => `${id}: ${because}`),
      ['microk8s: clusterIP 10.152.183.20 is in 10.152.183.0/24', 'eks: the Ingress class alb'],
    );
  });

  it('never throws on values of another type', () => {
    const kinds = [
      'kubeadm.k8s.io/v1beta4 ClusterConfiguration',
      'v1 Service',
      'v1 Node',
      'networking.k8s.io/v1 NetworkPolicy',
    ];
    for (const one of kinds) {
      const [apiVersion, kind] = one.split(' ');
      for (const value of ['1', 'null', '[1, [2]]', '{a: {b: 1}}', '"x"']) {
        const text = `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: ${value}\nspec: ${value}\nnetworking: ${value}\nstatus: ${value}\n`;
        assert.deepEqual(read(text).findings, []);
      }
    }
  });
});
