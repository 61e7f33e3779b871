import type { Tree } from '../yaml/tree.ts';
import type { EndpointSlice } from './facts/endpoints.ts';
import type { Gateway, GatewayRoute, ReferenceGrant } from './facts/gateway.ts';
import type { Ingress, IngressClass } from './facts/ingress.ts';
import type { OpenShiftRoute } from './facts/openShiftRoute.ts';
import type { ConfigMap, Namespace, Node, OpaqueProducer } from './facts/other.ts';
import type { AdminPolicy, NetworkPolicy, OtherPolicy } from './facts/policies.ts';
import type { Resource } from './facts/resource.ts';
import type { Service } from './facts/service.ts';
import type { Workload } from './facts/workload.ts';

/** A document of a scope: an object, or a file that describes a cluster. */
export interface ScopeDocument {
  readonly file: string;
  readonly tree: Tree;
  /** Whether the parser stumbled in it. What it says still counts, but nothing is reported in it. */
  readonly broken: boolean;
}

/** Everything the manifests say about the network, one table per concept. All tables are read-only plain data. */
export interface Tables {
  readonly namespaces: readonly Namespace[];
  readonly services: readonly Service[];
  readonly workloads: readonly Workload[];
  readonly endpointSlices: readonly EndpointSlice[];
  readonly ingresses: readonly Ingress[];
  readonly ingressClasses: readonly IngressClass[];
  readonly gateways: readonly Gateway[];
  readonly routes: readonly GatewayRoute[];
  readonly referenceGrants: readonly ReferenceGrant[];
  readonly networkPolicies: readonly NetworkPolicy[];
  readonly adminPolicies: readonly AdminPolicy[];
  readonly otherPolicies: readonly OtherPolicy[];
  readonly openShiftRoutes: readonly OpenShiftRoute[];
  readonly configMaps: readonly ConfigMap[];
  readonly nodes: readonly Node[];
  readonly producers: readonly OpaqueProducer[];
  /** Every object, also those of the other tables. */
  readonly resources: readonly Resource[];
  /** Every document, also those that are no objects of the API. */
  readonly documents: readonly ScopeDocument[];
}

export type TableName = keyof Tables;

/** A place for every table, so that the compiler insists on each. */
export const emptyTables: Tables = {
  namespaces: [],
  services: [],
  workloads: [],
  endpointSlices: [],
  ingresses: [],
  ingressClasses: [],
  gateways: [],
  routes: [],
  referenceGrants: [],
  networkPolicies: [],
  adminPolicies: [],
  otherPolicies: [],
  openShiftRoutes: [],
  configMaps: [],
  nodes: [],
  producers: [],
  resources: [],
  documents: [],
};

export const tableNames = Object.keys(emptyTables) as readonly TableName[];
