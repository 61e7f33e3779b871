import type { Labels } from '../../kubernetes/labels.ts';
import type { Located } from '../../text/span.ts';
import type { Resource } from './resource.ts';
import type { Text } from './workload.ts';

/** A Namespace. Its labels have `kubernetes.io/metadata.name`, which the API server adds. */
export interface Namespace extends Resource {
  readonly namespaceLabels: Labels;
}

export interface ConfigMap extends Resource {
  readonly data: ReadonlyMap<string, Text>;
}

export interface Node extends Resource {
  readonly podCIDRs: readonly Located<string>[];
  readonly addresses: readonly Located<string>[];
}

/**
 * An object that makes others whose text is not here: an operator's custom resource, a HelmRelease,
 * an Argo CD Application. What is absent from its namespace may come from it.
 */
export interface OpaqueProducer extends Resource {
  /** The namespaces that it fills; `*` when it may be any. */
  readonly targets: readonly string[];
}
