import * as vscode from 'vscode';
import { workspaceSymbols } from '../features/workspaceSymbols.ts';
import { toLocation } from './convert.ts';
import type { Project } from './project.ts';

/** The objects of all scopes by name. */
export function offerWorkspaceSymbols(project: Project): vscode.Disposable {
  return vscode.languages.registerWorkspaceSymbolProvider({
    provideWorkspaceSymbols: (query) =>
      workspaceSymbols(project.workspace, query).flatMap(({ name, kind, container, span }) => {
        const location = toLocation(project, span);
        const where = [kind, container].filter((part) => part !== '').join(' · ');
        return location ? [new vscode.SymbolInformation(name, symbolKind(kind), where, location)] : [];
      }),
  });
}

/** The symbol that an object of a kind is shown as. */
export function symbolKind(kind: string): vscode.SymbolKind {
  switch (kind) {
    case 'Namespace':
      return vscode.SymbolKind.Namespace;
    case 'Service':
      return vscode.SymbolKind.Interface;
    case 'Ingress':
    case 'Gateway':
    case 'HTTPRoute':
    case 'GRPCRoute':
      return vscode.SymbolKind.Event;
    case 'NetworkPolicy':
      return vscode.SymbolKind.Key;
    case 'ConfigMap':
      return vscode.SymbolKind.File;
    case 'IngressClass':
      return vscode.SymbolKind.Object;
    default:
      return vscode.SymbolKind.Class;
  }
}
