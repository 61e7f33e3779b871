import type { Labels } from '../../kubernetes/labels.ts';
import type { Located, Span } from '../../text/span.ts';
import type { Tree } from '../../yaml/tree.ts';

/** What every object of the API has. */
export interface Resource {
  readonly apiVersion: string;
  /** The API group: `apps` in `apps/v1`, empty for the core group. */
  readonly group: string;
  readonly kind: string;
  /**
   * Where none is written, `default`, marked as derived: it is decided when the manifest is applied.
   * Empty for objects of cluster scope.
   */
  readonly namespace: Located<string>;
  /** Where none is written, the empty string at the nearest key. */
  readonly name: Located<string>;
  readonly labels: Labels;
  readonly annotations: ReadonlyMap<string, Located<string>>;
  /** Whether Helm runs it as a hook (`helm.sh/hook`): it comes and goes, and is no backend. */
  readonly hook: boolean;
  /** The object as it was written or rendered. */
  readonly tree: Tree;
  /** The `kind` of the object: where a finding about the whole of it points. */
  readonly span: Span;
}

/** `Kind/namespace/name`, the stable name of an object in messages, graphs and reports. */
export function resourceId({ kind, namespace, name }: Pick<Resource, 'kind' | 'namespace' | 'name'>): string {
  return `${kind}/${namespace.value}/${name.value}`;
}

/**
 * Whether the author left the namespace to be decided when the manifest is applied: none is written, or a chart's
 * template takes that of the release. A namespace that a kustomization sets is decided.
 */
export function namespaceUndecided({ namespace }: Pick<Resource, 'namespace'>): boolean {
  return namespace.derived === true && namespace.value === 'default';
}

/**
 * Text that something else fills in before the manifest is applied: `{{ .Values.port }}`, `${PORT}`, `$(PORT)`,
 * `<PORT>`, `__PORT__`, `%PORT%`. Its meaning is unknown, and the unknown makes no finding.
 */
export function isPlaceholder(text: string): boolean {
  return /\{\{|\$\{|<[A-Za-z][\w .-]*>|\$\([A-Za-z_]|__[A-Z][A-Z0-9_]*__|%[A-Z_]{2,}%|@@?[A-Z_]{2,}@|\[\[/.test(text);
}
