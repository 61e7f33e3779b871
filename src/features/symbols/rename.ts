import { isLabel } from '../../kubernetes/dns/names.ts';
import { portNameFault } from '../../kubernetes/ports.ts';
import type { Workspace } from '../../model/workspace.ts';
import type { Edit } from '../../text/edit.ts';
import type { Span } from '../../text/span.ts';
import { placesAt, symbolsAt } from './navigate.ts';
import type { SymbolKind } from './symbol.ts';

/** What a rename would do, or why it cannot be done. */
export type Rename =
  | { readonly edits: readonly Edit[]; readonly refused?: never }
  | { readonly refused: string; readonly edits?: never };

/** What may be renamed at a place: its text and where it stands; or why nothing can. */
export function prepareRename(
  workspace: Workspace,
  file: string,
  offset: number,
): { readonly span: Span; readonly text: string } | { readonly refused: string } {
  const at = symbolsAt(workspace, file, offset)[0]?.occurrence;
  if (!at) return { refused: 'nothing that can be renamed stands here' };
  if (!at.editable)
    return { refused: 'the text here is made by a template or a transformation; rename it where it is written' };
  const fixed = placesAt(workspace, file, offset).find(({ editable }) => !editable);
  if (fixed) return { refused: `${fixed.span.file} has the name from a template or a transformation` };
  return { span: at.span, text: at.text };
}

/** The edits that give the symbol at a place another name everywhere, also inside connection strings. */
export function rename(workspace: Workspace, file: string, offset: number, name: string): Rename {
  const prepared = prepareRename(workspace, file, offset);
  if ('refused' in prepared) return { refused: prepared.refused };
  const at = symbolsAt(workspace, file, offset)[0]!.occurrence;
  const fault = nameFault(at.symbol.kind, name);
  if (fault) return { refused: `"${name}" is no valid name: ${fault}` };
  return { edits: placesAt(workspace, file, offset).map(({ span }) => ({ span, text: name })) };
}

function nameFault(kind: SymbolKind, name: string): string | undefined {
  switch (kind) {
    case 'portNumber':
      return /^\d+$/.test(name) && Number(name) >= 1 && Number(name) <= 65535
        ? undefined
        : 'a port is a number from 1 to 65535';
    case 'containerPort':
      return portNameFault(name);
    case 'podLabel':
      return /^(?:[A-Za-z0-9](?:[\w.-]{0,61}[A-Za-z0-9])?)$/.test(name)
        ? undefined
        : 'a label value has at most 63 letters, digits, -, _ and .';
    case 'service':
    case 'namespace':
    case 'portName':
      return isLabel(name) ? undefined : 'it must be a DNS label: lower-case letters, digits and -';
    case 'workload':
    case 'configMap':
    case 'ingressClass':
      return /^[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?$/.test(name)
        ? undefined
        : 'it must be a DNS name: lower-case letters, digits, - and .';
  }
}
