import type { AddressCode } from '../kubernetes/addresses/finding.ts';
import type { AddressSettings } from '../kubernetes/addresses/plan.ts';
import { clustersOf, descriptionOfOne, isDescription } from './addresses/clusters.ts';
import { type Addresses, type AddressFinding, addressesOf } from './addresses/findings.ts';
import { tellsAddresses } from './addresses/read.ts';
import { type ClusterSettings, defaultCluster } from './cluster.ts';
import { derive, perRow } from './derived.ts';
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
  ({ cluster, get }): Addressing => compute([...get(ownDocuments), ...get(borrowedDocuments)], cluster),
);

/** The documents that say anything of addresses: the same list while the others are edited. */
const ownDocuments = derive(['documents'], ({ documents }) => documents.filter((one) => tellsOfAddresses(one)));

/** What describes the cluster elsewhere: the same list while nothing of it is edited. */
const borrowedDocuments = derive(['documents', 'elsewhere'], ({ elsewhere, get }) =>
  get(ownDocuments).some(isDescription) ? [] : descriptionsIn(elsewhere),
);

const tellsOfAddresses = perRow((document: ScopeDocument) => isDescription(document) || tellsAddresses(document));

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
