import type { Graph, GraphEdge, GraphNode } from '../../src/features/graph/graph.ts';
import { graphOf, ingress, internet, service, workload } from './build.ts';

/** About `size` nodes in namespaces of about 50, the same every time; one in 40 Services has a problem. */
export function largeGraph(size: number): Graph {
  let seed = 7;
  const random = (below: number) => {
    seed = (seed * 48271) % 2147483647;
    return seed % below;
  };
  const nodes: GraphNode[] = [internet];
  const edges: Omit<GraphEdge, 'id'>[] = [];
  for (let index = 0; nodes.length < size - 1; index++) {
    const namespace = `team-${String(index + 1).padStart(3, '0')}`;
    const entry = `Ingress/${namespace}/edge`;
    const rows: { id: string; label: string; value: string }[] = [];
    const first = nodes.length;
    for (let each = 0; each < 24 && nodes.length < size - 1; each++) {
      const name = `${['web', 'api', 'orders', 'search', 'mail', 'stock', 'users', 'files'][each % 8]}-${each}`;
      const broken = random(40) === 0;
      const problems = broken
        ? [
            {
              severity: 'error' as const,
              rule: 'target-port-not-exposed',
              message: `No pod of Deployment ${name} has a port named “htpp”`,
            },
          ]
        : undefined;
      nodes.push(
        service(namespace, name, [{ id: 'http', label: 'http', value: '80 → 8080', ...(problems && { problems }) }]),
      );
      nodes.push(workload(namespace, each % 9 === 8 ? 'StatefulSet' : 'Deployment', name, 1 + random(4)));
      const target = nodes.at(-1)!.id;
      edges.push({
        kind: 'selects',
        source: `Service/${namespace}/${name}`,
        sourceRow: 'http',
        target,
        ...(problems && { problems }),
      });
      if (each % 5 > 1) continue;
      const host = `${name}.example.com/`;
      rows.push({ id: host, label: host, value: `→ ${name}` });
      edges.push({
        kind: 'route',
        source: entry,
        sourceRow: host,
        target: `Service/${namespace}/${name}`,
        targetRow: 'http',
      });
    }
    if (rows.length === 0) continue;
    nodes.splice(first, 0, ingress(namespace, 'edge', rows));
    edges.push({ kind: 'route', source: 'Internet', target: entry });
  }
  return graphOf(nodes.slice(0, size + 5), edges);
}
