import { stringAt } from '../../yaml/tree.ts';
import { plainConfigOf } from './plainConfig.ts';
import type { AddressDocument } from './read.ts';

/** Documents by the cluster that they describe. */
export interface Clusters {
  /** What is applied to the cluster, with what describes it where that is clear. */
  readonly main: readonly AddressDocument[];
  /** Descriptions of several clusters: each is checked by itself, as nobody knows which one the manifests are for. */
  readonly others: readonly (readonly AddressDocument[])[];
}

/**
 * The documents of a scope by cluster. One description is that of the scope's own cluster. Several (a kind cluster for tests
 * beside a kOps one, two of Cluster API) describe nothing that the manifests could be held against.
 */
export function clustersOf(documents: readonly AddressDocument[]): Clusters {
  const described = new Map<string, AddressDocument[]>();
  const shared: AddressDocument[] = [];
  for (const document of documents) {
    const description = descriptionOf(document);
    if (!description) continue;
    if (description.part) shared.push(document);
    else described.set(description.cluster, [...(described.get(description.cluster) ?? []), document]);
  }
  if (described.size <= 1) return { main: documents, others: [] };
  const apart = new Set([...shared, ...[...described.values()].flat()]);
  return {
    main: documents.filter((document) => !apart.has(document)),
    others: [
      ...[...described.values()].map((own) => {
        const files = new Set(own.map(({ file }) => file));
        return [...own, ...shared.filter(({ file }) => files.has(file))];
      }),
      ...shared.filter(({ file }) => !documents.some((one) => one.file === file && isWhole(one))).map((one) => [one]),
    ],
  };
}

/** The files that describe the one cluster of the given documents; none where there are several, or only one for tests. */
export function descriptionOfOne(documents: readonly AddressDocument[]): readonly AddressDocument[] {
  const described = documents.flatMap((document) => {
    const description = descriptionOf(document);
    return description ? [{ document, ...description }] : [];
  });
  const clusters = new Set(described.flatMap(({ part, cluster }) => (part ? [] : [cluster])));
  if (clusters.size > 1 || described.some(({ isForTests }) => isForTests)) return [];
  return described.map(({ document }) => document);
}

/** Whether a document describes a cluster from outside, as installers read it. */
export function isDescription(document: AddressDocument): boolean {
  return descriptionOf(document) !== undefined;
}

interface Description {
  /** Tells one cluster from another. Files of one product that have no name are of one cluster. */
  readonly cluster: string;
  /** Only a part, such as kubelet's configuration, of a cluster that another document describes. */
  readonly part: boolean;
  /** Made and thrown away by tests. */
  readonly isForTests: boolean;
}

function isWhole(document: AddressDocument): boolean {
  return descriptionOf(document)?.part === false;
}

function descriptionOf({ file, tree }: AddressDocument): Description | undefined {
  const kind = stringAt(tree, 'kind');
  if (kind === undefined) {
    const config = plainConfigOf(file, tree);
    return config && { cluster: config, part: false, isForTests: false };
  }
  if (!kinds.has(kind)) return undefined;
  const apiVersion = stringAt(tree, 'apiVersion') ?? '';
  const type = `${apiVersion.slice(0, Math.max(0, apiVersion.indexOf('/')))} ${kind}`;
  if (parts.has(type)) return { cluster: '', part: true, isForTests: false };
  if (!wholes.has(type)) return undefined;
  const cluster = [type, file, stringAt(tree, 'metadata', 'name') ?? stringAt(tree, 'name') ?? ''].join(' ');
  return { cluster, part: false, isForTests: /^(?:kind\.|k3d\.)/.test(type) };
}

const wholes = new Set([
  'kubeadm.k8s.io ClusterConfiguration',
  'kind.x-k8s.io Cluster',
  'kind.sigs.k8s.io Cluster',
  'k3d.io Simple',
  'kops.k8s.io Cluster',
  'eksctl.io ClusterConfig',
  'k0s.k0sproject.io ClusterConfig',
  'k0sctl.k0sproject.io Cluster',
  'cluster.x-k8s.io Cluster',
]);

const parts = new Set([
  'kubeadm.k8s.io InitConfiguration',
  'kubeadm.k8s.io JoinConfiguration',
  'kubelet.config.k8s.io KubeletConfiguration',
  'kubeproxy.config.k8s.io KubeProxyConfiguration',
  'controlplane.cluster.x-k8s.io KubeadmControlPlane',
  ' KubeNetworkConfig',
]);

const kinds = new Set([...wholes, ...parts].map((type) => type.slice(type.indexOf(' ') + 1)));
