import type { Span } from '../../text/span.ts';

/** What a symbol is. */
export type SymbolKind =
  | 'service'
  | 'namespace'
  | 'workload'
  | 'configMap'
  | 'portNumber'
  | 'portName'
  | 'containerPort'
  | 'podLabel'
  | 'ingressClass';

/**
 * A thing that manifests name in more than one place, by a stable id: `service:shop/web`, `portNumber:shop/web/80`,
 * `podLabel:shop/app=web`.
 */
export interface SymbolId {
  readonly kind: SymbolKind;
  readonly id: string;
}

/** One place where a symbol is named. */
export interface Occurrence {
  readonly span: Span;
  readonly symbol: SymbolId;
  readonly role: 'definition' | 'reference';
  /** The text of the symbol there. */
  readonly text: string;
  /** Whether the text at `span` is the symbol's own, so that a rename can replace it. */
  readonly editable: boolean;
}
