import type { Scope, Workspace } from '../../model/workspace.ts';
import { type Span, sameSpan } from '../../text/span.ts';
import { occurrences } from './occurrences.ts';
import type { Occurrence } from './symbol.ts';

/** What stands at a place, in each scope that has the file. */
export interface SymbolAt {
  readonly scope: Scope;
  readonly occurrence: Occurrence;
}

/** The symbols at an offset of a file, one for each scope; none where nothing is named. */
export function symbolsAt(workspace: Workspace, file: string, offset: number): SymbolAt[] {
  return workspace.scopesOf(file).flatMap((scope) => {
    const occurrence = scope.model.get(occurrences).at(file, offset);
    return occurrence ? [{ scope, occurrence }] : [];
  });
}

/** Where the symbol at a place is defined, over all scopes; none where nothing is named, or it is defined nowhere. */
export function definitionsAt(workspace: Workspace, file: string, offset: number): Span[] {
  return placesAt(workspace, file, offset)
    .filter(({ role }) => role === 'definition')
    .map(({ span }) => span);
}

/** Every place of the symbol at a place, over all scopes. */
export function placesAt(workspace: Workspace, file: string, offset: number): Occurrence[] {
  const found: Occurrence[] = [];
  for (const { scope, occurrence } of symbolsAt(workspace, file, offset)) {
    for (const place of scope.model.get(occurrences).of(occurrence.symbol.id)) {
      if (!found.some(({ span }) => sameSpan(span, place.span))) found.push(place);
    }
  }
  return found;
}
