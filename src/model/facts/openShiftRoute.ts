import type { Located } from '../../text/span.ts';
import type { Resource } from './resource.ts';

/** A `route.openshift.io` Route: what the router sends to Services of the same namespace. */
export interface OpenShiftRoute extends Resource {
  readonly host: Located<string> | undefined;
  /** The Services of `to` and `alternateBackends`. */
  readonly services: readonly Located<string>[];
  /** The name of a port of the Services, or the number of its target; undefined is every port. */
  readonly targetPort: Located<number | string> | undefined;
}
