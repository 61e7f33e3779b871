/** Why something cannot be told from manifests alone. */
export type UnknownReason =
  /** The Namespace is not among the manifests, so that its labels are not known, but for its name. */
  | { readonly kind: 'namespace-labels'; readonly namespace: string }
  /** The pod's labels are not all known: a controller adds some, or its manifests are not here. */
  | { readonly kind: 'pod-labels'; readonly pod: string }
  /** The pod's address decides, and is not known. */
  | { readonly kind: 'pod-addresses'; readonly pod: string }
  /** An `ipBlock` holds the pod's address; whether that counts depends on the CNI (kubernetes/website#10151). */
  | { readonly kind: 'block-against-pods'; readonly pod: string }
  /** The API leaves undefined what a NetworkPolicy does to pods of the host's network. */
  | { readonly kind: 'host-network'; readonly pod: string }
  /** The addresses are partly within a block and partly without. */
  | { readonly kind: 'address-range' }
  /** A part of the policy could not be read: it is templated, or the API server would refuse it. */
  | { readonly kind: 'unreadable'; readonly policy: string }
  /** A peer of a kind that manifests do not decide: nodes by their labels, domain names. */
  | { readonly kind: 'peer-kind'; readonly policy: string; readonly peer: 'nodes' | 'domainNames' }
  /** Two policies of the same priority disagree, and the API does not say which one wins. */
  | { readonly kind: 'equal-priority'; readonly policies: readonly string[] }
  /** A policy of a kind that is not analysed here may decide. */
  | { readonly kind: 'other-policy'; readonly policy: string };

/** A truth of three values: where it is not known, the reasons why. There is at least one. */
export type Ternary = boolean | readonly UnknownReason[];

export function isUnknown(value: Ternary): value is readonly UnknownReason[] {
  return typeof value !== 'boolean';
}

/** False if one is false, else unknown if one is unknown. */
export function and(a: Ternary, b: Ternary): Ternary {
  if (a === false || b === false) return false;
  if (a === true) return b;
  return b === true ? a : mergeReasons(a, b);
}

/** True if one is true, else unknown if one is unknown. */
export function or(a: Ternary, b: Ternary): Ternary {
  if (a === true || b === true) return true;
  if (a === false) return b;
  return b === false ? a : mergeReasons(a, b);
}

/** Both lists of reasons, each reason once. */
export function mergeReasons(a: readonly UnknownReason[], b: readonly UnknownReason[]): readonly UnknownReason[] {
  if (a.length === 0 || a === b) return b;
  if (b.length === 0) return a;
  const seen = new Set(a.map(reasonKey));
  const added = b.filter((reason) => !seen.has(reasonKey(reason)));
  return added.length === 0 ? a : [...a, ...added];
}

function reasonKey(reason: UnknownReason): string {
  return JSON.stringify(reason);
}
