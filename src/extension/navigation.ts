import * as vscode from 'vscode';
import { highlightsAt } from '../features/highlights.ts';
import { definitionsAt, placesAt } from '../features/symbols/navigate.ts';
import { prepareRename, rename } from '../features/symbols/rename.ts';
import { manifestLanguages, toLocation, toOffset, toRange, toWorkspaceEdit } from './convert.ts';
import type { Project } from './project.ts';

/** Definitions, references, highlights and renames of what manifests name. */
export function offerNavigation(project: Project): vscode.Disposable {
  const selector = manifestLanguages;
  return vscode.Disposable.from(
    vscode.languages.registerDefinitionProvider(selector, {
      provideDefinition(document, position) {
        const at = toOffset(project, document, position);
        if (!at) return undefined;
        return definitionsAt(project.workspace, at.path, at.offset).flatMap((span) => toLocation(project, span) ?? []);
      },
    }),
    vscode.languages.registerReferenceProvider(selector, {
      provideReferences(document, position, { includeDeclaration }) {
        const at = toOffset(project, document, position);
        if (!at) return undefined;
        return placesAt(project.workspace, at.path, at.offset)
          .filter(({ role }) => includeDeclaration || role !== 'definition')
          .flatMap(({ span }) => toLocation(project, span) ?? []);
      },
    }),
    vscode.languages.registerDocumentHighlightProvider(selector, {
      provideDocumentHighlights(document, position) {
        const at = toOffset(project, document, position);
        if (!at) return undefined;
        return highlightsAt(project.workspace, at.path, at.offset).map(
          ({ span, kind }) =>
            new vscode.DocumentHighlight(
              toRange(project, span),
              kind === 'write' ? vscode.DocumentHighlightKind.Write : vscode.DocumentHighlightKind.Read,
            ),
        );
      },
    }),
    vscode.languages.registerRenameProvider(selector, {
      prepareRename(document, position) {
        const at = toOffset(project, document, position);
        const prepared = at
          ? prepareRename(project.workspace, at.path, at.offset)
          : { refused: 'This file is not part of the model.' };
        if ('refused' in prepared) throw new Error(prepared.refused);
        return { range: toRange(project, prepared.span), placeholder: prepared.text };
      },
      provideRenameEdits(document, position, name) {
        const at = toOffset(project, document, position);
        if (!at) return undefined;
        const renamed = rename(project.workspace, at.path, at.offset, name);
        if (renamed.refused !== undefined) throw new Error(renamed.refused);
        return toWorkspaceEdit(project, renamed.edits);
      },
    }),
  );
}
