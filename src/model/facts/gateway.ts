import type { LabelSelector } from '../../kubernetes/labels.ts';
import type { Located, Span } from '../../text/span.ts';
import type { Tree } from '../../yaml/tree.ts';
import type { Resource } from './resource.ts';

/** Where the routes of a listener may come from. */
export type AllowedNamespaces = 'Same' | 'All' | 'Selector' | 'None';

export interface GatewayListener {
  readonly span: Span;
  readonly name: Located<string>;
  readonly port: Located<number> | undefined;
  readonly protocol: Located<string> | undefined;
  readonly hostname: Located<string> | undefined;
  /** As defaulted: Same. */
  readonly allowedNamespaces: Located<string>;
  readonly namespaceSelector: LabelSelector | undefined;
  /** Undefined where the protocol decides. */
  readonly allowedKinds: readonly string[] | undefined;
  readonly tls:
    | {
        readonly key: Span;
        readonly mode: Located<string> | undefined;
        readonly certificates: readonly ObjectReference[];
        readonly hasOptions: boolean;
      }
    | undefined;
}

export interface Gateway extends Resource {
  readonly className: Located<string> | undefined;
  readonly listeners: readonly GatewayListener[];
}

/** A reference to another object. Group and kind are as defaulted for their place. */
export interface ObjectReference {
  readonly span: Span;
  readonly group: string;
  readonly kind: string;
  readonly name: Located<string>;
  /** Undefined where it is the namespace of the object that refers. */
  readonly namespace: Located<string> | undefined;
  /** The reference itself, for edits. */
  readonly tree: Tree | undefined;
}

export interface ParentReference extends ObjectReference {
  readonly sectionName: Located<string> | undefined;
  readonly port: Located<number> | undefined;
}

export interface BackendReference extends ObjectReference {
  readonly port: Located<number> | undefined;
  readonly weight: number;
}

export interface RouteRule {
  readonly span: Span;
  readonly paths: readonly { readonly type: string; readonly value: Located<string> }[];
  readonly backends: readonly BackendReference[];
  /** Types of its filters: a redirect has no backends. */
  readonly filters: readonly Located<string>[];
}

/** An HTTPRoute, GRPCRoute, TLSRoute, TCPRoute or UDPRoute. */
export interface GatewayRoute extends Resource {
  readonly hostnames: readonly Located<string>[];
  readonly parents: readonly ParentReference[];
  readonly rules: readonly RouteRule[];
}

/** Permission, in the namespace of what is referred to, for references from another. */
export interface ReferenceGrant extends Resource {
  readonly from: readonly { readonly group: string; readonly kind: string; readonly namespace: Located<string> }[];
  readonly to: readonly { readonly group: string; readonly kind: string; readonly name: Located<string> | undefined }[];
}

export const gatewayGroup = 'gateway.networking.k8s.io';
