import type { AddressCode } from '../kubernetes/addresses/finding.ts';
import type { AddressSettings } from '../kubernetes/addresses/plan.ts';
import { clustersOf, descriptionOfOne, isDescription } from './addresses/clusters.ts';
import { type Addresses, type AddressFinding, addressesOf } from './addresses/findings.ts';
import { type ClusterSettings, defaultCluster } from './cluster.ts';
import { derive } from './derived.ts';
import type { ScopeDocument } from './facts.ts';
import type { Elsewhere } from './scopes/scope.ts';

/** The addresses of a scope's cluster, and what is wrong with them. */
export interface Addressing extends Addresses {
  readonly byCode: ReadonlyMap<AddressCode, readonly AddressFinding[]>;
}

/**
 * The address plan of a scope, from its own documents. Where none of them describes the cluster (a chart, an overlay),
 * the files elsewhere in the workspace that do are read as well, if they describe a single cluster that is not for tests.
 */
export const addressing = derive(
  ['documents', 'cluster', 'elsewhere'],
  ({ documents, cluster, elsewhere }): Addressing => {
    const borrowed = documents.some(isDescription) ? [] : descriptionsIn(elsewhere);
    const before = kept.get(documents);
    if (before?.cluster === cluster && sameDocuments(before.borrowed, borrowed)) return before.result;
    const result = compute(borrowed.length > 0 ? [...documents, ...borrowed] : documents, cluster);
    kept.set(documents, { cluster, borrowed, result });
    return result;
  },
);

interface Kept {
  readonly cluster: ClusterSettings;
  readonly borrowed: readonly ScopeDocument[];
  readonly result: Addressing;
}

/** Typing in another scope changes nothing here, unless it describes the cluster. */
const kept = new WeakMap<readonly ScopeDocument[], Kept>();

function compute(documents: readonly ScopeDocument[], cluster: ClusterSettings): Addressing {
  const settings = addressSettings(cluster);
  const { main, others } = clustersOf(documents);
  const own = addressesOf({ documents: main, settings });
  // The settings are about the cluster of the manifests.
  const { kubernetesVersion } = cluster;
  const more = others.flatMap((part) => addressesOf({ documents: part, settings: { kubernetesVersion } }).findings);
  const findings = [...own.findings, ...more];
  const byCode = new Map<AddressCode, AddressFinding[]>();
  for (const finding of findings) {
    const list = byCode.get(finding.code);
    if (list) list.push(finding);
    else byCode.set(finding.code, [finding]);
  }
  return { ...own, findings, byCode };
}

/** The settings of the user as the plan takes them. What stands at its default is not said. */
export function addressSettings(cluster: ClusterSettings): AddressSettings {
  const { domain, nodePortRange, distribution } = cluster;
  const [first, last] = nodePortRange;
  const isDefault = defaultCluster.nodePortRange.every((port, i) => port === nodePortRange[i]);
  return {
    ...(distribution === 'auto' ? {} : { distribution }),
    podCIDRs: cluster.podCIDRs,
    serviceCIDRs: cluster.serviceCIDRs,
    nodeNetworks: cluster.nodeCIDRs,
    kubernetesVersion: cluster.kubernetesVersion,
    ...(domain === defaultCluster.domain ? {} : { clusterDomain: domain }),
    ...(isDefault ? {} : { nodePortRange: `${first}-${last}` }),
  };
}

const descriptions = new WeakMap<readonly ScopeDocument[], readonly ScopeDocument[]>();

function descriptionsIn(elsewhere: Elsewhere): readonly ScopeDocument[] {
  const found = new Map<ScopeDocument['tree'], ScopeDocument>();
  for (const { tables } of elsewhere.scopes) {
    let own = descriptions.get(tables.documents);
    if (!own) descriptions.set(tables.documents, (own = tables.documents.filter(isDescription)));
    for (const document of own) found.set(document.tree, document);
  }
  return descriptionOfOne([...found.values()]) as readonly ScopeDocument[];
}

function sameDocuments(a: readonly ScopeDocument[], b: readonly ScopeDocument[]): boolean {
  return a.length === b.length && a.every(({ tree }, i) => tree === b[i]!.tree);
}
