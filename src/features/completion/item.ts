import type { Span } from '../../text/span.ts';

export type CompletionKind =
  | 'service'
  | 'endpoint'
  | 'port'
  | 'namespace'
  | 'label'
  | 'configMap'
  | 'ingressClass'
  | 'gateway'
  | 'workload';

/** Something that may stand at the cursor. */
export interface Completion {
  readonly kind: CompletionKind;
  readonly label: string;
  /** What is written in the place of `span`. */
  readonly text: string;
  readonly span: Span;
  /** What it is, in a few words, beside the label. */
  readonly detail: string;
  /** Orders the list; equal ones by label. */
  readonly rank: number;
}

/** What may stand at the cursor; `isIncomplete` when the list was cut, so that more typing brings others. */
export interface Completions {
  readonly items: readonly Completion[];
  readonly isIncomplete: boolean;
}

export const noCompletions: Completions = { items: [], isIncomplete: false };

/** A completion before it has a place. */
export type Offer = Omit<Completion, 'span' | 'text' | 'rank'> & { readonly text?: string; readonly rank?: number };
