import { located } from '../../text/span.ts';
import type { Field } from '../../yaml/field.ts';
import {
  type BackendReference,
  type Gateway,
  type GatewayListener,
  type GatewayRoute,
  gatewayGroup,
  type ObjectReference,
  type ParentReference,
  type ReferenceGrant,
  type RouteRule,
} from '../facts/gateway.ts';
import { extractResource } from './resource.ts';
import { extractSelector } from './selector.ts';

export function extractGateway(root: Field): Gateway {
  const spec = root.get('spec');
  return {
    ...extractResource(root),
    className: spec.get('gatewayClassName').string(),
    listeners: spec.get('listeners').items().map(extractListener),
  };
}

export function extractRoute(root: Field): GatewayRoute {
  const spec = root.get('spec');
  return {
    ...extractResource(root),
    hostnames: spec.get('hostnames').strings(),
    parents: spec.get('parentRefs').items().flatMap(extractParent),
    rules: spec.get('rules').items().map(extractRule),
  };
}

export function extractReferenceGrant(root: Field): ReferenceGrant {
  const spec = root.get('spec');
  return {
    ...extractResource(root),
    from: spec
      .get('from')
      .items()
      .flatMap((item) => {
        const namespace = item.get('namespace').string();
        return namespace ? [{ group: text(item, 'group', ''), kind: text(item, 'kind', ''), namespace }] : [];
      }),
    to: spec
      .get('to')
      .items()
      .map((item) => ({
        group: text(item, 'group', ''),
        kind: text(item, 'kind', ''),
        name: item.get('name').string(),
      })),
  };
}

function extractListener(item: Field): GatewayListener {
  const namespaces = item.at('allowedRoutes', 'namespaces');
  const kinds = item.at('allowedRoutes', 'kinds');
  const tls = item.get('tls');
  return {
    span: item.key,
    name: item.get('name').string() ?? located('', item.key, true),
    port: item.get('port').number(),
    protocol: item.get('protocol').string(),
    hostname: item.get('hostname').string(),
    allowedNamespaces: namespaces.get('from').string() ?? located('Same', item.key, true),
    namespaceSelector: extractSelector(namespaces.get('selector')),
    allowedKinds: kinds.exists ? kinds.items().flatMap((kind) => kind.get('kind').string()?.value ?? []) : undefined,
    tls: tls.exists
      ? {
          key: tls.key,
          mode: tls.get('mode').string(),
          certificates: tls
            .get('certificateRefs')
            .items()
            .flatMap((certificate) => extractReference(certificate, '', 'Secret')),
          hasOptions: tls.get('options').exists,
        }
      : undefined,
  };
}

function extractParent(item: Field): ParentReference[] {
  return extractReference(item, gatewayGroup, 'Gateway').map((reference) => ({
    ...reference,
    sectionName: item.get('sectionName').string(),
    port: item.get('port').number(),
  }));
}

function extractRule(item: Field): RouteRule {
  return {
    span: item.key,
    paths: item
      .get('matches')
      .items()
      .flatMap((match) => {
        const path = match.get('path');
        const value = path.get('value').string();
        return value ? [{ type: text(path, 'type', 'PathPrefix'), value }] : [];
      }),
    backends: item.get('backendRefs').items().flatMap(extractBackend),
    filters: item
      .get('filters')
      .items()
      .flatMap((filter) => filter.get('type').string() ?? []),
  };
}

function extractBackend(item: Field): BackendReference[] {
  return extractReference(item, '', 'Service').map((reference) => ({
    ...reference,
    port: item.get('port').number(),
    weight: item.get('weight').number()?.value ?? 1,
  }));
}

function extractReference(item: Field, group: string, kind: string): ObjectReference[] {
  const name = item.get('name').string();
  if (!name) return [];
  return [
    {
      span: item.key,
      group: text(item, 'group', group),
      kind: text(item, 'kind', kind),
      name,
      namespace: item.get('namespace').string(),
      tree: item.tree,
    },
  ];
}

function text(field: Field, name: string, fallback: string): string {
  return field.get(name).string()?.value ?? fallback;
}
