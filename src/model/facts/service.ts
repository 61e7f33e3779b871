import type { Located, Span } from '../../text/span.ts';
import type { Field } from '../../yaml/field.ts';
import type { Tree } from '../../yaml/tree.ts';
import type { Resource } from './resource.ts';

export type Protocol = 'TCP' | 'UDP' | 'SCTP';

export type ServiceType = 'ClusterIP' | 'NodePort' | 'LoadBalancer' | 'ExternalName';

export interface ServicePort {
  /** The first key of the list item. */
  readonly span: Span;
  readonly name: Located<string> | undefined;
  /** As defaulted: TCP. A value that is no protocol stays as it was written. */
  readonly protocol: Located<string>;
  readonly port: Located<number>;
  /** As the API server defaults it: `port`, at the place `port` was written, marked as derived. */
  readonly targetPort: Located<number | string>;
  readonly nodePort: Located<number> | undefined;
  readonly appProtocol: Located<string> | undefined;
  /** The list item, for edits. */
  readonly tree: Tree | undefined;
}

export interface Service extends Resource {
  /** As defaulted: ClusterIP. A value that is no type stays as it was written. */
  readonly type: Located<string>;
  /** The `selector` key; undefined when the Service has none, or an empty one: something else makes its endpoints. */
  readonly selectorKey: Span | undefined;
  /** Empty when there is none. */
  readonly selector: ReadonlyMap<string, Located<string>>;
  readonly ports: readonly ServicePort[];
  /** As written; `None` for a headless Service. */
  readonly clusterIP: Located<string> | undefined;
  readonly clusterIPs: readonly Located<string>[];
  readonly externalName: Located<string> | undefined;
  readonly externalIPs: readonly Located<string>[];
  readonly publishNotReadyAddresses: boolean;
  /** The rest of the spec, for what only one rule asks. */
  readonly spec: Field;
}

/** Whether the Service has no virtual address: its name answers with the pods' own. */
export function isHeadless(service: Pick<Service, 'clusterIP'>): boolean {
  return service.clusterIP?.value === 'None';
}

/** Whether nothing is selected: some other process writes the endpoints. */
export function isSelectorless(service: Pick<Service, 'selector'>): boolean {
  return service.selector.size === 0;
}
