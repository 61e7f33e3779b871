import type { Located, Span } from '../../text/span.ts';
import type { Resource } from './resource.ts';

export interface EndpointPort {
  readonly span: Span;
  /** Empty where the port has no name. */
  readonly name: Located<string>;
  readonly port: Located<number> | undefined;
  readonly protocol: string;
}

export interface EndpointAddress {
  readonly address: Located<string>;
  readonly hostname: string | undefined;
  readonly ready: boolean;
  /** The pod behind the address, if it is named. */
  readonly targetName: string | undefined;
  readonly nodeName: string | undefined;
}

/** Endpoints written by hand: an EndpointSlice, or one subset of an Endpoints object. */
export interface EndpointSlice extends Resource {
  /** The Service that it belongs to: the label `kubernetes.io/service-name`, or the name of the Endpoints object. */
  readonly service: Located<string> | undefined;
  readonly addressType: Located<string>;
  readonly addresses: readonly EndpointAddress[];
  readonly ports: readonly EndpointPort[];
}
