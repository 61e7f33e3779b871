import { Field } from '../../yaml/field.ts';
import { child, stringAt, type Tree } from '../../yaml/tree.ts';
import type { TableName, Tables } from '../facts.ts';
import { extractAdminPolicy } from './adminNetworkPolicy.ts';
import { extractEndpointSlice, extractEndpoints } from './endpoints.ts';
import { extractGateway, extractReferenceGrant, extractRoute } from './gateway.ts';
import { extractIngress, extractIngressClass } from './ingress.ts';
import { extractNetworkPolicy } from './networkPolicy.ts';
import { extractOpenShiftRoute } from './openShiftRoute.ts';
import { extractConfigMap, extractNamespace, extractNode, extractProducer } from './other.ts';
import { extractOtherPolicy, otherPolicyKinds } from './otherPolicy.ts';
import { isProducer } from './producers.ts';
import { extractResource } from './resource.ts';
import { extractService } from './service.ts';
import { extractWorkload, templateOf } from './workload.ts';

/** What one document says: the tables that it has rows for. */
export type DocumentFacts = { readonly [K in Exclude<TableName, 'documents'>]?: Tables[K] };

type Extractor<K extends keyof DocumentFacts> = { readonly table: K; readonly read: (root: Field) => Tables[K] };

const cache = new WeakMap<Tree, DocumentFacts>();

/** The facts of one document; the same tree gives the same facts. A document that is no object has none. */
export function extract(document: Tree): DocumentFacts {
  let facts = cache.get(document);
  if (facts === undefined) {
    facts = extractDocument(document);
    cache.set(document, facts);
  }
  return facts;
}

function extractDocument(document: Tree): DocumentFacts {
  const rows: { -readonly [K in keyof DocumentFacts]?: Tables[K][number][] } = {};
  const add = <K extends keyof DocumentFacts>(table: K, more: Tables[K]): void => {
    const list = (rows[table] ??= []) as Tables[K][number][];
    list.push(...more);
  };
  for (const root of objectsOf(document)) {
    add('resources', [extractResource(root)]);
    const template = templateOf(root);
    if (template) add('workloads', [extractWorkload(root, template)]);
    const resource = rows.resources!.at(-1)!;
    const extractor = extractors[`${resource.group}/${resource.kind}`];
    if (extractor) add(extractor.table, extractor.read(root));
    else if (isProducer(resource)) add('producers', [extractProducer(root)]);
  }
  return rows as DocumentFacts;
}

/** How deep lists may lie in lists. */
const maxDepth = 4;

/** The objects of a document: itself, or the items of a `List`, which may leave their kind to it. */
function objectsOf(document: Tree, depth = 0): Field[] {
  const kind = stringAt(document, 'kind');
  if (kind === undefined) return [];
  const items = child(document, 'items');
  if (kind.endsWith('List') && items?.kind === 'sequence') {
    if (depth === maxDepth) return [];
    return items.items.flatMap((item) => objectsOf(withKind(item, kind, document), depth + 1));
  }
  return [Field.root(document)];
}

function withKind(item: Tree, listKind: string, list: Tree): Tree {
  if (item.kind !== 'map' || listKind === 'List' || child(item, 'kind')) return item;
  const own = ['kind', 'apiVersion'].flatMap((name) => {
    const entry = list.kind === 'map' ? list.entries.find(({ key }) => key.value === name) : undefined;
    return entry?.value.kind === 'scalar' ? [{ ...entry, value: { ...entry.value, derived: true as const } }] : [];
  });
  const [kind, apiVersion] = own;
  if (!kind) return item;
  const named = { ...kind, value: { ...kind.value, value: listKind.slice(0, -4) } };
  return { ...item, entries: [...(apiVersion ? [apiVersion] : []), named, ...item.entries] };
}

function to<K extends keyof DocumentFacts>(table: K, read: (root: Field) => Tables[K]): Extractor<K> {
  return { table, read };
}

// biome-ignore lint/suspicious/noExplicitAny: each entry pairs a table with its own reader, which `to` checks.
const extractors: Readonly<Record<string, Extractor<any>>> = {
  '/Namespace': to('namespaces', (root) => [extractNamespace(root)]),
  '/Service': to('services', (root) => [extractService(root)]),
  '/Endpoints': to('endpointSlices', extractEndpoints),
  'discovery.k8s.io/EndpointSlice': to('endpointSlices', (root) => [extractEndpointSlice(root)]),
  'networking.k8s.io/Ingress': to('ingresses', (root) => [extractIngress(root)]),
  'extensions/Ingress': to('ingresses', (root) => [extractIngress(root)]),
  'networking.k8s.io/IngressClass': to('ingressClasses', (root) => [extractIngressClass(root)]),
  'networking.k8s.io/NetworkPolicy': to('networkPolicies', (root) => [extractNetworkPolicy(root)]),
  'extensions/NetworkPolicy': to('networkPolicies', (root) => [extractNetworkPolicy(root)]),
  'policy.networking.k8s.io/AdminNetworkPolicy': to('adminPolicies', (root) => [extractAdminPolicy(root)]),
  'policy.networking.k8s.io/BaselineAdminNetworkPolicy': to('adminPolicies', (root) => [extractAdminPolicy(root)]),
  'policy.networking.k8s.io/ClusterNetworkPolicy': to('adminPolicies', (root) => [extractAdminPolicy(root)]),
  ...Object.fromEntries(
    Object.keys(otherPolicyKinds).map((kind) => [kind, to('otherPolicies', (root) => [extractOtherPolicy(root)])]),
  ),
  'route.openshift.io/Route': to('openShiftRoutes', (root) => [extractOpenShiftRoute(root)]),
  'gateway.networking.k8s.io/Gateway': to('gateways', (root) => [extractGateway(root)]),
  'gateway.networking.k8s.io/HTTPRoute': to('routes', (root) => [extractRoute(root)]),
  'gateway.networking.k8s.io/GRPCRoute': to('routes', (root) => [extractRoute(root)]),
  'gateway.networking.k8s.io/TLSRoute': to('routes', (root) => [extractRoute(root)]),
  'gateway.networking.k8s.io/TCPRoute': to('routes', (root) => [extractRoute(root)]),
  'gateway.networking.k8s.io/UDPRoute': to('routes', (root) => [extractRoute(root)]),
  'gateway.networking.k8s.io/ReferenceGrant': to('referenceGrants', (root) => [extractReferenceGrant(root)]),
  '/ConfigMap': to('configMaps', (root) => [extractConfigMap(root)]),
  '/Node': to('nodes', (root) => [extractNode(root)]),
};
