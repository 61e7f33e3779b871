import * as vscode from 'vscode';
import { hoverAt } from '../features/hovers/hover.ts';
import { manifestLanguages, toOffset, toRange } from './convert.ts';
import type { Project } from './project.ts';

/** What the model knows of the place under the pointer. */
export function offerHovers(project: Project): vscode.Disposable {
  return vscode.languages.registerHoverProvider(manifestLanguages, {
    provideHover(document, position) {
      const at = project.settings.hover ? toOffset(project, document, position) : undefined;
      const hover = at && hoverAt(project.workspace, at.path, at.offset);
      if (!hover) return undefined;
      const markdown = new vscode.MarkdownString(hover.markdown, true);
      markdown.isTrusted = { enabledCommands: ['podpath.topology.focusSymbol', 'podpath.topology.showDnsPath'] };
      return new vscode.Hover(markdown, toRange(project, hover.span));
    },
  });
}
