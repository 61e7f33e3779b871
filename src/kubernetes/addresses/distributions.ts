/** How a distribution treats NetworkPolicy when nothing is changed. */
export type PolicyEnforcement = 'enforced' | 'not enforced' | 'depends on settings';

/** What a distribution of Kubernetes takes where nothing else is said. */
export interface Distribution {
  readonly id: DistributionId;
  readonly name: string;
  /** Empty where pods get none by default, or theirs from the network of the nodes. */
  readonly pods: readonly string[];
  readonly services: readonly string[];
  /** Where the service range is picked from, the first that is clear of the network of the nodes. */
  readonly serviceCandidates?: readonly string[];
  readonly nodes?: readonly string[];
  readonly domain: string;
  readonly cni: string;
  readonly policy: PolicyEnforcement;
  /** What decides about NetworkPolicy, in words for the user. */
  readonly policyNote: string;
  /** The prefix length of a node's share of the pod range (IPv4); undefined where pods are not numbered by node. */
  readonly nodeMask?: number;
  /** Pods have addresses of the nodes' own network. */
  readonly podsFromNodeNetwork?: true;
  readonly isCloud?: true;
  /** The nodes run no Docker, so docker0 is no concern. */
  readonly noDocker?: true;
  /** Ranges that the provider refuses. */
  readonly forbidden?: readonly string[];
  /** Ranges that the CNI uses inside, and that nothing else may. */
  readonly internal?: readonly string[];
  readonly note?: string;
}

export type DistributionId =
  | 'microk8s'
  | 'kubeadm'
  | 'kubeadm-flannel'
  | 'kubeadm-calico'
  | 'k3s'
  | 'rke2'
  | 'rancher-desktop'
  | 'kind'
  | 'minikube'
  | 'k0s'
  | 'talos'
  | 'eks'
  | 'gke'
  | 'aks'
  | 'openshift'
  | 'docker-desktop'
  | 'kops';

/** The distribution of that id; undefined for `auto` and anything unknown. */
export function distributionOf(id: string | undefined): Distribution | undefined {
  return id === undefined ? undefined : byId.get(id as DistributionId);
}

const domain = 'cluster.local';

/**
 * The defaults, from the installers' own sources: canonical/microk8s default-args, the kubeadm API, k3s and RKE2 documentation,
 * kind defaults.go, k0s network.go, Talos constants.go, openshift/api, kops. Those of clouds and of Docker Desktop
 * come from documentation and drift.
 */
export const distributions: readonly Distribution[] = [
  {
    id: 'microk8s',
    name: 'MicroK8s',
    pods: ['10.1.0.0/16'],
    services: ['10.152.183.0/24'],
    domain,
    cni: 'Calico (VXLAN)',
    policy: 'enforced',
    policyNote: 'Calico enforces it',
    noDocker: true,
    note: 'Calico hands out pod addresses, so nodes have no range of their own',
  },
  {
    id: 'kubeadm',
    name: 'kubeadm',
    pods: [],
    services: ['10.96.0.0/12'],
    domain,
    cni: 'none',
    policy: 'depends on settings',
    policyNote: 'depends on the CNI',
    nodeMask: 24,
  },
  {
    id: 'kubeadm-flannel',
    name: 'kubeadm with flannel',
    pods: ['10.244.0.0/16'],
    services: ['10.96.0.0/12'],
    domain,
    cni: 'flannel',
    policy: 'not enforced',
    policyNote: 'flannel does not enforce it',
    nodeMask: 24,
  },
  {
    id: 'kubeadm-calico',
    name: 'kubeadm with Calico',
    pods: ['192.168.0.0/16'],
    services: ['10.96.0.0/12'],
    domain,
    cni: 'Calico',
    policy: 'enforced',
    policyNote: 'Calico enforces it',
    nodeMask: 24,
  },
  {
    id: 'k3s',
    name: 'k3s',
    pods: ['10.42.0.0/16'],
    services: ['10.43.0.0/16'],
    domain,
    cni: 'flannel (VXLAN)',
    policy: 'enforced',
    policyNote: 'the embedded kube-router controller enforces it, unless --disable-network-policy',
    nodeMask: 24,
    noDocker: true,
  },
  {
    id: 'rke2',
    name: 'RKE2',
    pods: ['10.42.0.0/16'],
    services: ['10.43.0.0/16'],
    domain,
    cni: 'Canal',
    policy: 'enforced',
    policyNote: 'Canal enforces it',
    nodeMask: 24,
    noDocker: true,
  },
  {
    id: 'rancher-desktop',
    name: 'Rancher Desktop',
    pods: ['10.42.0.0/16'],
    services: ['10.43.0.0/16'],
    domain,
    cni: 'flannel of k3s',
    policy: 'enforced',
    policyNote: 'k3s enforces it',
    nodeMask: 24,
    note: 'the virtual machine is in 192.168.5.0/24 or 192.168.127.0/24',
  },
  {
    id: 'kind',
    name: 'kind',
    pods: ['10.244.0.0/16'],
    services: ['10.96.0.0/16'],
    domain,
    cni: 'kindnet',
    policy: 'enforced',
    policyNote: 'kindnet enforces it since kind 0.24',
    nodeMask: 24,
    note: 'IPv6: fd00:10:244::/56 and fd00:10:96::/112; the Docker network is usually 172.18.0.0/16',
  },
  {
    id: 'minikube',
    name: 'minikube',
    pods: ['10.244.0.0/16'],
    services: ['10.96.0.0/12'],
    domain,
    cni: 'bridge, or kindnet with several nodes',
    policy: 'not enforced',
    policyNote: 'not enforced unless --cni=calico or cilium',
    nodeMask: 24,
    note: 'the docker driver uses 192.168.49.0/24',
  },
  {
    id: 'k0s',
    name: 'k0s',
    pods: ['10.244.0.0/16'],
    services: ['10.96.0.0/12'],
    domain,
    cni: 'kube-router',
    policy: 'enforced',
    policyNote: 'kube-router enforces it',
    nodeMask: 24,
    noDocker: true,
  },
  {
    id: 'talos',
    name: 'Talos',
    pods: ['10.244.0.0/16'],
    services: ['10.96.0.0/12'],
    domain,
    cni: 'flannel',
    policy: 'not enforced',
    policyNote: 'not enforced unless cluster.network.cni.flannel.kubeNetworkPoliciesEnabled',
    nodeMask: 24,
    noDocker: true,
    note: 'the DNS forwarder of the host is 169.254.116.108',
  },
  {
    id: 'eks',
    name: 'EKS',
    pods: [],
    services: [],
    serviceCandidates: ['10.100.0.0/16', '172.20.0.0/16'],
    domain,
    cni: 'Amazon VPC CNI',
    policy: 'depends on settings',
    policyNote: 'enforced only with enableNetworkPolicy of the VPC CNI',
    podsFromNodeNetwork: true,
    isCloud: true,
  },
  {
    id: 'gke',
    name: 'GKE',
    pods: [],
    services: ['34.118.224.0/20'],
    domain,
    cni: 'VPC-native',
    policy: 'depends on settings',
    policyNote: 'enforced by Dataplane V2 (always on Autopilot), otherwise opt-in',
    nodeMask: 24,
    isCloud: true,
    note: "pods get a secondary range, a /14 by default; a node's share follows its maximum of pods",
  },
  {
    id: 'aks',
    name: 'AKS',
    pods: ['10.244.0.0/16'],
    services: ['10.0.0.0/16'],
    domain,
    cni: 'Azure CNI Overlay',
    policy: 'depends on settings',
    policyNote: 'not enforced unless networkPolicy is azure, calico or cilium',
    nodeMask: 24,
    isCloud: true,
    forbidden: ['169.254.0.0/16', '172.30.0.0/16', '172.31.0.0/16', '192.0.2.0/24'],
    note: 'the default network of the nodes is 10.224.0.0/12; flat Azure CNI takes pod addresses from it',
  },
  {
    id: 'openshift',
    name: 'OpenShift',
    pods: ['10.128.0.0/14'],
    services: ['172.30.0.0/16'],
    nodes: ['10.0.0.0/16'],
    domain,
    cni: 'OVN-Kubernetes',
    policy: 'enforced',
    policyNote: 'OVN-Kubernetes enforces it',
    nodeMask: 23,
    noDocker: true,
    internal: ['100.64.0.0/16', '100.88.0.0/16'],
    note: 'DNS is the Service openshift-dns/dns-default',
  },
  {
    id: 'docker-desktop',
    name: 'Docker Desktop',
    pods: ['10.1.0.0/16'],
    services: ['10.96.0.0/12'],
    domain,
    cni: 'bridge (kubeadm), kindnet (kind)',
    policy: 'not enforced',
    policyNote: 'not enforced with the kubeadm provisioner',
    nodeMask: 24,
  },
  {
    id: 'kops',
    name: 'kOps',
    pods: ['100.96.0.0/11'],
    services: ['100.64.0.0/13'],
    domain,
    cni: 'Cilium',
    policy: 'enforced',
    policyNote: 'Cilium enforces it',
    nodeMask: 24,
    isCloud: true,
  },
];

const byId = new Map(distributions.map((distribution) => [distribution.id, distribution]));
