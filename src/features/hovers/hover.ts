import type { Scope, Workspace } from '../../model/workspace.ts';
import type { Span } from '../../text/span.ts';
import { hoverOfPolicy } from '../policyHover.ts';
import { hoverOfAddress } from './addressHover.ts';
import { hoverOfName } from './nameHover.ts';
import { hoverOfSymbol } from './symbolHover.ts';

/** What the editor shows above a place, as Markdown. */
export interface Hover {
  readonly span: Span;
  readonly markdown: string;
}

/** One kind of hover. It answers with nothing where it has nothing to say. */
export type HoverSource = (scope: Scope, file: string, offset: number) => Hover | undefined;

/** In the order in which they are asked; the first answer of each scope is shown. */
const sources: readonly HoverSource[] = [hoverOfName, hoverOfAddress, hoverOfSymbol, hoverOfPolicy];

/**
 * What there is to say of a place of a file, or undefined. Where the file belongs to several scopes that say
 * different things, each is shown below its scope's name.
 */
export function hoverAt(workspace: Workspace, file: string, offset: number): Hover | undefined {
  const found = workspace.scopesOf(file).flatMap((scope) => {
    for (const source of sources) {
      const hover = source(scope, file, offset);
      if (hover) return [{ scope, hover }];
    }
    return [];
  });
  const [first] = found;
  if (!first) return undefined;
  if (found.every(({ hover }) => hover.markdown === first.hover.markdown)) return first.hover;
  const parts = found.map(({ scope, hover }) => `**${scope.info.name}**\n\n${hover.markdown}`);
  return { span: first.hover.span, markdown: parts.join('\n\n---\n\n') };
}
