import * as vscode from 'vscode';
import { completeAt } from '../features/completion/completion.ts';
import type { CompletionKind } from '../features/completion/item.ts';
import { manifestLanguages, toOffset, toRange } from './convert.ts';
import type { Project } from './project.ts';

/** Names of Services, ports, labels and namespaces, where they fit. */
export function offerCompletions(project: Project): vscode.Disposable {
  return vscode.languages.registerCompletionItemProvider(
    [...manifestLanguages],
    {
      provideCompletionItems(document, position) {
        if (!vscode.workspace.getConfiguration('podpath').get('completion.enable', true)) return undefined;
        const at = toOffset(project, document, position);
        if (!at) return undefined;
        const { items, isIncomplete } = completeAt(project.workspace, at.path, at.offset);
        const list = items.map(({ kind, label, text, span, detail, rank }, i) => {
          const item = new vscode.CompletionItem({ label, description: detail }, kinds[kind]);
          item.insertText = text;
          item.range = toRange(project, span);
          // VS Code filters by the text before the cursor, which may hold more than the label.
          item.filterText = document.getText(item.range) === '' ? text : label;
          item.sortText = `${String(rank).padStart(3, '0')} ${String(i).padStart(4, '0')}`;
          return item;
        });
        return new vscode.CompletionList(list, isIncomplete);
      },
    },
    ' ',
    '.',
    ':',
    '/',
    '@',
    '"',
    "'",
  );
}

const kinds: Readonly<Record<CompletionKind, vscode.CompletionItemKind>> = {
  service: vscode.CompletionItemKind.Interface,
  endpoint: vscode.CompletionItemKind.Reference,
  port: vscode.CompletionItemKind.Constant,
  namespace: vscode.CompletionItemKind.Module,
  label: vscode.CompletionItemKind.Property,
  configMap: vscode.CompletionItemKind.File,
  ingressClass: vscode.CompletionItemKind.Class,
  gateway: vscode.CompletionItemKind.Interface,
  workload: vscode.CompletionItemKind.Struct,
};
