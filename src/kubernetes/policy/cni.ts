/** What a network plugin does with policies. */
export interface Cni {
  readonly name: string;
  /** Whether it enforces NetworkPolicy. */
  readonly enforces: boolean;
  /** The policy APIs that it enforces beside NetworkPolicy. */
  readonly also: readonly ('AdminNetworkPolicy' | 'ClusterNetworkPolicy' | 'own')[];
  /** Whether an `ipBlock` matches pods by their addresses. */
  readonly blocksMatchPods: 'by-address' | 'never' | 'unknown';
  /** The start of the name of the node's end of a pod's interface, where it has a fixed one. */
  readonly podInterface: string | undefined;
  /** What a reader must know. */
  readonly note: string | undefined;
}

/**
 * The plugins that are common, as their own documentation has it. Calico counts pod addresses for an `ipBlock`
 * (projectcalico/calico#6634), Cilium does not (cilium/cilium#9209).
 */
export const cnis = {
  calico: plugin('Calico', {
    also: ['AdminNetworkPolicy', 'own'],
    blocksMatchPods: 'by-address',
    podInterface: 'cali',
  }),
  canal: plugin('Canal', {
    also: ['own'],
    blocksMatchPods: 'by-address',
    podInterface: 'cali',
    note: 'flannel carries the traffic, Calico enforces the policies.',
  }),
  cilium: plugin('Cilium', { also: ['own'], blocksMatchPods: 'never', podInterface: 'lxc' }),
  antrea: plugin('Antrea', { also: ['AdminNetworkPolicy', 'own'], blocksMatchPods: 'by-address' }),
  ovnKubernetes: plugin('OVN-Kubernetes', { also: ['AdminNetworkPolicy'], blocksMatchPods: 'by-address' }),
  kubeRouter: plugin('kube-router', { blocksMatchPods: 'by-address', podInterface: 'veth' }),
  weave: plugin('Weave Net', { podInterface: 'vethwe', note: 'No longer maintained; it does not enforce endPort.' }),
  kindnet: plugin('kindnet', {
    blocksMatchPods: 'by-address',
    podInterface: 'veth',
    note: 'Enforces NetworkPolicy since kind v0.24.0, not before.',
  }),
  awsVpc: plugin('Amazon VPC CNI', {
    podInterface: 'eni',
    note: 'Enforces NetworkPolicy only where enableNetworkPolicy is set; not for pods of Fargate.',
  }),
  azure: plugin('Azure CNI', {
    podInterface: 'azv',
    note: 'Enforces NetworkPolicy only with a network policy engine.',
  }),
  flannel: plugin('flannel', {
    enforces: false,
    podInterface: 'veth',
    note: 'Enforces no NetworkPolicy, unless its own optional controller is installed (netpol.enabled of its chart).',
  }),
  bridge: plugin('bridge', { enforces: false, podInterface: 'veth', note: 'Enforces no NetworkPolicy.' }),
} as const satisfies Readonly<Record<string, Cni>>;

export type CniId = keyof typeof cnis;

/** Images by which a plugin's DaemonSet is known; the first that fits counts. */
const images: readonly (readonly [pattern: RegExp, cni: CniId])[] = [
  [/(^|[/-])calico[/-](node|cni)\b/, 'calico'],
  [/(^|\/)cilium(-ci|-dev)?\/cilium\b/, 'cilium'],
  [/(^|\/)antrea-(agent|ubuntu|agent-ubuntu)\b/, 'antrea'],
  [/ovn-kube(rnetes)?\b/, 'ovnKubernetes'],
  [/kube-router\b/, 'kubeRouter'],
  [/weaveworks\/weave-(kube|npc)|(^|\/)weave-(kube|npc)\b/, 'weave'],
  [/kindnetd?\b/, 'kindnet'],
  [/amazon-k8s-cni\b/, 'awsVpc'],
  [/azure-(cns|npm|cni)\b/, 'azure'],
  [/flannel(-cni)?\b/, 'flannel'],
];

/** The plugin that a container image belongs to, or undefined. */
export function cniOfImage(image: string): CniId | undefined {
  return images.find(([pattern]) => pattern.test(image))?.[1];
}

/** API groups of policies that plugins and meshes bring, with the plugin where the group tells it. */
export const policyGroups: Readonly<Record<string, CniId | undefined>> = {
  'crd.projectcalico.org': 'calico',
  'projectcalico.org': 'calico',
  'cilium.io': 'cilium',
  'crd.antrea.io': 'antrea',
  'k8s.ovn.org': 'ovnKubernetes',
  'networking.k8s.aws': 'awsVpc',
};

/**
 * The plugin of a cluster from the images of its workloads. Calico beside flannel is Canal.
 * Undefined when none is among them.
 */
export function cniOfImages(all: Iterable<string>): CniId | undefined {
  const found = new Set<CniId>();
  for (const image of all) {
    const cni = cniOfImage(image);
    if (cni) found.add(cni);
  }
  if (found.has('calico') && found.has('flannel')) return 'canal';
  const enforcing = [...found].filter((id) => cnis[id].enforces);
  return enforcing[0] ?? [...found][0];
}

function plugin(name: string, given: Partial<Cni>): Cni {
  return {
    name,
    enforces: true,
    also: [],
    blocksMatchPods: 'unknown',
    podInterface: undefined,
    note: undefined,
    ...given,
  };
}
