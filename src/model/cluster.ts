/** What the user says of the cluster, in the settings. What is not said is read from the files, or assumed. */
export interface ClusterSettings {
  /** The DNS suffix of the cluster. */
  readonly domain: string;
  /** The distribution, `auto` to detect it. */
  readonly distribution: string;
  readonly podCIDRs: readonly string[];
  readonly serviceCIDRs: readonly string[];
  readonly nodeCIDRs: readonly string[];
  /** Search domains and ndots of the nodes' resolv.conf and of kubelet. */
  readonly searchDomains: readonly string[];
  readonly ndots: number;
  readonly nodePortRange: readonly [first: number, last: number];
  /** The version of the API server, `1.34`. */
  readonly kubernetesVersion: string;
  /** Globs of names that live outside the workspace, such as `*.shared.svc.cluster.local`. */
  readonly externalServices: readonly string[];
}

export const defaultCluster: ClusterSettings = {
  domain: 'cluster.local',
  distribution: 'auto',
  podCIDRs: [],
  serviceCIDRs: [],
  nodeCIDRs: [],
  searchDomains: [],
  ndots: 5,
  nodePortRange: [30000, 32767],
  kubernetesVersion: '1.34',
  externalServices: [],
};
