import type { Workspace } from '../model/workspace.ts';
import type { Span } from '../text/span.ts';
import { placesAt } from './symbols/navigate.ts';

/** A place of the symbol at the cursor. */
export interface Highlight {
  readonly span: Span;
  /** `write` where the symbol is defined. */
  readonly kind: 'read' | 'write';
}

/** The places of the symbol at an offset within the same file; none where nothing is named. */
export function highlightsAt(workspace: Workspace, file: string, offset: number): readonly Highlight[] {
  return placesAt(workspace, file, offset)
    .filter(({ span }) => span.file === file)
    .map(({ span, role }) => ({ span, kind: role === 'definition' ? 'write' : 'read' }));
}
