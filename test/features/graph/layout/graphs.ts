/** Made up graphs for properties of layouts. */
import fc from 'fast-check';
import { edgeId, type Graph, type GraphEdge, type GraphNode } from '../../../../src/features/graph/graph.ts';

export const tier = fc.constantFrom(
  'outside' as const,
  'entry' as const,
  'service' as const,
  'workload' as const,
  'pod' as const,
  'beyond' as const,
);

/**
 * Graphs of up to 30 nodes in up to four namespaces, with edges of all directions, also to themselves and in circles.
 */
export const graphsWith = (mostEdges: number): fc.Arbitrary<Graph> =>
  fc
    .record({
      arrangement: fc.constantFrom('tiers' as const, 'flow' as const),
      nodes: fc.array(
        fc.record({
          namespace: fc.constantFrom('a', 'b', 'c', undefined),
          tier,
          name: fc.string({ maxLength: 40 }),
          rows: fc.array(fc.string({ maxLength: 20 }), { maxLength: 4 }),
          badge: fc.boolean(),
          problem: fc.boolean(),
        }),
        { maxLength: 30, size: 'max' },
      ),
      edges: fc.array(
        fc.record({
          from: fc.nat(29),
          to: fc.nat(29),
          fromRow: fc.option(fc.nat(3), { nil: undefined }),
          toRow: fc.option(fc.nat(3), { nil: undefined }),
          label: fc.option(fc.string({ maxLength: 30 }), { nil: undefined }),
          verdict: fc.constantFrom('allowed' as const, 'denied' as const, undefined),
        }),
        { maxLength: mostEdges, size: 'max' },
      ),
    })
    .map(({ arrangement, nodes, edges }) => {
      const made = nodes.map(
        (node, index): GraphNode => ({
          id: `Node/${index}`,
          role: 'workload',
          kind: 'Thing',
          name: node.name,
          tier: node.tier,
          ...(node.namespace && { namespace: node.namespace, group: `Namespace/${node.namespace}` }),
          rows: node.rows.map((label, row) => ({ id: String(row), label })),
          ...(node.badge && { badges: [{ text: 'no policy: open to all', tone: 'warning' as const }] }),
          ...(node.problem && {
            problems: [{ severity: 'error' as const, rule: 'rule', message: `${node.name} is wrong here` }],
          }),
        }),
      );
      const joined = new Map<string, GraphEdge>();
      for (const { from, to, fromRow, toRow, label, verdict } of edges) {
        const [source, target] = [made[from], made[to]];
        if (!source || !target) continue;
        const row = (node: GraphNode, index: number | undefined) =>
          index === undefined ? undefined : node.rows?.[index]?.id;
        const [sourceRow, targetRow] = [row(source, fromRow), row(target, toRow)];
        const edge = {
          kind: 'route' as const,
          source: source.id,
          target: target.id,
          ...(sourceRow && { sourceRow }),
          ...(targetRow && { targetRow }),
          ...(label && { label }),
          ...(verdict && { verdict }),
        };
        joined.set(edgeId(edge), { ...edge, id: edgeId(edge) });
      }
      return {
        arrangement,
        groups: ['a', 'b', 'c'].map((name) => ({ id: `Namespace/${name}`, kind: 'namespace' as const, label: name })),
        nodes: made,
        edges: [...joined.values()],
      };
    });

export const graphs = graphsWith(40);
