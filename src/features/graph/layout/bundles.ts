import type { EdgeId, GraphEdge } from '../graph.ts';
import { kindOfLine } from './ports.ts';

/**
 * Which edges run as one line: those of one source, or those to one target where their sources have no other; edges of
 * different looks never.
 */
export function bundlesOf(edges: readonly GraphEdge[]): ReadonlyMap<EdgeId, string> {
  const source = (edge: GraphEdge) => `${edge.source}#${edge.sourceRow ?? ''} ${kindOfLine(edge, 'source')}`;
  const target = (edge: GraphEdge) => `${edge.target}#${edge.targetRow ?? ''} ${kindOfLine(edge, 'target')}`;
  const targets = new Map<string, Set<string>>();
  for (const edge of edges) {
    const found = targets.get(source(edge));
    if (found) found.add(target(edge));
    else targets.set(source(edge), new Set([target(edge)]));
  }
  return new Map(
    edges.map((edge) => [edge.id, targets.get(source(edge))!.size > 1 ? `s ${source(edge)}` : `t ${target(edge)}`]),
  );
}
