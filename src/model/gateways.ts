import { hostnamesIntersect } from '../kubernetes/hostnames.ts';
import { matches } from '../kubernetes/labels.ts';
import { derive } from './derived.ts';
import {
  type Gateway,
  type GatewayListener,
  type GatewayRoute,
  gatewayGroup,
  type ObjectReference,
  type ParentReference,
} from './facts/gateway.ts';
import type { Namespace } from './facts/other.ts';
import { isPlaceholder, namespaceUndecided, type Resource } from './facts/resource.ts';
import type { Service } from './facts/service.ts';
import { serviceIndex } from './services.ts';

/** Why a listener does not take a route, or that it does. `unknown` where the files do not tell. */
export type Admission = 'admitted' | 'section' | 'port' | 'kind' | 'namespace' | 'hostname' | 'unknown';

/** What becomes of one parent reference of a route. */
export interface Attachment {
  readonly parent: ParentReference;
  /** Undefined where the files have no such Gateway. */
  readonly gateway: Gateway | undefined;
  readonly listeners: readonly { readonly listener: GatewayListener; readonly admission: Admission }[];
}

export interface Gateways {
  /** The parents of a route that are Gateways. */
  attachmentsOf(route: GatewayRoute): readonly Attachment[];
  /** The routes that a listener of the Gateway admits. */
  routesOf(gateway: Gateway): readonly GatewayRoute[];
  named(name: string): readonly Gateway[];
  /** The Service that a reference means, or undefined. */
  serviceOf(from: Resource, reference: ObjectReference): Service | undefined;
  /** Whether an object may refer to one in another namespace, or `unknown`. */
  isGranted(from: Resource, reference: ObjectReference): boolean;
}

/** Which routes are attached to which listeners, as the Gateway API defines it (GEP-709 for grants, GEP-922 for attachment). */
export const gateways = derive(
  ['gateways', 'routes', 'referenceGrants', 'services', 'namespaces'],
  ({ gateways: all, routes, referenceGrants, namespaces, get }): Gateways => {
    const { find } = get(serviceIndex);
    const byId = new Map(all.map((gateway) => [`${gateway.namespace.value}/${gateway.name.value}`, gateway]));
    const labelsOf = new Map(namespaces.map((namespace) => [namespace.name.value, namespace]));
    const attachments = new Map<GatewayRoute, readonly Attachment[]>();
    const attached = new Map<Gateway, GatewayRoute[]>();
    for (const route of routes) {
      const own = route.parents
        .filter(({ group, kind }) => group === gatewayGroup && kind === 'Gateway')
        .map((parent): Attachment => {
          const gateway = byId.get(`${parent.namespace?.value ?? route.namespace.value}/${parent.name.value}`);
          const listeners = (gateway?.listeners ?? []).map((listener) => ({
            listener,
            admission: admit(route, parent, gateway!, listener, labelsOf),
          }));
          return { parent, gateway, listeners };
        });
      attachments.set(route, own);
      for (const { gateway, listeners } of own) {
        if (!gateway || !listeners.some(({ admission }) => admission === 'admitted' || admission === 'unknown'))
          continue;
        const list = attached.get(gateway) ?? [];
        list.push(route);
        attached.set(gateway, list);
      }
    }
    return {
      attachmentsOf: (route) => attachments.get(route) ?? [],
      routesOf: (gateway) => attached.get(gateway) ?? [],
      named: (name) => all.filter((gateway) => gateway.name.value === name),
      serviceOf: (from, { group, kind, name, namespace }) =>
        group === '' && kind === 'Service' ? find(namespace?.value ?? from.namespace.value, name.value) : undefined,
      isGranted: (from, { group, kind, name, namespace }) => {
        if (!namespace || namespace.value === from.namespace.value) return true;
        return referenceGrants.some(
          (grant) =>
            grant.namespace.value === namespace.value &&
            grant.from.some(
              (one) =>
                one.group === from.group && one.kind === from.kind && one.namespace.value === from.namespace.value,
            ) &&
            grant.to.some(
              (one) => one.group === group && one.kind === kind && (!one.name || one.name.value === name.value),
            ),
        );
      },
    };
  },
);

function admit(
  route: GatewayRoute,
  parent: ParentReference,
  gateway: Gateway,
  listener: GatewayListener,
  namespaces: ReadonlyMap<string, Namespace>,
): Admission {
  if (parent.sectionName && parent.sectionName.value !== listener.name.value) return 'section';
  if (parent.port && listener.port && parent.port.value !== listener.port.value) return 'port';
  if (!kindsOf(listener).includes(route.kind))
    return listener.protocol && isKnownProtocol(listener.protocol.value) ? 'kind' : 'unknown';
  const admission = admitNamespace(route, gateway, listener, namespaces);
  if (admission !== 'admitted') return admission;
  const { hostname } = listener;
  if (!hostname || hostname.value === '' || route.hostnames.length === 0) return 'admitted';
  if (isPlaceholder(hostname.value) || route.hostnames.some(({ value }) => isPlaceholder(value))) return 'unknown';
  return route.hostnames.some(({ value }) => hostnamesIntersect(hostname.value, value)) ? 'admitted' : 'hostname';
}

function admitNamespace(
  route: GatewayRoute,
  gateway: Gateway,
  { allowedNamespaces, namespaceSelector }: GatewayListener,
  namespaces: ReadonlyMap<string, Namespace>,
): Admission {
  const same = route.namespace.value === gateway.namespace.value;
  const undecided = namespaceUndecided(route) !== namespaceUndecided(gateway);
  switch (allowedNamespaces.value) {
    case 'All':
      return 'admitted';
    case 'None':
      return 'namespace';
    case 'Same':
      return same ? 'admitted' : undecided ? 'unknown' : 'namespace';
    case 'Selector': {
      const namespace = namespaces.get(route.namespace.value);
      if (!namespaceSelector || !namespace) return 'unknown';
      return matches(namespaceSelector, namespace.namespaceLabels) ? 'admitted' : 'namespace';
    }
    default:
      return 'unknown';
  }
}

/** The kinds of route that a protocol takes where the listener names none (gateway-api, ProtocolType). */
const kindsByProtocol: Readonly<Record<string, readonly string[]>> = {
  HTTP: ['HTTPRoute', 'GRPCRoute'],
  HTTPS: ['HTTPRoute', 'GRPCRoute'],
  TLS: ['TLSRoute', 'TCPRoute'],
  TCP: ['TCPRoute', 'TLSRoute'],
  UDP: ['UDPRoute'],
};

function kindsOf({ allowedKinds, protocol }: GatewayListener): readonly string[] {
  return allowedKinds ?? kindsByProtocol[protocol?.value ?? ''] ?? [];
}

function isKnownProtocol(protocol: string): boolean {
  return protocol in kindsByProtocol;
}
