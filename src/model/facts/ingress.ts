import type { Located, Span } from '../../text/span.ts';
import type { Field } from '../../yaml/field.ts';
import type { Resource } from './resource.ts';

/** A Service that an Ingress sends traffic to, or a resource backend, which has no Service. */
export interface IngressBackend {
  readonly span: Span;
  readonly service: Located<string> | undefined;
  /** The port's name or number; undefined where it is not written. */
  readonly port: Located<number | string> | undefined;
  /** Whether it is a resource backend, which names no Service. */
  readonly resource: boolean;
}

export interface IngressPath {
  readonly span: Span;
  readonly path: Located<string> | undefined;
  readonly pathType: Located<string> | undefined;
  readonly backend: IngressBackend;
}

export interface IngressRule {
  readonly span: Span;
  readonly host: Located<string> | undefined;
  readonly paths: readonly IngressPath[];
}

export interface IngressTLS {
  readonly span: Span;
  readonly hosts: readonly Located<string>[];
  readonly secretName: Located<string> | undefined;
}

export interface Ingress extends Resource {
  /** `ingressClassName`, or the older annotation. */
  readonly className: Located<string> | undefined;
  readonly defaultBackend: IngressBackend | undefined;
  readonly rules: readonly IngressRule[];
  readonly tls: readonly IngressTLS[];
  readonly spec: Field;
}

export interface IngressClass extends Resource {
  readonly controller: Located<string> | undefined;
  readonly isDefault: boolean;
}

/** Every backend of an Ingress, the default one first. */
export function backendsOf(ingress: Ingress): IngressBackend[] {
  const paths = ingress.rules.flatMap(({ paths }) => paths.map(({ backend }) => backend));
  return ingress.defaultBackend ? [ingress.defaultBackend, ...paths] : paths;
}
