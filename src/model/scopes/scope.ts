import type { Tables } from '../facts.ts';

export type ScopeKind = 'directory' | 'kustomization' | 'chart' | 'setting';

/** What is applied to one cluster together: an overlay, a chart, a directory of plain manifests. */
export interface ScopeInfo {
  /** Its path, which is also its name: `overlays/prod`, `.` for the whole workspace. Variants add theirs: `chart (ci/tls-values.yaml)`. */
  readonly name: string;
  readonly kind: ScopeKind;
  /**
   * Why something may be missing from it: a remote base, a template that cannot be rendered, a document that cannot be read.
   * Nothing follows from absence in an incomplete scope.
   */
  readonly incomplete: readonly string[];
  /**
   * For one of several alternatives of a directory: the directory. What is reported there
   * must hold in every alternative that has the file.
   */
  readonly group: string | undefined;
}

/** The facts of the other scopes. */
export interface Elsewhere {
  readonly scopes: readonly { readonly name: string; readonly tables: Tables }[];
}
