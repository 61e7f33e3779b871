import type { Resource } from '../model/facts/resource.ts';
import type { Workspace } from '../model/workspace.ts';
import { compareText, type Span } from '../text/span.ts';

/** An object or port that can be gone to by name. */
export interface WorkspaceSymbol {
  readonly name: string;
  /** The object's kind, or `port`. */
  readonly kind: string;
  /** Its namespace; for a port, the Service. Empty for objects of cluster scope. */
  readonly container: string;
  readonly span: Span;
}

const mostSymbols = 500;

/**
 * The objects of the network whose name has the letters of the query in order, best ones first: an equal name, then
 * one that begins with the query, then one that has it in it. All, as far as they fit, for the empty query.
 */
export function workspaceSymbols(workspace: Workspace, query: string): readonly WorkspaceSymbol[] {
  const wanted = query.toLowerCase().replaceAll(/\s+/g, '');
  const found = new Map<string, { readonly symbol: WorkspaceSymbol; readonly rank: number }>();
  const add = (row: Resource): void => {
    const { name, kind, namespace } = row;
    const rank = rankOf(name.value.toLowerCase(), wanted);
    if (rank === undefined || name.value === '') return;
    const { file, start } = name.span;
    const key = `${file} ${start} ${kind}`;
    if (!found.has(key)) {
      found.set(key, { symbol: { name: name.value, kind, container: namespace.value, span: name.span }, rank });
    }
  };
  for (const { model } of workspace.scopes) {
    const { inputs } = model;
    for (const rows of [
      inputs.services,
      inputs.workloads,
      inputs.ingresses,
      inputs.gateways,
      inputs.routes,
      inputs.networkPolicies,
      inputs.adminPolicies,
      inputs.namespaces,
      inputs.configMaps,
      inputs.ingressClasses,
    ]) {
      for (const row of rows as readonly Resource[]) add(row);
    }
  }
  return [...found.values()]
    .sort((a, b) => a.rank - b.rank || compareText(a.symbol.name, b.symbol.name))
    .slice(0, mostSymbols)
    .map(({ symbol }) => symbol);
}

/** The smaller the better; undefined where the letters are not in it. */
function rankOf(name: string, wanted: string): number | undefined {
  if (wanted === '') return 3;
  if (name === wanted) return 0;
  if (name.startsWith(wanted)) return 1;
  if (name.includes(wanted)) return 2;
  let at = 0;
  for (const letter of name) if (letter === wanted[at]) at++;
  return at === wanted.length ? 3 : undefined;
}
