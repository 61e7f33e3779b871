/** What can be wrong with addresses. */
export type AddressCode =
  | 'cidr-invalid'
  | 'ip-invalid'
  | 'cidr-host-bits'
  | 'ip-nonstandard'
  | 'ipv6-noncanonical'
  | 'pod-service-overlap'
  | 'pod-node-overlap'
  | 'service-node-overlap'
  | 'docker0-overlap'
  | 'reserved-range'
  | 'public-range'
  | 'ovn-internal-overlap'
  | 'cidr-count'
  | 'cidr-same-family'
  | 'service-cidr-size'
  | 'node-mask'
  | 'maxpods-exceed-node-cidr'
  | 'node-podcidr-overlap'
  | 'node-podcidr-outside'
  | 'flannel-network-mismatch'
  | 'ippool-outside-pod-cidr'
  | 'ippool-overlap'
  | 'kube-proxy-cidr-mismatch'
  | 'secondary-network-overlap'
  | 'whereabouts-range'
  | 'dns-ip-outside-service-cidr'
  | 'dns-ip-mismatch'
  | 'cluster-domain-mismatch'
  | 'except-not-subset'
  | 'ipblock-pod-range'
  | 'ipblock-covers-pod-range'
  | 'ipblock-service-range'
  | 'metadata-reachable'
  | 'except-blocks-node-local-dns'
  | 'clusterip-outside-service-cidr'
  | 'clusterip-duplicate'
  | 'clusterip-unusable'
  | 'clusterip-reserved'
  | 'clusterip-dynamic-band'
  | 'clusterip-family'
  | 'nodeport-range'
  | 'nodeport-duplicate'
  | 'nodeport-dynamic-band'
  | 'externalip-cluster-range'
  | 'special-ip'
  | 'source-ranges-type'
  | 'endpoint-service-ip'
  | 'lb-pool-overlap'
  | 'lb-pool-reversed'
  | 'lb-pool-cluster-range'
  | 'lb-ip-outside-pools'
  | 'serviceentry-cluster-range';

/** error: refused, or traffic breaks. warning: accepted, but breaks or misleads. info: legal, worth saying. */
export type AddressSeverity = 'error' | 'warning' | 'info';

/** A finding at a place that only the caller understands. */
export interface PlainFinding<P> {
  readonly code: AddressCode;
  readonly severity: AddressSeverity;
  readonly at: P;
  readonly message: string;
  readonly related: readonly { readonly at: P; readonly message: string }[];
  readonly fixes: readonly PlainFix<P>[];
}

/** A fix that puts another text in a place. */
export interface PlainFix<P> {
  readonly title: string;
  readonly edits: readonly { readonly at: P; readonly text: string }[];
}

/** One of the values that a finding is about. */
export interface Involved<P> {
  readonly at: P | undefined;
  readonly message: string;
}

/**
 * A finding about several values: it stands at the first that was written, the others are related.
 * None where no file says any of them, as nobody could be told where.
 */
export function findingAmong<P>(
  code: AddressCode,
  severity: AddressSeverity,
  message: string,
  involved: readonly Involved<P>[],
  fixes: readonly PlainFix<P>[] = [],
): PlainFinding<P>[] {
  const written = involved.flatMap(({ at, message }) => (at === undefined ? [] : [{ at, message }]));
  const [first, ...related] = written;
  return first === undefined ? [] : [{ code, severity, at: first.at, message, related, fixes }];
}

/** A finding about one value. */
export function findingAt<P>(
  code: AddressCode,
  severity: AddressSeverity,
  at: P | undefined,
  message: string,
  fixes: readonly PlainFix<P>[] = [],
): PlainFinding<P>[] {
  return at === undefined ? [] : [{ code, severity, at, message, related: [], fixes }];
}

/** A fix that replaces one text. */
export function replacing<P>(title: string, at: P | undefined, text: string): PlainFix<P>[] {
  return at === undefined ? [] : [{ title, edits: [{ at, text }] }];
}
