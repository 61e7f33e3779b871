import { compareText } from '../../../text/span.ts';
import type { GraphEdge, GraphNode } from '../graph.ts';

/** Nodes that hang together, with the edges between them. */
export interface Component {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

/** Splits nodes into what hangs together; each part in the order of ids, the parts by their first id. */
export function componentsOf(nodes: readonly GraphNode[], edges: readonly GraphEdge[]): Component[] {
  const parent = new Map(nodes.map((node) => [node.id, node.id]));
  const root = (id: string): string => {
    let at = id;
    while (parent.get(at) !== at) {
      parent.set(at, parent.get(parent.get(at)!)!);
      at = parent.get(at)!;
    }
    return at;
  };
  for (const { source, target } of edges) parent.set(root(source), root(target));
  const parts = new Map<string, { nodes: GraphNode[]; edges: GraphEdge[] }>();
  for (const node of [...nodes].sort((a, b) => compareText(a.id, b.id))) {
    const key = root(node.id);
    const part = parts.get(key);
    if (part) part.nodes.push(node);
    else parts.set(key, { nodes: [node], edges: [] });
  }
  for (const edge of [...edges].sort((a, b) => compareText(a.id, b.id))) parts.get(root(edge.source))!.edges.push(edge);
  return [...parts.values()];
}
