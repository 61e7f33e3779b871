/** How a distribution sets up its cluster DNS when nobody changes it. */
export interface StockDns {
  /** The Corefile, with the cluster domain filled in. */
  readonly corefile: string;
  /** The address of the DNS Service under the distribution's default ranges. */
  readonly clusterDNS: string;
  /** Where the Corefile is kept, as `kind namespace/name`; undefined where it cannot be edited as an object. */
  readonly source?: string;
}

export type StockDistribution =
  | 'kubeadm'
  | 'kind'
  | 'minikube'
  | 'microk8s'
  | 'k3s'
  | 'rke2'
  | 'k0s'
  | 'talos'
  | 'eks'
  | 'aks';

interface Shape {
  /** Lines of the kubernetes stanza after `pods insecure`. */
  readonly stanza: readonly string[];
  /** Lines before the kubernetes stanza. */
  readonly before: readonly string[];
  /** Lines after it. */
  readonly after: readonly string[];
  /** Other server blocks and imports. */
  readonly others?: readonly string[];
  readonly clusterDNS: string;
  readonly source?: string;
}

const health = ['errors', 'health {', '   lameduck 5s', '}', 'ready'];
const through = 'fallthrough in-addr.arpa ip6.arpa';
const kubeadm: Shape = {
  before: health,
  stanza: [through, 'ttl 30'],
  after: [
    'prometheus :9153',
    'forward . /etc/resolv.conf {',
    '   max_concurrent 1000',
    '}',
    'cache 30 {',
    '   disable success DOMAIN',
    '   disable denial DOMAIN',
    '}',
    'loop',
    'reload',
    'loadbalance',
  ],
  clusterDNS: '10.96.0.10',
  source: 'ConfigMap kube-system/coredns',
};

const plain = ['prometheus :9153', 'forward . /etc/resolv.conf', 'cache 30', 'loop', 'reload', 'loadbalance'];
const nodeHosts = ['hosts /etc/coredns/NodeHosts {', '  ttl 60', '  reload 15s', '  fallthrough', '}'];

const shapes: Readonly<Record<StockDistribution, Shape>> = {
  kubeadm,
  kind: kubeadm,
  minikube: {
    ...kubeadm,
    before: ['log', ...health],
    after: ['hosts {', '   192.168.49.1 host.minikube.internal', '   fallthrough', '}', ...kubeadm.after],
  },
  microk8s: {
    before: ['errors', 'health {', '  lameduck 5s', '}', 'ready', 'log . {', '  class error', '}'],
    stanza: [through],
    after: ['prometheus :9153', 'forward . 8.8.8.8 8.8.4.4', 'cache 30', 'loop', 'reload', 'loadbalance'],
    clusterDNS: '10.152.183.10',
    source: 'ConfigMap kube-system/coredns',
  },
  k3s: {
    before: ['errors', 'health', 'ready'],
    stanza: [through],
    after: [...nodeHosts, ...plain, 'import /etc/coredns/custom/*.override'],
    others: ['import /etc/coredns/custom/*.server'],
    clusterDNS: '10.43.0.10',
    source: 'ConfigMap kube-system/coredns',
  },
  rke2: {
    before: health,
    stanza: [through, 'ttl 30'],
    after: ['prometheus 0.0.0.0:9153', 'forward . /etc/resolv.conf', 'cache 30', 'loop', 'reload', 'loadbalance'],
    clusterDNS: '10.43.0.10',
    source: 'ConfigMap kube-system/rke2-coredns-rke2-coredns',
  },
  k0s: {
    before: ['errors', 'health', 'ready'],
    stanza: ['ttl 30', through],
    after: plain,
    clusterDNS: '10.96.0.10',
    source: 'ConfigMap kube-system/coredns',
  },
  talos: kubeadm,
  eks: {
    before: health,
    stanza: [through],
    after: plain,
    clusterDNS: '10.100.0.10',
    source: 'ConfigMap kube-system/coredns',
  },
  aks: {
    before: ['errors', 'ready', 'health {', '  lameduck 5s', '}'],
    stanza: [through, 'ttl 30'],
    after: [
      ...plain,
      'import custom/*.override',
      'template ANY ANY internal.cloudapp.net {',
      '  match "^(?:[^.]+\\.){4,}internal\\.cloudapp\\.net\\.$"',
      '  rcode NXDOMAIN',
      '  fallthrough',
      '}',
      'template ANY ANY reddog.microsoft.com {',
      '  rcode NXDOMAIN',
      '}',
    ],
    others: ['import custom/*.server'],
    clusterDNS: '10.0.0.10',
    source: 'ConfigMap kube-system/coredns',
  },
};

/**
 * The DNS of a distribution as installed. GKE runs kube-dns or Cloud DNS and OpenShift its own operator, so they have no
 * Corefile that a workspace could hold; for them the kubeadm one answers alike.
 */
export function stockDns(distribution: StockDistribution, clusterDomain = 'cluster.local'): StockDns {
  const { before, stanza, after, others = [], clusterDNS, source } = shapes[distribution];
  const kubernetes = [
    `kubernetes ${clusterDomain} in-addr.arpa ip6.arpa {`,
    ...['pods insecure', ...stanza].map((line) => `   ${line}`),
    '}',
  ];
  const body = [...before, ...kubernetes, ...after].map((line) => `    ${line.replace('DOMAIN', clusterDomain)}`);
  const corefile = [`.:53 {`, ...body, '}', ...others, ''].join('\n');
  return { corefile, clusterDNS, ...(source !== undefined && { source }) };
}

/** The distributions whose Corefile is known. */
export const stockDistributions = Object.keys(shapes) as readonly StockDistribution[];

/** The address of NodeLocal DNSCache on every node; pods reach it there or under the address of the DNS Service. */
export const nodeLocalAddress = '169.254.20.10';
